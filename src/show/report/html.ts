import { partsOf, type Block, type Text } from "./blocks.js";
import { stylesheet } from "./stylesheet.js";

/** One page without scripts that loads nothing: what people wrote stands in it as text only. */
export function writeHtml(title: string, blocks: readonly Block[]): string {
  const contents = blocks.flatMap((one, at) =>
    one.kind === "heading" && one.level === 2
      ? [`<li><a href="#part-${at}">${escaped(one.text)}</a></li>`]
      : [],
  );
  const navigation = `<nav aria-label="Contents"><ol>${contents.join("")}</ol></nav>`;
  const first = blocks.findIndex((one) => one.kind === "heading" && one.level === 2);
  const body = blocks.map((one, at) => (at === first ? navigation : "") + block(one, at));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escaped(title)}</title>
<style>${stylesheet}</style>
</head>
<body>
<main>
${body.join("\n")}
</main>
</body>
</html>
`;
}

function block(one: Block, at: number): string {
  switch (one.kind) {
    case "heading": {
      const id = one.level === 2 ? ` id="part-${at}"` : "";
      return `<h${one.level}${id}>${escaped(one.text)}</h${one.level}>`;
    }
    case "paragraph":
      return `<p>${text(one.text)}</p>`;
    case "finding":
      return `<p class="finding">${text(one.text)}</p>`;
    case "list":
      return `<ul>${one.items.map((item) => `<li>${text(item)}</li>`).join("")}</ul>`;
    case "table": {
      const side = one.columns.map(({ number }) => (number === true ? ' class="number"' : ""));
      const titles = one.columns.map(
        ({ title }, column) => `<th scope="col"${side[column]}>${escaped(title)}</th>`,
      );
      const rows = one.rows.map((row) => {
        const cells = row.map((cell, column) =>
          column === 0
            ? `<th scope="row"${side[column]}>${escaped(cell)}</th>`
            : `<td${side[column]}>${escaped(cell)}</td>`,
        );
        return `<tr>${cells.join("")}</tr>`;
      });
      return `<div class="table" role="region" aria-label="${escaped(one.caption)}" tabindex="0"><table><caption>${escaped(one.caption)}</caption><thead><tr>${titles.join("")}</tr></thead><tbody>${rows.join("")}</tbody></table></div>`;
    }
  }
}

function text(parts: Text): string {
  return partsOf(parts)
    .map((part) =>
      typeof part === "string" ? escaped(part) : `<strong>${escaped(part.strong)}</strong>`,
    )
    .join("");
}

const entities: ReadonlyMap<string, string> = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
  ["'", "&#39;"],
]);

/** Marks of HTML as entities; marks that turn the writing direction round are taken out. */
function escaped(plain: string): string {
  return plain
    .replace(/[\p{Bidi_Control}\0]/gu, "\ufffd")
    .replace(/[&<>"']/gu, (sign) => entities.get(sign) ?? sign);
}
