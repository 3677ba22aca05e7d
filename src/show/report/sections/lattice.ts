import type { PairResult } from "#argue/document";
import type { ConcededSetResult, LatticeDirectionResult } from "#argue/document-lattice";
import {
  capital,
  count,
  inWords,
  percent,
  possessive,
  twoDigits,
  withInterval,
} from "#argue/words";
import type { Names } from "../../cli/print-argue-names.js";

import { list, paragraph, strong, table, type Block, type Text } from "../blocks.js";

/** More minimal sets than this are counted instead of listed. */
const LISTED = 6;

/** What mixing the premises of two positions shows beyond single concessions, explanation last. */
export function latticeBlocks(pair: PairResult, names: Names): readonly Block[] {
  const { lattice } = pair;
  if (lattice === null) return attributionBlocks(pair, names);
  return [
    paragraph(lattice.statement),
    ...list(
      lattice.directions.flatMap((direction) => {
        const answered = answeredAlone(pair, direction.from);
        return directionItems(direction, answered, names);
      }),
    ),
    ...attributionBlocks(pair, names),
  ];
}

/** Premises of which it is told by themselves what conceding them does, by key. */
function answeredAlone({ directions }: PairResult, from: string): ReadonlySet<string> {
  const singles = directions.find((one) => one.from === from)?.singles ?? [];
  return new Set(
    singles
      .filter(({ answer }) => answer !== "undecided")
      .flatMap(({ premises }) => premises.map(({ key }) => key)),
  );
}

function directionItems(
  direction: LatticeDirectionResult,
  answered: ReadonlySet<string>,
  names: Names,
): readonly Text[] {
  const { from, to, flipSets, blocking, path, possible } = direction;
  const target = inWords(
    direction.target.map((key) => names.policy(key)),
    "or",
  );
  const who = capital(
    `${names.speaker(from)} would come to ${target}, as with ${possessive(names.label(to))} premises, by conceding `,
  );
  // Of a single set all of it is in every set, and the cheapest way is that set.
  const several = flipSets.length > 1;
  const refusing = several
    ? blocking.filter(({ length }) => length === 1).map(([key]) => names.premise(key))
    : [];
  const price = path === null || several ? "" : ` (price ${twoDigits(path.cost)})`;
  const open = possible.filter(
    ({ premises }) =>
      premises.length === 2 || (premises.length === 1 && !answered.has(premises[0])),
  );
  return [
    flipSets.length === 0
      ? direction.statement
      : [strong(who), `${sets(flipSets, names)}${price}.`],
    ...(refusing.length === 0
      ? []
      : [
          `Not without ${inWords(refusing, "and")}, which ${refusing.length === 1 ? "is" : "are"} part of every such set that was found.`,
        ]),
    ...(path === null || !several
      ? []
      : [
          `The cheapest way that was found has the price ${twoDigits(path.cost)}: ${path.steps
            .map(({ premise }) => names.premise(premise))
            .join(", then ")}.`,
        ]),
    ...(open.length === 0
      ? []
      : [
          `For ${names.speaker(from)} it cannot be told whether this would be enough: ${sets(open, names)}.`,
        ]),
  ];
}

function sets(all: readonly ConcededSetResult[], names: Names): string {
  const listed = all.slice(0, LISTED).map(({ premises }) =>
    premises.length === 1
      ? names.premise(premises[0])
      : `${inWords(
          premises.map((key) => names.premise(key)),
          "and",
        )} together`,
  );
  const more = all.length > LISTED ? [count(all.length - LISTED, "further set")] : [];
  return [...listed, ...more].join("; or ");
}

function attributionBlocks(
  { attribution, positions, questions }: PairResult,
  names: Names,
): readonly Block[] {
  const [one, other] = positions;
  const closing = questions.filter(({ closes }) => (closes.value ?? 0) > 0).slice(0, 3);
  return [
    ...(attribution === null
      ? []
      : [
          paragraph(attribution.statement),
          ...table(
            `Where the distance between ${names.speaker(one)} and ${names.speaker(other)} comes from: explanation only, it does not say what decides`,
            [{ title: "Premise" }, { title: "Part of the distance (interval)" }],
            attribution.shares.map(({ premise, value }) => [
              names.premise(premise),
              withInterval(value, "amount"),
            ]),
          ),
        ]),
    ...(closing.length === 0
      ? []
      : [
          paragraph(
            `Were both to hold the same on one premise, the distance between them would shrink most with ${inWords(
              closing.map(
                ({ name, closes }) => `${name} (by ${percent(Math.min(1, closes.value ?? 0))})`,
              ),
              "and",
            )}.`,
          ),
        ]),
  ];
}
