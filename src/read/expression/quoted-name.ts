import type { ExpressionProblems } from "./problems.js";

const escapes: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["\\", "\\"],
  ["n", "\n"],
]);

/**
 * Reads the name in double quotes that opens at `offset`; `end` is behind the closing quote. Only
 * `\"`, `\\` and `\n` are escapes (XMILE 1.0, section 3.2.2.1).
 */
export function readQuotedName(
  text: string,
  offset: number,
  problems: ExpressionProblems,
): { readonly name: string; readonly end: number } {
  let name = "";
  let end = offset + 1;
  while (end < text.length) {
    const character = text[end];
    if (character === '"') {
      if (name.trim() === "") {
        const span = { offset, length: end + 1 - offset };
        problems.error("empty-name", "There is no name between these quotes.", span);
      }
      return { name, end: end + 1 };
    }
    if (character !== "\\") {
      name += character;
      end += 1;
      continue;
    }
    const escaped = escapes.get(text[end + 1]);
    if (escaped === undefined) {
      const found = text.slice(end, end + 2);
      const help = 'In a quoted name only \\", \\\\ and \\n follow a backslash.';
      problems.error("bad-escape", `\`${found}\` is no escape.`, { offset: end, length: 2 }, help);
    }
    name += escaped ?? "";
    end += 2;
  }
  const message = "A quoted name is opened here and never closed.";
  problems.error("unclosed-quote", message, { offset, length: 1 }, 'Close it with `"`.');
  return { name, end: text.length };
}
