import fc from "fast-check";
import { expect, test } from "vitest";

import { checkUnits } from "#compile/2-check/units";

import { findings, unitedModel } from "./units-model.js";
import type { UnitedDraft } from "./units-model.js";

/**
 * A workforce in the field's manner: two stocks in a chain, a goal, a delay, a table, a power, a
 * ramp; constants are used several times.
 */
const workforce: Readonly<Record<string, UnitedDraft>> = {
  "normal workload": [3, "task/people/year"],
  "hiring delay": [0.5, "year"],
  "assimilation time": [1, "year"],
  "average tenure": [8, "year"],
  backlog: [{ stock: "initial backlog", inflows: ["arrivals"], outflows: ["completion"] }, "task"],
  "initial backlog": [300, "task"],
  "reference backlog": [300, "task"],
  "arrival rate": [100, "task/year"],
  arrivals: [{ flow: "arrival rate + STEP(extra, 2010)" }, "task/year"],
  extra: [10, "task/year"],
  completion: [{ flow: "workforce * productivity" }, "task/year"],
  productivity: ["normal workload * pressure^elasticity", "task/people/year"],
  elasticity: [0.5, "1"],
  pressure: ["MAX(floor of pressure, effect(backlog / reference backlog))", "1"],
  "floor of pressure": [0.2, "1"],
  effect: [
    {
      points: [
        [0, 0],
        [2, 2],
      ],
    },
    "1",
  ],
  workforce: ["rookies * rookie share + experienced", "people"],
  "rookie share": [0.4, "1"],
  "wanted people": ["SMTH1(backlog, hiring delay) / (normal workload * target time)", "people"],
  "target time": [3, "year"],
  gap: ["wanted people - rookies - experienced", "people"],
  hiring: [{ flow: "MAX(0, gap / hiring delay) + quits", nonNegative: true }, "people/year"],
  quits: [{ flow: "experienced / average tenure" }, "people/year"],
  assimilation: [{ flow: "rookies / assimilation time" }, "people/year"],
  rookies: [{ stock: "20", inflows: ["hiring"], outflows: ["assimilation"] }, "people"],
  experienced: [{ stock: "100", inflows: ["assimilation"], outflows: ["quits"] }, "people"],
  "share of rookies": ["rookies / (rookies + experienced)", "1"],
  "years left": ["MAX(0, STOPTIME - TIME)", "year"],
  "tasks left": ["IF years left > average tenure THEN 0 ELSE backlog", "task"],
};

test("the workforce closes", () => {
  expect(findings({ variables: workforce })).toEqual([]);
});

// What only a table's input reads is in any unit.
const checked = Object.keys(workforce).filter((name) => name !== "reference backlog");

test.each(checked)("one wrong unit, of %s, is one finding", (name) => {
  const [draft, unit] = workforce[name];
  const wrong = { ...workforce, [name]: [draft, `${unit}*rogue`] as const };
  expect(findings({ variables: wrong })).toHaveLength(1);
});

test("a constant whose uses all ask for another unit is where the cause is", () => {
  const variables = { ...workforce, "hiring delay": [0.5, "month"] as const };
  const [finding, ...others] = checkUnits(unitedModel({ variables }));
  expect(others).toEqual([]);
  expect(finding).toMatchObject({
    code: "unit-declaration",
    message:
      "hiring delay is declared in month, but 2 equations that use it would close only if it " +
      "were in year.",
    help: "Declare year, or change the equations.",
  });
  expect(finding.place).toMatchObject({ file: "units", line: 2 });
  expect(finding.related?.map(({ message }) => message)).toEqual([
    "SMTH1 needs averaging time in year, but is given hiring delay (month).",
    "A sum adds what is in different units: MAX(0, gap/hiring delay) (people/month), " +
      "but quits (people/year).",
  ]);
});

test("a constant that some equations use as declared is not blamed", () => {
  const variables: Record<string, UnitedDraft> = {
    area: [3, "m^2"],
    side: [2, "m"],
    right: ["area / side", "m"],
    wrong: ["area + side", "m^2"],
    "also wrong": ["area * 2", "m"],
  };
  expect(findings({ variables })).toEqual([
    "unit-sum: A sum adds what is in different units: area (m^2), but side (m).",
    "unit-equation: also wrong is declared in m, but its equation gives m^2: area (m^2) times 2.",
  ]);
});

test("a wrong equation is not put down to its declaration, if others use it as declared", () => {
  const variables: Record<string, UnitedDraft> = {
    crowd: ["hall / door", "people"],
    hall: [100, "people"],
    door: [2, "1/year"],
    twice: ["crowd + hall", "people"],
    wrong: ["crowd * 2", "people*year"],
  };
  expect(findings({ variables })).toEqual([
    "unit-equation: crowd is declared in people, but its equation gives people*year: " +
      "hall (people) divided by door (1/year).",
    "unit-equation: wrong is declared in people*year, but its equation gives people: " +
      "crowd (people) times 2.",
  ]);
});

