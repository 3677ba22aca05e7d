/**
 * Edits that turn one text into the other: insertions, deletions, substitutions, and swaps of
 * neighbours. Restricted Damerau–Levenshtein distance ("optimal string alignment"): no text between
 * two swapped neighbours is edited again. O(n·m) time, three rows of memory.
 *
 * Source: F. J. Damerau, "A technique for computer detection and correction of spelling errors",
 * Communications of the ACM 7 (3), 1964.
 */
export function editDistance(from: string, to: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      let least = Math.min(
        last[column] + 1,
        current[column - 1] + 1,
        last[column - 1] + (same ? 0 : 1),
      );
      const swapped =
        row > 1 &&
        column > 1 &&
        from[row - 1] === to[column - 2] &&
        from[row - 2] === to[column - 1];
      if (swapped) least = Math.min(least, beforeLast[column - 2] + 1);
      current.push(least);
    }
    beforeLast = last;
    last = current;
  }
  return last[to.length];
}

/** Longer names are not compared: nobody mistypes a page, and the comparison is quadratic. */
const longestCompared = 120;

/**
 * The candidate that somebody who wrote `name` probably meant, or undefined: at most a third of the
 * longer name's letters may differ. Case, spaces, underscores and hyphens count for nothing. The
 * first of several equally near candidates is taken.
 */
export function nearestName(name: string, candidates: Iterable<string>): string | undefined {
  if (name.length > longestCompared) return undefined;
  const wanted = plain(name);
  let nearest: string | undefined;
  let leastDistance = Infinity;
  for (const candidate of candidates) {
    const length = Math.max(wanted.length, candidate.length);
    const allowed = Math.max(1, Math.floor(length / 3));
    if (Math.abs(candidate.length - wanted.length) > allowed + 2) continue;
    if (candidate.length > longestCompared) continue;
    const distance = editDistance(wanted, plain(candidate));
    if (distance <= allowed && distance < leastDistance && distance < wanted.length) {
      nearest = candidate;
      leastDistance = distance;
    }
  }
  return nearest;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[\s_-]+/gu, " ");
}
