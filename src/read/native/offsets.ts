import type { SourceText } from "#study/place";
import type { PlaceAt } from "../expression/equation.js";

/**
 * Places inside the value of a YAML scalar, which is not the text as it stands in the file:
 * indentation goes, lines are folded, escapes are read. The two are laid beside each other from the
 * left, character by character; only white space, quotation marks and backslashes may be in the
 * file and not in the value. `start` and `end` bound the scalar in the file.
 */
export function placesInScalar(
  source: SourceText,
  value: string,
  start: number,
  end: number,
): PlaceAt {
  let asWritten: boolean | undefined;
  let aligned: readonly number[] | undefined;
  return (offset, length) => {
    asWritten ??= source.text.startsWith(value, start);
    if (asWritten) return source.place(start + offset, length);
    aligned ??= align(source.text, value, start, end);
    const from = aligned[Math.min(offset, value.length)];
    const to = length === 0 ? from : aligned[Math.min(offset + length - 1, value.length)] + 1;
    return source.place(from, Math.max(1, to - from));
  };
}

/** For each character of the value, and for its end, the offset in the file. */
function align(text: string, value: string, start: number, end: number): readonly number[] {
  const offsets: number[] = [];
  let at = behindHeader(text, start, end);
  let lastMatched = at;
  for (const character of codeUnits(value)) {
    if (/\s/.test(character)) {
      offsets.push(Math.min(at, end));
      if (at < end && /\s/.test(text[at])) at += 1;
      continue;
    }
    let match = at;
    while (match < end && text[match] !== character) match += 1;
    if (match < end) at = match;
    offsets.push(Math.min(at, end));
    lastMatched = at;
    at += 1;
  }
  offsets.push(Math.min(lastMatched + 1, end));
  return offsets;
}

function codeUnits(value: string): readonly string[] {
  return value.split("");
}

/** A block scalar begins with a line of its own: `|`, `>-` and the like. */
function behindHeader(text: string, start: number, end: number): number {
  if (text[start] !== "|" && text[start] !== ">") return start;
  const line = text.slice(start, end).search(/[\r\n]/);
  return line < 0 ? start : start + line;
}
