import { mean, quantile, standardDeviation } from "#numeric/quantile";

/**
 * How policies fare over all states of the world, as one number each (C. McPhail et al., "Robustness
 * metrics: how are they calculated, when should they be used and why do they give different
 * results?", Earth's Future 6, 2018). A table has a row a policy and a column a state; a state in
 * which any policy has no value is left out by the caller, so that all are compared on the same ones.
 */
export type PolicyTable = readonly Float64Array[];

/** Whether less or more of the measure is better. */
export type Better = "less" | "more";

/** How far each policy is behind the best one, state by state; 0 for the best (L. J. Savage 1951). */
export function regrets(table: PolicyTable, better: Better): PolicyTable {
  const best = bestByState(table, better);
  const sign = better === "less" ? 1 : -1;
  return table.map((row) => row.map((value, state) => sign * (value - best[state]) + 0));
}

/** The largest regret of each policy; the policy with the least is the minimax choice. */
export function maximumRegret(table: PolicyTable, better: Better): readonly number[] {
  return regrets(table, better).map((row) => row.reduce((most, value) => Math.max(most, value), 0));
}

/** A quantile of each policy's regret: 0.9 for the 90th percentile. */
export function regretQuantile(
  table: PolicyTable,
  better: Better,
  share: number,
): readonly number[] {
  return regrets(table, better).map((row) => quantile(row, share));
}

/** The share of states in which a policy is good enough (H. A. Simon 1956; M. K. Starr 1963). */
export function satisficingShare(
  table: PolicyTable,
  better: Better,
  enough: number,
): readonly number[] {
  return table.map((row) => {
    const met = row.filter((value) => (better === "less" ? value <= enough : value >= enough));
    return met.length / row.length;
  });
}

/** The mean over states, each as likely as the others (Laplace's principle of insufficient reason). */
export function laplace(table: PolicyTable): readonly number[] {
  return table.map((row) => mean(row));
}

/** The worst state of each policy (A. Wald 1950). */
export function worst(table: PolicyTable, better: Better): readonly number[] {
  return hurwicz(table, better, 0);
}

/** optimism · best state + (1 − optimism) · worst state (L. Hurwicz 1951). */
export function hurwicz(table: PolicyTable, better: Better, optimism: number): readonly number[] {
  return table.map((row) => {
    const least = row.reduce((low, value) => Math.min(low, value), Infinity);
    const most = row.reduce((high, value) => Math.max(high, value), -Infinity);
    const [good, bad] = better === "less" ? [least, most] : [most, least];
    return optimism * good + (1 - optimism) * bad;
  });
}

/** A quantile of each policy's outcome, counted from its good end: 0.9 is what 90 % of states reach. */
export function percentile(table: PolicyTable, better: Better, share: number): readonly number[] {
  return table.map((row) => quantile(row, better === "less" ? share : 1 - share));
}

/**
 * The mean made worse by spread, (mean + 1)·(deviation + 1) where less is better, and
 * (mean + 1) / (deviation + 1) where more is (J. H. Kwakkel, S. Eker and E. Pruyt 2016).
 */
export function meanVariance(table: PolicyTable, better: Better): readonly number[] {
  return table.map((row) => {
    const n = row.length;
    const deviation = n < 2 ? 0 : standardDeviation(row) * Math.sqrt((n - 1) / n);
    const center = mean(row) + 1;
    return better === "less" ? center * (deviation + 1) : center / (deviation + 1);
  });
}

/**
 * R1, the regret against a policy's own baseline state: the 90th percentile over states of
 * |(value − base) / base|, and of several objectives the largest (J. R. Kasprzyk, S. Nataraj, P. M.
 * Reed and R. J. Lempert 2013). `objectives`: a table each, with the baseline value of each policy.
 */
export function deviationFromBase(
  objectives: readonly { readonly table: PolicyTable; readonly base: readonly number[] }[],
): readonly number[] {
  return largestOf(
    objectives.map(({ table, base }) =>
      table.map((row, policy) => {
        const own = base[policy];
        return quantile(
          row.map((value) => relative(value - own, own)),
          0.9,
        );
      }),
    ),
  );
}

/**
 * R2, the regret against the best policy of each state: the 90th percentile over states of
 * |(value − best) / value|, and of several objectives the largest (Kasprzyk et al. 2013).
 */
export function deviationFromBest(
  objectives: readonly { readonly table: PolicyTable; readonly better: Better }[],
): readonly number[] {
  return largestOf(
    objectives.map(({ table, better }) => {
      const best = bestByState(table, better);
      return table.map((row) =>
        quantile(
          row.map((value, state) => relative(value - best[state], value)),
          0.9,
        ),
      );
    }),
  );
}

/** |difference / scale|, and 0 where there is no difference. */
function relative(difference: number, scale: number): number {
  return difference === 0 ? 0 : Math.abs(difference / scale);
}

function bestByState(table: PolicyTable, better: Better): Float64Array {
  const states = table[0]?.length ?? 0;
  return Float64Array.from({ length: states }, (_, state) =>
    table.reduce(
      (best, row) => (better === "less" ? Math.min(best, row[state]) : Math.max(best, row[state])),
      better === "less" ? Infinity : -Infinity,
    ),
  );
}

function largestOf(objectives: readonly (readonly number[])[]): readonly number[] {
  return (objectives[0] ?? []).map((_, policy) =>
    objectives.reduce((most, values) => Math.max(most, values[policy]), -Infinity),
  );
}
