import { keyOf } from "#study/name";
import type { Place } from "#study/place";
import type { Report } from "./report.js";

interface Stub {
  readonly key: string;
  readonly written: string;
}

/**
 * Collects what `parley new` has left to its author: values that say `to be written`, `to be bound`
 * or `to be chosen`, and names that begin with `to be named`. One warning for each named thing, so
 * that `parley check` prints a list of what to do.
 */
export class LeftToDo {
  readonly #report: Report;
  readonly #named = new Set<string>();
  #stubs: Stub[] = [];

  constructor(report: Report) {
    this.#report = report;
  }

  value(key: string, written: string, place: Place, inEntry: boolean): void {
    if (!/^to be (bound|written|chosen)\b/i.test(written)) return;
    if (inEntry) this.#stubs.push({ key, written: written.trim() });
    else this.#tell(`Left to do: \`${key}\` is ${written.trim()}.`, place);
  }

  /** A name, of which only the first mention is told. */
  name(name: string, place: Place): void {
    if (!/^to be named\b/i.test(name) || this.#named.has(keyOf(name))) return;
    this.#named.add(keyOf(name));
    this.#tell(`Left to do: \`${name}\` needs a name, here and wherever it is mentioned.`, place);
  }

  /** Reads what stands under a name; what is found in it is told once, at the name. */
  within<Value>(name: string, place: Place, read: () => Value): Value {
    const outer = this.#stubs;
    this.#stubs = [];
    const value = read();
    if (this.#stubs.length > 0) {
      const parts = this.#stubs.map(({ key, written }) => `\`${key}\` is ${written}`);
      const unbound = this.#stubs.some(({ key }) => key === "unmodelled");
      const help = unbound
        ? "To bind a claim, write `about:` and a list of names instead of `unmodelled:`; or say why nothing stands for it."
        : undefined;
      this.#tell(`Left to do: ${parts.join(", ")} in \`${name}\`.`, place, help);
    }
    this.#stubs = outer;
    return value;
  }

  #tell(message: string, place: Place, help?: string): void {
    this.#report.warning("left-to-do", message, place, { help });
  }
}
