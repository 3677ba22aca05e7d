import type { Diagnostic, Severity } from "#study/diagnostic";
import type { Place, SourceText } from "#study/place";
import { excerptOf } from "./excerpt.js";
import { harmless, styleOf, type Style } from "./style.js";

export interface PrintOptions {
  /** The text of a file that a place is in; undefined where it cannot be had. */
  sourceOf(file: string): SourceText | undefined;
  /** What a file is called for the person who asked, such as `examples/drones/study.yaml`. */
  nameOf(file: string): string;
  readonly colour: boolean;
  /** Columns of the terminal. */
  readonly width: number;
}

/** Nobody mends more in one go. */
const mostShown = 200;

/**
 * Diagnostics for a person: `file:line:column`, what is wrong, the line with carets under the part
 * that is meant, what to write instead, further places. In the order of files and lines; ends with
 * a line end, or is empty.
 */
export function printDiagnostics(
  diagnostics: readonly Diagnostic[],
  options: PrintOptions,
): string {
  const style = styleOf(options.colour);
  const sorted = inOrder(diagnostics);
  const blocks = sorted
    .slice(0, mostShown)
    .map((diagnostic) => printOne(diagnostic, options, style));
  if (sorted.length > mostShown) blocks.push(`… and ${sorted.length - mostShown} more.\n`);
  return blocks.join("\n");
}

/** By file, in the order in which files first appear; then by line and column. */
function inOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const files = [...new Set(diagnostics.map((diagnostic) => diagnostic.place?.file))];
  return diagnostics.toSorted((one, other) => {
    const byFile = files.indexOf(one.place?.file) - files.indexOf(other.place?.file);
    if (byFile !== 0) return byFile;
    const byLine = (one.place?.line ?? 0) - (other.place?.line ?? 0);
    return byLine === 0 ? (one.place?.column ?? 0) - (other.place?.column ?? 0) : byLine;
  });
}

function printOne(diagnostic: Diagnostic, options: PrintOptions, style: Style): string {
  const { severity, message, code, place, help, related } = diagnostic;
  const paint = painter(severity, style);
  const where = place === undefined ? "" : `${style.bold(printPlace(place, options))}: `;
  const label = style.dim(`(${code})`);
  const lines = [`${where}${paint(severity)}: ${asSentence(oneLine(message))} ${label}`];
  lines.push(...printExcerpt(place, options, paint));
  if (help !== undefined) lines.push(...printHelp(help, style));
  for (const other of related ?? []) {
    lines.push(`    ${style.bold(printPlace(other.place, options))}: ${oneLine(other.message)}`);
    lines.push(...printExcerpt(other.place, options, style.blue));
  }
  return lines.map((line) => `${line}\n`).join("");
}

function printPlace(place: Place, options: PrintOptions): string {
  return `${harmless(options.nameOf(place.file))}:${place.line}:${place.column}`;
}

function printExcerpt(
  place: Place | undefined,
  options: PrintOptions,
  paint: (text: string) => string,
): readonly string[] {
  const source = place === undefined ? undefined : options.sourceOf(place.file);
  if (place === undefined || source === undefined) return [];
  const number = String(place.line).padStart(5);
  const width = Math.max(40, options.width - number.length - 4);
  const { line, carets } = excerptOf(source.line(place.line), place.column, place.length, width);
  return [`${number} | ${line}`.trimEnd(), `${" ".repeat(number.length)} | ${paint(carets)}`];
}

function printHelp(help: string, style: Style): readonly string[] {
  const [first, ...rest] = wholeHelp(harmless(help)).split("\n");
  return [`    ${style.bold("help")}: ${first}`, ...rest.map((line) => `          ${line}`)];
}

function painter(severity: Severity, style: Style): (text: string) => string {
  if (severity === "error") return (text) => style.bold(style.red(text));
  return severity === "warning" ? style.yellow : style.blue;
}

/** With a full stop, unless it ends otherwise: whoever wrote it may have written a part of one. */
function asSentence(text: string): string {
  return /[.?!:…⏎]["”)\]]?$/u.test(text) ? text : `${text}.`;
}

/**
 * A help that is a clause becomes a sentence; what begins with a name of the model or of a file, and
 * what ends with words of the text, stays as it is.
 */
function wholeHelp(help: string): string {
  const isClause = /^(?:a|[a-z]{2,})[ ,:]/u.test(help) && !help.includes("\n");
  return isClause ? asSentence(help.slice(0, 1).toUpperCase() + help.slice(1)) : help;
}

function oneLine(text: string): string {
  return harmless(text.replace(/\s*[\r\n]+\s*/g, " ⏎ "));
}

/** `2 errors, 1 warning`, or an empty text. */
export function countsOf(diagnostics: readonly Diagnostic[]): string {
  return (["error", "warning", "note"] as const)
    .map((severity) => ({
      severity,
      count: diagnostics.filter((diagnostic) => diagnostic.severity === severity).length,
    }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${count} ${severity}${count === 1 ? "" : "s"}`)
    .join(", ");
}
