import type { ArgueDocument } from "#argue/document";
import { modellerLines, unspokenLines } from "./print-argue-doubts.js";
import { knowingLines, togetherLines, weightLines } from "./print-argue-knowing.js";
import { hindcastLines } from "./print-argue-hindcast.js";
import { paragraph } from "./print-argue-layout.js";
import { Names } from "./print-argue-names.js";
import { ledgerLines } from "./print-argue-ledger.js";
import { notes } from "./print-argue-notes.js";
import { pairBlocks, unpairedSentences } from "./print-argue-pairs.js";
import { positionNotes, positionTable } from "./print-argue-positions.js";
import { readingBlocks } from "./print-argue-readings.js";
import { harmless, type Style } from "./style.js";

export interface PrintArgueOptions {
  /** Columns of the terminal; more than 100 are not used. */
  readonly width: number;
  readonly style: Style;
}

/**
 * An argument as text for a terminal, from the document alone: the verdict first, then every
 * position, then what decides each disagreement, then how it was done.
 */
export function printArgue(document: ArgueDocument, { width, style }: PrintArgueOptions): string {
  const safe = oneLined(document);
  const columns = Math.max(60, Math.min(100, width));
  const blocks = [
    heading(safe, columns, style),
    section(
      "VERDICT",
      safe.summary.map((sentence) => paragraph(sentence, columns, "  ")),
      style,
    ),
    positions(safe, columns, style),
    ...blocked("READINGS", readingBlocks(safe, columns, style), style),
    ...disagreements(safe, columns, style),
    ...together(safe, columns, style),
    ...listing(
      "FACTS, STRUCTURE, VALUES",
      safe.apart.map(({ sentence }) => sentence),
      columns,
      style,
    ),
    ...lines("WHAT WAS OBSERVED LATER", hindcastLines(safe, columns, style), style),
    section("WHAT WAS CHANGED", ledgerLines(safe, columns, style), style),
    listed("HOW THIS CAME ABOUT", notes(safe), columns, style),
    ...(safe.disclosures.length === 0
      ? []
      : [listed("WHAT THE STUDY DISCLOSES", safe.disclosures, columns, style)]),
    ...(safe.limits.length === 0
      ? []
      : [
          section(
            "WHAT THE MODEL LEAVES OUT",
            [paragraph(safe.limits.join(" "), columns, "  ")],
            style,
          ),
        ]),
  ];
  return `${blocks.join("\n\n")}\n`;
}

/** The document with every text on one line, and without what would steer the terminal. */
function oneLined(document: ArgueDocument): ArgueDocument {
  return JSON.parse(JSON.stringify(document), (_, value: unknown) =>
    typeof value === "string" ? harmless(value.replace(/[^\S\u00a0]+/gu, " ").trim()) : value,
  ) as ArgueDocument;
}

function heading({ study }: ArgueDocument, width: number, style: Style): string {
  const lines = [style.bold(paragraph(study.title, width)), paragraph(study.question, width)];
  const [text] = study.documents;
  if (text !== undefined) {
    const where = [text.author, text.outlet, text.date].filter((part) => part !== null);
    lines.push(style.dim(paragraph(`“${text.title}”, ${where.join(", ")}`, width, "Text: ")));
  }
  return lines.join("\n");
}

function section(title: string, lines: readonly string[], style: Style): string {
  return [style.bold(title), ...lines].join("\n");
}

function listed(title: string, items: readonly string[], width: number, style: Style): string {
  return section(
    title,
    items.map((item) => paragraph(item, width, "  · ")),
    style,
  );
}

function positions(document: ArgueDocument, width: number, style: Style): string {
  const [titles, ...rows] = positionTable(document, width - 2);
  const explained = positionNotes(document).map((note) => style.dim(paragraph(note, width, "  ")));
  const table = [style.dim(indented(titles)), ...rows.map(indented)];
  return section("POSITIONS", [...table, "", ...explained], style);
}

function disagreements(document: ArgueDocument, width: number, style: Style): readonly string[] {
  const blocks = pairBlocks(document, width, style);
  const others = unpairedSentences(document).map((sentence) => paragraph(sentence, width));
  const all = [...blocks, ...(others.length === 0 ? [] : [others.join("\n")])];
  if (all.length === 0) return [];
  return [`${style.bold("DISAGREEMENTS")}\n${all.join("\n\n")}`];
}

/** A list, or nothing where there is nothing in it. */
function listing(
  title: string,
  items: readonly string[],
  width: number,
  style: Style,
): readonly string[] {
  return items.length === 0 ? [] : [listed(title, items, width, style)];
}

/** A section of lines, or nothing where there are none. */
function lines(title: string, found: readonly string[], style: Style): readonly string[] {
  return found.length === 0 ? [] : [section(title, found, style)];
}

/** A section of blocks with a line between them, or nothing where there are none. */
function blocked(title: string, blocks: readonly string[], style: Style): readonly string[] {
  return blocks.length === 0 ? [] : [`${style.bold(title)}\n${blocks.join("\n\n")}`];
}

/** All positions together, and what it would be worth to know more. */
function together(document: ArgueDocument, width: number, style: Style): readonly string[] {
  const names = new Names(document);
  const all = togetherLines(document, names);
  const knowing = [...knowingLines(document, names), ...weightLines(document, names)];
  const unspoken = unspokenLines(document, names);
  const modeller = modellerLines(document, names);
  return [
    ...(unspoken.length === 0
      ? []
      : [listed("WHAT IS NOT SAID, AND WOULD HAVE TO BE", unspoken, width, style)]),
    ...(modeller.length === 0 ? [] : [listed("THE MODELLER ON TRIAL", modeller, width, style)]),
    ...(all.length === 0 ? [] : [listed("ALL TOGETHER", all, width, style)]),
    ...(knowing.length === 0
      ? []
      : [listed("WHAT IT WOULD BE WORTH TO KNOW", knowing, width, style)]),
  ];
}

function indented(lines: string): string {
  return lines.replace(/^/gm, "  ");
}
