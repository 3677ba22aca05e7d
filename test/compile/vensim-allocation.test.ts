import fc from "fast-check";
import { expect, test } from "vitest";

import { allocated, allocation, buyers } from "./allocation-support.js";
import { runVensim, vensimProblems } from "./vensim-support.js";

function expectClose(found: readonly number[], expected: readonly number[], digits = 8): void {
  expect(found).toHaveLength(expected.length);
  for (const [index, value] of expected.entries()) {
    expect(found[index], `${index} of ${found}`).toBeCloseTo(value, digits);
  }
}

/**
 * Rectangular curves are straight lines: by hand, at a price of 4.5 the first asks for
 * 10 · (6 − 4.5) / 2 and the second for 10 · (5 − 4.5) / 2.
 */
test("rectangular curves, by hand", async () => {
  const profiles = [
    [1, 5, 2],
    [1, 4, 2],
    [1, -20, 2],
  ];
  expectClose(await allocated(profiles, [10, 10, 10], 10), [7.5, 2.5, 0]);
  expectClose(await allocated(profiles, [10, 10, 10], 5), [5, 0, 0]);
  expectClose(await allocated(profiles, [10, 10, 10], 15), [10, 5, 0]);
  expectClose(await allocated(profiles, [10, 10, 10], 25), [10, 10, 5]);
});

/**
 * Triangular curves, by hand: at a price of 4, half a width of 4 below the first's middle and none
 * below the second's, shares are 1 − 2·(1/4)² and ½. Exponential ones at 1: 1 − e^−1/2 and ½.
 */
test("triangular and exponential curves, by hand", async () => {
  const triangular = [
    [2, 5, 4],
    [2, 4, 4],
    [2, 3, 4],
  ];
  expectClose(await allocated(triangular, [8, 8, 8], 12), [7, 4, 1]);
  const exponential = [
    [4, 2, 1],
    [4, 1, 1],
    [4, 0, 1],
  ];
  const upper = 1 - Math.exp(-1) / 2;
  expectClose(await allocated(exponential, [2, 2, 2], 3), [2 * upper, 1, 2 * (1 - upper)]);
});

/** Φ(1) = 0.8413447460685429 (Abramowitz and Stegun, table 26.1). */
test("normal curves, by hand", async () => {
  const profiles = [
    [3, 6, 2],
    [3, 4, 2],
    [3, 2, 2],
  ];
  const share = 0.8413447460685429;
  expectClose(await allocated(profiles, [10, 10, 10], 15), [10 * share, 5, 10 * (1 - share)]);
});

/**
 * Vensim's own output for these profiles: the public case allocate_available (SDXorg/test-models),
 * variables allocation1 to allocation4 at times 8 and 40, where 160 and 800 are available. Vensim
 * stops its search early, hence the tolerance.
 */
test.each([
  [1, 2, 4, 4, [0, 160, 0], [392.857, 300, 107.143]],
  [2, 2, 4, 4, [0, 160, 0], [463.939, 300, 36.0615]],
  [3, 1, 2, 2, [7.26125, 139.051, 13.6859], [354.554, 269.678, 175.768]],
  [4, 1, 2, 2, [17.1348, 106.747, 36.1166], [358.302, 258.456, 183.242]],
])("what Vensim gives for kind %s", async (kind, width1, width2, width3, little, more) => {
  const profiles = [
    [kind, 5, width1],
    [kind, 7, width2],
    [kind, 3, width3],
  ];
  for (const [available, expected] of [
    [160, little],
    [800, more],
  ] as const) {
    const found = await allocated(profiles, [500, 300, 750], available);
    for (const [index, value] of expected.entries()) {
      expect(Math.abs(found[index] - value)).toBeLessThan(0.03);
    }
  }
});

test("requests that are met, nothing to hand out, requests below nothing", async () => {
  const profiles = [
    [1, 5, 2],
    [3, 4, 2],
    [4, 3, 2],
  ];
  expect(await allocated(profiles, [10, 20, 30], 60)).toEqual([10, 20, 30]);
  expect(await allocated(profiles, [10, 20, 30], 1000)).toEqual([10, 20, 30]);
  expect(await allocated(profiles, [10, 20, 30], 0)).toEqual([0, 0, 0]);
  expect(await allocated(profiles, [10, 20, 30], -5)).toEqual([0, 0, 0]);
  expect(await allocated(profiles, [-10, 20, 0], 30)).toEqual([0, 20, 0]);
});

