import { expect, test } from "vitest";

import { readModel } from "#read/native/model";
import { SourceText } from "#study/place";

import { interpretAll, systemOf } from "../support/run.js";

import { runVensim, vensimProblems } from "./vensim-support.js";

/**
 * Three regions stand for four districts: north for town and suburb, south for coast, islands for
 * rock. In an equation over districts `region` is the region of the district at hand, inside a
 * function of arrays as well as outside of one.
 *
 *     people   child  old          town, suburb  coast  rock
 *     north        1    2    sum              3     12    48
 *     south        4    8    product          2     32   512
 *     islands     16   32    least            1      4    16
 */
const ranges = `
district: town, suburb, coast, rock

region: north, south, islands -> (district: inland, coast, rock)

inland: town, suburb

age: child, old

people[region, age] = 1, 2; 4, 8; 16, 32;`;

const at = (run: (key: string) => readonly number[], name: string) =>
  ["town", "suburb", "coast", "rock"].map((district) => run(`${name}[${district}]`)[0]);

test("functions of arrays keep to the region that is mapped to the district", async () => {
  const run = await runVensim(
    `${ranges}

sum[district] = SUM(people[region, age!])

product[district] = PROD(people[region, age!])

least[district] = VMIN(people[region, age!])

most[district] = VMAX(people[region, age!])

both[district] = SUM(people[region, age!] * 10) + people[region, old]

every[district] = SUM(people[region!, age!])

of inland[inland] = SUM(people[region, age!])`,
    { stop: 1 },
  );
  expect(at(run, "sum")).toEqual([3, 3, 12, 48]);
  expect(at(run, "product")).toEqual([2, 2, 32, 512]);
  expect(at(run, "least")).toEqual([1, 1, 4, 16]);
  expect(at(run, "most")).toEqual([2, 2, 8, 32]);
  expect(at(run, "both")).toEqual([32, 32, 128, 512]);
  expect(at(run, "every")).toEqual([63, 63, 63, 63]);
  expect(run("of_inland[suburb]")[0]).toBe(3);
});

test("functions of vectors do so as well", async () => {
  const run = await runVensim(
    `${ranges}

of age[age] = 0, 1

price[region] = 30, 10, 20

selected[district] = VECTOR SELECT(of age[age!], people[region, age!], 0, 0, 0)

ordered[district] = VECTOR SORT ORDER(price[region], 1)

ranked[district] = VECTOR RANK(price[region], 1)

next[district] = VECTOR ELM MAP(price[region], 1)

request[region] = 4, 6, 10

profile: ptype, ppriority, pwidth, pextra

curve[region, ptype] = 1

curve[region, ppriority] = 5

curve[region, pwidth] = 1

curve[region, pextra] = 0

allocated[district] = ALLOCATE AVAILABLE(request[region], curve[region, ptype], 10)

by priority[district] = ALLOCATE BY PRIORITY(request[region], price[region], ELMCOUNT(region), 1, 10)`,
    { stop: 1 },
  );
  expect(at(run, "selected")).toEqual([2, 2, 8, 32]);
  // Rising: south (10), islands (20), north (30), at positions 1, 2 and 0.
  expect(at(run, "ordered")).toEqual([1, 1, 2, 0]);
  expect(at(run, "ranked")).toEqual([3, 3, 1, 2]);
  expect(at(run, "next").slice(0, 3)).toEqual([10, 10, 20]);
  // Equal curves share 10 of the 20 requested in proportion.
  for (const [index, share] of [2, 2, 3, 5].entries()) {
    expect(at(run, "allocated")[index]).toBeCloseTo(share, 9);
  }
  // North asks for 4 and comes first, then the islands for 10, of which 6 are left.
  for (const [index, share] of [4, 4, 0, 6].entries()) {
    expect(at(run, "by priority".replace(" ", "_"))[index]).toBeCloseTo(share, 9);
  }
});

test("tables of regions are applied in equations over districts", async () => {
  const run = await runVensim(
    `${ranges}

curve[north]((0,0),(10,10))

curve[south]((0,0),(10,20))

curve[islands]((0,0),(10,30))

applied[district] = curve[region](5)

beyond[district] = LOOKUP EXTRAPOLATE(curve[region], 20)`,
    { stop: 1 },
  );
  expect(at(run, "applied")).toEqual([5, 5, 10, 15]);
  expect(at(run, "beyond")).toEqual([20, 20, 40, 60]);
});

test("a range without ! that nothing binds is an error, not a sum over all of it", async () => {
  const problems = await vensimProblems(`age: child, old

people[age] = 1, 2

all = SUM(people[age])`);
  expect(problems.map(({ code }) => code)).toEqual(["whole-dimension"]);
});

test("the native format says the same with *, and without brackets", () => {
  const { value } = readModel(
    new SourceText(
      "model.yaml",
      `time:
  start: 0
  stop: 1
  step: 1
dimensions:
  district: [town, suburb, coast]
  age: [child, old]
  region:
    elements: [north, south]
    maps to:
      district:
        north: [town, suburb]
        south: coast
variables:
  size:
    of: region
    constant:
      north: 5
      south: 7
  people:
    of: [region, age]
    constant:
      north, child: 1
      north, old: 2
      south, child: 4
      south, old: 8
  total:
    of: district
    aux: SUM(people[region, *])
  mean:
    of: district
    aux: MEAN(people[region, *])
  count:
    of: district
    aux: SIZE(people[region, *])
  plain:
    of: district
    aux: MAX(size, 6)
  all:
    of: district
    aux: SUM(people[*, *])
`,
    ),
  );
  if (value === undefined) throw new Error("not read");
  const run = interpretAll(systemOf(value));
  const of = (name: string) =>
    ["town", "suburb", "coast"].map((district) => run.get(`${name}[${district}]`)?.[0]);
  expect(of("total")).toEqual([3, 3, 12]);
  expect(of("mean")).toEqual([1.5, 1.5, 6]);
  expect(of("count")).toEqual([2, 2, 2]);
  expect(of("plain")).toEqual([6, 6, 7]);
  expect(of("all")).toEqual([15, 15, 15]);
});
