import type { ArgueDocument, ConcessionResult, DirectionResult } from "#argue/document";
import { favouredInWords } from "#argue/summary";
import { count, inWords, possessive, withInterval } from "#argue/words";
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
        .map((key) => `${names.speaker(key)}: ${names.verdict(key)}`)
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
    ["same verdict", "No disagreement about the policy with"],
    ["no premises", "No premises to compare with those of"],
    ["no verdict", "No verdict, since every future failed, beside"],
    // A disagreement is always tried, a tie that overlaps too.
  ] as const;
  const same = document.positions.flatMap(({ key, sameAs }) =>
    sameAs === null ? [] : [`${names.speaker(key)} holds the same as ${names.speaker(sameAs)}.`],
  );
  const repeating = new Set(
    document.positions.filter(({ sameAs }) => sameAs !== null).map(({ key }) => key),
  );
  const unpaired = relations.flatMap(([relation, words]) => {
    const others = document.pairs
      .filter((pair) => pair.relation === relation && pair.directions.length === 0)
      .filter(({ positions }) => !repeating.has(positions[1]))
      .map(({ positions }) => names.speaker(positions[1]));
    if (others.length === 0) return [];
    return [`${words} ${inWords(others, "and")}.`];
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
    const nothing = `${names.speaker(from)} has nothing to concede to ${names.speaker(to)}: no premise that the other holds differently`;
    return [paragraph(nothing, width, "  ")];
  }
  const lines: string[] = [];
  const add = (tried: readonly ConcessionResult[], what: string, crux: string): void => {
    const tied = names.isTied(from);
    // Those that lead to what the other favours come first, then those that lead further.
    const flips = tried
      .filter(({ answer }) => answer === "flips")
      .toSorted(
        (one, two) =>
          Number(two.reachesOther) - Number(one.reachesOther) || leadOf(two) - leadOf(one),
      );
    const open = tried.filter(({ answer }) => answer === "undecided");
    const title = `${names.speaker(from)} concedes to ${names.speaker(to)} ${what}: ${tally(tried, crux, tied)}`;
    lines.push(paragraph(title, width, "  "));
    for (const one of flips.slice(0, LISTED)) {
      lines.push(style.bold(paragraph(flipWords(one, from, to, names), width, "    crux  ")));
    }
    if (flips.length > LISTED)
      lines.push(`    and ${count(flips.length - LISTED, "more crux", "more cruxes")}`);
    // What leaves a tie a tie is no crux; what leaves a verdict open may be one, nearest first.
    if (tied) return;
    const nearest = open.toSorted((one, two) => one.p - two.p);
    for (const one of nearest.slice(0, LISTED)) {
      lines.push(paragraph(openWords(one, from, names), width, "    possible crux  "));
    }
    if (open.length > LISTED) lines.push(`    and ${open.length - LISTED} more that are undecided`);
  };
  add(singles, "one premise", "single crux");
  if (pairs !== null && pairs.length > 0) add(pairs, "two premises", "crux of two");
  return lines;
}

function tally(tried: readonly ConcessionResult[], crux: string, tied: boolean): string {
  const many = (answer: ConcessionResult["answer"]): number =>
    tried.filter((one) => one.answer === answer).length;
  const [flips, open, holds] = [many("flips"), many("undecided"), many("holds")];
  const parts = [
    flips === 0 ? `no ${crux} found` : count(flips, "crux", "cruxes"),
    ...(open === 0 ? [] : [tied ? `${open} leave the tie` : `${open} undecided`]),
    ...(holds === 0 ? [] : [`${holds} ${holds === 1 ? "changes" : "change"} nothing`]),
  ];
  return `${parts.join(", ")} (${count(tried.length, "concession")} tried)`;
}

function leadOf({ lead }: ConcessionResult): number {
  return lead?.value ?? 0;
}

function flipWords(one: ConcessionResult, from: string, to: string, names: Names): string {
  const settles = names.isTied(from) && one.favoured.length === 1 ? "settles the tie, " : "then ";
  const reached = one.reachesOther
    ? ""
    : `; not what ${possessive(names.label(to))} premises favour`;
  return `${givenUp(one, from, names)}: ${settles}${favoured(one, names)}${aheadBy(one, names)}${reached}`;
}

function openWords(one: ConcessionResult, from: string, names: Names): string {
  const unclear = one.favoured.length === 1 ? ", not clear for so many tries" : "";
  return `${givenUp(one, from, names)}: then ${favoured(one, names)}${aheadBy(one, names)}${unclear}`;
}

function aheadBy(
  { lead, over, scale, favoured: [best, ...tied] }: ConcessionResult,
  names: Names,
): string {
  if (lead === null || over === null) return "";
  const who = tied.length === 0 ? "" : `${names.policy(best)} `;
  return `, ${who}ahead of ${names.policy(over)} by ${withInterval(lead, scale)}`;
}

function favoured(one: ConcessionResult, names: Names): string {
  return favouredInWords(one.favoured.map((key) => names.policy(key)));
}

function givenUp(one: ConcessionResult, from: string, names: Names): string {
  const premises = one.premises.map(({ name, kind, ground, own, others }) => {
    const remarks = [
      ...(own === null || others === null ? [] : [`${others} instead of ${own}`]),
      ...(ground === "new ground" && kind !== "criterion"
        ? [`new ground for ${names.speaker(from)}`]
        : []),
      ...(kind === "value" || kind === "criterion"
        ? ["a value judgement: no evidence could settle it"]
        : []),
    ];
    return remarks.length === 0 ? name : `${name} (${remarks.join("; ")})`;
  });
  return inWords(premises, "and");
}
