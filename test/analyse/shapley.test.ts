import fc from "fast-check";
import { expect, test } from "vitest";
import { allSets, setName, type MemberSet } from "#analyse/member-sets";
import {
  aumannShapleyValues,
  banzhafValues,
  coalitionsOf,
  interactionIndex,
  marginalsAlong,
  shapleyValues,
  type Worth,
} from "#analyse/shapley";

const rounded = (values: readonly number[]): number[] =>
  values.map((value) => Number(value.toFixed(6)) + 0);

/** Worth by the members, counted from 1 as in the reference: { "12": 20 }. */
const table =
  (worth: Readonly<Record<string, number>>): Worth =>
  (members) =>
    worth[members.map((member) => member + 1).join("")] ?? 0;

test("S1: 1 10, 2 4, 3 0, 12 20, 13 10, 23 −2, 123 17: 14, 5, −2", () => {
  const worth = table({ 1: 10, 2: 4, 3: 0, 12: 20, 13: 10, 23: -2, 123: 17 });
  expect(rounded(shapleyValues(3, allSets(3), worth))).toEqual([14, 5, -2]);
});

test("S2, the glove game, 1 with 2 or 3: ⅔, ⅙, ⅙", () => {
  const worth = table({ 12: 1, 13: 1, 123: 1 });
  expect(rounded(shapleyValues(3, allSets(3), worth))).toEqual([0.666667, 0.166667, 0.166667]);
});

test("S3, x₁x₂² from (0, 0) to (1, 1): ½, ½", () => {
  const worth: Worth = (members) => (members.length === 2 ? 1 : 0);
  expect(rounded(shapleyValues(2, allSets(2), worth))).toEqual([0.5, 0.5]);
  expect(interactionIndex([0, 1], 2, allSets(2), worth)).toBe(1);
});

test("S3, the same by Aumann and Shapley: ⅓, ⅔; where premises add up, both agree", () => {
  const values = aumannShapleyValues([0, 0], [1, 1], ([x, y]) => x * y * y);
  expect(rounded(values)).toEqual([0.333333, 0.666667]);
  const added = aumannShapleyValues([1, 2], [3, 1], ([x, y]) => 2 * x + y * y);
  expect(rounded(added)).toEqual([4, -3]);
});

test("S4, Shapley effects (Song 2016) of 2x₁ + x₂ with correlation ½: 0.660714, 0.339286", () => {
  // Var E[Y|x₁] = (2 + ½)², Var E[Y|x₂] = (1 + 1)², Var Y = 4 + 1 + 2·2·½.
  const worth = table({ 1: 6.25 / 7, 2: 4 / 7, 12: 1 });
  expect(rounded(shapleyValues(2, allSets(2), worth))).toEqual([0.660714, 0.339286]);
});

test("Shapley–Shubik and Banzhaf of L1, Shapley–Shubik of L2", () => {
  const l1: Worth = (members) =>
    (members.includes(0) && members.includes(1)) || members.includes(2) ? 1 : 0;
  expect(rounded(shapleyValues(3, allSets(3), l1))).toEqual([0.166667, 0.166667, 0.666667]);
  expect(rounded(banzhafValues(3, allSets(3), l1))).toEqual([0.25, 0.25, 0.75]);
  const l2: Worth = (members) =>
    members.reduce((sum, member) => sum + [5, 3, 2, 1, 0.5][member], -4) > 0 ? 1 : 0;
  expect(rounded(shapleyValues(5, allSets(5), l2))).toEqual([
    0.616667, 0.2, 0.116667, 0.033333, 0.033333,
  ]);
});

const members = 4;
const worths = fc.array(fc.integer({ min: -50, max: 50 }), {
  minLength: 16,
  maxLength: 16,
});
const lookUp = (values: readonly number[]): Worth => {
  const sets = allSets(members);
  const known = new Map(sets.map((set, at) => [setName(set), values[at]]));
  return (set) => known.get(setName(set)) as number;
};
const everyOrder = (rest: MemberSet): readonly MemberSet[] =>
  rest.length === 0
    ? [[]]
    : rest.flatMap((first) =>
        everyOrder(rest.filter((member) => member !== first)).map((order) => [first, ...order]),
      );

test("shares add up to the gap and are the mean over all orders", () => {
  const orders = everyOrder([0, 1, 2, 3]);
  fc.assert(
    fc.property(worths, (values) => {
      const worth = lookUp(values);
      const shares = shapleyValues(members, allSets(members), worth);
      const gap = worth([0, 1, 2, 3]) - worth([]);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(gap, 9);
      const means = [0, 1, 2, 3].map(
        (member) =>
          orders.reduce((sum, order) => sum + marginalsAlong(order, worth)[member], 0) /
          orders.length,
      );
      means.forEach((mean, member) => expect(shares[member]).toBeCloseTo(mean, 9));
    }),
    { seed: 6, numRuns: 50 },
  );
});

test("an order passes one more member at each step", () => {
  expect(coalitionsOf([2, 0, 1])).toEqual([[], [2], [0, 2], [0, 1, 2]]);
});
