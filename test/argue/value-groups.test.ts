import { expect, test } from "vitest";
import type { Claim } from "#study/study";
import { drive, fakeStudy, normal, place, value, type Engine } from "./fake.js";

/** T1 of the reference values: U = 1 + 2 x1 + x2 + 0.5 x3 against 0, all normal; EVPPI in closed form. */
const claim = (key: string, about: readonly string[]): Claim => ({
  name: key,
  key,
  place,
  says: "So it is.",
  document: "article",
  anchor: { exact: "so", prefix: "", suffix: "", place, original: null },
  about: about.map((premise) => ({ key: premise, name: premise, place })),
  unmodelled: null,
});

const engine: Engine = (drawn, policy) => {
  const of = (key: string): number => drawn.get(key) ?? NaN;
  return { gain: policy === "act" ? 1 + 2 * of("x1") + of("x2") + 0.5 * of("x3") : 0 };
};

test("what it is worth to a speaker to settle a claim, and all that another speaks of", () => {
  const study = fakeStudy({
    premises: { x1: normal(0, 1), x2: normal(0, 1), x3: normal(0, 1), other: normal(0, 1) },
    policies: ["wait", "act"],
    positions: {
      author: { holds: { other: value(0) } },
      reader: { holds: { x2: value(1), x3: value(1) } },
      third: { holds: { other: value(1) } },
    },
    claims: [claim("c12", ["x1", "x2"]), claim("c3", ["x3"]), claim("none", [])],
  });
  const { document } = drive(study, engine, { futures: 4000, seed: 5 });
  const [author, reader] = document.positions;
  const claims = new Map(author.value?.claims.map((one) => [one.claim, one]));
  expect(claims.get("c12")).toMatchObject({ premises: ["x1", "x2"], clear: true });
  expect(claims.get("c12")?.value.value).toBeCloseTo(0.4798, 1);
  expect(Math.abs((claims.get("c12")?.value.value ?? 0) - 0.479811)).toBeLessThan(0.05);
  expect(claims.get("c12")?.flips.value).toBeCloseTo(0.32736, 1);
  expect(claims.has("none")).toBe(false);
  const speakers = new Map(author.value?.speakers.map((one) => [one.position, one]));
  expect(speakers.get("reader")?.premises).toEqual(["x2", "x3"]);
  expect(Math.abs((speakers.get("reader")?.value.value ?? 0) - 0.113437)).toBeLessThan(0.04);
  // The reader is sure of x2 and x3: nothing is left to learn of the one claim but x1, of the other nothing.
  expect(reader.value?.claims).toEqual([]);
  const close = drive(study, engine, { futures: 4000, seed: 5, between: ["author", "reader"] });
  const told = close.document.positions[1].value?.claims ?? [];
  expect(told.map((one) => [one.claim, one.premises])).toEqual([["c12", ["x1"]]]);
});
