import { expect, test } from "vitest";
import { graphOf } from "#diagram/graph";
import { layoutFromFile } from "#diagram/layout/file-views";
import { polarities } from "#diagram/polarity";
import type { Box, Scene } from "#diagram/scene";
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

/** Whether a box lies within another. */
function isWithin(inner: Box, outer: Box): boolean {
  return (
    inner.left >= outer.left &&
    inner.right <= outer.right &&
    inner.top >= outer.top &&
    inner.bottom <= outer.bottom
  );
}

/** The titles of the frames that the two ends of each link lie in, by `from to`. */
function framesOfLinks({ frames, nodes, links }: Scene): ReadonlyMap<string, readonly string[]> {
  const titleOf = (id: string): string => {
    const box = nodes.find((node) => node.id === id)?.box;
    const around = frames.filter((frame) => box !== undefined && isWithin(box, frame.box));
    return around.map(({ title }) => title).join();
  };
  return new Map(
    links.map(({ link, from, to }) => [`${link.from} ${link.to}`, [titleOf(from), titleOf(to)]]),
  );
}

const people = places.filter(({ key }) => key !== "rate");

test("several views stand in frames side by side, and no link leads from one to another", () => {
  const scene = drawn([
    { name: "people", nodes: people },
    { name: "numbers", nodes: [{ key: "rate", x: 100, y: 100 }] },
  ]);
  expect(scene?.frames.map(({ title }) => title)).toEqual(["people", "numbers"]);
  const [first, second] = (scene as Scene).frames.map(({ box }) => box);
  const apart =
    first.right <= second.left ||
    second.right <= first.left ||
    first.bottom <= second.top ||
    second.bottom <= first.top;
  expect(apart).toBe(true);
  // The file does not show the rate among the people: it is shown again beside what it acts on.
  expect(framesOfLinks(scene as Scene).get("rate infection")).toEqual(["people", "people"]);
  const shown = scene?.nodes.filter(({ node }) => node.key === "rate") ?? [];
  expect(shown.map(({ ghost }) => ghost).toSorted()).toEqual([false, true]);
  const ghost = shown.find((one) => one.ghost)?.box as Box;
  for (const { id, box } of scene?.nodes ?? []) {
    const covers =
      box.left < ghost.right &&
      ghost.left < box.right &&
      box.top < ghost.bottom &&
      ghost.top < box.bottom;
    expect(covers && !id.startsWith("rate"), id).toBe(false);
  }
});

test("where a file shows a variable again links start from there, pipes of a stock end there", () => {
  const scene = drawn([
    {
      name: "people",
      nodes: people.filter(({ key }) => !["infectious", "recovery"].includes(key)),
      ghosts: [
        { key: "rate", x: 220, y: 300 },
        { key: "infectious", x: 340, y: 200 },
        { key: "recovery", x: 20, y: 20 },
      ],
    },
    {
      name: "ill",
      nodes: [
        { key: "rate", x: 100, y: 100 },
        { key: "infectious", x: 300, y: 100 },
        { key: "recovery", x: 420, y: 100 },
      ],
    },
  ]) as Scene;
  const frames = framesOfLinks(scene);
  expect(frames.get("rate infection")).toEqual(["people", "people"]);
  expect(frames.get("infectious infection")).toEqual(["people", "people"]);
  const at = (id: string) => scene.nodes.find((node) => node.id === id)?.centre ?? [0, 0];
  const [from] = scene.links.filter(({ link }) => link.from === "rate").map((one) => one.from);
  const [x, y] = at(from);
  const [sx, sy] = at("susceptible");
  expect([x - sx, y - sy]).toEqual([120, 100]);
  // The pipe of the infection ends at the box that stands for the infectious in its view.
  const pipe = scene.pipes.find(({ flow }) => flow === "infection");
  const end = pipe?.corners.at(-1) ?? [0, 0];
  const [frame] = scene.frames;
  expect(isWithin({ left: end[0], right: end[0], top: end[1], bottom: end[1] }, frame.box)).toBe(
    true,
  );
  // A ghost that nothing starts from is left out.
  expect(scene.nodes.filter(({ node }) => node.key === "recovery")).toHaveLength(1);
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
