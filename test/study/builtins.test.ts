import { expect, test } from "vitest";
import { arityOf, builtins, findBuiltin, usageOf } from "#study/builtins";

test("names are matched without regard to case, with or without XMILE's namespace", () => {
  expect(findBuiltin("SafeDiv")?.name).toBe("SAFEDIV");
  expect(findBuiltin("std.min")?.name).toBe("MIN");
  expect(findBuiltin("vensim.MIN")).toBeUndefined();
  expect(findBuiltin("constructor")).toBeUndefined();
});

test("optional parameters make a range of arguments (XMILE 1.0, section 3.5)", () => {
  const takes = (name: string) => Object.values(arityOf(findBuiltin(name)!));
  expect(takes("PULSE")).toEqual([1, 3]);
  expect(takes("DELAY1")).toEqual([2, 3]);
  expect(takes("SAFEDIV")).toEqual([2, 3]);
  expect(takes("RAMP")).toEqual([1, 3]);
  expect(takes("TIME")).toEqual([0, 0]);
});

test("a row prints how it is written", () => {
  expect(usageOf(findBuiltin("PULSE")!)).toBe("PULSE(magnitude[, first][, interval])");
  expect(usageOf(findBuiltin("PI")!)).toBe("PI");
});

test("every unit signature is in the grammar that row.ts gives", () => {
  const factor = "(1|time|[a-e])(\\^\\d+(\\.\\d+)?)?";
  const signature = new RegExp(`^${factor}([*/]${factor})*$`);
  for (const row of builtins.values()) {
    expect(row.unit, row.name).toMatch(signature);
    for (const parameter of row.parameters) expect(parameter.unit, row.name).toMatch(signature);
  }
});

test("once a parameter is optional, all that follow are", () => {
  for (const row of builtins.values()) {
    const optional = row.parameters.map((parameter) => parameter.optional);
    expect(optional, row.name).toEqual([...optional].sort());
  }
});
