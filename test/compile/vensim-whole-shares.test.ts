import fc from "fast-check";
import { expect, test } from "vitest";

import { allocated, allocation, buyers } from "./allocation-support.js";
import { runVensim, vensimProblems } from "./vensim-support.js";

/**
 * By hand: rectangles of one width share as the first test says, so that of 10 it is 7.5 and 2.5, and
 * the first of the two equal fractions is rounded up. Of equal claimants with 10, 20 and 30, of 17 in
 * proportion 2.83, 5.67 and 8.5, the whole parts are 2, 5 and 8 and the two largest fractions follow.
 */
test("ten more in the kind is an allocation in whole numbers", async () => {
  const rectangles = [
    [11, 5, 2],
    [11, 4, 2],
    [11, -20, 2],
  ];
  expect(await allocated(rectangles, [10, 10, 10], 10)).toEqual([8, 2, 0]);
  expect(await allocated(rectangles, [10, 10, 10], 10.9)).toEqual([8, 2, 0]);
  expect(await allocated(rectangles, [10.9, 10.9, 10.9], 1000)).toEqual([10, 10, 10]);
  expect(await allocated(rectangles, [10, 10, 10], -3)).toEqual([0, 0, 0]);
  for (const kind of [10, 11, 12, 13, 14]) {
    const profile = [kind, 5, 3];
    expect(await allocated([profile, profile, profile], [10, 20, 30], 17)).toEqual([3, 6, 8]);
    expect(await allocated([profile, profile, profile], [5, 5, 5], 1)).toEqual([1, 0, 0]);
  }
});

test("whole shares add up, are no more than was asked for, and next to the shares that are none", async () => {
  const profile = fc.tuple(
    fc.constantFrom(1, 2, 3, 4),
    fc.double({ min: -5, max: 5, noNaN: true }),
    fc.double({ min: 0.01, max: 6, noNaN: true }),
  );
  const demand = fc.integer({ min: 0, max: 40 });
  await fc.assert(
    fc.asyncProperty(
      fc.tuple(profile, profile, profile),
      fc.tuple(demand, demand, demand),
      async (profiles, demands) => {
        const total = demands[0] + demands[1] + demands[2];
        const time = { stop: total + 1, step: 1 };
        const run = await runVensim(allocation(profiles, demands), time);
        const whole = profiles.map(([kind, ...rest]) => [kind + 10, ...rest]);
        const units = await runVensim(allocation(whole, demands), time);
        for (let available = 0; available <= total + 1; available++) {
          const at = (one: typeof run) =>
            ["a", "b", "c"].map((buyer) => one(`got[${buyer}]`)[available]);
          const [shares, parts] = [at(run), at(units)];
          expect(parts.reduce((sum, part) => sum + part)).toBe(Math.min(available, total));
          for (const [index, part] of parts.entries()) {
            expect(Number.isInteger(part)).toBe(true);
            expect(part).toBeGreaterThanOrEqual(0);
            expect(part).toBeLessThanOrEqual(demands[index]);
            expect(Math.abs(part - shares[index])).toBeLessThan(1 + 1e-9);
          }
        }
      },
    ),
    { seed: 47, numRuns: 8 },
  );
});

test("whole numbers are for all who share, and of ALLOCATE AVAILABLE only", async () => {
  const said = async (kind: string, call: string) =>
    (
      await vensimProblems(`${buyers}
demand[buyer] = 1, 1, 1

profile[buyer, pprofile] =
${kind}, 1, 1, 0;
11, 1, 1, 0;
11, 1, 1, 0;

got[buyer] = ${call}
`)
    ).map(({ severity, message }) => `${severity}: ${message}`);
  const shared = "ALLOCATE AVAILABLE(demand[buyer], profile[buyer, ptype], 1)";
  expect(await said("1", shared)).toEqual([
    "error: some of those who share in vensim.ALLOCATE AVAILABLE get whole numbers, and others do not",
  ]);
  const [warning, ...more] = await said("11", shared);
  expect(warning).toMatch(/^warning: .*to the largest fractions/u);
  expect(more).toEqual([]);
  expect(await said("11", "DEMAND AT PRICE(demand[buyer], profile[buyer, ptype], 1)")).toEqual([
    "error: the kind of curve in vensim.DEMAND AT PRICE is 11: only ALLOCATE AVAILABLE hands out whole numbers",
  ]);
});
