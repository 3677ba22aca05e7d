import { partsOf, type Block, type Text } from "./blocks.js";

/** CommonMark, with the tables of GitHub's dialect; ends in a line end. */
export function writeMarkdown(blocks: readonly Block[]): string {
  return `${blocks.map(block).join("\n\n")}\n`;
}

function block(one: Block): string {
  switch (one.kind) {
    case "heading":
      return `${"#".repeat(one.level)} ${escaped(one.text)}`;
    case "paragraph":
      return text(one.text);
    case "finding":
      return `> ${text(one.text)}`;
    case "list":
      return one.items.map((item) => `- ${text(item)}`).join("\n");
    case "table": {
      const titles = one.columns.map(({ title }) => escaped(title));
      const rule = one.columns.map(({ number }) => (number === true ? "--:" : ":--"));
      const rows = [titles, rule, ...one.rows.map((row) => row.map(escaped))];
      return [`*${escaped(one.caption)}*`, "", ...rows.map((row) => `| ${row.join(" | ")} |`)].join(
        "\n",
      );
    }
  }
}

function text(parts: Text): string {
  return partsOf(parts)
    .map((part) => (typeof part === "string" ? escaped(part) : marked(part.strong)))
    .join("");
}

/** Stars beside a space mark nothing: spaces go outside of them. */
function marked(strong: string): string {
  const [, before, inner, after] = /^(\s*)(.*?)(\s*)$/su.exec(strong) as unknown as string[];
  return inner === "" ? strong : `${before}**${escaped(inner)}**${after}`;
}

/**
 * A text on one line with every sign escaped that CommonMark may take for a mark (section 2.4,
 * "Backslash escapes"); a number or a dash at its start would begin a list.
 */
function escaped(plain: string): string {
  return plain
    .replace(/\s+/gu, " ")
    .replace(/[\\`*_[\]<>|~&#]/gu, "\\$&")
    .replace(/^([-+=])/u, "\\$1")
    .replace(/^(\d{1,9})([.)])(?=\s|$)/u, "$1\\$2");
}
