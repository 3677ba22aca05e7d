import type { ArgueDocument } from "#argue/document";
import type { LatticeDirectionResult } from "#argue/document-lattice";
import { inWords, percent, possessive, twoDigits, withInterval } from "#argue/words";
import { paragraph } from "./print-argue-layout.js";
import type { Names } from "./print-argue-names.js";

type Pair = ArgueDocument["pairs"][number];

/** More minimal sets than this are counted instead of listed. */
const LISTED = 4;

/** What mixing two positions adds to their single concessions: sets, what blocks them, what is moot. */
export function latticeLines(
  { lattice, questions, attribution, directions }: Pair,
  names: Names,
  width: number,
): readonly string[] {
  if (lattice === null) return [];
  const lines = lattice.directions.flatMap((direction) => {
    const singles = directions.find(({ from }) => from === direction.from)?.singles ?? [];
    // What conceding these alone does is told with the concessions.
    const answered = singles.filter(({ answer }) => answer !== "undecided");
    return directionLines(direction, new Set(answered.map((one) => one.premises[0].key)), names);
  });
  const closing = questions
    .slice(0, 2)
    .filter(({ closes }) => (closes.value ?? 0) > 0)
    .map(({ name, closes }) => `${name} ${percent(closes.value ?? 0)}`);
  const asked =
    closing.length === 0
      ? []
      : [
          `What agreeing on one premise would close of the gap between them, most: ${inWords(closing, "and")}.`,
        ];
  const parts = attribution?.shares
    .slice(0, 3)
    .map(({ premise, value }) => `${names.premise(premise)} ${twoDigits(value.value ?? 0)}`);
  const explained =
    attribution === null || parts === undefined
      ? []
      : [
          `Of the gap of ${withInterval(attribution.gap, "amount")} (Shapley, an explanation of its size and not of the verdict): ${inWords(parts, "and")}.`,
        ];
  return [...lines, lattice.statement, ...asked, ...explained].map((line) =>
    paragraph(line, width, "  "),
  );
}

function directionLines(
  direction: LatticeDirectionResult,
  answered: ReadonlySet<string>,
  names: Names,
): readonly string[] {
  const { from, to, flipSets, cruxes, blocking, path } = direction;
  const together = flipSets.filter(({ premises }) => premises.length > 1);
  const title = `From ${names.speaker(from)} to ${possessive(names.label(to))} verdict`;
  if (together.length === 0) {
    return cruxes.length > 0 ? [] : [`${title}: ${direction.statement}`];
  }
  const listed = together
    .slice(0, LISTED)
    .map(({ premises }) => `{${premises.map((key) => names.premise(key)).join(", ")}}`);
  const more = together.length > LISTED ? [`${together.length - LISTED} more`] : [];
  const sets = `${title}${cruxes.length > 0 ? ", besides single premises" : ""}: ${inWords([...listed, ...more], "or")}.`;
  // Of a single set all of it is in every set.
  const refusing =
    flipSets.length < 2
      ? []
      : blocking.filter(({ length }) => length === 1).map(([key]) => names.premise(key));
  const least = path === null ? "" : ` The cheapest way found costs ${twoDigits(path.cost)}.`;
  const blocks = refusing.length === 0 ? "" : ` In every set found: ${inWords(refusing, "and")}.`;
  const perhaps = direction.possible.filter(
    ({ premises }) => premises.length === 1 && !answered.has(premises[0]),
  );
  const open =
    perhaps.length === 0 || cruxes.length > 0
      ? ""
      : ` Possible by itself: ${inWords(
          perhaps.map(({ premises }) => names.premise(premises[0])),
          "and",
        )}.`;
  return [`${sets}${open}${blocks}${least}`];
}
