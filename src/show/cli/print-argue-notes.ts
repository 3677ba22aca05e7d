import type { ArgueDocument } from "#argue/document";
import { capital, count, percent, possessive, thousands } from "#argue/words";
import { Names } from "./print-argue-names.js";

/** How the results came about and what they do not say, one note each, in brief. */
export function notes(document: ArgueDocument): readonly string[] {
  const { horizon, futures, seed, level, screening, mostFutures, version, study } = document;
  const names = new Names(document);
  const unit = horizon.unit === null ? "" : ` (${horizon.unit})`;
  const own = document.positions.flatMap(({ label, criterion }) =>
    criterion === null ? [] : [capital(`${possessive(label)} own criterion: ${criterion.words}.`)],
  );
  const further =
    mostFutures > futures
      ? ` What was undecided after ${thousands(futures)} was run on, in up to ${thousands(mostFutures)} of the same futures, and is corrected for being looked at more than once.`
      : "";
  const screened =
    screening < futures
      ? ` Concessions were screened on the first ${thousands(screening)}.${further}`
      : further;
  return [
    `Judged by the ${document.criterion.words}.`,
    ...own,
    `From ${horizon.start} to ${horizon.stop}${unit}. ${count(futures, "future")} of every position under every policy, the same draws for all, seed ${seed}, ${count(document.runs, "run")}, Parley ${version}.`,
    `Intervals are at ${percent(level)}; policies whose difference is not clear at that level are a tie. The answers to all concessions of one speaker to another hold together at that level (Holm).${screened}`,
    "Shares are of the combinations sampled, not probabilities: they describe the ranges that were put in.",
    unmodelled(study.claims.all, study.claims.unmodelled.length),
    ...failures(document, names),
    ...document.plan.leftOut.map(({ what, ask }) => `Left out: ${what} (${ask}).`),
  ];
}

function unmodelled(all: number, without: number): string {
  if (all === 0) return "The study lists no claims.";
  if (without === 0) return `All ${all} claims of the texts are bound to the model.`;
  return `${without} of ${count(all, "claim")} of the texts ${without === 1 ? "is" : "are"} unmodelled: nothing here depends on them.`;
}

function failures(document: ArgueDocument, names: Names): readonly string[] {
  const { failures: found, positions, futures } = document;
  if (found.length === 0) return ["No run failed."];
  const most = Math.max(...positions.map(({ policies }) => policies[0]?.criterion.failed ?? 0));
  const where =
    most === 0
      ? "Runs failed, though only under concessions"
      : `Up to ${thousands(most)} of ${thousands(futures)} futures of a position failed`;
  const [worst] = [...found].sort((one, other) => other.count - one.count);
  const example = `${names.policy(worst.policy)} with ${possessive(names.label(worst.position))} premises, ${count(worst.count, "run")}, the first in future ${worst.first}: ${worst.cause}`;
  return [
    `${where}. They are left out of the means; the intervals of shares count them as lost and as won. Most often ${example}.`,
  ];
}
