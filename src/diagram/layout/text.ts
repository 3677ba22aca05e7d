/** How names are broken into lines on a diagram, without a screen to measure them on. */
export interface TextBlock {
  readonly lines: readonly string[];
  /** In pixels, as estimated. */
  readonly width: number;
  readonly height: number;
}

/** Pixels. */
export const fontSize = 12;
export const lineHeight = 14;

/**
 * A name in at most `most` lines of about `width` pixels. Words too long are divided, and what does
 * not fit ends in "…": the whole name is shown wherever it is asked for.
 */
export function wrap(name: string, width: number, most: number): TextBlock {
  const lines: string[] = [];
  for (const word of name.split(/[\s_]+/u).flatMap((part) => divided(part, width))) {
    const last = lines.at(-1);
    const joined = last === undefined ? word : `${last} ${word}`;
    if (last !== undefined && widthOf(joined) <= width) lines[lines.length - 1] = joined;
    else lines.push(word);
  }
  if (lines.length > most) {
    lines.length = most;
    lines[most - 1] = `${lines[most - 1].slice(0, -1)}…`;
  }
  return {
    lines,
    width: Math.max(0, ...lines.map(widthOf)),
    height: lines.length * lineHeight,
  };
}

/** The width of a text in pixels, as common sans-serif faces have it. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += fontSize * share(character);
  return width;
}

function share(character: string): number {
  if (/[iljtfrI.,:;'|!()[\] -]/u.test(character)) return 0.32;
  if (/[mwMW@%—]/u.test(character)) return 0.88;
  if (/[A-Z]/u.test(character)) return 0.68;
  return /[\u2e80-\uffff]/u.test(character) ? 1 : 0.56;
}

function divided(word: string, width: number): readonly string[] {
  const parts: string[] = [];
  let part = "";
  for (const character of word) {
    if (part !== "" && widthOf(part + character) > width) {
      parts.push(part);
      part = "";
    }
    part += character;
  }
  return part === "" ? parts : [...parts, part];
}
