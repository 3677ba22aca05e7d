import { expect, test } from "vitest";

import { nodeText } from "#compile/node-text";
import { keyOf } from "#study/name";

import { modelOf } from "../support/model.js";
import { interpretAll, systemOf } from "../support/run.js";

/* What is written otherwise than it stands, since results are declared to be so (ARCHITECTURE.md). */

const equations = {
  "a quotient by what stays": "Water / pace",
  "a product of both kinds": "pace * Water * share / 10",
  "one that stays alone": "Water * pace * Water",
  "two that stay already stand first": "pace * share * Water * Water",
  "looked at by INT": "INT(Water * pace * share / 10)",
  compared: "IF pace * Water * share > 1 THEN Water / pace ELSE 0",
  "what varies below the line": "pace / Water * share * 2",
  "in a sum": "1 + pace * Water * share",
};
const system = systemOf(
  modelOf(
    { stop: 4, step: 0.5, method: "rk4" },
    {
      pace: 2,
      share: 3,
      Water: { stock: "10", outflows: ["drain"] },
      drain: { flow: "Water" },
      ...equations,
    },
  ),
);

test("what stays during a run is multiplied first, unless something looks at the last bit", () => {
  const found = Object.keys(equations).map((name) => {
    const cell = system.cells[system.cellOf.get(keyOf(name)) as number];
    if (cell.kind !== "formula") throw new Error(`${name} is no formula`);
    return [name, nodeText(cell.node, (index) => system.cells[index].name)];
  });
  expect(Object.fromEntries(found)).toEqual({
    "a product of both kinds": "((pace · share) · (1 / 10)) · Water",
    "a quotient by what stays": "Water · (1 / pace)",
    compared: "if (1 < ((pace · Water) · share)) then (Water · (1 / pace)) else 0",
    "in a sum": "1 + ((pace · share) · Water)",
    "looked at by INT": "floor(((Water · pace) · share) / 10)",
    "one that stays alone": "(Water · pace) · Water",
    "two that stay already stand first": "((pace · share) · Water) · Water",
    "what varies below the line": "(share · 2) · (pace / Water)",
  });
});

const flows = {
  "what is poured": { flow: "share * 0.3 * Water * Water / pace" },
  leak: { flow: "Water / pace + share" },
  evaporated: { flow: "MIN(Water, 0.2)" },
};
const tanks = (method: "euler" | "rk4", step: number) =>
  systemOf(
    modelOf(
      { stop: 4, step, method },
      {
        pace: 2.3,
        share: 0.1,
        Water: { stock: "10", outflows: ["what is poured", "leak", "evaporated"] },
        Glass: { stock: "0.1", inflows: ["what is poured"] },
        Floor: { stock: "0", inflows: ["leak"] },
        Air: { stock: "0", inflows: ["evaporated"] },
        ...flows,
        "seen of the leak": "leak * 2",
      },
    ),
  );

function movesOf({ cells }: ReturnType<typeof tanks>): Record<string, string | null> {
  const stocks = cells.flatMap((cell) => (cell.kind === "stock" ? [cell] : []));
  const textOf = (moves: (typeof stocks)[number]["moves"]) =>
    moves === undefined ? null : nodeText(moves, (index) => cells[index].name);
  return Object.fromEntries(stocks.map(({ name, moves }) => [name, textOf(moves)]));
}

test("with Euler's method a step that is a power of two is a factor of flows, where that saves products", () => {
  const poured = "(((share · 0.3) · (0.25 · (1 / pace))) · Water) · Water";
  expect(movesOf(tanks("euler", 0.25))).toEqual({
    Water: `((−(${poured})) − (0.25 · leak)) − (0.25 · evaporated)`,
    Glass: poured,
    Floor: "0.25 · leak",
    Air: "0.25 · evaporated",
  });
  expect(movesOf(tanks("euler", 1)).Air).toBe("evaporated");
  const none = { Water: null, Glass: null, Floor: null, Air: null };
  expect(movesOf(tanks("euler", 0.2))).toEqual(none);
  expect(movesOf(tanks("rk4", 0.25))).toEqual(none);
});

test("the step as a factor changes no bit", () => {
  const system = tanks("euler", 0.25);
  const plain = system.cells.map((cell) => {
    if (cell.kind !== "stock") return cell;
    const { moves: _moves, ...rest } = cell;
    return rest;
  });
  for (const pace of [0.7, 1.3, 2.9, 11.1]) {
    const own = interpretAll(system, { pace });
    expect(interpretAll({ ...system, cells: plain }, { pace })).toEqual(own);
    expect(own.get("glass")?.at(-1)).toBeGreaterThan(0.1);
  }
});
