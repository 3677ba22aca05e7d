import { isLineEnd } from "./characters.js";

/** The parts of a `.mdl` file: equations up to `equationsEnd`, lines of sketches, settings. */
export interface Sections {
  readonly equationsEnd: number;
  readonly sketch: readonly string[];
  readonly settings: readonly string[];
}

/**
 * Splits a file at the first line that begins with `\\\---///` (or with fewer `\`, as other tools
 * write it), and again at `///---\\\`, behind which the settings are.
 */
export function findSections(text: string): Sections {
  let equationsEnd = text.length;
  const sketch: string[] = [];
  const settings: string[] = [];
  let part: "equations" | "sketch" | "settings" = "equations";
  let start = 0;
  while (start < text.length) {
    let end = start;
    while (end < text.length && !isLineEnd(text.charCodeAt(end))) end += 1;
    const line = text.slice(start, end);
    if (part === "equations" && isSketchMark(line)) {
      part = "sketch";
      equationsEnd = start;
    }
    if (part === "sketch" && line.startsWith("///---\\")) part = "settings";
    if (part === "sketch") sketch.push(line);
    else if (part === "settings") settings.push(line);
    start = text[end] === "\r" && text[end + 1] === "\n" ? end + 2 : end + 1;
  }
  return { equationsEnd, sketch, settings };
}

export function isSketchMark(line: string): boolean {
  return line.startsWith("\\\\\\---///") || line.startsWith("\\\\---///");
}
