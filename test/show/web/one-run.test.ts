import { expect, test } from "vitest";
import { isOneRun } from "#show/page/seeing/courses";

/** Results of one policy: a course at two saves for three levels, and an outcome of three futures. */
function runs(course: readonly number[], outcome: readonly number[]) {
  const bands = new Map([["stock", Float64Array.from(course)]]);
  const outcomes = new Map([["left", Float64Array.from(outcome)]]);
  return { policies: new Map([["as written", { bands, outcomes }]]) };
}

test("a model without chance has one run, whatever the futures", () => {
  expect(isOneRun(runs([1, 2, 1, 2, 1, 2], [2, 2, 2]), 3)).toBe(true);
  // It fails in the same way in all of them.
  expect(isOneRun(runs([1, Number.NaN, 1, Number.NaN, 1, Number.NaN], [2, 2, 2]), 3)).toBe(true);
  expect(isOneRun(runs([1, 2, 1, 3, 1, 4], [2, 2, 2]), 3)).toBe(false);
  expect(isOneRun(runs([1, 2, 1, 2, 1, 2], [2, 2, 3]), 3)).toBe(false);
});
