/** When something that is tested is looked at, and how much of the chance of error that may cost. */
export interface Look {
  /** After so many futures, all those before included. */
  readonly futures: number;
  /** The part of the chance of error that is spent at this look; the parts add up to 1. */
  readonly part: number;
}

/**
 * Looks at the same draws as they grow: future k is future k however many there are, so that a later
 * look goes on where the one before it stopped, and all that is compared stays on common draws.
 *
 * The chance of error is divided between the looks beforehand (alpha spending, Lan and DeMets 1983,
 * with Bonferroni's inequality in place of joint distributions): half of it for the last one, the
 * rest alike for those before. The p-value at the look at which a test stopped, divided by the part
 * of that look, is then a p-value for any rule of stopping, since
 * P(p(L) / part(L) ≤ u) ≤ Σ P(p(l) ≤ u part(l)) ≤ u. These go into Holm's procedure (Holm 1979).
 *
 * ends: numbers of futures, ascending; equal ones count once.
 */
export function looksAt(ends: readonly number[]): readonly Look[] {
  const different = ends.filter((futures, at) => ends.indexOf(futures) === at);
  const last = different.length - 1;
  return different.map((futures, at) => ({
    futures,
    part: last === 0 ? 1 : at === last ? 0.5 : 0.5 / last,
  }));
}

/** `futures` doubled and doubled again, up to so many times as many: 2000, 4000, 8000 for 4 times. */
export function doubled(futures: number, times: number): readonly number[] {
  const ends: number[] = [futures];
  for (let by = 2; by < times; by *= 2) ends.push(by * futures);
  if (times > 1) ends.push(times * futures);
  return ends;
}
