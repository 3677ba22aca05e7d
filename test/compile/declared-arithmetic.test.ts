import { expect, test } from "vitest";

import { nodeText } from "#compile/node-text";
import { keyOf } from "#study/name";

import { modelOf } from "../support/model.js";
import { systemOf } from "../support/run.js";

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
