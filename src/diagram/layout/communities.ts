/**
 * Divides what is linked into groups with many links inside and few between: pairs of groups are
 * joined as long as that raises the modularity, the best pair first (A. Clauset, M. E. J. Newman and
 * C. Moore, "Finding community structure in very large networks", Physical Review E 70, 066111,
 * 2004), and no group grows beyond `most`. Groups smaller than `least` are then joined to the one to
 * which they have most links, or, where they have none, to each other.
 *
 * `sizes` says what each node counts; `edges` are pairs of nodes. The answer is a group number for
 * each node, counted from 0 in the order of the first node of each.
 */
export function communitiesOf(
  sizes: readonly number[],
  edges: readonly (readonly [number, number])[],
  { least, most }: { readonly least: number; readonly most: number },
): readonly number[] {
  const between = sizes.map(() => new Map<number, number>());
  const degree = sizes.map(() => 0);
  for (const [one, other] of edges) {
    if (one === other) continue;
    between[one].set(other, (between[one].get(other) ?? 0) + 1);
    between[other].set(one, (between[other].get(one) ?? 0) + 1);
    degree[one] += 1;
    degree[other] += 1;
  }
  const total = Math.max(1, edges.length);
  const size = [...sizes];
  const groupOf = sizes.map((_, node) => node);
  const alive = new Set(groupOf);
  const join = (into: number, from: number): void => {
    for (const [node, group] of groupOf.entries()) if (group === from) groupOf[node] = into;
    for (const [other, links] of between[from]) {
      between[other].delete(from);
      if (other === into) continue;
      between[into].set(other, (between[into].get(other) ?? 0) + links);
      between[other].set(into, (between[other].get(into) ?? 0) + links);
    }
    between[from].clear();
    degree[into] += degree[from];
    size[into] += size[from];
    alive.delete(from);
  };
  // The gain of joining two groups is links between them / total − their degrees' product / 2 total².
  const bestPair = (): readonly [number, number] | null => {
    let best: readonly [number, number] | null = null;
    let gain = 0;
    for (const one of alive) {
      for (const [other, links] of between[one]) {
        if (other <= one || size[one] + size[other] > most) continue;
        const gained = links / total - (degree[one] * degree[other]) / (2 * total * total);
        if (gained > gain + 1e-12) [best, gain] = [[one, other], gained];
      }
    }
    return best;
  };
  for (let pair = bestPair(); pair !== null; pair = bestPair()) join(pair[0], pair[1]);
  let apart: number | null = null;
  for (const group of [...alive].toSorted((one, other) => size[one] - size[other] || one - other)) {
    if (!alive.has(group) || size[group] >= least) continue;
    const near = [...between[group]].toSorted(
      (one, other) => other[1] - one[1] || one[0] - other[0],
    );
    const host = near.find(([other]) => size[other] + size[group] <= most * 1.3)?.[0];
    if (host !== undefined) join(host, group);
    else if (near.length === 0) {
      if (apart === null || size[apart] + size[group] > most) apart = group;
      else join(apart, group);
    }
  }
  const numbers = new Map<number, number>();
  for (const group of groupOf) if (!numbers.has(group)) numbers.set(group, numbers.size);
  return groupOf.map((group) => numbers.get(group) ?? 0);
}
