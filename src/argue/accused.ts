import { meanOf } from "#analyse/merits";
import type { Position } from "#study/study";
import type { Standing } from "./standing.js";
import type { Trial } from "./trial.js";

/** Somebody whose verdict is put on trial. */
export interface Accused {
  readonly position: Position;
  readonly trial: Trial;
  readonly standing: Standing;
}

/**
 * By how much what is favoured is expected to fall behind a rival: minus its lead over all futures
 * and minus what the move adds to that lead in the futures of the screening. Positive is a change.
 */
export function predictedLag(one: Accused, moved: Trial): number {
  const { standing } = one;
  const rivals = moved.active.filter((policy) => !standing.favoured.includes(policy));
  const lags = rivals.map((rival) =>
    Math.min(...standing.favoured.map((own) => -predictedLead(own, rival, one, moved))),
  );
  return Math.max(-Infinity, ...lags);
}

/** The policy that comes nearest to what is favoured, or passes it, once a constant is moved. */
export function nearestRival(one: Accused, moved: Trial): number {
  const [own] = one.standing.favoured;
  const rivals = moved.active.filter((policy) => !one.standing.favoured.includes(policy));
  return rivals.reduce((nearest, rival) =>
    predictedLead(own, rival, one, moved) < predictedLead(own, nearest, one, moved)
      ? rival
      : nearest,
  );
}

function predictedLead(own: number, rival: number, { trial }: Accused, moved: Trial): number {
  const sign = trial.scorer.better === "more" ? 1 : -1;
  const shifts: number[] = [];
  const [after, afterRival] = [moved.scores(own), moved.scores(rival)];
  const [before, beforeRival] = [trial.scores(own), trial.scores(rival)];
  for (const [row, value] of after.entries()) {
    const shift = sign * (value - afterRival[row] - (before[row] - beforeRival[row]));
    if (Number.isFinite(shift)) shifts.push(shift);
  }
  return (trial.comparison.lead(own, rival, 0.95).value ?? 0) + meanOf(shifts);
}
