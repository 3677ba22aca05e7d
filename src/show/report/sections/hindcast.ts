import type { ArgueDocument } from "#argue/document";
import { count, inWords, thousands, twoDigits } from "#argue/words";
import { Names } from "../../cli/print-argue-names.js";

import { heading, list, paragraph, table, type Block } from "../blocks.js";

/** How the positions fare against what was observed after the texts were written. */
export function hindcast(document: ArgueDocument): readonly Block[] {
  const found = document.hindcast;
  if (found === null) return [];
  const names = new Names(document);
  const scored = found.series.filter(({ notScored }) => notScored === null);
  const left = found.series.filter(({ notScored }) => notScored !== null);
  const ranks = new Map(found.ranking.flatMap((group, at) => group.map((key) => [key, at + 1])));
  return [
    heading(2, "What happened afterwards"),
    paragraph(
      `The positions are scored by what was observed from ${found.from} on, under the policy that was in fact followed (${names.policy(found.policy)}), in ${count(found.futures, "future")}. The error is how far the futures of their premises lie from what was measured; below 1 is better than leaving everything open. A good score says that a speaker's premises led to what was then measured, not that they were true.`,
    ),
    ...list(found.sentences),
    ...table(
      "Scores, best first",
      [
        { title: "Rank", number: true },
        { title: "Speaker" },
        { title: "Error, 1 being that of everything left open (interval)" },
        { title: "Futures that carry the weight", number: true },
      ],
      found.scores
        .filter(({ sameAs }) => sameAs === null)
        .filter(({ position }) => ranks.has(position))
        .toSorted((one, other) => (ranks.get(one.position) ?? 0) - (ranks.get(other.position) ?? 0))
        .map(({ position, relative, effective, reliable }) => [
          `${ranks.get(position) ?? "–"}`,
          names.name(position),
          relative.value === null ? "–" : interval(relative),
          effective === null
            ? "–"
            : `${thousands(Math.round(effective))}${reliable ? "" : " (too few)"}`,
        ]),
    ),
    paragraph(
      `Scored by ${inWords(
        scored.map(({ name }) => name),
        "and",
      )}. Speakers with the same rank cannot be told apart.`,
    ),
    ...list(
      left.map(
        ({ name, notScored }) => `Not scored: ${name}. ${(notScored ?? "").replace(/\.?$/u, ".")}`,
      ),
    ),
    ...settled(document, names),
    ...list(found.warnings),
  ];
}

function interval({
  value,
  low,
  high,
}: {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}): string {
  if (value === null) return "–";
  return low === null || high === null
    ? twoDigits(value)
    : `${twoDigits(value)} (${twoDigits(low)} to ${twoDigits(high)})`;
}

/** Beyond a thousand the size hangs on the tails of the errors and says nothing more. */
function oddsInWords(factor: number | null): string {
  if (factor === null) return "–";
  return factor > 1000 ? "over 1,000" : twoDigits(factor);
}

function settled({ hindcast: found }: ArgueDocument, names: Names): readonly Block[] {
  // On what nothing can be said is in the sentences above.
  const told = (found?.settles ?? []).filter(({ answer }) => answer !== "cannot discriminate");
  return [
    ...table(
      "Disputed premises, and what the later evidence says on them",
      [
        { title: "Premise" },
        { title: "Between" },
        { title: "Answer" },
        { title: "Towards" },
        { title: "By how much to one", number: true },
      ],
      told.map(({ name, sides, answer, towards, factor }) => [
        name,
        sides
          .map(
            ({ position, belief }) =>
              `${names.speaker(position)}${belief === null ? " (left open)" : ""}`,
          )
          .join(" and "),
        answer,
        towards === null ? "–" : names.name(towards),
        oddsInWords(factor?.value ?? null),
      ]),
    ),
  ];
}
