import fc from "fast-check";
import { expect, test } from "vitest";
import { streamOf } from "#numeric/hash";
import { uniform } from "#numeric/philox";
import { column } from "#numeric/table";
import { quantileOf } from "#sample/distribution";
import { coordinates, sharedStreams, valuesOf } from "#sample/futures";
import type { Distribution } from "#study/study";

const keys = ["civilian_share", "base_rate", "hearts_and_minds"];

test("a coordinate is draw 0 of its run and its key's stream", () => {
  const table = coordinates(42, keys, 0, 5);
  expect(table.rows).toBe(5);
  expect([...table.columns.keys()]).toEqual(keys);
  for (const key of keys) {
    column(table, key).forEach((u, k) => expect(u).toBe(uniform(42, k, streamOf(key), 0)));
  }
});

/** Frozen: a change here changes every result that anybody has published with a seed. */
test("the first futures of seed 1 are what they have always been", () => {
  expect([...column(coordinates(1, ["civilian_share"], 0, 3), "civilian_share")]).toEqual([
    0.039456172680672474, 0.6688636487020497, 0.1252521957288667,
  ]);
});

const anySeed = fc.oneof(
  fc.maxSafeInteger(),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n - 1n }),
);
const anyKeys = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 12 }), {
  minLength: 1,
  maxLength: 6,
});
const span = fc.integer({ min: 0, max: 30 });

test("a future is the same however many are asked for, and in whichever piece", () => {
  fc.assert(
    fc.property(
      anySeed,
      anyKeys,
      fc.maxSafeNat(),
      span,
      span,
      (seed, names, start, first, more) => {
        const from = Math.min(start, Number.MAX_SAFE_INTEGER - 100);
        const whole = coordinates(seed, names, from, from + first + more);
        const head = coordinates(seed, names, from, from + first);
        const rest = coordinates(seed, names, from + first, from + first + more);
        for (const name of names) {
          const joined = [...column(head, name), ...column(rest, name)];
          expect([...column(whole, name)]).toEqual(joined);
        }
      },
    ),
    { seed: 51, numRuns: 200 },
  );
});

test("a future is the same whatever other premises there are, in any order", () => {
  fc.assert(
    fc.property(anySeed, anyKeys, anyKeys, (seed, names, others) => {
      const alone = coordinates(seed, names, 3, 13);
      const among = coordinates(seed, [...new Set([...others, ...names])], 3, 13);
      for (const name of names) expect(column(among, name)).toEqual(column(alone, name));
    }),
    { seed: 52, numRuns: 200 },
  );
});

test("seeds and premises give different futures", () => {
  const one = coordinates(0, ["a", "b"], 0, 100);
  const other = coordinates(1, ["a", "b"], 0, 100);
  expect(column(one, "a")).not.toEqual(column(other, "a"));
  expect(column(one, "a")).not.toEqual(column(one, "b"));
});

test("coordinates are uniform and premises independent", () => {
  const n = 20_000;
  const table = coordinates(7, ["a", "b"], 0, n);
  const a = column(table, "a");
  const b = column(table, "b");
  const cells = Array.from({ length: 64 }, () => 0);
  for (let k = 0; k < n; k++) cells[Math.floor(a[k] * 8) * 8 + Math.floor(b[k] * 8)]++;
  const chiSquare = cells.reduce((sum, count) => sum + (count - n / 64) ** 2 / (n / 64), 0);
  expect(chiSquare).toBeLessThan(103.4); // the 0.999 quantile for 63 degrees of freedom
});

test("keys that share a stream are found and refused", () => {
  // Found by trying premise_0, premise_1, …: the first two of them with the same stream.
  const pair = ["premise_101330", "premise_111149"];
  expect(streamOf(pair[0])).toBe(streamOf(pair[1]));
  expect(sharedStreams(["a", ...pair, "b", "a"])).toEqual([pair]);
  expect(sharedStreams(keys)).toEqual([]);
  expect(() => coordinates(1, ["a", ...pair], 0, 1)).toThrow(
    '"premise_101330" and "premise_111149" share a random stream',
  );
});

test("futures are whole numbers", () => {
  for (const [from, to] of [
    [-1, 3],
    [0, 1.5],
    [5, 4],
    [0, Infinity],
    [NaN, 1],
  ] as const) {
    expect(() => coordinates(1, keys, from, to)).toThrow(RangeError);
  }
  expect(coordinates(1, keys, 4, 4).rows).toBe(0);
});

test("values are the beliefs' quantiles at the coordinates", () => {
  const unit = coordinates(3, keys, 10, 30);
  const beliefs = new Map<string, Distribution>([
    ["base_rate", { kind: "normal", mean: 0.3, deviation: 0.1, low: 0, high: Infinity }],
    ["civilian_share", { kind: "uniform", low: 0.6, high: 0.95 }],
  ]);
  const table = valuesOf(unit, beliefs);
  expect(table.rows).toBe(20);
  expect([...table.columns.keys()]).toEqual(["base_rate", "civilian_share"]);
  for (const [key, belief] of beliefs) {
    column(unit, key).forEach((u, row) =>
      expect(column(table, key)[row]).toBe(quantileOf(belief, u)),
    );
  }
  expect(() => valuesOf(unit, new Map([["unknown", { kind: "value", value: 1 }]]))).toThrow(
    /no column "unknown"/,
  );
});
