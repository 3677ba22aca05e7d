/** A set of members 0, 1, 2 …, in ascending order. */
export type MemberSet = readonly number[];

/** The same for equal sets. */
export function setName(members: MemberSet): string {
  return members.join(" ");
}

/** Whether all of `part` is in `whole`; a set is a part of itself. */
export function isPartOf(part: MemberSet, whole: MemberSet): boolean {
  if (part.length > whole.length) return false;
  let at = 0;
  for (const member of part) {
    while (at < whole.length && whole[at] < member) at += 1;
    if (at === whole.length || whole[at] !== member) return false;
    at += 1;
  }
  return true;
}

/** Order by size, then by members. */
export function sizeFirst(one: MemberSet, other: MemberSet): number {
  if (one.length !== other.length) return one.length - other.length;
  const at = one.findIndex((member, index) => member !== other[index]);
  return at === -1 ? 0 : one[at] - other[at];
}

/** All members 0 to count − 1 that are not in the set. */
export function complementOf(members: MemberSet, count: number): MemberSet {
  return Array.from({ length: count }, (_, member) => member).filter(
    (member) => !members.includes(member),
  );
}

/** The subsets of 0 to count − 1 with so many members, in order. */
export function setsOfSize(count: number, size: number): readonly MemberSet[] {
  if (size === 0) return [[]];
  return setsOfSize(count, size - 1).flatMap((smaller) => {
    const first = smaller.length === 0 ? 0 : smaller[smaller.length - 1] + 1;
    return Array.from({ length: count - first }, (_, more) => [...smaller, first + more]);
  });
}

/** All 2^count subsets, the empty set and the whole included, in order of size. */
export function allSets(count: number): readonly MemberSet[] {
  return Array.from({ length: count + 1 }, (_, size) => setsOfSize(count, size)).flat();
}

/** How many subsets there are of so many members, 2^count, exactly. */
export function numberOfSets(count: number): number {
  let sets = 1;
  for (let member = 0; member < count; member++) sets *= 2;
  return sets;
}
