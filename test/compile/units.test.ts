import { expect, test } from "vitest";

import { checkUnits } from "#compile/2-check/units";
import { builtins } from "#study/builtins";
import { readSignature } from "#compile/2-check/units-signature";

import { findings, unitedModel } from "./units-model.js";
import type { UnitedDraft, UnitedModel } from "./units-model.js";

const fighters: Readonly<Record<string, UnitedDraft>> = {
  pool: [100_000, "people"],
  "base rate": [0.1, "1/year"],
  lifetime: [10, "years"],
  share: [0.2, "1"],
  tanks: [3, "tank"],
  recruitment: [{ flow: "pool * base rate" }, "people/year"],
  attrition: [{ flow: "Fighters / lifetime" }, "people/year"],
  Fighters: [{ stock: "20000", inflows: ["recruitment"], outflows: ["attrition"] }, "people"],
};

function fightersWith(variables: Readonly<Record<string, UnitedDraft>>): UnitedModel {
  return { variables: { ...fighters, ...variables } };
}

/** The findings for one equation with a declared unit. */
function equation(text: string, unit: string): string[] {
  return findings(fightersWith({ x: [text, unit] }));
}

test("millions are a factor, wherever they stand", () => {
  const model: UnitedModel = {
    variables: {
      workers: [50, "million people"],
      wage: [2, "euro/people/year"],
      payroll: ["workers * wage", "million euro/year"],
      each: ["payroll / workers", "euro/people/year"],
      wrong: ["workers * wage", "euro/year"],
    },
  };
  expect(findings(model)).toEqual([
    "unit-equation: wrong is declared in euro/year, but its equation gives million euro/year: " +
      "workers (million people) times wage (euro/people/year).",
  ]);
});

test("of a bare number in a product it is told which unit it lacks", () => {
  const helpFor = (text: string, unit: string) =>
    checkUnits(unitedModel(fightersWith({ x: [text, unit] }))).map(({ help }) => help);
  expect(helpFor("0.5 * pool", "people/year")).toEqual([
    "Declare people, or, if people/year is meant, give 0.5, which is a pure number here, a name and the unit 1/year.",
  ]);
  expect(helpFor("pool / 4", "people/year")).toEqual([
    "Declare people, or, if people/year is meant, give 4, which is a pure number here, a name and the unit year.",
  ]);
  expect(helpFor("-1 * pool", "people/year")).toEqual([
    "Declare people, or, if people/year is meant, divide by a quantity in year.",
  ]);
});

test("a model that closes has no findings", () => {
  expect(findings({ variables: fighters })).toEqual([]);
});

test("an equation that gives another unit than is declared", () => {
  const model = unitedModel(fightersWith({ "base rate": [0.1, "1"] }));
  expect(checkUnits(model)).toEqual([
    {
      code: "unit-equation",
      severity: "error",
      message:
        "recruitment is declared in people/year, but its equation gives people: " +
        "pool (people) times base rate (1).",
      // The `*` of "pool * base rate".
      place: { file: "test", line: 1, column: 6, length: 1 },
      help: "Declare people, or, if people/year is meant, divide by a quantity in year.",
      related: [
        {
          message: "The unit of recruitment, people/year.",
          place: { file: "units", line: 6, column: 1, length: 11 },
        },
      ],
    },
  ]);
});

test("a foreign format's mismatches are warnings, its missing units notes", () => {
  const model = unitedModel(fightersWith({ "base rate": [0.1, "1"], x: ["pool"] }));
  const severities = checkUnits(model, "warning").map(({ code, severity }) => [code, severity]);
  expect(severities).toEqual([
    ["unit-missing", "note"],
    ["unit-equation", "warning"],
  ]);
});

test("the equation is taken apart as far as a person needs", () => {
  expect(equation("12 * pool / lifetime * (share + 2)", "people")).toEqual([
    "unit-equation: x is declared in people, but its equation gives people/years: " +
      "12 times pool (people) divided by lifetime (years) times share + 2 (1).",
  ]);
  expect(equation("1 / lifetime", "year")[0]).toContain(
    "gives 1/years: 1 divided by lifetime (years)",
  );
  expect(equation("IF share > 0 THEN -pool * share ELSE 0", "tank")[0]).toContain(
    "gives people: -pool (people) times share (1)",
  );
  expect(equation("share", "people")[0]).toContain("gives a pure number (1): share (1)");
});