test("equal claimants share in proportion, whatever the shape, also without a width", async () => {
  for (const kind of [0, 1, 2, 3, 4]) {
    for (const width of [0, 3]) {
      const profile = [kind, 5, width];
      const found = await allocated([profile, profile, profile], [10, 20, 30], 12);
      expectClose(found, [2, 4, 6]);
    }
  }
});

test("what is fixed is met first", async () => {
  const profiles = [
    [0, 0, 0],
    [1, 5, 2],
    [1, 5, 2],
  ];
  expectClose(await allocated(profiles, [10, 10, 30], 18), [10, 2, 6]);
  expectClose(await allocated(profiles, [10, 10, 30], 4), [4, 0, 0]);
});

test("all is handed out, nobody is overfed, and more never leaves anybody with less", async () => {
  const profile = fc.tuple(
    fc.constantFrom(1, 2, 3, 4),
    fc.double({ min: -5, max: 5, noNaN: true }),
    fc.double({ min: 0.01, max: 6, noNaN: true }),
  );
  const demand = fc.double({ min: 0, max: 100, noNaN: true });
  await fc.assert(
    fc.asyncProperty(
      fc.tuple(profile, profile, profile),
      fc.tuple(demand, demand, demand),
      async (profiles, demands) => {
        const total = demands[0] + demands[1] + demands[2];
        const step = Math.max(total, 1) / 8;
        const text = allocation(profiles, demands);
        const run = await runVensim(text, { stop: step * 9, step });
        const parts = ["a", "b", "c"].map((buyer) => run(`got[${buyer}]`));
        for (let save = 0; save <= 9; save++) {
          const available = Math.min(total, save * step);
          const sum = parts[0][save] + parts[1][save] + parts[2][save];
          expect(Math.abs(sum - available)).toBeLessThanOrEqual(1e-11 * Math.max(1, total));
          for (const [index, part] of parts.entries()) {
            expect(part[save]).toBeGreaterThanOrEqual(0);
            expect(part[save]).toBeLessThanOrEqual(demands[index] * (1 + 1e-12));
            if (save > 0) expect(part[save]).toBeGreaterThanOrEqual(part[save - 1] - 1e-9 * total);
          }
        }
      },
    ),
    { seed: 31, numRuns: 40 },
  );
});

/** The rectangles of the first test. */
test("ALLOCATE BY PRIORITY, and MARKETP with ALLOC P, share as rectangular curves do", async () => {
  const run = await runVensim(
    `${buyers}
demand[buyer] = 10, 10, 10

priority[buyer] = 5, 4, -20

width = 2

got[buyer] = ALLOCATE BY PRIORITY(demand[buyer], priority[buyer], ELMCOUNT(buyer), width, Time)

market = MARKETP(demand[A], priority[A], ELMCOUNT(buyer), width, Time)

dealt[buyer] = ALLOC P(demand[buyer], priority[buyer], width, market)
`,
    { stop: 40, step: 5 },
  );
  const expected = [
    [0, 0, 0],
    [5, 0, 0],
    [7.5, 2.5, 0],
    [10, 5, 0],
    [10, 10, 0],
    [10, 10, 5],
    [10, 10, 10],
    [10, 10, 10],
  ];
  for (const [save, parts] of expected.entries()) {
    const at = (key: string) => ["a", "b", "c"].map((buyer) => run(`${key}[${buyer}]`)[save]);
    expectClose(at("got"), parts);
    expectClose(at("dealt"), parts);
  }
  expect(run("market")[2]).toBeCloseTo(4.5, 10);
});

/**
 * By hand: demand 10 · Φ((5 − p) / 2) and supply 10 · Φ((p − 3) / 2) are equal at p = 4. A fixed
 * demand of 5 is met by 10 · (p − 2) / 4 at p = 4.
 */
