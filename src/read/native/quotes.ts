import { findNearest } from "./near-quote.js";

/** Below this share of equal characters a passage is no match for a quote, however near. */
export const nearThreshold = 0.8;

/** Where a quote is in a text, in UTF-16 code units; `start` inclusive, `end` exclusive. */
export type QuoteMatch =
  | { readonly kind: "found"; readonly start: number; readonly end: number }
  /** The words are there more than once, even with what stands around them. */
  | { readonly kind: "ambiguous"; readonly starts: readonly number[] }
  /** The words are not there; this passage shares at least `nearThreshold` of them. */
  | {
      readonly kind: "near";
      readonly start: number;
      readonly end: number;
      readonly similarity: number;
    }
  | { readonly kind: "orphaned" };

/** The words of a quote, and what stands around them. */
export interface Quote {
  readonly exact: string;
  readonly prefix: string;
  readonly suffix: string;
}

/** `QuoteFinder` for a single quote. */
export function locateQuote(text: string, quote: Quote): QuoteMatch {
  return new QuoteFinder(text).locate(quote);
}

/**
 * Finds the words of quotes in one document (W3C Web Annotation Data Model, section 4.2.4,
 * TextQuoteSelector). Runs of white space are equal, since documents are wrapped and YAML folds
 * lines; all else must agree to the letter. `prefix` and `suffix` tell one place from another.
 */
export class QuoteFinder {
  readonly #text: string;
  readonly #offsets: Uint32Array;

  constructor(text: string) {
    const { text: plain, offsets } = collapse(text);
    this.#text = plain;
    this.#offsets = offsets;
  }

  locate(quote: Quote): QuoteMatch {
    const exact = collapse(quote.exact).text.trim();
    if (exact === "") return { kind: "orphaned" };
    const text = this.#text;
    const prefix = collapse(quote.prefix).text;
    const suffix = collapse(quote.suffix).text;
    const starts: number[] = [];
    for (let at = text.indexOf(exact); at >= 0; at = text.indexOf(exact, at + 1)) {
      const end = at + exact.length;
      const before = endsLike(text.slice(Math.max(0, at - prefix.length - 1), at), prefix);
      if (before && startsLike(text.slice(end, end + suffix.length + 1), suffix)) starts.push(at);
    }
    const inText = (at: number) => this.#offsets[at];
    if (starts.length === 1) {
      const last = starts[0] + exact.length - 1;
      return { kind: "found", start: inText(starts[0]), end: inText(last) + 1 };
    }
    if (starts.length > 1) return { kind: "ambiguous", starts: starts.map(inText) };
    const near = findNearest(text, exact);
    if (near === null || near.similarity < nearThreshold) return { kind: "orphaned" };
    const { similarity } = near;
    return { kind: "near", start: inText(near.start), end: inText(near.end - 1) + 1, similarity };
  }
}

function endsLike(text: string, prefix: string): boolean {
  return text.endsWith(prefix) || text.trimEnd().endsWith(prefix.trim());
}

function startsLike(text: string, suffix: string): boolean {
  return text.startsWith(suffix) || text.trimStart().startsWith(suffix.trim());
}

/** The text with every run of white space as one space, and the offset of each character. */
function collapse(text: string): { readonly text: string; readonly offsets: Uint32Array } {
  const parts: string[] = [];
  const offsets = new Uint32Array(text.length);
  let length = 0;
  let inSpace = false;
  for (let at = 0; at < text.length; at++) {
    const space = isSpace(text.charCodeAt(at));
    if (!space || !inSpace) {
      parts.push(space ? " " : text[at]);
      offsets[length++] = at;
    }
    inSpace = space;
  }
  return { text: parts.join(""), offsets };
}

function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13) || code === 0xa0;
}
