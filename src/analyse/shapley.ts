import { isPartOf, setName, type MemberSet } from "./member-sets.js";

/** What a coalition is worth: of premises taken over, the lead that results. */
export type Worth = (members: MemberSet) => number;

/**
 * Shapley values (Shapley 1953): φᵢ = Σ_S |S|!(m − |S| − 1)!/m! · [v(S ∪ i) − v(S)] over all S
 * without i. They add up to v(all) − v(∅). `sets` are all subsets of the members, as `allSets` has them.
 */
export function shapleyValues(
  members: number,
  sets: readonly MemberSet[],
  worth: Worth,
): readonly number[] {
  const worths = sets.map(worth);
  return shapleyCoefficients(members, sets).map((coefficients) =>
    coefficients.reduce((sum, coefficient, at) => sum + coefficient * worths[at], 0),
  );
}

/** For each member, the coefficient of the worth of each set in its Shapley value. */
export function shapleyCoefficients(
  members: number,
  sets: readonly MemberSet[],
): readonly Float64Array[] {
  return Array.from({ length: members }, (_, member) =>
    Float64Array.from(sets, (set) =>
      set.includes(member)
        ? shapleyWeight(set.length - 1, members)
        : -shapleyWeight(set.length, members),
    ),
  );
}

/** Banzhaf values (Banzhaf 1965): the mean of v(S ∪ i) − v(S) over all S without i. */
export function banzhafValues(
  members: number,
  sets: readonly MemberSet[],
  worth: Worth,
): readonly number[] {
  return marginals(members, sets, worth, () => 2 / sets.length);
}

/** |S|!(m − |S| − 1)!/m!, the share of orders in which exactly S comes before a member. */
function shapleyWeight(size: number, members: number): number {
  let weight = 1 / members;
  for (let at = 1; at <= size; at++) weight *= at / (members - at);
  return weight;
}

function marginals(
  members: number,
  sets: readonly MemberSet[],
  worth: Worth,
  weightOf: (size: number) => number,
): readonly number[] {
  const values = new Map(sets.map((set) => [setName(set), worth(set)]));
  const found = Array.from({ length: members }, () => 0);
  for (const set of sets) {
    for (let member = 0; member < members; member++) {
      if (set.includes(member)) continue;
      const joined = [...set, member].sort((one, other) => one - other);
      const marginal = (values.get(setName(joined)) ?? NaN) - (values.get(setName(set)) ?? NaN);
      found[member] += weightOf(set.length) * marginal;
    }
  }
  return found;
}

/**
 * Shapley interaction index of two members (Grabisch and Roubens 1999): the mean over orders, i and
 * j taken as one, of v(S ∪ ij) − v(S ∪ i) − v(S ∪ j) + v(S), weights |S|!(m − |S| − 2)!/(m − 1)!.
 */
export function interactionIndex(
  pair: readonly [number, number],
  members: number,
  sets: readonly MemberSet[],
  worth: Worth,
): number {
  const [one, other] = pair;
  const joined = (set: MemberSet, ...more: readonly number[]): MemberSet =>
    [...set, ...more].sort((a, b) => a - b);
  return sets
    .filter((set) => !isPartOf([one], set) && !isPartOf([other], set))
    .reduce((sum, set) => {
      const together =
        worth(joined(set, one, other)) -
        worth(joined(set, one)) -
        worth(joined(set, other)) +
        worth(set);
      return sum + shapleyWeight(set.length, members - 1) * together;
    }, 0);
}

/**
 * The coalitions that an order of the members passes, from the empty set to all: what is to be known
 * to value one order. Its reverse is the antithetic one.
 */
export function coalitionsOf(order: readonly number[]): readonly MemberSet[] {
  return Array.from({ length: order.length + 1 }, (_, size) =>
    order.slice(0, size).sort((one, other) => one - other),
  );
}

/** What each member adds when its turn comes, along an order. */
export function marginalsAlong(order: readonly number[], worth: Worth): readonly number[] {
  const coalitions = coalitionsOf(order);
  const added = Array.from({ length: order.length }, () => 0);
  for (const [at, member] of order.entries()) {
    added[member] = worth(coalitions[at + 1]) - worth(coalitions[at]);
  }
  return added;
}

/**
 * Aumann–Shapley values (Aumann and Shapley 1974): ∫₀¹ (bᵢ − aᵢ)·∂v/∂xᵢ(a + t·(b − a)) dt, for a
 * worth of points instead of sets. The two agree where v is a sum of functions of one premise each;
 * elsewhere they show how far an attribution is a matter of convention. Derivatives are central
 * differences over a thousandth of the way, the integral is Simpson's rule on 64 intervals.
 */
export function aumannShapleyValues(
  from: readonly number[],
  to: readonly number[],
  worth: (point: readonly number[]) => number,
): readonly number[] {
  const intervals = 64;
  const reach = 1e-3;
  return from.map((start, member) => {
    const way = to[member] - start;
    const slope = (t: number): number => {
      const at = (shift: number): number =>
        worth(from.map((a, i) => a + (to[i] - a) * t + (i === member ? shift * way : 0)));
      return (at(reach) - at(-reach)) / (2 * reach);
    };
    let sum = slope(0) + slope(1);
    for (let step = 1; step < intervals; step++) {
      sum += (step % 2 === 1 ? 4 : 2) * slope(step / intervals);
    }
    return sum / (3 * intervals);
  });
}
