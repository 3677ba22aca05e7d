import type { Diagnostic, Severity } from "#study/diagnostic";
import { nearestName } from "#study/near-miss";
import type { Place } from "#study/place";

export interface Extra {
  readonly help?: string | undefined;
  readonly related?: Diagnostic["related"];
}

/** Collects what there is to say about the files of a study. */
export class Report {
  readonly #list: Diagnostic[] = [];

  get list(): readonly Diagnostic[] {
    return this.#list;
  }

  get errorCount(): number {
    return this.#list.filter((diagnostic) => diagnostic.severity === "error").length;
  }

  error(code: string, message: string, place: Place, extra: Extra = {}): void {
    this.#add("error", code, message, place, extra);
  }

  warning(code: string, message: string, place: Place, extra: Extra = {}): void {
    this.#add("warning", code, message, place, extra);
  }

  note(code: string, message: string, place: Place, extra: Extra = {}): void {
    this.#add("note", code, message, place, extra);
  }

  addAll(diagnostics: readonly Diagnostic[]): void {
    this.#list.push(...diagnostics);
  }

  #add(severity: Severity, code: string, message: string, place: Place, extra: Extra): void {
    const help = extra.help === undefined ? {} : { help: extra.help };
    const related = extra.related === undefined ? {} : { related: extra.related };
    this.#list.push({ code, severity, message, place, ...help, ...related });
  }
}

/** "Did you mean `x`?" where a candidate is near, else the few that there are, else nothing. */
export function suggestion(
  found: string,
  candidates: readonly string[],
  kind: string,
): string | undefined {
  const near = nearestName(found, candidates);
  if (near !== undefined) return `Did you mean \`${near}\`?`;
  if (candidates.length === 0) return `There are no ${kind} yet.`;
  return candidates.length <= 16 ? `Known ${kind}: ${listed(candidates)}.` : undefined;
}

/** `a`, `b`, `c`. */
export function listed(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(", ");
}

/** 1 "file", 2 "files". */
export function counted(count: number, singular: string, plural = `${singular}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? singular : plural}`;
}
