import type { ArgueDocument, ConcessionResult, CruxResult, PairResult } from "#argue/document";
import { count, inWords } from "#argue/words";
import {
  flipsOf,
  flipWords,
  openWords,
  possibleOf,
  tally,
} from "../../cli/print-argue-concession.js";
import { Names } from "../../cli/print-argue-names.js";

import {
  finding,
  heading,
  list,
  paragraph,
  strong,
  table,
  type Block,
  type Text,
} from "../blocks.js";
import { latticeBlocks } from "./lattice.js";
import { speakers } from "./verdicts.js";

type Direction = PairResult["directions"][number];

/** Which disagreements decide: premises whose concession changes a verdict, and pair by pair. */
export function cruxes(document: ArgueDocument): readonly Block[] {
  const names = new Names(document);
  const asked = document.pairs.filter(({ directions }) => directions.length > 0);
  if (asked.length === 0) return [];
  const singles = asked.flatMap(({ directions }) => directions.flatMap((one) => one.singles));
  const flipped = singles.filter(({ answer }) => answer === "flips").length;
  return [
    heading(2, "Which disagreements decide"),
    paragraph(
      `One speaker took over one premise of another and kept all the rest. That was tried ${count(singles.length, "time")}; ${flipped === 0 ? "no" : flipped} such ${flipped === 1 ? "concession changes" : "concessions change"} what the speaker's premises favour.`,
    ),
    ...(document.cruxes.length === 0 ? [finding("No single crux found.")] : []),
    ...table(
      "Cruxes: premises whose concession alone changes a verdict",
      [
        { title: "Premise" },
        { title: "About" },
        { title: "Changes the verdict of" },
        { title: "Then favoured" },
        { title: "From either side" },
      ],
      document.cruxes.map((crux) => cruxRow(crux, document, names)),
    ),
    paragraph("Pair by pair, with everything that was tried and is not plainly without effect."),
    ...mixing(asked),
    ...asked.flatMap((pair) => pairBlocks(pair, names)),
  ];
}

/** What the mixes of two speakers are, and what their concessions are reckoned to cost; said once. */
function mixing(pairs: readonly PairResult[]): readonly Block[] {
  const costs = pairs.find(({ lattice }) => lattice !== null)?.lattice?.costs;
  return costs === undefined
    ? []
    : [
        paragraph(
          `A mix has some premises of the one and the rest of the other; between the two speakers there is one for every choice. To compare sets of concessions, each has a price: ${costs}.`,
        ),
      ];
}

const about: Readonly<Record<CruxResult["kind"], string>> = {
  fact: "a fact",
  structure: "how the world works",
  value: "a value judgement: no evidence could settle it",
  criterion: "a value judgement: no evidence could settle it",
};

function cruxRow(
  { name, kind, flips, double }: CruxResult,
  { pairs }: ArgueDocument,
  names: Names,
): readonly string[] {
  const then = [...new Set(flips.map(({ favoured }) => names.policies(favoured)))];
  const either = double.flatMap((id) => {
    const pair = pairs.find((one) => one.id === id);
    return pair === undefined ? [] : [speakers(pair.positions, names)];
  });
  return [
    name,
    about[kind],
    speakers(
      flips.map(({ position }) => position),
      names,
    ),
    then.join("; "),
    either.join("; "),
  ];
}

function pairBlocks(pair: PairResult, names: Names): readonly Block[] {
  const [one, other] = pair.positions;
  const title = `${names.name(one)} (${names.verdict(one)}) and ${names.speaker(other)} (${names.verdict(other)})`;
  return [
    heading(3, title),
    ...(pair.relation === "overlapping ties"
      ? [paragraph("No clear disagreement: a tie contains what the other favours.")]
      : []),
    ...list(pair.directions.flatMap((direction) => directionItems(direction, names))),
    ...(pair.doubleCruxes.length === 0
      ? []
      : [
          finding([
            strong("Double crux: "),
            `whichever of the two concedes ${inWords(
              pair.doubleCruxes.map((key) => names.premise(key)),
              "or",
            )}, that side's verdict changes.`,
          ]),
        ]),
    ...latticeBlocks(pair, names),
  ];
}

function directionItems(direction: Direction, names: Names): readonly Text[] {
  const { from, to, singles, pairs } = direction;
  if (singles.length === 0) {
    return [
      `Nothing for ${names.speaker(from)} to concede to ${names.speaker(to)}: no premise is held differently.`,
    ];
  }
  const tied = names.isTied(from);
  const together = pairs ?? [];
  const who = `${names.name(from)} to ${names.speaker(to)}`;
  return [
    [strong(`${who}, one premise: `), `${tally(singles, "single crux", tied)}.`],
    ...found(singles, direction, names),
    ...(together.length === 0
      ? []
      : [
          [strong(`${who}, two premises at once: `), `${tally(together, "crux of two", tied)}.`],
          ...found(together, direction, names),
        ]),
  ];
}

function found(
  tried: readonly ConcessionResult[],
  { from, to }: Direction,
  names: Names,
): readonly Text[] {
  return [
    ...flipsOf(tried).map((one): Text => [strong("Crux: "), `${flipWords(one, from, to, names)}.`]),
    ...possibleOf(tried, names.isTied(from)).map(
      (one): Text => `Possible crux: ${openWords(one, from, names)}.`,
    ),
  ];
}
