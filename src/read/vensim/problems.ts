import type { Diagnostic, Severity } from "#study/diagnostic";
import type { Place, SourceText } from "#study/place";

/** Above this, a file is so broken that more messages help nobody; the last one says so. */
const enough = 200;

/** Collects what there is to say about one file, so that all errors are reported at once. */
export class Problems {
  readonly source: SourceText;
  readonly #found: Diagnostic[] = [];
  #errors = 0;

  constructor(source: SourceText) {
    this.source = source;
  }

  get hasErrors(): boolean {
    return this.#errors > 0;
  }

  /** Whether further messages will be left out; a search for a better spelling is idle then. */
  get full(): boolean {
    return this.#found.length > enough;
  }

  /** All that was said, in the order of the file; at most some 200, the last of which says so. */
  list(): readonly Diagnostic[] {
    return [...this.#found].sort((a, b) => compare(a.place, b.place));
  }

  place(start: number, end: number): Place {
    return this.source.place(start, Math.max(1, end - start));
  }

  error(
    code: string,
    message: string,
    place: Place,
    help?: string,
    related?: Diagnostic["related"],
  ): void {
    this.#errors += 1;
    this.#add("error", code, message, place, help, related);
  }

  warn(code: string, message: string, place: Place, help?: string): void {
    this.#add("warning", code, message, place, help);
  }

  note(code: string, message: string, place: Place, help?: string): void {
    this.#add("note", code, message, place, help);
  }

  #add(
    severity: Severity,
    code: string,
    message: string,
    place: Place,
    help?: string,
    related?: Diagnostic["related"],
  ): void {
    if (this.#found.length > enough) return;
    if (this.#found.length === enough) {
      this.#found.push({
        code: "too-many-problems",
        severity,
        message: `There are more than ${enough} problems in ${place.file}; the rest is left out.`,
        place: this.source.place(this.source.text.length, 1),
      });
      return;
    }
    this.#found.push({
      code,
      severity,
      message,
      place,
      ...(help === undefined ? {} : { help }),
      ...(related === undefined ? {} : { related }),
    });
  }
}

function compare(a: Place | undefined, b: Place | undefined): number {
  if (a === undefined || b === undefined) return 0;
  return a.line - b.line || a.column - b.column;
}