test("FIND MARKET PRICE, DEMAND AT PRICE and SUPPLY AT PRICE", async () => {
  const run = await runVensim(
    `
buyer: d1, d2

seller: s1, s2

pprofile: ptype, ppriority, pwidth, pextra

demand[buyer] = 5, 5

wanted[buyer, pprofile] =
3, 5, 2, 0;
3, 5, 2, 0;

capacity[seller] = 4, 6

offered[seller, pprofile] =
3, 3, 2, 0;
3, 3, 2, 0;

price = FIND MARKET PRICE(demand[d1], wanted[d1, ptype], capacity[s1], offered[s1, ptype])

bought[buyer] = DEMAND AT PRICE(demand[buyer], wanted[buyer, ptype], price)

sold[seller] = SUPPLY AT PRICE(capacity[seller], offered[seller, ptype], price)

needed[buyer] = 2, 3

always[buyer, pprofile] =
0, 0, 0, 0;
0, 0, 0, 0;

line[seller, pprofile] =
1, 4, 4, 0;
1, 4, 4, 0;

other price = FIND MARKET PRICE(needed[d1], always[d1, ptype], capacity[s1], line[s1, ptype])
`,
    { stop: 1 },
  );
  const share = 0.6914624612740131; // Φ(0.5), Abramowitz and Stegun, table 26.1
  expect(run("price")[0]).toBeCloseTo(4, 10);
  expect(run("bought[d2]")[0]).toBeCloseTo(5 * share, 10);
  expect(run("sold[s1]")[0]).toBeCloseTo(4 * share, 10);
  expect(run("sold[s2]")[0]).toBeCloseTo(6 * share, 10);
  expect(run("other_price")[0]).toBeCloseTo(4, 10);
});

test("a claimant is told apart from the market that it is in", async () => {
  const run = await runVensim(
    `${buyers}
place: north, south

demand[place, buyer] =
10, 10, 10;
20, 20, 20;

profile[place, buyer, pprofile] = 1

supply[place] = 6, 12

got[place, buyer] =
  ALLOCATE AVAILABLE(demand[place, buyer], profile[place, buyer, ptype], supply[place])
`,
    { stop: 1 },
  );
  expectClose([run("got[north,b]")[0], run("got[south,c]")[0]], [2, 4]);
});

/** The calls of the two instances stand at one place; they must not be taken for one. */
test("the instances of a macro are markets and matrices of their own", async () => {
  const run = await runVensim(
    `
:MACRO: SHARE(d, p, s)
SHARE = ALLOCATE AVAILABLE(d, p, s) ~~|
:END OF MACRO:
:MACRO: INVERSE(m)
INVERSE = INVERT MATRIX(m, 2) ~~|
:END OF MACRO:
buyer: A, B

column: X, Y

pprofile: ptype, ppriority, pwidth, pextra

profile[buyer, pprofile] = 1

few[buyer] = 10, 10

many[buyer] = 10, 30

of few[buyer] = SHARE(few[buyer], profile[buyer, ptype], 6)

of many[buyer] = SHARE(many[buyer], profile[buyer, ptype], 8)

two[buyer, column] = 2, 0; 0, 2;

four[buyer, column] = 4, 0; 0, 4;

half[buyer, column] = INVERSE(two[buyer, column])

quarter[buyer, column] = INVERSE(four[buyer, column])
`,
    { stop: 1 },
  );
  expectClose([run("of_few[a]")[0], run("of_many[a]")[0]], [3, 2]);
  expectClose([run("half[a,x]")[0], run("quarter[a,x]")[0]], [0.5, 0.25]);
});

test.each([
  ["5, 1, 1, 0", "constant elasticity", "use 0 (fixed)"],
  ["16, 1, 1, 0", "constant elasticity", "Specifying the Curves"],
  ["7, 1, 1, 0", "is 7", "use 0 (fixed)"],
])("a kind of %s is an error that names it", async (profile, message, help) => {
  const problems = await vensimProblems(`${buyers}
demand[buyer] = 1, 1, 1

profile[buyer, pprofile] =
${profile};
${profile};
${profile};

got[buyer] = ALLOCATE AVAILABLE(demand[buyer], profile[buyer, ptype], 1)
`);
  expect(problems).toHaveLength(1);
  expect(problems[0].code).toBe("allocation-kind");
  expect(problems[0].message).toContain(message);
  expect(problems[0].help).toContain(help);
});

test("a kind that changes, a request that is no array, a wrong size are errors", async () => {
  const codes = async (text: string) =>
    (await vensimProblems(`${buyers}\n${text}`)).map(({ code }) => code);
  const kind = `
demand[buyer] = 1, 1, 1

profile[buyer, pprofile] = 1 + Time

got[buyer] = ALLOCATE AVAILABLE(demand[buyer], profile[buyer, ptype], 1)
`;
  expect(await codes(kind)).toEqual(["allocation-kind"]);
  const scalar = `
profile[buyer, pprofile] = 1

demand = 3

got[buyer] = ALLOCATE AVAILABLE(demand, profile[buyer, ptype], 1)
`;
  expect(await codes(scalar)).toEqual(["allocation-argument"]);
  const size = `
demand[buyer] = 1, 1, 1

got[buyer] = ALLOCATE BY PRIORITY(demand[buyer], demand[buyer], 2, 1, 1)
`;
  expect(await codes(size)).toEqual(["allocation-size"]);
});
