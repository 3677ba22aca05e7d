import fc from "fast-check";
import { expect, test } from "vitest";
import { keyOfSeed, philox4x32, uniform, type Words2, type Words4 } from "#numeric/philox";

/** Random123 1.09, file kat_vectors, the three lines of philox4x32 with 10 rounds. */
test("known answers", () => {
  const cases: readonly (readonly [Words4, Words2, Words4])[] = [
    [
      [0, 0, 0, 0],
      [0, 0],
      [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
    ],
    [
      [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
      [0xffffffff, 0xffffffff],
      [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
    ],
    [
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      [0xa4093822, 0x299f31d0],
      [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
    ],
  ];
  for (const [counter, key, expected] of cases) expect(philox4x32(counter, key)).toEqual(expected);
});

/** The same rounds with 64-bit products in BigInt. */
function slowPhilox(counter: Words4, key: Words2): number[] {
  let [x0, x1, x2, x3] = counter.map(BigInt);
  let [k0, k1] = key.map(BigInt);
  const mask = 0xffffffffn;
  for (let round = 0; round < 10; round++) {
    const first = 0xd2511f53n * x0;
    const second = 0xcd9e8d57n * x2;
    [x0, x1, x2, x3] = [
      (second >> 32n) ^ x1 ^ k0,
      second & mask,
      (first >> 32n) ^ x3 ^ k1,
      first & mask,
    ];
    k0 = (k0 + 0x9e3779b9n) & mask;
    k1 = (k1 + 0xbb67ae85n) & mask;
  }
  return [x0, x1, x2, x3].map(Number);
}

const word = fc.integer({ min: 0, max: 0xffffffff });

test("the products are exact for any words", () => {
  fc.assert(
    fc.property(fc.tuple(word, word, word, word), fc.tuple(word, word), (counter, key) => {
      expect(philox4x32(counter, key)).toEqual(slowPhilox(counter, key));
    }),
    { seed: 11, numRuns: 1000 },
  );
});

test("a seed is the same as a number and as a bigint", () => {
  expect(keyOfSeed(0)).toEqual([0, 0]);
  expect(keyOfSeed(2 ** 32 + 5)).toEqual([5, 1]);
  expect(keyOfSeed(0x299f31d0a4093822n)).toEqual([0xa4093822, 0x299f31d0]);
  expect(keyOfSeed(-1)).toEqual([0xffffffff, 0xffffffff]);
  fc.assert(
    fc.property(fc.maxSafeInteger(), (seed) => {
      expect(keyOfSeed(seed)).toEqual(keyOfSeed(BigInt(seed)));
    }),
    { seed: 12 },
  );
  expect(() => keyOfSeed(0.5)).toThrow(/whole number/);
  expect(() => keyOfSeed(2 ** 53)).toThrow(RangeError);
});

test("a uniform reads its counter as (draw, stream, run low, run high)", () => {
  const run = 0x03707344 * 2 ** 21; // high word 28388, low word 0x68800000… a safe integer
  const high = Math.floor(run / 2 ** 32);
  const [first, second] = slowPhilox([7, 9, run - high * 2 ** 32, high], [3, 2]);
  const k = (BigInt(first) << 20n) | (BigInt(second) >> 12n);
  expect(uniform(2 * 2 ** 32 + 3, run, 9, 7)).toBe(Number(2n * k + 1n) / 2 ** 53);
});

test("uniforms lie in the open interval, even for the extreme words, and are even in the mean", () => {
  expect((0xffffffff * 2 ** 20 + 0xfffff + 0.5) / 2 ** 52).toBeLessThan(1);
  const counts = Array.from({ length: 16 }, () => 0);
  const draws = 16_000;
  for (let run = 0; run < draws; run++) {
    const value = uniform(1, run, 5, 0);
    expect(value > 0 && value < 1).toBe(true);
    counts[Math.floor(value * 16)]++;
  }
  const chiSquare = counts.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
  expect(chiSquare).toBeLessThan(37.7); // the 0.999 quantile for 15 degrees of freedom
});
