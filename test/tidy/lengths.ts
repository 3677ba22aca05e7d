import type { Source, Violation } from "./sources.js";

/** In lines; nobody knows their way about in a longer file. */
export const longestFile = 400;

/**
 * Files above `longestFile` lines. `exceptions` has those that are as they are, path → lines: they
 * may become shorter, never longer, and the list follows.
 */
export function lengthViolations(
  sources: readonly Pick<Source, "path" | "text">[],
  exceptions: ReadonlyMap<string, number>,
): readonly Violation[] {
  const lengths = new Map(sources.map(({ path, text }) => [path, linesOf(text)]));
  const paths = new Set([...lengths.keys(), ...exceptions.keys()]);
  return [...paths].flatMap((path) => {
    const lines = lengths.get(path) ?? 0;
    const listed = exceptions.get(path);
    const message = messageFor(lines, listed);
    return message === undefined ? [] : [{ path, line: 1, message }];
  });
}

function messageFor(lines: number, listed: number | undefined): string | undefined {
  if (lines <= longestFile) {
    return listed === undefined
      ? undefined
      : `has ${lines} lines: it is no exception any more, take it off the list`;
  }
  if (listed === undefined) return `has ${lines} lines, more than ${longestFile}: divide it`;
  if (lines > listed) return `has grown from ${listed} to ${lines} lines: divide it`;
  if (lines < listed) return `has ${lines} lines: lower its entry from ${listed}`;
  return undefined;
}

function linesOf(text: string): number {
  return text === "" ? 0 : text.replace(/\n$/, "").split("\n").length;
}
