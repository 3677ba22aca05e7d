import { expect, test } from "vitest";
import { graphOf } from "#diagram/graph";
import { layoutFromFile } from "#diagram/layout/file-views";
import { polarities } from "#diagram/polarity";
import type { Scene } from "#diagram/scene";
import type { Model, View } from "#study/model";
import { modelOf } from "../support/model.js";

const epidemic = modelOf(
  { stop: 1, step: 1 },
  {
    susceptible: { stock: "990", outflows: ["infection"] },
    infectious: { stock: "10", inflows: ["infection"], outflows: ["recovery"] },
    infection: { flow: "susceptible * infectious * rate" },
    recovery: { flow: "infectious / duration" },
    rate: 0.01,
    duration: 4,
  },
);

function drawn(views: readonly View[], model: Model = epidemic): Scene | null {
  const viewed = { ...model, views };
  const graph = graphOf(viewed);
  return layoutFromFile(viewed, graph, polarities(viewed, graph.links, null));
}

const places: View["nodes"] = [
  { key: "susceptible", x: 100, y: 200 },
  { key: "infection", x: 220, y: 206 },
  { key: "infectious", x: 340, y: 200 },
  { key: "recovery", x: 460, y: 120 },
  { key: "rate", x: 220, y: 80 },
];

test("places that a file gives are kept, with pipes made level and upright", () => {
  const scene = drawn([{ name: "main", nodes: places }]);
  expect(scene?.by).toBe("file");
  const centre = (id: string) => scene?.nodes.find((node) => node.id === id)?.centre ?? [0, 0];
  const [x0, y0] = centre("susceptible");
  for (const { key, x, y } of places) {
    const [cx, cy] = centre(key);
    expect([cx - x0, cy - y0], key).toEqual([x - 100, y - 200]);
  }
  for (const { corners } of scene?.pipes ?? []) {
    for (const [index, [x, y]] of corners.slice(1).entries()) {
      expect(x === corners[index][0] || y === corners[index][1]).toBe(true);
    }
  }
  // The file has no place for `duration`, a constant: it is left out, and so is its link.
  expect(scene?.hidden).toEqual(["duration"]);
  expect(scene?.links.map(({ link }) => link.from)).not.toContain("duration");
  expect(scene?.clouds).toHaveLength(1);
});

test("a drawing in which names cover each other is stretched first", () => {
  const half = places.map(({ key, x, y }) => ({ key, x: x * 0.6, y: y * 0.6 }));
  const scene = drawn([{ name: "main", nodes: half }]);
  const centre = (id: string) => scene?.nodes.find((node) => node.id === id)?.centre ?? [0, 0];
  const across = centre("infectious")[0] - centre("susceptible")[0];
  expect(across).toBeGreaterThan(0.6 * 240);
});

test("places that make no diagram are not taken", () => {
  expect(drawn([])).toBeNull();
  const onOne = places.map(({ key }) => ({ key, x: 5, y: 5 }));
  expect(drawn([{ name: "heap", nodes: onOne }])).toBeNull();
  const noFlow = places.filter(({ key }) => key !== "infection");
  expect(drawn([{ name: "part", nodes: noFlow }])).toBeNull();
});

test("several views stand below each other, each in a frame with its name", () => {
  const first = places.filter(({ key }) => key !== "rate");
  const second = [{ key: "rate", x: 100, y: 100 }];
  const scene = drawn([
    { name: "people", nodes: first },
    { name: "numbers", nodes: second },
  ]);
  expect(scene?.frames.map(({ title }) => title)).toEqual(["people", "numbers"]);
  const [people, numbers] = scene?.frames ?? [];
  expect(numbers.box.top).toBeGreaterThan(people.box.bottom);
});

test("settings of time are no part of a diagram, wherever a file puts them", () => {
  const timed = modelOf(
    { stop: 1, step: 1 },
    {
      level: { stock: "1", inflows: ["gain"] },
      gain: { flow: "level" },
      "time step": 1,
      saveper: "time step",
    },
  );
  const here = { x: 50, y: 50 };
  const nodes: View["nodes"] = [
    { key: "level", x: 300, y: 100 },
    { key: "gain", x: 150, y: 100 },
  ];
  const own = drawn([{ name: "main", nodes }], timed);
  expect(own?.nodes.map(({ id }) => id).toSorted()).toEqual(["gain", "level"]);
  expect(own?.hidden.toSorted()).toEqual(["saveper", "time_step"]);
  // One on top of the other they are no reason to give up the file's places.
  const heaped = [...nodes, { key: "time_step", ...here }, { key: "saveper", ...here }];
  expect(drawn([{ name: "main", nodes: heaped }], timed)?.nodes).toHaveLength(2);
  // What the model reads is a part of it.
  const read = { ...timed, variables: new Map(timed.variables) };
  const using = modelOf({ stop: 1, step: 1 }, { "time step": 1, rate: "time step * 2" });
  for (const [key, variable] of using.variables) read.variables.set(key, variable);
  expect(drawn([{ name: "main", nodes: heaped }], read)).toBeNull();
});