test("a flow that is not its stock's unit per time", () => {
  const model = fightersWith({
    desertion: [5, "people/month"],
    Fighters: [
      { stock: "20000", inflows: ["recruitment"], outflows: ["attrition", "desertion"] },
      "people",
    ],
  });
  expect(findings(model)).toEqual([
    "unit-flow: desertion flows out of Fighters (people), so it is expected in people/year, " +
      "but it is in people/month.",
  ]);
});

test("an initial value in another unit", () => {
  const model = fightersWith({
    reserve: [{ stock: "tanks * 2", inflows: ["recruitment"] }, "people"],
  });
  expect(findings(model)).toEqual([
    "unit-equation: reserve is declared in people, but its initial value gives tank: " +
      "tanks (tank) times 2.",
  ]);
});

test("a net flow", () => {
  const model = unitedModel(fightersWith({ crowd: [{ stock: "pool" }, "people"] }));
  const crowd = model.variables.get("crowd")!;
  const [definition] = crowd.definitions;
  const initial = definition.kind === "stock" ? definition.initial : expect.unreachable();
  const withNet = {
    ...definition,
    kind: "stock" as const,
    initial,
    net: initial,
    inflows: [],
    outflows: [],
  };
  const variables = new Map(model.variables).set("crowd", { ...crowd, definitions: [withNet] });
  expect(checkUnits({ ...model, variables }).map(({ message }) => message)).toEqual([
    "The net flow of crowd is expected in people/year, but its equation gives people.",
  ]);
});

test("terms of a sum: what most of them are in is taken to be meant", () => {
  expect(equation("share - pool + (Fighters + tanks)", "people")).toEqual([
    "unit-sum: A sum adds what is in different units: pool (people) and Fighters (people), " +
      "but share (1) and tanks (tank).",
  ]);
  // At the operator that brings the misfit in.
  const [{ place }] = checkUnits(
    unitedModel(fightersWith({ x: ["pool + pool - tanks", "people"] })),
  );
  expect(place?.column).toBe(13);
});

test.each([
  // 0 fits every unit.
  ["MAX(0, pool)", "people"],
  ["IF pool > 0 THEN pool ELSE 0", "people"],
  ["pool + STEP(0, 2010)", "people"],
  // A bare number is a whole equation's unit, a pure number in a product, and any time.
  ["5", "people"],
  ["-1/32", "year"],
  ["1000 + 24", "people"],
  ["STEP(6, 2010)", "tank"],
  ["PULSE(20, 2012, 5)", "tank/year"],
  ["RAMP(2, 2010)", "tank"],
  ["IF TIME > 2010 THEN 5 ELSE 10", "people"],
  ["DELAY1(pool, 5)", "people"],
  ["SMTH1(pool, lifetime, 0)", "people"],
  ["2 * pool", "people"],
  ["1 - share", "1"],
  ["MIN(pool, INF)", "people"],
  // Powers.
  ["1/(1 + (pool/Fighters)^4)", "1"],
  ["(pool/Fighters)^share", "1"],
  ["share^share", "1"],
  ["pool^2", "people^2"],
  ["pool^-0.5", "people^-0.5"],
  ["2^share", "1"],
  ["2^10", "people"],
  ["SQRT(pool * Fighters)", "people"],
  ["pool^0", "1"],
  // Time.
  ["MAX(0, TIME - STARTTIME)", "year"],
  ["DT", "years"],
  ["pool / DT", "people/year"],
  ["SIN(2 * PI * TIME / lifetime)", "1"],
  ["TIME MOD lifetime", "year"],
  // What is not 0 is true, in any unit; the answer is a pure number.
  ["IF pool AND NOT tanks THEN 1 ELSE 0", "1"],
  ["(pool > Fighters AND NOT share) + share", "1"],
  ["EXP(-TIME/lifetime)", "1"],
  ["SAFEDIV(pool, tanks, 0)", "people/tank"],
  ["INIT(pool)", "people"],
])("%s is in %s", (text, unit) => {
  expect(equation(text, unit)).toEqual([]);
});

