/**
 * PRIM's quantile of n values in ascending order (`at` gives the i-th): of the two at and above
 * position (n − 1)·q the midpoint. Where they are equal, the lower one moves down for q above ½, else
 * the upper one up, to the next different value, so that a peel takes all of a tie or nothing of it.
 * After the EMA Workbench (J. H. Kwakkel 2017).
 */
export function primQuantile(n: number, at: (index: number) => number, q: number): number {
  const position = (n - 1) * q;
  let lower = Math.floor(position);
  let higher = Math.ceil(position);
  if (q > 0.5) while (lower > 0 && at(lower) === at(higher)) lower -= 1;
  else while (higher < n - 1 && at(lower) === at(higher)) higher += 1;
  return (at(lower) + at(higher)) / 2;
}
