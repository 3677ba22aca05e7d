import { expect, test } from "vitest";
import { editDistance, nearestName } from "#study/near-miss";

test("known distances", () => {
  // Levenshtein's and Damerau's standard examples.
  expect(editDistance("kitten", "sitting")).toBe(3);
  expect(editDistance("ca", "ac")).toBe(1);
  expect(editDistance("", "abc")).toBe(3);
  // "ca" to "abc" is 3 for the restricted distance, 2 for the unrestricted one.
  expect(editDistance("ca", "abc")).toBe(3);
});

test("the likely spelling is found, an unlikely one is not", () => {
  const names = ["Afghan Taliban", "Pakistani Taliban", "strike tempo"];
  expect(nearestName("afgan_taliban", names)).toBe("Afghan Taliban");
  expect(nearestName("strike-tmepo", names)).toBe("strike tempo");
  expect(nearestName("opium", names)).toBeUndefined();
  expect(nearestName("x", ["y", "z"])).toBeUndefined();
});
