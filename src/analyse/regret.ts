import type { Estimate } from "./estimate.js";
import { argmax, bestOnAverage, meanWithInterval, type Merits } from "./merits.js";

/** In each future, how far an option is behind the best one there (Savage 1951). */
export function regretsOf(merits: Merits, option: number): Float64Array {
  return merits[option].map((merit, row) => {
    let best = merit;
    for (const column of merits) best = Math.max(best, column[row]);
    return best - merit;
  });
}

/**
 * Expected value of perfect information: mean_n max_d U − max_d mean_n U, which is the mean regret
 * of the option that is best on average (Raiffa and Schlaifer 1961). Its standard error is that of
 * the mean regret, sd(regret)/√N; where the best option is nearly tied the choice of it adds an error
 * that this does not see.
 */
export function evpi(merits: Merits, level: number, failed = 0): Estimate {
  const regrets = regretsOf(merits, bestOnAverage(merits));
  return meanWithInterval(regrets, level, failed, "mean regret of the best policy, Student's t");
}

/** How options do over several states, positions for example: `merits[option][state]`. */
export interface RegretTable {
  /** For each option, the largest distance from the best option of a state. */
  readonly most: readonly number[];
  /** The state of that largest distance; the first of equals. */
  readonly mostAt: readonly number[];
  /** Options with the smallest of these (minimax regret, Savage 1951). */
  readonly minimax: readonly number[];
  /** For each option, the mean over states with their weights. */
  readonly means: readonly number[];
  /** What knowing the state would be worth: EVPI over states. */
  readonly evpi: number;
}

/** `weights` need not sum to 1. All columns of `merits` are as long as `weights`. */
export function regretTable(
  merits: readonly (readonly number[])[],
  weights: readonly number[],
): RegretTable {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const average = (values: readonly number[]): number =>
    values.reduce((sum, value, state) => sum + (weights[state] * value) / total, 0);
  const best = weights.map((_, state) => Math.max(...merits.map((row) => row[state])));
  const regrets = merits.map((row) => row.map((merit, state) => best[state] - merit));
  const most = regrets.map((row) => Math.max(...row));
  const least = Math.min(...most);
  const means = merits.map(average);
  return {
    most,
    mostAt: regrets.map((row) => argmax(row)),
    minimax: most.flatMap((value, option) => (value === least ? [option] : [])),
    means,
    evpi: average(best) - Math.max(...means),
  };
}

/** The share of rows in which an option is the best; rows in which several are share it equally. */
export function sharesBest(merits: Merits): readonly number[] {
  const wins = merits.map(() => 0);
  const rows = merits[0]?.length ?? 0;
  for (let row = 0; row < rows; row++) {
    const top = Math.max(...merits.map((column) => column[row]));
    const best = merits.flatMap((column, option) => (column[row] === top ? [option] : []));
    for (const option of best) wins[option] += 1 / best.length / rows;
  }
  return wins;
}
