import type { ArgueDocument, ConcessionResult, DirectionResult } from "#argue/document";
import { count, inWords } from "#argue/words";
import { flipsOf, flipWords, openWords, possibleOf, tally } from "./print-argue-concession.js";
import { latticeLines } from "./print-argue-lattice.js";
import { paragraph } from "./print-argue-layout.js";
import { Names } from "./print-argue-names.js";
import type { Style } from "./style.js";

/** What is tried between positions that disagree, one block a pair. */
export function pairBlocks(
  document: ArgueDocument,
  width: number,
  style: Style,
): readonly string[] {
  return document.pairs
    .filter(({ directions }) => directions.length > 0)
    .map((pair) => {
      const names = new Names(document);
      const [one, other] = pair.positions;
      const sides = [one, other]
        .map((key) => `${names.name(key)}: ${names.verdict(key)}`)
        .join(" · ");
      const lines = [style.bold(paragraph(sides, width))];
      if (pair.relation === "overlapping ties") {
        lines.push(
          paragraph("No clear disagreement: a tie has what the other favours in it.", width, "  "),
        );
      }
      for (const direction of pair.directions) {
        lines.push(...directionLines(direction, names, width, style));
      }
      if (pair.doubleCruxes.length > 0) {
        const cruxes = pair.doubleCruxes.map((key) => names.premise(key));
        const what = cruxes.length === 1 ? "it" : "any of them";
        const text = `Double crux, conceding ${what} changes the verdict of either: ${inWords(cruxes, "and")}.`;
        lines.push(paragraph(text, width, "  "));
      }
      lines.push(...latticeLines(pair, names, width));
      return lines.join("\n");
    });
}

/** Positions that no concession was tried with, by how their verdict relates. */
export function unpairedSentences(document: ArgueDocument): readonly string[] {
  const names = new Names(document);
  const relations = [
    ["same verdict", "No disagreement about the policy between", "and"],
    ["no premises", "No premises to compare between", "and"],
    ["no verdict", "No verdict, since every future failed, for", "or"],
    // A disagreement is always tried, a tie that overlaps too.
  ] as const;
  const same = document.positions.flatMap(({ key, sameAs }) =>
    sameAs === null ? [] : [`${names.name(key)}: the same premises as ${names.speaker(sameAs)}.`],
  );
  const repeating = new Set(
    document.positions.filter(({ sameAs }) => sameAs !== null).map(({ key }) => key),
  );
  const unpaired = relations.flatMap(([relation, words, joint]) => {
    const pairs = document.pairs
      .filter((pair) => pair.relation === relation && pair.directions.length === 0)
      .filter(({ positions }) => !repeating.has(positions[1]));
    // Everybody is compared with the same one.
    const [first] = pairs.map(({ positions }) => names.speaker(positions[0]));
    if (first === undefined) return [];
    const others = pairs.map(({ positions }) => names.speaker(positions[1]));
    return [`${words} ${first} ${joint} ${inWords(others, "or")}.`];
  });
  return [...unpaired, ...same];
}

/** More than this many cruxes, or possible ones, are counted instead of listed. */
const LISTED = 8;

function directionLines(
  { from, to, singles, pairs }: DirectionResult,
  names: Names,
  width: number,
  style: Style,
): readonly string[] {
  if (singles.length === 0) {
    const nothing = `Nothing for ${names.speaker(from)} to concede to ${names.speaker(to)}: no premise is held differently`;
    return [paragraph(nothing, width, "  ")];
  }
  const lines: string[] = [];
  const add = (tried: readonly ConcessionResult[], what: string, crux: string): void => {
    const tied = names.isTied(from);
    const flips = flipsOf(tried);
    const possible = possibleOf(tried, tied);
    const title = `Conceded by ${names.speaker(from)} to ${names.speaker(to)}, ${what}: ${tally(tried, crux, tied)}`;
    lines.push(paragraph(title, width, "  "));
    for (const one of flips.slice(0, LISTED)) {
      lines.push(style.bold(paragraph(flipWords(one, from, to, names), width, "    crux  ")));
    }
    if (flips.length > LISTED)
      lines.push(`    and ${count(flips.length - LISTED, "more crux", "more cruxes")}`);
    for (const one of possible.slice(0, LISTED)) {
      lines.push(paragraph(openWords(one, from, names), width, "    possible crux  "));
    }
    if (possible.length > LISTED)
      lines.push(`    and ${possible.length - LISTED} more that are undecided`);
  };
  add(singles, "one premise", "single crux");
  if (pairs !== null && pairs.length > 0) add(pairs, "two premises", "crux of two");
  return lines;
}
