import { expect, test } from "vitest";

import type { Part, Quantity } from "#compile/2-check/units-quantity";
import { matchSignature } from "#compile/2-check/units-signature";
import type { Builtin } from "#study/builtins";
import { parseUnit } from "#study/unit-text";
import { formatUnit } from "#study/unit";

const year = parseUnit("year").value!;

/** "people" is a unit, 5 a bare number, null something unknown. */
type Given = string | number | null;

function part(given: Given): Part {
  const place = { file: "test", line: 1, column: 1, length: 1 };
  const expression = { kind: "number", value: 1, place } as const;
  const quantity: Quantity =
    given === null
      ? { kind: "unknown" }
      : typeof given === "number"
        ? { kind: "number", value: given }
        : { kind: "unit", unit: parseUnit(given).value! };
  return { expression, quantity };
}

function row(parameters: readonly string[], unit: string): Builtin {
  return {
    name: "F",
    key: "f",
    family: "arithmetic",
    parameters: parameters.map((signature) => ({ name: "x", unit: signature, optional: false })),
    unit,
    doc: "",
    example: "",
  };
}

function result(parameters: readonly string[], unit: string, given: readonly Given[], time = year) {
  const match = matchSignature(row(parameters, unit), given.map(part), time);
  if (match.misfits.length > 0) {
    return match.misfits.map(({ index, expected, because }) => [
      index,
      formatUnit(expected),
      because,
    ]);
  }
  if (match.result.kind === "unit") return formatUnit(match.result.unit);
  return match.result.kind === "number" ? match.result.value : "unknown";
}

test.each<[readonly string[], string, readonly Given[], unknown]>([
  [["a"], "a^0.5", ["m^2"], "m"],
  [["a/time", "time"], "a", ["people/year", "year"], "people"],
  [["a*b", "b"], "a", ["people*m", "m"], "people"],
  [["b", "a*b"], "a/b", ["m", "people*m"], "people/m"],
  [["a^2"], "a", ["m^2"], "m"],
  [["a", "a"], "a", ["m", "kg"], [[1, "m", 0]]],
  [["1"], "1", ["m"], [[0, "1", null]]],
  [["time"], "1", ["m"], [[0, "year", null]]],
  [["1/time"], "1", ["1/year"], "1"],
  // More arguments than parameters: the last goes on.
  [["a"], "a", ["m", "m", "kg"], [[2, "m", 0]]],
  [["a", "1"], "a", ["m", 1, 2, 3], "m"],
  // Bare numbers: pure, 0 and moments fit; alone they stay numbers.
  [["a", "a"], "a", [5, "m"], [[0, "m", 1]]],
  [["a", "a"], "a", [0, "m"], "m"],
  [["a", "a"], "a", [-(2 ** 109), "m"], "m"],
  [["a", "time"], "a", ["m", 5], "m"],
  [["a", "1/time"], "a", ["m", 5], [[1, "1/year", null]]],
  [["a", "a"], "a", [5, 6], null],
  [["a", "time"], "a", [0, 6], 0],
  [["1"], "1", [2], null],
  [["a", "b"], "a/b", [1, "m"], "1/m"],
  [[], "1", [], "1"],
  [[], "time", [], "year"],
  // What nothing settles is unknown.
  [[], "a", [], "unknown"],
  [["a", "a"], "a", [null, 5], "unknown"],
  [["a", "a"], "a", [null, "m"], "m"],
  [["a", "b"], "a*b", [null, "m"], "unknown"],
  [["a*b"], "a", ["m"], "unknown"],
])("F(%j) gives %s: F(%j) is %j", (parameters, unit, given, expected) => {
  expect(result(parameters, unit, given)).toEqual(expected);
});

test("without a unit of time, what needs it is unknown", () => {
  const timeless = (parameters: string[], unit: string, given: Given[]) =>
    matchSignature(row(parameters, unit), given.map(part), null);
  expect(timeless([], "time", []).result.kind).toBe("unknown");
  expect(timeless(["a/time"], "a", ["m/s"]).result.kind).toBe("unknown");
  expect(timeless(["a", "time"], "a", ["m", "kg"]).misfits).toEqual([]);
});