test.each([
  ["pool + 5", "people", "unit-sum", "pool (people), but 5 (a bare number)"],
  ["IF pool > 5 THEN 1 ELSE 0", "1", "unit-comparison", "pool (people), but 5 (a bare number)"],
  ["IF pool = tanks THEN 1 ELSE 0", "1", "unit-comparison", "pool (people), but tanks (tank)"],
  ["pool MOD tanks", "people", "unit-comparison", "pool (people), but tanks (tank)"],
  ["IF share > 0 THEN pool ELSE 3", "people", "unit-branches", "pool (people), but 3"],
  ["IF (pool > tanks) THEN 1 ELSE 0", "1", "unit-comparison", "pool (people), but tanks (tank)"],
  ["NOT (pool + tanks)", "1", "unit-sum", "pool (people), but tanks (tank)"],
  ["share AND pool + tanks", "1", "unit-sum", "pool (people), but tanks (tank)"],
  ["share^pool", "1", "unit-power", "An exponent is a pure number, but this one is pool (people)"],
  ["pool^share", "people", "unit-power", "raises pool (people) to the power share (1)"],
  ["pool^(1/3)", "people", "unit-power", "pool^(1/3) has no unit"],
  ["EXP(pool)", "1", "unit-argument", "EXP needs x as a pure number, but is given pool (people)"],
  ["SIN(TIME)", "1", "unit-argument", "SIN needs angle as a pure number, but is given TIME (year)"],
  [
    "MAX(pool, tanks)",
    "people",
    "unit-argument",
    "MAX needs argument 2 in people to go with pool (people), but is given tanks (tank).",
  ],
  ["MIN(pool, pool, Fighters, share)", "people", "unit-argument", "MIN needs argument 4 in people"],
  [
    "DELAY1(pool, share)",
    "people",
    "unit-argument",
    "DELAY1 needs delay time in year, but is given share (1)",
  ],
  ["SMTH1(pool, 5, 100)", "people", "unit-argument", "but is given 100 (a bare number)"],
  ["SAFEDIV(pool, tanks, share)", "people/tank", "unit-argument", "needs if zero in people/tank"],
  ["PULSE(pool, 2010)", "people", "unit-equation", "gives people/year: PULSE(pool, 2010)"],
  ["RAMP(pool, 2010)", "people", "unit-equation", "gives people*year"],
  ["SQRT(pool)", "people", "unit-equation", "gives people^0.5"],
])("%s as %s: %s", (text, unit, code, words) => {
  const found = equation(text, unit);
  expect(found).toHaveLength(1);
  expect(found[0]).toContain(`${code}: `);
  expect(found[0]).toContain(words);
});

test("tables: the input is in any unit, the output in that of the variable", () => {
  const points = [
    [0, 0],
    [1, 1],
  ] as const;
  const tables = (unit: string): UnitedModel =>
    fightersWith({
      applied: [{ points, input: "pool / tanks" }, "1/year"],
      curve: [{ points }, "1/year"],
      record: [{ points, data: true }, "people"],
      called: ["curve(TIME) * record", unit],
      uses: ["pool * applied + called", "people/year"],
    });
  expect(findings(tables("people/year"))).toEqual([]);
  expect(findings(tables("people"))).toEqual([
    "unit-equation: called is declared in people, but its equation gives people/year: " +
      "curve(TIME) (1/year) times record (people).",
  ]);
  expect(findings(fightersWith({ y: [{ points, input: "pool + tanks" }, "1"] }))).toEqual([
    "unit-sum: A sum adds what is in different units: pool (people), but tanks (tank).",
  ]);
});

