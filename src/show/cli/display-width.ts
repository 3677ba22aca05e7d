const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Combining marks, joiners and other characters that take no column of their own. */
const zeroWidth = /^[\p{Mn}\p{Me}\p{Cf}]$/u;

/** Characters as people see them, each with how many columns of a terminal it takes. */
export function cellsOf(
  text: string,
): readonly { readonly text: string; readonly width: number }[] {
  return Array.from(segmenter.segment(text), ({ segment }) => ({
    text: segment,
    width: widthOfGrapheme(segment),
  }));
}

/** How many columns of a terminal a text takes; tabs and control characters are to be gone before. */
export function displayWidth(text: string): number {
  return cellsOf(text).reduce((sum, cell) => sum + cell.width, 0);
}

function widthOfGrapheme(grapheme: string): number {
  const points = Array.from(grapheme);
  if (points.some((point) => isWide(point.codePointAt(0)!))) return 2;
  return points.every((point) => zeroWidth.test(point)) ? 0 : 1;
}

/** East Asian Wide and Fullwidth (Unicode Standard Annex 11), by block, and pictographs. */
function isWide(point: number): boolean {
  return wideBlocks.some(([first, last]) => point >= first && point <= last);
}

const wideBlocks: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x231a, 0x231b],
  [0x2329, 0x232a],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xa000, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe0f, 0xfe0f],
  [0xfe30, 0xfe6f],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1f64f],
  [0x1f680, 0x1f6ff],
  [0x1f900, 0x1f9ff],
  [0x1fa70, 0x1faff],
  [0x20000, 0x3fffd],
];
