import fc from "fast-check";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { graphOf } from "#diagram/graph";
import { layOut } from "#diagram/layout/layout";
import { polarities } from "#diagram/polarity";
import type { Box, Point, Scene } from "#diagram/scene";
import { svgOf } from "#diagram/svg";
import { loadStudy } from "#parley";
import { createNodeHost } from "#show/node/host";
import type { Model } from "#study/model";
import { modelOf, type Draft } from "../support/model.js";

function sceneOf(model: Model): Scene {
  const graph = graphOf(model);
  return layOut(graph, polarities(model, graph.links, null));
}

/** What must hold of any diagram, whatever the model; empty if it does. */
function faultsOf(scene: Scene, model: Model): readonly string[] {
  const faults: string[] = [];
  const { nodes, pipes, links, width, height } = scene;
  for (const [index, one] of nodes.entries()) {
    for (const other of nodes.slice(index + 1)) {
      if (overlap(one.box, other.box)) faults.push(`${one.id} covers ${other.id}`);
    }
    const { left, top, right, bottom } = one.box;
    if (left < 0 || top < 0 || right > width || bottom > height) {
      faults.push(`${one.id} lies beyond the paper`);
    }
  }
  const home = new Map(nodes.filter(({ ghost }) => !ghost).map((node) => [node.id, node]));
  for (const { key } of model.variables.values()) {
    if (home.has(key) === scene.hidden.includes(key)) faults.push(`${key} has no place of its own`);
  }
  for (const { flow, from, to, corners } of pipes) {
    for (const [index, [x, y]] of corners.slice(1).entries()) {
      const [x0, y0] = corners[index];
      if (x !== x0 && y !== y0) faults.push(`the pipe of ${flow} is neither level nor upright`);
    }
    for (const [stock, end] of [
      [from, corners[0]],
      [to, corners[corners.length - 1]],
    ] as const) {
      if (stock === null) continue;
      const box = home.get(stock)?.box;
      if (box === undefined || !isOnEdge(end, box)) faults.push(`${flow} does not reach ${stock}`);
    }
    const valve = home.get(flow)?.centre;
    const isFirst = pipes.find((pipe) => pipe.flow === flow)?.corners === corners;
    if (valve === undefined || (isFirst && !isOnPipe(valve, corners))) {
      faults.push(`the valve of ${flow} is not on its pipe`);
    }
  }
  for (const { from, to, curve, link } of links) {
    for (const [id, end] of [
      [from, curve[0]],
      [to, curve[2]],
    ] as const) {
      const node = nodes.find((one) => one.id === id);
      const key = id === from ? link.from : link.to;
      if (node?.node.key !== key) faults.push(`a link of ${key} ends at ${id}`);
      else if (!isNear(end, node.box, 6)) faults.push(`${from} to ${to} ends apart from ${id}`);
    }
  }
  return faults;
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

function isOnEdge([x, y]: Point, { left, right, top, bottom }: Box): boolean {
  const near = (a: number, b: number): boolean => Math.abs(a - b) < 0.2;
  const across = x > left - 0.2 && x < right + 0.2 && (near(y, top) || near(y, bottom));
  const along = y > top - 0.2 && y < bottom + 0.2 && (near(x, left) || near(x, right));
  return across || along;
}

function isOnPipe([x, y]: Point, corners: readonly Point[]): boolean {
  return corners.slice(1).some(([x1, y1], index) => {
    const [x0, y0] = corners[index];
    const within = (value: number, a: number, b: number): boolean =>
      value > Math.min(a, b) - 0.2 && value < Math.max(a, b) + 0.2;
    return within(x, x0, x1) && within(y, y0, y1);
  });
}

function isNear([x, y]: Point, { left, right, top, bottom }: Box, far: number): boolean {
  return x > left - far && x < right + far && y > top - far && y < bottom + far;
}

/** Models of any shape: stocks in chains, trees and circles, and whatever else in between. */
const models = fc
  .record({
    stocks: fc.integer({ min: 0, max: 7 }),
    others: fc.integer({ min: 0, max: 14 }),
    constants: fc.integer({ min: 0, max: 8 }),
    flows: fc.array(fc.tuple(fc.integer({ min: -2, max: 6 }), fc.integer({ min: -2, max: 6 })), {
      maxLength: 12,
    }),
    reads: fc.array(fc.tuple(fc.nat(40), fc.nat(40)), { maxLength: 50 }),
  })
  .map(({ stocks, others, constants, flows, reads }) => {
    const used = flows.map(([from, to], index) => ({
      name: `flow number ${index}`,
      from: from < stocks ? from : -1,
      to: to < stocks ? to : -1,
    }));
    const names = [
      ...Array.from({ length: constants }, (_, index) => `constant ${index}`),
      ...Array.from({ length: stocks }, (_, index) => `stock ${index} of the model`),
    ];
    const later = [
      ...Array.from({ length: others }, (_, index) => `what is in between ${index}`),
      ...used.map(({ name }) => name),
    ];
    const all = [...names, ...later];
    const equationOf = (name: string): string => {
      const before = names.length + later.indexOf(name);
      const picked = reads
        .filter(([reader]) => later[reader % Math.max(1, later.length)] === name)
        .flatMap(([, source]) => (before === 0 ? [] : [all[source % before]]));
      return picked.length === 0 ? "1" : picked.join(" + ");
    };
    const drafts: [string, Draft][] = [
      ...names.slice(0, constants).map((name): [string, Draft] => [name, 1]),
      ...names.slice(constants).map((name, index): [string, Draft] => [
        name,
        {
          stock: constants > 0 ? "constant 0" : "1",
          inflows: used.filter(({ to }) => to === index).map((flow) => flow.name),
          outflows: used.filter(({ from }) => from === index).map((flow) => flow.name),
        },
      ]),
      ...later.map((name): [string, Draft] =>
        name.startsWith("flow") ? [name, { flow: equationOf(name) }] : [name, equationOf(name)],
      ),
    ];
    return modelOf({ stop: 1, step: 1 }, Object.fromEntries(drafts));
  });

test("no name covers another, pipes are straight, and all ends meet", () => {
  fc.assert(
    fc.property(models, (model) => {
      expect(faultsOf(sceneOf(model), model)).toEqual([]);
    }),
    { seed: 7, numRuns: 60 },
  );
});

test("the founding study keeps to the same rules, with its constants and without", async () => {
  const folder = new URL("../../examples/drones-or-diplomacy", import.meta.url);
  const { value: study } = await loadStudy(createNodeHost(fileURLToPath(folder)));
  if (study === undefined) throw new Error("the study cannot be read");
  const { model, premises } = study;
  const graph = graphOf(model);
  const signs = polarities(model, graph.links, null);
  const keep = new Set(premises.keys());
  const scene = layOut(graph, signs, { keep });
  expect(faultsOf(scene, model)).toEqual([]);
  expect(scene.hidden.some((key) => keep.has(key))).toBe(false);
  expect(scene.nodes.some(({ ghost }) => ghost)).toBe(true);
  // The same model, the same picture.
  expect(svgOf(layOut(graph, signs, { keep }), "t")).toBe(svgOf(scene, "t"));
});

test("names from a hostile model are text, and nothing else", () => {
  const name = '<script>alert("1")</script> & \u0007';
  const svg = svgOf(sceneOf(modelOf({ stop: 1, step: 1 }, { [name]: 1 })), name);
  expect(svg).not.toContain("<script");
  expect(svg).toContain("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; \ufffd");
  expect(svg).not.toContain("\u0007");
});
