import { setName, sizeFirst } from "./member-sets.js";
import type { MemberSet } from "./member-sets.js";

export interface Way {
  /** The members in the order in which they are taken. */
  readonly steps: readonly number[];
  readonly cost: number;
}

/**
 * The cheapest way from the empty set, one member at a time, to a set that `reached` says is a goal
 * (Dijkstra 1959, on the lattice of subsets; taking a member costs `costs[member]` ≥ 0 wherever it
 * is taken). Sets are settled in the order of their cost, then of their size. Null where `mayPass`
 * leaves no way, which says of every set whether it may be passed or reached.
 */
export function cheapestWay(
  costs: readonly number[],
  reached: (members: MemberSet) => boolean,
  mayPass: (members: MemberSet) => boolean,
): Way | null {
  const frontier = new Map<string, Way>([["", { steps: [], cost: 0 }]]);
  const settled = new Set<string>();
  while (frontier.size > 0) {
    const [name, way] = cheapest(frontier);
    frontier.delete(name);
    settled.add(name);
    const members = way.steps.toSorted((one, other) => one - other);
    if (reached(members)) return way;
    for (const [member, cost] of costs.entries()) {
      if (members.includes(member)) continue;
      const steps = [...way.steps, member];
      const next = steps.toSorted((one, other) => one - other);
      const nextName = setName(next);
      if (settled.has(nextName) || !mayPass(next)) continue;
      const known = frontier.get(nextName);
      const total = way.cost + cost;
      if (known === undefined || total < known.cost) frontier.set(nextName, { steps, cost: total });
    }
  }
  return null;
}

function cheapest(frontier: ReadonlyMap<string, Way>): readonly [string, Way] {
  let best: readonly [string, Way] | null = null;
  for (const entry of frontier) {
    if (best === null || isBefore(entry[1], best[1])) best = entry;
  }
  if (best === null) throw new Error("there is no set left to look at");
  return best;
}

function isBefore(one: Way, other: Way): boolean {
  return one.cost === other.cost ? sizeFirst(one.steps, other.steps) < 0 : one.cost < other.cost;
}
