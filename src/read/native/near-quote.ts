/** Comparing more than this many pairs of characters takes too long to be worth it. */
const mostPairs = 20_000_000;

/**
 * The passage of a text that is nearest to some words, by the share of characters that need not be
 * edited; null if there is none or the two are too long. The first of several equally near ones.
 *
 * Approximate search by dynamic programming over columns: P. H. Sellers, "The theory and
 * computation of evolutionary distances: pattern recognition", Journal of Algorithms 1 (4), 1980.
 * O(n·m) time, O(m) memory; each cell carries where its match starts.
 */
export function findNearest(
  text: string,
  words: string,
): { readonly start: number; readonly end: number; readonly similarity: number } | null {
  const size = words.length;
  if (size === 0 || text.length === 0 || size * text.length > mostPairs) return null;
  let edits = Uint32Array.from({ length: size + 1 }, (_, row) => row);
  let starts = new Uint32Array(size + 1);
  let nextEdits = new Uint32Array(size + 1);
  let nextStarts = new Uint32Array(size + 1);
  let best = { start: 0, end: 0, edits: size };
  for (let column = 1; column <= text.length; column++) {
    nextEdits[0] = 0;
    nextStarts[0] = column;
    for (let row = 1; row <= size; row++) {
      const replaced = edits[row - 1] + (words[row - 1] === text[column - 1] ? 0 : 1);
      const inserted = edits[row] + 1;
      const deleted = nextEdits[row - 1] + 1;
      const least = Math.min(replaced, inserted, deleted);
      nextEdits[row] = least;
      nextStarts[row] =
        least === replaced
          ? starts[row - 1]
          : least === inserted
            ? starts[row]
            : nextStarts[row - 1];
    }
    if (nextEdits[size] < best.edits) {
      best = { start: nextStarts[size], end: column, edits: nextEdits[size] };
    }
    [edits, nextEdits] = [nextEdits, edits];
    [starts, nextStarts] = [nextStarts, starts];
  }
  if (best.end === 0) return null;
  return { start: best.start, end: best.end, similarity: 1 - best.edits / size };
}
