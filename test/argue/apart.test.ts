import { expect, test } from "vitest";
import { drive, expected, fakeStudy, range, value, type Engine, type Sketch } from "./fake.js";

/** Acting gains what x and s together are above 1, and costs harm. */
const engine: Engine = (premises, policy) => {
  const act = policy === "act" ? 1 : 0;
  const [x, s] = ["x", "s"].map((key) => premises.get(key) ?? NaN);
  return { gain: act * (x + s - 1), harm: act };
};

const apartOf = (positions: Sketch["positions"]) => {
  const study = fakeStudy({
    premises: { x: range(0, 1), s: range(0, 1) },
    policies: ["wait", "act"],
    outcomes: ["gain", "-harm"],
    positions,
  });
  const premises = new Map(study.premises);
  premises.set("s", { ...premises.get("s")!, kind: "structure" });
  const { document } = drive({ ...study, premises }, engine, { futures: 300 });
  return document.apart[0];
};

test("a disagreement that ends with the facts is about facts, on either's terms", () => {
  const apart = apartOf({
    author: { holds: { x: range(0.8, 1), s: range(0.4, 0.6) } },
    reader: { holds: { x: range(0, 0.2), s: range(0.4, 0.6) } },
  });
  expect(apart).toMatchObject({
    pair: "author|reader",
    differ: { fact: ["x"], structure: [], value: [], criterion: false },
    about: "facts",
    remains: "nothing",
  });
  const facts = apart.agreements.filter(({ agreed }) => agreed.join() === "fact");
  expect(facts.map(({ on, relation, verdicts }) => [on, relation, verdicts[0].favoured])).toEqual([
    ["author", "ends", ["act"]],
    ["reader", "ends", ["wait"]],
  ]);
  expect(apart.sentence).toBe(
    "Were all facts and structure agreed between author and reader: on author's terms both favour act; on reader's terms both favour wait. To agree on facts alone would end it. They do not differ in structure and values.",
  );
});

test("who holds another criterion disagrees about values, whatever the facts", () => {
  const apart = apartOf({
    author: { holds: { x: range(0.8, 1), s: range(0.6, 1) } },
    reader: { holds: { x: range(0.7, 0.9) }, criterion: expected("harm") },
  });
  expect(apart).toMatchObject({ about: "values", remains: "a disagreement about values" });
  expect(apart.differ).toMatchObject({ fact: ["x"], structure: ["s"], criterion: true });
  const settled = apart.agreements.filter(({ agreed }) => agreed.join() === "fact,structure");
  expect(settled.map(({ relation }) => relation)).toEqual(["remains", "remains"]);
});

test("only the criterion differs: nothing else is tried", () => {
  const holds = { x: range(0.8, 1), s: range(0.6, 1) };
  const apart = apartOf({
    author: { holds },
    reader: { holds, criterion: expected("harm") },
  });
  expect(apart.agreements.map(({ agreed }) => agreed.join())).toEqual(["value", "value"]);
  expect(apart).toMatchObject({ about: "values", remains: "a disagreement about values" });
  expect(apart.sentence).toContain("what they disagree about is values");
});

test("where the one is silent the other's facts are agreed, not the whole range", () => {
  // The reader says nothing on x, and with x open the structure decides; with the author's x it does not.
  const apart = apartOf({
    author: { holds: { x: value(0.9), s: range(0.3, 0.5) } },
    reader: { holds: { s: range(0.2, 0.3) } },
  });
  const [ours, theirs] = apart.agreements.filter(({ agreed }) => agreed.join() === "fact");
  expect(ours).toMatchObject({ on: "author", relation: "ends" });
  // On the reader's terms, too: what the reader leaves open is as the author holds it.
  expect(theirs).toMatchObject({ on: "reader", relation: "ends" });
  expect(apart.about).toBe("facts");
});

test("facts and structure together: neither alone ends it", () => {
  const apart = apartOf({
    author: { holds: { x: value(0.9), s: value(0.9) } },
    reader: { holds: { x: value(0.05), s: value(0.05) } },
  });
  // x = 0.9 with s = 0.05 is below 1 and with s = 0.9 above: agreed facts leave the structure to decide.
  expect(apart.about).toBe("facts and structure");
  expect(apart.remains).toBe("nothing");
});
