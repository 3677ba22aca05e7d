/** Where something stands in a file: 1-based line and column, and how many characters it spans. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly length: number;
}

/** Turns offsets into the text of one file into places. Lines end at LF, CRLF or a lone CR. */
export class SourceText {
  readonly file: string;
  readonly text: string;
  readonly #lineStarts: readonly number[];

  constructor(file: string, text: string) {
    this.file = file;
    this.text = text;
    const starts = [0];
    for (let offset = 0; offset < text.length; offset++) {
      const character = text.charCodeAt(offset);
      if (character === 10 || (character === 13 && text.charCodeAt(offset + 1) !== 10)) {
        starts.push(offset + 1);
      }
    }
    this.#lineStarts = starts;
  }

  /** The place of `length` characters from `offset` on. */
  place(offset: number, length = 1): Place {
    const starts = this.#lineStarts;
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle] <= offset) low = middle;
      else high = middle - 1;
    }
    return { file: this.file, line: low + 1, column: offset - starts[low] + 1, length };
  }

  /** The text of a 1-based line, without its line end; empty beyond the file. */
  line(number: number): string {
    const start = this.#lineStarts[number - 1];
    if (start === undefined) return "";
    const end = this.#lineStarts[number] ?? this.text.length;
    return this.text.slice(start, end).replace(/[\r\n]+$/, "");
  }
}
