import type { Diagnostic, Severity } from "#study/diagnostic";
import type { Place } from "#study/place";

/** Nobody reads on after so many errors in one equation. */
const mostErrors = 20;

/** The place in its file of a stretch of an equation's text. */
export type PlaceAt = (offset: number, length: number) => Place;

/** Collects what there is to say about one equation. */
export class ExpressionProblems {
  readonly #placeAt: PlaceAt;
  readonly #list: Diagnostic[] = [];
  readonly #errorOffsets = new Set<number>();
  #silenced = false;

  constructor(placeAt: PlaceAt) {
    this.#placeAt = placeAt;
  }

  get list(): readonly Diagnostic[] {
    return this.#list;
  }

  /** Whether the last error has been told. */
  get silenced(): boolean {
    return this.#silenced;
  }

  /** Whether an error was told at one of these offsets, `to` exclusive. */
  hasErrorWithin(from: number, to: number): boolean {
    for (const offset of this.#errorOffsets) if (offset >= from && offset < to) return true;
    return false;
  }

  /** An error; a second one at the same spot is a consequence of the first and is not told. */
  error(code: string, message: string, span: Span, help?: string): void {
    if (this.#errorOffsets.has(span.offset) || this.#errorOffsets.size >= mostErrors) return;
    this.#errorOffsets.add(span.offset);
    this.#add("error", code, message, span, help);
  }

  /** The last error to be told: whatever follows is a consequence of it. */
  lastError(code: string, message: string, span: Span, help: string): void {
    this.#add("error", code, message, span, help);
    this.#silenced = true;
  }

  warning(code: string, message: string, span: Span, help?: string): void {
    this.#add("warning", code, message, span, help);
  }

  #add(severity: Severity, code: string, message: string, span: Span, help?: string): void {
    if (this.#silenced) return;
    const place = this.#placeAt(span.offset, span.length);
    this.#list.push({ code, severity, message, place, ...(help === undefined ? {} : { help }) });
  }
}

/** A stretch of an equation's text, in UTF-16 code units. */
export interface Span {
  readonly offset: number;
  readonly length: number;
}
