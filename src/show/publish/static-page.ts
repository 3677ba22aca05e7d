import { escapeHtml } from "./html.js";
import type { Payload } from "../page/payload.js";

/**
 * What the page says before its script has run, and where none runs: the verdict, the positions,
 * what decides, the texts, what is disclosed. The script puts the living page in its place.
 */
export function staticPage({ kind, study, document }: Payload): string {
  const parts = [
    `<header class="masthead"><p class="kicker">Parley</p><h1>${escapeHtml(study.title)}</h1>`,
    study.question === "" ? "" : `<p class="question">${escapeHtml(study.question)}</p>`,
    "</header>",
    kind === "model" ? "" : verdict(document),
    list("What the study discloses", study.disclosures),
    list("What the model leaves out", study.limits),
  ];
  return `<div class="static">${parts.join("")}</div>`;
}

function verdict(document: Payload["document"]): string {
  if (document === null) return "";
  const policies = new Map(document.policies.map(({ key, label }) => [key, label]));
  const rows = document.positions.map(({ label, verdict: { favoured, tie }, conclusion }) => {
    const names = favoured.map((key) => policies.get(key) ?? key).join(", ");
    const cells = [label, `${names}${tie ? " (a tie)" : ""}`, conclusion.answer];
    return `<tr>${cells.map((cell) => `<td>${escapeHtml(cell)}</td>`).join("")}</tr>`;
  });
  const sentences = document.summary.map((text) => `<p>${escapeHtml(text)}</p>`);
  const head = "<tr><th>position</th><th>its premises favour</th><th>its conclusion</th></tr>";
  return [
    `<section><h2>Verdict</h2>${sentences.join("")}</section>`,
    `<section><h2>Positions</h2><table>${head}${rows.join("")}</table></section>`,
    list(
      "What decides",
      document.cruxes.map(({ name, flips }) => {
        const who = new Set(flips.map(({ position }) => position)).size;
        return `${name}: conceding it changes the verdict of ${who} position${who === 1 ? "" : "s"}`;
      }),
    ),
  ].join("");
}

function list(title: string, items: readonly string[]): string {
  if (items.length === 0) return "";
  const lines = items.map((item) => `<li>${escapeHtml(item)}</li>`);
  return `<section><h2>${title}</h2><ul>${lines.join("")}</ul></section>`;
}
