import { expect, test } from "vitest";

import { resolveUnitAliases } from "#study/unit-alias";
import { parseUnit } from "#study/unit-text";
import { formatUnit } from "#study/unit";

function resolved(aliases: Record<string, string>) {
  const { value, diagnostics } = resolveUnitAliases(new Map(Object.entries(aliases)));
  const read = (text: string) => formatUnit(parseUnit(text, undefined, value).value!);
  return { read, codes: diagnostics.map(({ code }) => code), diagnostics };
}

test("an alias stands for its unit", () => {
  const { read, codes } = resolved({ soldier: "people", "Square Miles": "Miles^2" });
  expect(codes).toEqual([]);
  expect(read("Soldiers/year")).toBe("people/year");
  expect(read("square_mile")).toBe("Miles^2");
});

test("aliases may be chained, in any order", () => {
  const { read, codes } = resolved({ N: "kg*acceleration", acceleration: "m/s^2", J: "N*m" });
  expect(codes).toEqual([]);
  expect(read("J")).toBe("kg*m^2/s^2");
});

test("an alias of the model goes before synonyms, and may hold the word per", () => {
  const { read } = resolved({ min: "mineral", "beds per ward": "beds" });
  expect(read("min")).toBe("mineral");
  expect(read("beds per ward")).toBe("beds");
  expect(read("beds per clinic")).toBe("beds/clinic");
});

test("an alias may be 1, and spell its own unit", () => {
  const { read, codes } = resolved({ index: "1", person: "people", strikes: "strike" });
  expect(codes).toEqual([]);
  expect(read("index/person")).toBe("1/people");
  expect(read("strikes")).toBe("strikes");
});

test("repetitions are ignored (XMILE 1.0, section 3.3.6)", () => {
  const { read, codes } = resolved({ soldier: "people", Soldiers: "persons", SOLDIER: "people" });
  expect(codes).toEqual([]);
  expect(read("soldier")).toBe("people");
});

test("two meanings are an error, and then none holds", () => {
  const { read, diagnostics } = resolved({ soldier: "people", Soldiers: "tanks" });
  expect(diagnostics).toHaveLength(1);
  expect(diagnostics[0].code).toBe("unit-alias-twice");
  expect(diagnostics[0].message).toContain("soldier is people, Soldiers is tanks");
  expect(read("soldier")).toBe("soldier");
});

test("a circle is one error that shows its steps", () => {
  const { read, diagnostics } = resolved({ a: "b*m", b: "c", c: "1/a", d: "c", e: "m" });
  expect(diagnostics.map(({ code }) => code)).toEqual(["unit-circle"]);
  expect(diagnostics[0].message).toBe("Unit aliases go in a circle: a is b*m, b is c, c is 1/a.");
  expect(diagnostics[0].severity).toBe("error");
  expect(read("e")).toBe("m");
});

test("an alias that is itself in another power is a circle", () => {
  expect(resolved({ a: "a^2" }).codes).toEqual(["unit-circle"]);
});

test("an alias that cannot be read says which it is", () => {
  const { diagnostics } = resolved({ Wardens: "people//day" });
  expect(diagnostics).toHaveLength(1);
  expect(diagnostics[0].code).toBe("unit-syntax");
  expect(diagnostics[0].message).toBe(
    'In the alias "Wardens", "people//day" is not a unit: after "/" a unit is missing.',
  );
});
