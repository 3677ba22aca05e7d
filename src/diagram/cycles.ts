type Next = ReadonlyMap<string, readonly string[]>;

/**
 * The strongly connected parts of a graph that hold a circle (R. Tarjan, "Depth-first search and
 * linear graph algorithms", SIAM Journal on Computing 1(2), 1972), each in the order of `keys`.
 */
export function cyclicParts(keys: readonly string[], next: Next): readonly (readonly string[])[] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const onStack = new Set<string>();
  const parts: string[][] = [];
  const numberOf = (map: Map<string, number>, key: string): number => map.get(key) ?? 0;
  for (const root of keys) {
    if (index.has(root)) continue;
    const path: { key: string; at: number }[] = [];
    const enter = (key: string): void => {
      index.set(key, index.size);
      low.set(key, numberOf(index, key));
      stack.push(key);
      onStack.add(key);
      path.push({ key, at: 0 });
    };
    enter(root);
    while (path.length > 0) {
      const top = path[path.length - 1];
      const to = next.get(top.key)?.[top.at++];
      if (to !== undefined) {
        if (!index.has(to)) enter(to);
        else if (onStack.has(to)) {
          low.set(top.key, Math.min(numberOf(low, top.key), numberOf(index, to)));
        }
        continue;
      }
      path.pop();
      const above = path.at(-1)?.key;
      if (above !== undefined) {
        low.set(above, Math.min(numberOf(low, above), numberOf(low, top.key)));
      }
      if (low.get(top.key) !== index.get(top.key)) continue;
      const part = stack.splice(stack.indexOf(top.key));
      for (const key of part) onStack.delete(key);
      if (part.length > 1 || next.get(top.key)?.includes(top.key) === true) parts.push(part);
    }
  }
  const rank = new Map(keys.map((key, position) => [key, position]));
  const byRank = (a: string, b: string): number => numberOf(rank, a) - numberOf(rank, b);
  return parts.map((part) => part.toSorted(byRank)).toSorted((a, b) => byRank(a[0], b[0]));
}

/**
 * All circles in a part that pass no variable twice, or null if there are more than `most`
 * (D. B. Johnson, "Finding all the elementary circuits of a directed graph", SIAM Journal on
 * Computing 4(1), 1975, with its blocking). Each begins at its variable that stands first in `part`.
 */
export function elementaryCycles(
  part: readonly string[],
  next: Next,
  most: number,
): readonly (readonly string[])[] | null {
  const found: string[][] = [];
  const rank = new Map(part.map((key, index) => [key, index]));
  // Dense parts have dead ends by the million: what takes longer has more loops than a list holds.
  let effort = 200_000;
  for (const [first, root] of part.entries()) {
    const blocked = new Set<string>();
    const waiting = new Map<string, Set<string>>();
    const unblock = (start: string): void => {
      const pending = [start];
      for (let key = pending.pop(); key !== undefined; key = pending.pop()) {
        if (!blocked.delete(key)) continue;
        pending.push(...(waiting.get(key) ?? []));
        waiting.delete(key);
      }
    };
    const path: { key: string; at: number; closed: boolean }[] = [];
    const later = (key: string): readonly string[] =>
      (next.get(key) ?? []).filter((to) => (rank.get(to) ?? -1) >= first);
    const enter = (key: string): void => {
      blocked.add(key);
      path.push({ key, at: 0, closed: false });
    };
    enter(root);
    while (path.length > 0) {
      if (--effort < 0) return null;
      const top = path[path.length - 1];
      const ways = later(top.key);
      if (top.at < ways.length) {
        const to = ways[top.at++];
        if (to === root) {
          found.push(path.map(({ key }) => key));
          if (found.length > most) return null;
          top.closed = true;
        } else if (!blocked.has(to)) enter(to);
        continue;
      }
      path.pop();
      if (top.closed) unblock(top.key);
      else {
        for (const to of ways) waiting.set(to, (waiting.get(to) ?? new Set()).add(top.key));
      }
      const above = path.at(-1);
      if (above !== undefined && top.closed) above.closed = true;
    }
  }
  return found;
}

/** The keys on the shortest way, both ends included; the first found in the order of `next`. */
export function shortestWay(
  from: string,
  to: string,
  next: Next,
  inside: ReadonlySet<string>,
): readonly string[] | null {
  const before = new Map<string, string | null>([[from, null]]);
  const queue = [from];
  for (let head = 0; head < queue.length && !before.has(to); head++) {
    for (const key of next.get(queue[head]) ?? []) {
      if (!inside.has(key) || before.has(key)) continue;
      before.set(key, queue[head]);
      queue.push(key);
    }
  }
  if (!before.has(to)) return null;
  const way: string[] = [];
  for (let key: string | null = to; key !== null; key = before.get(key) ?? null) way.unshift(key);
  return way;
}
