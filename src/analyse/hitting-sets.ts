import { isPartOf, setName, sizeFirst } from "./member-sets.js";
import type { MemberSet } from "./member-sets.js";

/**
 * The minimal sets that have a member in common with each of `sets` (minimal hitting sets, the
 * transversal hypergraph; Berge 1989, section 2.1): one set at a time, each hitting set of those
 * before is kept if it hits the next one and is extended by each of its members if not, and what
 * contains another is dropped. For no sets, the empty set; where one is empty, none.
 *
 * There may be exponentially many; `most` ends the search with those that are complete so far, by
 * size, none of which is then sure to be all. Throws nothing.
 */
export function minimalHittingSets(
  sets: readonly MemberSet[],
  most = 10_000,
): readonly MemberSet[] {
  let hitting: readonly MemberSet[] = [[]];
  for (const set of sets.toSorted(sizeFirst)) {
    const extended = new Map<string, MemberSet>();
    for (const one of hitting) {
      const hits = one.some((member) => set.includes(member));
      const next = hits ? [one] : set.map((member) => [...one, member].toSorted((a, b) => a - b));
      for (const candidate of next) extended.set(setName(candidate), candidate);
    }
    hitting = withoutSupersets([...extended.values()]).slice(0, most);
  }
  return hitting;
}

function withoutSupersets(sets: readonly MemberSet[]): readonly MemberSet[] {
  const minimal: MemberSet[] = [];
  for (const set of sets.toSorted(sizeFirst)) {
    if (!minimal.some((smaller) => isPartOf(smaller, set))) minimal.push(set);
  }
  return minimal;
}
