/** Names longer than this are not compared: the work grows with the square of their length. */
const longest = 60;

/**
 * The candidate that is spelled most like `name`, if at most a third of its letters differ
 * (Levenshtein 1966); null if there is none.
 */
export function nearest(name: string, candidates: Iterable<string>): string | null {
  if (name.length > longest) return null;
  let best: string | null = null;
  let least = Math.floor(name.length / 3) + 1;
  for (const candidate of candidates) {
    if (candidate.length > longest || Math.abs(candidate.length - name.length) >= least) continue;
    const distance = editDistance(name, candidate, least);
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  return best;
}

/** `limit` or more stands for any distance from `limit` on. */
function editDistance(from: string, to: string, limit: number): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let line = 1; line <= from.length; line++) {
    const next = [line];
    for (let column = 1; column <= to.length; column++) {
      const same = from[line - 1] === to[column - 1] ? 0 : 1;
      next.push(Math.min(row[column] + 1, next[column - 1] + 1, row[column - 1] + same));
    }
    row = next;
    if (Math.min(...row) >= limit) return limit;
  }
  return row[to.length];
}
