import { quantile } from "#numeric/quantile";
import type { RegretDocument } from "#analyse/robustness/document";
import type { PolicyTable } from "#analyse/robustness/metrics";
import { thousands } from "#argue/words";

import { heatMapFigure } from "./heat-map-figure.js";

/** Futures that are shown one by one; more are shown by how many stay below. */
const mostStates = 12;

const shares: readonly (readonly [number, string])[] = [
  [0.5, "half of the futures"],
  [0.75, "3 in 4"],
  [0.9, "9 in 10"],
  [0.99, "99 in 100"],
  [1, "all"],
];

/**
 * Regret by policy: in each of a few futures, or, of many, how large it gets in half of them, in three
 * of four … The policy with the least is framed in every column.
 */
export function regretFigure(
  document: RegretDocument,
  regrets: PolicyTable,
  measure: string,
): string {
  const few = document.futures <= mostStates;
  const columns = few
    ? Array.from({ length: document.futures }, (_, future) => `future ${future}`)
    : shares.map(([, words]) => words);
  const values = regrets.map((row) =>
    few ? Array.from(row) : shares.map(([share]) => quantile(row, share)),
  );
  const labels = document.policies.map(({ label }) => label);
  const largest = document.policies.map(({ label, maximumRegret }) => ({ label, maximumRegret }));
  const best = largest.reduce((least, one) =>
    (one.maximumRegret ?? Infinity) < (least.maximumRegret ?? Infinity) ? one : least,
  );
  const title = `Regret of each policy: ${measure}`;
  return heatMapFigure({
    title,
    subtitle: `${document.study}. ${thousands(document.futures)} futures, the same for all`,
    description: `${title}. The least largest regret is that of ${best.label}.`,
    rows: labels,
    columns,
    values,
    across: few
      ? "Behind the best policy of that future by"
      : "Behind the best policy of the same future by at most this, in",
    shade: "Darker is more regret; framed is the least of a column.",
  });
}
