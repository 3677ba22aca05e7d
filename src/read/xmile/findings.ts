import type { Diagnostic, Severity } from "#study/diagnostic";
import { nearestName } from "#study/near-miss";
import type { Place } from "#study/place";
import { isOwnExtension } from "./extension.js";
import type { XmlElement } from "./xml.js";

interface More {
  readonly help?: string;
  readonly related?: NonNullable<Diagnostic["related"]>;
}

const mostCompared = 200_000;

/**
 * Collects everything there is to say about a file, so that one reading tells all of it. Elements
 * and attributes of vendors are counted and told once each, by name.
 */
export class Findings {
  readonly #list: Diagnostic[] = [];
  readonly #toldOnce = new Set<string>();
  #compared = 0;
  readonly #vendor = new Map<string, { readonly place: Place; count: number }>();

  error(code: string, message: string, place: Place, more: More = {}): void {
    this.#add("error", code, message, place, more);
  }

  warning(code: string, message: string, place: Place, more: More = {}): void {
    this.#add("warning", code, message, place, more);
  }

  note(code: string, message: string, place: Place, more: More = {}): void {
    this.#add("note", code, message, place, more);
  }

  /** A note that is told at the first of many places only. */
  noteOnce(code: string, message: string, place: Place): void {
    if (this.#toldOnce.has(code)) return;
    this.#toldOnce.add(code);
    this.note(code, message, place);
  }

  addAll(diagnostics: readonly Diagnostic[]): void {
    this.#list.push(...diagnostics);
  }

  /** An element that nothing here reads: a vendor's is noted, any other is an error. */
  unread(element: XmlElement, where: string): void {
    if (isOwnExtension(element.name)) return;
    if (element.vendor !== null) {
      this.vendor(`<${element.name}>`, element.place);
      return;
    }
    this.error(
      "xmile-unsupported",
      `<${element.name}> in ${where} is not supported.`,
      element.place,
      { help: "Delete it, or express it with what XMILE 1.0 has, if the numbers depend on it." },
    );
  }

  /**
   * An element beside the parts of a file or a model that XMILE 1.0 knows: what variables are and how
   * they run stands in those, so that it is passed over unless it holds variables.
   */
  unknownPart(element: XmlElement, where: string): void {
    const inside = [element, ...element.children];
    const holdsVariables = inside.some(({ children }) =>
      children.some(({ name }) => ["variables", "stock", "flow", "aux"].includes(name)),
    );
    if (element.vendor !== null || holdsVariables) {
      this.unread(element, where);
      return;
    }
    const message = `<${element.name}> in ${where} is none of XMILE 1.0, and is not read.`;
    this.warning("xmile-unread", message, element.place, {
      help: "Delete it, or express it with what XMILE 1.0 has, if the numbers depend on it.",
    });
  }

  vendor(name: string, place: Place): void {
    if (isOwnExtension(name)) return;
    const seen = this.#vendor.get(name);
    if (seen === undefined) this.#vendor.set(name, { place, count: 1 });
    else seen.count += 1;
  }

  /**
   * The name that was probably meant. Comparing takes time, and a file that is wrong in thousands
   * of places is told after the first hundreds of thousands of comparisons without suggestions.
   */
  nearest(name: string, candidates: () => readonly string[]): string | undefined {
    if (this.#compared > mostCompared) return undefined;
    const names = candidates();
    this.#compared += names.length;
    return nearestName(name, names);
  }

  /** All of it, in the order in which it was found; vendors' extensions last. */
  all(): readonly Diagnostic[] {
    const vendors = [...this.#vendor].map(([name, { place, count }]): Diagnostic => {
      const times = count === 1 ? "" : ` (${count} times)`;
      const message = `${name}${times} is a vendor's extension and is not read.`;
      return { code: "xmile-vendor", severity: "note", message, place };
    });
    return [...this.#list, ...vendors];
  }

  #add(severity: Severity, code: string, message: string, place: Place, more: More): void {
    this.#list.push({ code, severity, message, place, ...more });
  }
}
