import type { Place, SourceText } from "#study/place";

/** A stretch of the file that is part of a text: character data, the inside of CDATA, a value. */
export interface RawPiece {
  readonly start: number;
  readonly end: number;
  /** CDATA holds no entities; an attribute's line breaks and tabs are spaces (XML 1.0, 3.3.3). */
  readonly kind: "data" | "cdata" | "attribute";
}

/**
 * Decoded text that knows where each of its characters stands in the file. Entities (`&lt;`) and
 * CRLF are longer in the file than here, and comments and CDATA marks stand between, so offsets are
 * kept in a table of stretches: `decoded[i]` is the offset here at which stretch i begins, `raw[i]`
 * the offset in the file. Inside a stretch both advance together, except in an entity, which is a
 * stretch of its own.
 */
export class XmlText {
  readonly text: string;
  readonly #source: SourceText;
  readonly #stretches: Stretches;
  readonly #skipped: number;

  constructor(source: SourceText, stretches: Stretches, text: string, skipped: number) {
    this.#source = source;
    this.#stretches = stretches;
    this.text = text;
    this.#skipped = skipped;
  }

  static of(source: SourceText, pieces: readonly RawPiece[], nowhere: number): XmlText {
    const stretches: Stretches = { decoded: [], raw: [], ends: [] };
    let text = "";
    for (const piece of pieces) text = decodePiece(source.text, piece, text, stretches);
    // The end is a stretch of no length, so that every real one has a next.
    const end = pieces.at(-1)?.end ?? nowhere;
    addStretch(stretches, text.length, end, end);
    return new XmlText(source, stretches, text, 0);
  }

  /** The place in the file of `length` decoded characters from `offset` on. */
  place(offset = 0, length = Math.max(1, this.text.length - offset)): Place {
    const start = this.#rawStart(offset + this.#skipped);
    const end = this.#rawEnd(offset + this.#skipped + length);
    return this.#source.place(start, Math.max(1, end - start));
  }

  /** The same without white space at both ends. */
  trim(): XmlText {
    const trimmed = this.text.trimStart();
    const skipped = this.#skipped + this.text.length - trimmed.length;
    return new XmlText(this.#source, this.#stretches, trimmed.trimEnd(), skipped);
  }

  /** A part, as `String.slice` with offsets that are not negative. */
  slice(start: number, end: number = this.text.length): XmlText {
    const skipped = this.#skipped + Math.min(start, this.text.length);
    return new XmlText(this.#source, this.#stretches, this.text.slice(start, end), skipped);
  }

  #stretchAt(offset: number): number {
    const { decoded } = this.#stretches;
    let low = 0;
    let high = decoded.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (decoded[middle] <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #rawStart(offset: number): number {
    const { decoded, raw, ends } = this.#stretches;
    const at = this.#stretchAt(offset);
    return Math.min(raw[at] + offset - decoded[at], ends[at]);
  }

  #rawEnd(offset: number): number {
    const { decoded, raw, ends } = this.#stretches;
    const at = this.#stretchAt(Math.max(0, offset - 1));
    if (at + 1 < decoded.length && offset >= decoded[at + 1]) return ends[at];
    return Math.min(raw[at] + offset - decoded[at], ends[at]);
  }
}

interface Stretches {
  readonly decoded: number[];
  readonly raw: number[];
  /** Where each stretch ends in the file. */
  readonly ends: number[];
}

function addStretch(stretches: Stretches, decoded: number, raw: number, end: number): void {
  stretches.decoded.push(decoded);
  stretches.raw.push(raw);
  stretches.ends.push(end);
}

const named: ReadonlyMap<string, string> = new Map([
  ["lt", "<"],
  ["gt", ">"],
  ["amp", "&"],
  ["quot", '"'],
  ["apos", "'"],
]);

/** Appends a decoded piece to `text`; the file has passed the parser, so entities are well formed. */
function decodePiece(file: string, piece: RawPiece, text: string, stretches: Stretches): string {
  const special = piece.kind === "cdata" ? /\r\n?/g : /\r\n?|&([^;]*);/g;
  const raw = file.slice(piece.start, piece.end);
  let decoded = text;
  let done = 0;
  const copyUntil = (offset: number): void => {
    if (offset === done) return;
    const plain = raw.slice(done, offset);
    addStretch(stretches, decoded.length, piece.start + done, piece.start + offset);
    decoded += piece.kind === "attribute" ? plain.replace(/[\t\n]/g, " ") : plain;
  };
  for (const match of raw.matchAll(special)) {
    copyUntil(match.index);
    done = match.index + match[0].length;
    addStretch(stretches, decoded.length, piece.start + match.index, piece.start + done);
    const entity = match[1];
    if (entity === undefined) decoded += piece.kind === "attribute" ? " " : "\n";
    else decoded += decodeEntity(entity);
  }
  copyUntil(raw.length);
  return decoded;
}

function decodeEntity(entity: string): string {
  if (!entity.startsWith("#")) return named.get(entity) ?? "";
  const code = entity.startsWith("#x")
    ? Number.parseInt(entity.slice(2), 16)
    : Number.parseInt(entity.slice(1), 10);
  return String.fromCodePoint(code);
}