test("tables with a declared input unit", () => {
  const points = [
    [0, 0],
    [1, 1],
  ] as const;
  const withInput = (variables: Record<string, UnitedDraft>) => {
    const model = unitedModel(fightersWith({ curve: [{ points }, "1/year"], ...variables }));
    const united = [...model.variables].map(([key, variable]) => {
      const definitions = variable.definitions.map((definition) =>
        definition.kind === "table" ? { ...definition, inputUnit: "people/tank" } : definition,
      );
      return [key, { ...variable, definitions }] as const;
    });
    return checkUnits({ ...model, variables: new Map(united) }).map(({ message }) => message);
  };
  expect(withInput({ x: ["curve(pool / tanks)", "1/year"] })).toEqual([]);
  expect(withInput({ x: ["curve(0)", "1/year"] })).toEqual([]);
  expect(withInput({ x: ["curve(pool) * pool", "people/year"] })).toEqual([
    "curve takes its input in people/tank, but is given pool (people).",
  ]);
  expect(withInput({ x: [{ points, input: "pool / tanks" }, "1"] })).toEqual([]);
  expect(withInput({ x: [{ points, input: "5 + share" }, "1"] })).toEqual([
    "x takes its input in people/tank, but is given 5 + share (1).",
  ]);
});

test("what is wrong with every element of an array is said once", () => {
  const model = unitedModel(fightersWith({ x: ["pool * share", "tank"] }));
  const x = model.variables.get("x")!;
  const definitions = ["east", "west"].map((element) => ({
    ...x.definitions[0],
    subscripts: [element],
  }));
  const variables = new Map(model.variables).set("x", {
    ...x,
    dimensions: ["region"],
    definitions,
  });
  expect(checkUnits({ ...model, variables })).toHaveLength(1);
});

test("a variable without a unit: one warning, and what depends on it passes", () => {
  const model = fightersWith({
    mystery: ["pool * 2"],
    y: ["mystery + pool", "people"],
    z: ["mystery * pool", "tank"],
    u: ["MAX(mystery, 5)", "people"],
    v: ["mystery + tanks", "tank"],
  });
  expect(findings(model)).toEqual([
    "unit-missing: mystery has no unit, so equations that use it are checked in part only.",
  ]);
  // What is certain in spite of it is still said.
  expect(findings(fightersWith({ mystery: [1], y: ["mystery + pool", "tank"] }))[1]).toContain(
    "y is declared in tank, but its equation gives people",
  );
});

test("a model without units is not checked", () => {
  expect(findings({ time: null, variables: { a: [1], b: ["SIN(TIME) + a"] } })).toEqual([]);
  expect(findings({ variables: { a: [1], b: ["SIN(TIME) + a", " "] } })).toEqual([]);
});

test("time without a unit: one warning, no flows checked", () => {
  expect(findings({ time: null, variables: fighters })).toEqual([
    "unit-missing: Time has no unit, so flows cannot be checked against their stocks.",
  ]);
});

test("aliases and their errors", () => {
  const soldiers: Readonly<Record<string, UnitedDraft>> = {
    a: [1, "soldiers"],
    b: ["a", "people"],
  };
  expect(findings({ aliases: { soldier: "people" }, variables: soldiers })).toEqual([]);
  expect(findings({ variables: soldiers })).toHaveLength(1);
  expect(findings({ aliases: { x: "y", y: "x" }, variables: {} })).toEqual([
    "unit-circle: Unit aliases go in a circle: x is y, y is x.",
  ]);
});

test("a unit that cannot be read is one error at its character, and unknown", () => {
  const [first, ...rest] = checkUnits(unitedModel(fightersWith({ x: ["pool", "tank//year"] })));
  expect(rest).toEqual([]);
  expect(first).toMatchObject({
    code: "unit-syntax",
    place: { file: "units", line: 9, column: 6, length: 1 },
  });
});

test("every row of the builtins table has a signature that can be read", () => {
  for (const builtin of builtins.values()) {
    for (const text of [builtin.unit, ...builtin.parameters.map(({ unit }) => unit)]) {
      const names = [...readSignature(text).keys()];
      const foreign = names.filter((name) => !/^(?:[a-e]|time)$/u.test(name));
      expect(foreign, `${builtin.name}: ${text}`).toEqual([]);
    }
  }
  expect(() => readSignature("a//b")).toThrow('after "/" a unit is missing');
});
