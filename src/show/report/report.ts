import type { ArgueDocument } from "#argue/document";

import type { Block } from "./blocks.js";
import { writeHtml } from "./html.js";
import { writeMarkdown } from "./markdown.js";
import { brief } from "./sections/brief.js";
import { cruxes } from "./sections/cruxes.js";
import { limits } from "./sections/limits.js";
import { outcomes } from "./sections/outcomes.js";
import { premises } from "./sections/premises.js";
import { apart } from "./sections/apart.js";
import { hindcast } from "./sections/hindcast.js";
import { ledger } from "./sections/ledger.js";
import { modeller } from "./sections/modeller.js";
import { readings } from "./sections/readings.js";
import { together } from "./sections/together.js";
import { unspoken } from "./sections/unspoken.js";
import { value } from "./sections/value.js";
import { verdicts } from "./sections/verdicts.js";

export type ReportFormat = "markdown" | "html";

/**
 * The whole analysis for somebody who has never met the tool, from the document alone. What the
 * document has nothing on has no section.
 */
export function writeReport(document: ArgueDocument, format: ReportFormat): string {
  const blocks = sections.flatMap((section) => section(document));
  return format === "html" ? writeHtml(document.study.title, blocks) : writeMarkdown(blocks);
}

const sections: readonly ((document: ArgueDocument) => readonly Block[])[] = [
  brief,
  verdicts,
  readings,
  unspoken,
  cruxes,
  apart,
  together,
  value,
  hindcast,
  premises,
  modeller,
  ledger,
  outcomes,
  limits,
];