test("a wrong unit of time is one finding", () => {
  const flows = Object.fromEntries(
    Object.entries(workforce).filter(([name]) => !name.endsWith("left")),
  );
  expect(
    findings({
      time: "month",
      variables: {
        ...flows,
        arrivals: ["arrival rate", "task/year"],
        "wanted people": [90, "people"],
      },
    }),
  ).toEqual([
    "unit-declaration: Time is counted in month, but 3 stocks and equations would close only " +
      "if it were in year.",
  ]);
});

test("two independent mistakes are two findings, even in one equation", () => {
  const variables: Record<string, UnitedDraft> = {
    rate: ["pool / wait", "people/year"],
    pool: ["crowd", "tank"],
    crowd: [5, "people"],
    wait: ["queue time", "month"],
    "queue time": [2, "year"],
  };
  expect(findings({ variables })).toEqual([
    "unit-equation: pool is declared in tank, but its equation gives people: crowd (people).",
    "unit-equation: wait is declared in month, but its equation gives year: queue time (year).",
  ]);
});

/** Writes equations that close, over constants that are each used once. */
class Writer {
  readonly variables: Record<string, UnitedDraft> = {};
  readonly #choose: () => number;
  #names = 0;

  /** `choose` gives numbers in [0, 1). */
  constructor(choose: () => number) {
    this.#choose = choose;
  }

  /** An expression whose unit has these exponents of people and year. */
  write(people: number, year: number, depth: number): string {
    const same = () => this.write(people, year, depth - 1);
    const other = () => [this.#small(), this.#small()] as const;
    if (depth <= 0) return this.#leaf(people, year);
    switch (Math.floor(this.#choose() * 12)) {
      case 0:
        return `(${same()} + ${same()} - ${same()})`;
      case 1: {
        const [p, y] = other();
        const left = this.write(people - p, year - y, depth - 1);
        return `(${left} * ${this.write(p, y, depth - 1)})`;
      }
      case 2: {
        const [p, y] = other();
        const above = this.write(people + p, year + y, depth - 1);
        return `(${above} / ${this.write(p, y, depth - 1)})`;
      }
      case 3:
        return `MAX(${same()}, ${same()})`;
      case 4: {
        const [p, y] = other();
        const condition = `${this.write(p, y, depth - 1)} < ${this.write(p, y, depth - 1)}`;
        return `(IF ${condition} THEN ${same()} ELSE ${same()})`;
      }
      case 5:
        return `SQRT(${this.write(2 * people, 2 * year, depth - 1)})`;
      case 6:
        return `(${this.write(people / 2, year / 2, depth - 1)})^2`;
      case 7:
        return `SMTH1(${same()}, ${this.write(0, 1, depth - 1)})`;
      case 8:
        return `(${same()} * EXP(${this.write(0, 0, depth - 1)}))`;
      case 9:
        return `(${same()} + ${people === 0 && year === 0 ? "1" : "0"})`;
      case 10:
        return `(3 * ${same()} * ${this.write(0, 0, depth - 1)}^${this.#leaf(0, 0)})`;
      default:
        return `PULSE(${this.write(people, year + 1, depth - 1)}, ${this.write(0, 1, depth - 1)})`;
    }
  }

  #small(): number {
    return Math.floor(this.#choose() * 5) - 2;
  }

  #leaf(people: number, year: number): string {
    const name = `v${this.#names++}`;
    this.variables[name] = [1, `people^${people}*year^${year}`];
    return name;
  }
}

/** Exponents that are halved once stay whole or half. */
const exponent = fc.integer({ min: -1, max: 1 }).map((number) => number * 2);
const written = fc
  .tuple(exponent, exponent, fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })))
  .map(([people, year, stream]) => {
    const writer = new Writer(() => stream.next().value);
    const text = writer.write(people, year, 3);
    const unit = `people^${people}*year^${year}`;
    return { leaves: writer.variables, whole: [text, unit] as const };
  });
const fixed = { seed: 20091221, numRuns: 400 };

test("equations that close have no findings; with one wrong unit they have one", () => {
  fc.assert(
    fc.property(written, fc.nat(), ({ leaves, whole }, pick) => {
      expect(findings({ variables: { ...leaves, whole } })).toEqual([]);
      const names = Object.keys(leaves);
      const name = names[pick % names.length];
      const [draft, unit] = leaves[name];
      const wrong = { ...leaves, [name]: [draft, `${unit}*rogue`] as const, whole };
      expect(findings({ variables: wrong }), `${whole[0]} with ${name} wrong`).toHaveLength(1);
    }),
    fixed,
  );
});
