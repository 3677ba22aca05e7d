import { expect, test } from "vitest";
import { graphOf } from "#diagram/graph";
import { loopsOf } from "#diagram/loops";
import { polarities } from "#diagram/polarity";
import { readableVariable } from "#diagram/words/equations";
import { plainText, typeset } from "#diagram/words/typeset";
import { linksOfLoop, loopKind, loopTitle, stepWords } from "#show/page/seeing/loop-words";
import { modelOf, type Draft } from "../support/model.js";

const variables: Readonly<Record<string, Draft>> = {
  "ill will": { stock: "seed / 2", inflows: ["rise"], outflows: ["fall"], nonNegative: true },
  rise: { flow: "strikes * affront" },
  fall: { flow: "ill_will / memory" },
  strikes: "IF recruits > 3 THEN 5 ELSE IF recruits > 1 THEN 2 ELSE 0",
  recruits: {
    points: [
      [0, 0],
      [1, 10],
    ],
    input: "ill_will ^ 2",
  },
  affront: 12000,
  memory: 4,
  seed: -3,
};
const model = modelOf({ stop: 1, step: 1 }, variables);

/** An equation as it is said on one line. */
function said(equation: string): string {
  const other = modelOf({ stop: 1, step: 1 }, { ...variables, y: equation });
  const definition = other.variables.get("y")?.definitions[0];
  if (definition?.kind !== "equation") throw new Error("no equation");
  const nameOf = (key: string) => other.variables.get(key)?.name;
  return plainText(typeset(definition.equation.tree, { nameOf }));
}

// By the precedence of XMILE 1.0, section 3.3: brackets stand where, and only where, they are needed.
test.each([
  ["strikes*(affront+memory)-seed", "strikes × (affront + memory) − seed"],
  ["strikes-(affront-memory)", "strikes − (affront − memory)"],
  ["(strikes-affront)-memory", "strikes − affront − memory"],
  ["strikes/(affront+memory)", "(strikes) / (affront + memory)"],
  ["-strikes^2", "−strikes^(2)"],
  ["(strikes*2)^affront", "(strikes × 2)^(affront)"],
  ["ILL_WILL * 12000", "ill will × 12\u202f000"],
  ["IF strikes >= 2 THEN affront ELSE 0", "affront if strikes ≥ 2; otherwise 0"],
  ["strikes > 2 AND NOT affront = 1", "strikes > 2 and ( not affront) = 1"],
])("%s is set as %s", (equation, text) => {
  expect(said(equation)).toBe(text);
});

test("one choice after the other is one list of cases", () => {
  expect(said("IF seed > 3 THEN 5 ELSE IF seed > 1 THEN 2 ELSE 0")).toBe(
    "5 if seed > 3; 2 if seed > 1; otherwise 0",
  );
});

test("a stock says how it starts, what fills and drains it, and its bounds", () => {
  const stock = model.variables.get("ill_will");
  if (stock === undefined) throw new Error("no stock");
  const { lines } = readableVariable(stock, model);
  expect(lines.map((line) => (line.kind === "equation" ? plainText(line.set) : line))).toEqual([
    "(seed) / (2)",
    { kind: "flows", what: "filled by", flows: [{ key: "rise", name: "rise" }] },
    { kind: "flows", what: "drained by", flows: [{ key: "fall", name: "fall" }] },
    { kind: "words", text: "never below zero" },
  ]);
});

test("a loop is told in a line, and step by step", () => {
  const graph = graphOf(model);
  const { loops } = loopsOf(graph, polarities(model, graph.links, null));
  const nameOf = (key: string) => model.variables.get(key)?.name ?? key;
  expect(loops.map((loop) => `${loop.name}: ${loopTitle(loop, nameOf)}`)).toEqual([
    "B1: ill will → fall",
    "R1: ill will → recruits → strikes → rise",
  ]);
  const [balancing, reinforcing] = loops;
  expect(reinforcing.keys.map((_, index) => stepWords(reinforcing, index, nameOf))).toEqual([
    "more ill will, more recruits",
    "more recruits, more strikes",
    "more strikes, more rise",
    "more rise, more ill will",
  ]);
  expect(stepWords(balancing, 1, nameOf)).toBe("more fall, less ill will");
  expect(loopKind(balancing)).toMatch(/^balancing/u);
  expect(linksOfLoop(balancing)).toEqual(new Set(["ill_will\nfall", "fall\nill_will"]));
});
