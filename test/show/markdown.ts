/*
 * As much of Markdown (GFM 0.29) as the pages of the command line use, read in the way of its
 * specification, so that tests see what a reader sees.
 */

const punctuation = /[!-/:-@[-`{-~]/;

/** The cells of a row: divided at bars that no backslash precedes (section 4.10). */
export function cellsOf(row: string): readonly string[] {
  const cells = [""];
  for (let at = 1; at < row.length; at++) {
    if (row[at] === "\\" && punctuation.test(row[at + 1] ?? "")) {
      cells[cells.length - 1] += row.slice(at, at + 2);
      at += 1;
    } else if (row[at] === "|") cells.push("");
    else cells[cells.length - 1] += row[at];
  }
  const last = cells.pop();
  if (last !== "") throw new Error(`a row that does not end in a bar: ${row}`);
  // Within a cell an escaped bar is a bar, in code as well.
  return cells.map((cell) => cell.trim().replaceAll("\\|", "|"));
}

/** Inline text as it is shown: code, emphasis and escapes resolved, `<br>` as a line end. */
export function shownText(markdown: string): string {
  let shown = "";
  for (let at = 0; at < markdown.length;) {
    const rest = markdown.slice(at);
    const code = /^`([^`]*)`/u.exec(rest);
    const html = /^<(br|code|\/code)>/u.exec(rest);
    const entity = /^&(?:#(\d+)|amp);/u.exec(rest);
    if (rest[0] === "\\" && punctuation.test(rest[1] ?? "")) {
      shown += rest[1];
      at += 2;
    } else if (code !== null) {
      shown += code[1];
      at += code[0].length;
    } else if (html !== null) {
      shown += html[1] === "br" ? "\n" : "";
      at += html[0].length;
    } else if (entity !== null) {
      shown += entity[1] === undefined ? "&" : String.fromCodePoint(Number(entity[1]));
      at += entity[0].length;
    } else if (rest[0] === "*") at += 1;
    else {
      shown += rest[0];
      at += 1;
    }
  }
  return shown;
}
