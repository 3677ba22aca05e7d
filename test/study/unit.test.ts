import { expect, test } from "vitest";
import fc from "fast-check";

import { keyOf } from "#study/name";
import { parseUnit } from "#study/unit-text";
import { unitKeyOf } from "#study/unit-name";
import {
  dimensionless,
  divideUnits,
  formatUnit,
  isDimensionless,
  multiplyUnits,
  powerOfUnit,
  sameUnit,
} from "#study/unit";
import type { Unit } from "#study/unit";

function unit(text: string): Unit {
  const { value, diagnostics } = parseUnit(text);
  if (value === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return value;
}

/** A unit as plain numbers, by key. */
function exponents(text: string): Record<string, number> {
  return Object.fromEntries([...unit(text)].map(([key, { exponent }]) => [key, exponent]));
}

test.each([
  ["people/year", { people: 1, year: -1 }],
  ["bnUSD/people/year", { bnusd: 1, people: -1, year: -1 }],
  ["1/year", { year: -1 }],
  ["million people", { million: 1, people: 1 }],
  ["million people/year", { million: 1, people: 1, year: -1 }],
  ["euro/Million_People", { euro: 1, million: -1, people: -1 }],
  ["euro per million people", { euro: 1, million: -1, people: -1 }],
  ["millions", { million: 1 }],
  ["people*year", { people: 1, year: 1 }],
  ["year^2", { year: 2 }],
  ["year²", { year: 2 }],
  ["m/s^2", { m: 1, second: -2 }],
  // XMILE 1.0, section 3.3.6: three ways to write one unit, `-` multiplies.
  ["Meters/Second^2", { meter: 1, second: -2 }],
  ["Meters/Second/Second", { meter: 1, second: -2 }],
  ["Meters/(Second-Second)", { meter: 1, second: -2 }],
  ["Persons/Persons/Day", { day: -1 }],
  ["a/b*c", { a: 1, b: -1, c: 1 }],
  ["a/(b*c)", { a: 1, b: -1, c: -1 }],
  ["(a/b)^2", { a: 2, b: -2 }],
  ["m^0.5", { m: 0.5 }],
  ["m^(1/2)", { m: 0.5 }],
  ["m^-1", { m: -1 }],
  ["m^(-3/2)", { m: -1.5 }],
  ["people per year", { people: 1, year: -1 }],
  ["per year", { year: -1 }],
  ["Widgets Per Box Per Month", { widget: 1, box: -1, month: -1 }],
  ["$/Hour", { dollar: 1, hour: -1 }],
  ["US$/yr", { us$: 1, year: -1 }],
  ["%", { "%": 1 }],
  ["Degrees Fahrenheit/Minute", { degrees_fahrenheit: 1, minute: -1 }],
  ["gCO2/kWh", { gco2: 1, kwh: -1 }],
  ['"2010 USD"/year', { "2010_usd": 1, year: -1 }],
  [" people / year ", { people: 1, year: -1 }],
  ["1", {}],
  ["dimensionless", {}],
  ["Dmnl", {}],
  ["unitless", {}],
  ["fraction", {}],
  ["fraction/Month", { month: -1 }],
  ["people/people", {}],
  ["1/1", {}],
])("reads %s", (text, expected) => {
  expect(exponents(text)).toEqual(expected);
});

test.each([
  ["strike", "Strikes"],
  ["Afghan fighter", "afghan_fighters"],
  ["person", "People"],
  ["$", "dollars"],
  ["mo", "Months"],
  ["wk", "week"],
])("%s and %s are one unit", (left, right) => {
  expect(sameUnit(unit(left), unit(right))).toBe(true);
});

test.each([
  // Short names are what they are: metres are not milliseconds.
  ["m", "ms"],
  ["glass", "glas"],
  ["virus", "viru"],
  ["year", "month"],
  ["people", "people/year"],
  ["people", "people^2"],
])("%s and %s are two units", (left, right) => {
  expect(sameUnit(unit(left), unit(right))).toBe(false);
});

test.each([
  ["people/year", "people/year"],
  ["year*people", "people*year"],
  ["people/(year*strike)", "people/strike/year"],
  ["1/Year", "1/Year"],
  ["m/s²", "m/s^2"],
  ["bnUSD", "bnUSD"],
  ["m^-0.5", "1/m^0.5"],
  ["people/people", "1"],
])("writes %s as %s", (text, expected) => {
  expect(formatUnit(unit(text))).toBe(expected);
});

test.each([
  ["", "it is empty", 0, 1],
  ["people//year", 'after "/" a unit is missing', 7, 1],
  ["*people", "at its start a unit is missing", 0, 1],
  ["people/", 'after "/" a unit is missing', 7, 1],
  ["people/(year", 'a ")" is missing', 12, 1],
  ["people)", 'this ")" closes nothing', 6, 1],
  ["1000*people", "the only number that a unit may have is 1, not 1000", 0, 4],
  ["people^x", 'after "^" a number is missing', 7, 1],
  ["people^0.3", "the exponent is 0.3", 6, 1],
  ["people & year", '"&" has no meaning here', 7, 1],
  ["people (year)", 'a "*" or "/" is missing before "("', 7, 1],
  ["people per", 'after "per" a unit is missing', 0, 10],
])("refuses %j", (text, message, offset, length) => {
  const place = { file: "model.yaml", line: 3, column: 11, length: text.length };
  const { value, diagnostics } = parseUnit(text, place);
  expect(value).toBeUndefined();
  expect(diagnostics).toHaveLength(1);
  expect(diagnostics[0]).toMatchObject({
    code: "unit-syntax",
    severity: "error",
    message: `"${text}" is not a unit: ${message}.`,
    place: { file: "model.yaml", line: 3, column: 11 + offset, length },
  });
  expect(diagnostics[0].help).not.toBe("");
});

test("points at the whole text where the file writes it otherwise", () => {
  const quoted = { file: "model.yaml", line: 3, column: 11, length: 14 };
  expect(parseUnit("people//year", quoted).diagnostics[0].place).toEqual(quoted);
  expect(parseUnit("people//year").diagnostics[0].place).toBeUndefined();
});

test("powers are whole or halves", () => {
  expect(formatUnit(powerOfUnit(unit("m^2/s"), 0.5)!)).toBe("m/s^0.5");
  expect(formatUnit(powerOfUnit(unit("m^3"), 1 / 3)!)).toBe("m");
  expect(isDimensionless(powerOfUnit(unit("m"), 0)!)).toBe(true);
  expect(powerOfUnit(unit("m"), 1 / 3)).toBeUndefined();
  expect(powerOfUnit(unit("m"), NaN)).toBeUndefined();
  expect(powerOfUnit(unit("m"), Infinity)).toBeUndefined();
});

const names = fc.constantFrom("people", "year", "bnUSD", "strike", "m");
const factor = fc.tuple(names, fc.integer({ min: -4, max: 4 }));
const anyUnit = fc
  .array(factor, { maxLength: 5 })
  .map((factors) =>
    factors.reduce(
      (product, [name, halves]) => multiplyUnits(product, powerOfUnit(unit(name), halves / 2)!),
      dimensionless,
    ),
  );
const fixed = { seed: 20091221, numRuns: 300 };

test("what is written is read back", () => {
  fc.assert(
    fc.property(anyUnit, (one) => sameUnit(unit(formatUnit(one)), one)),
    fixed,
  );
});

test("units are an abelian group", () => {
  fc.assert(
    fc.property(anyUnit, anyUnit, anyUnit, (one, two, three) => {
      expect(sameUnit(multiplyUnits(one, two), multiplyUnits(two, one))).toBe(true);
      const left = multiplyUnits(multiplyUnits(one, two), three);
      expect(sameUnit(left, multiplyUnits(one, multiplyUnits(two, three)))).toBe(true);
      expect(sameUnit(multiplyUnits(divideUnits(one, two), two), one)).toBe(true);
      expect(isDimensionless(divideUnits(one, one))).toBe(true);
      const square = powerOfUnit(one, 2)!;
      expect(sameUnit(square, multiplyUnits(one, one))).toBe(true);
      expect(sameUnit(powerOfUnit(square, 0.5)!, one)).toBe(true);
      // The order of writing does not show.
      expect(formatUnit(multiplyUnits(one, two))).toBe(formatUnit(multiplyUnits(two, one)));
    }),
    fixed,
  );
});

test("keys of units are those of names but for the plural", () => {
  expect(unitKeyOf("  US  Soldiers ")).toBe("us_soldier");
  expect(unitKeyOf("gas")).toBe("gas");
  expect(keyOf("\u00a0US__Soldiers\n")).toBe("us_soldiers");
});
