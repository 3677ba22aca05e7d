import fc from "fast-check";
import { expect, test } from "vitest";
import { graphOf } from "#diagram/graph";
import { communitiesOf } from "#diagram/layout/communities";
import { layOut } from "#diagram/layout/layout";
import { packed } from "#diagram/layout/packed";
import { polarities } from "#diagram/polarity";
import type { Box, Scene } from "#diagram/scene";
import { keyOf } from "#study/name";
import type { Group, Model } from "#study/model";

import { modelOf, type Draft } from "../support/model.js";

const seed = { seed: 11, numRuns: 200 };

function sceneOf(model: Model, groups: readonly Group[]): Scene {
  const graph = graphOf(model);
  return layOut(graph, polarities(model, graph.links, null), { groups });
}

/** So many sectors of a stock with two flows and some auxiliaries, each reading from the one before. */
function sectoredModel(sectors: number, auxiliaries: number): Model {
  const drafts = Array.from({ length: sectors }, (_, sector): [string, Draft][] => {
    const name = (what: string) => `${what} of part ${sector}`;
    const source = (at: number) => (at === 0 ? name("level") : name(`effect ${at - 1}`));
    const before = sector === 0 ? "" : ` + level of part ${sector - 1}`;
    return [
      [name("level"), { stock: "1", inflows: [name("gain")], outflows: [name("loss")] }],
      [name("gain"), { flow: `${name("effect 0")}${before}` }],
      [name("loss"), { flow: name("level") }],
      ...Array.from({ length: auxiliaries }, (_, at): [string, Draft] => [
        name(`effect ${at}`),
        `${source(at)} + ${source(at % 3)}`,
      ]),
    ];
  });
  return modelOf({ stop: 1, step: 1 }, Object.fromEntries(drafts.flat()));
}

function groupsOf(sectors: number, auxiliaries: number): readonly Group[] {
  return Array.from({ length: sectors }, (_, sector) => ({
    name: `Part ${sector}`,
    documentation: null,
    members: ["gain", ...Array.from({ length: auxiliaries }, (_, at) => `effect ${at}`)].map(
      (what) => keyOf(`${what} of part ${sector}`),
    ),
  }));
}

function contains(outer: Box, inner: Box): boolean {
  return (
    outer.left <= inner.left &&
    outer.top <= inner.top &&
    outer.right >= inner.right &&
    outer.bottom >= inner.bottom
  );
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

test("each group of a model has a frame, with its own in it and guests of what acts from elsewhere", () => {
  const model = sectoredModel(4, 5);
  const { frames, nodes, links } = sceneOf(model, groupsOf(4, 5));
  expect(frames.map(({ title }) => title)).toEqual(["Part 0", "Part 1", "Part 2", "Part 3"]);
  for (const { node, ghost, box } of nodes) {
    if (ghost) continue;
    // The stock and its outflow are in no group: they stay with the flow that is.
    const sector = /part_?\s*(\d)$/u.exec(node.key)?.[1];
    expect(contains(frames[Number(sector)].box, box), node.name).toBe(true);
  }
  for (const [index, one] of frames.entries()) {
    for (const other of frames.slice(index + 1)) expect(overlap(one.box, other.box)).toBe(false);
  }
  // No link leaves a frame: what acts on another sector stands there again.
  for (const { from, to } of links) {
    const boxes = [from, to].map((id) => nodes.find((node) => node.id === id)?.box as Box);
    expect(frames.some(({ box }) => boxes.every((own) => contains(box, own)))).toBe(true);
  }
  expect(nodes.filter(({ ghost }) => ghost).map(({ node }) => node.name)).toEqual([
    "level of part 0",
    "level of part 1",
    "level of part 2",
  ]);
});

test("a single group, or groups of next to nothing, divide nothing", () => {
  const model = sectoredModel(2, 5);
  expect(sceneOf(model, groupsOf(1, 5)).frames).toEqual([]);
  const small = groupsOf(2, 5).map((group) => ({ ...group, members: group.members.slice(0, 2) }));
  expect(sceneOf(model, small).frames).toEqual([]);
  expect(sceneOf(model, []).frames).toEqual([]);
});

test("a thousand variables without groups are divided by what hangs together, in seconds", () => {
  const model = sectoredModel(40, 22);
  expect(model.variables.size).toBe(1000);
  const began = performance.now();
  const { frames, nodes } = sceneOf(model, []);
  // Some two seconds alone; the rest is for busy machines.
  expect(performance.now() - began).toBeLessThan(20_000);
  expect(frames.length).toBeGreaterThanOrEqual(15);
  for (const { title } of frames) expect(title).toMatch(/^around level of part \d+$/u);
  const homes = nodes.filter(({ ghost }) => !ghost);
  expect(homes).toHaveLength(1000);
  for (const { box } of homes)
    expect(frames.filter((one) => contains(one.box, box))).toHaveLength(1);
  const covered = nodes.flatMap((one, index) =>
    nodes.slice(index + 1).filter((other) => overlap(one.box, other.box)),
  );
  expect(covered).toEqual([]);
});

test("cliques that few links join are told apart", () => {
  const clique = (from: number, size: number) =>
    Array.from({ length: size }, (_, one) =>
      Array.from({ length: one }, (_, other) => [from + one, from + other] as const),
    ).flat();
  const sizes = Array.from({ length: 15 }, () => 1);
  const edges = [...clique(0, 5), ...clique(5, 6), ...clique(11, 4), [0, 5], [6, 11]] as const;
  const found = communitiesOf(sizes, edges, { least: 2, most: 10 });
  expect(found).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2]);
  // What has no link is put together, and what is small goes to its neighbour.
  expect(communitiesOf([1, 1, 1], [], { least: 2, most: 10 })).toEqual([0, 0, 0]);
  expect(communitiesOf([5, 5, 1], [[1, 2]], { least: 2, most: 5 })).toEqual([0, 1, 1]);
});

test("rectangles are packed without overlap, and not far beyond their area", () => {
  const side = fc.integer({ min: 1, max: 40 });
  const sizes = fc.array(fc.record({ width: side, height: side }), { minLength: 1, maxLength: 24 });
  fc.assert(
    fc.property(sizes, (list) => {
      const boxes = packed(list, 1.6).map(({ x, y }, index): Box => {
        const { width, height } = list[index];
        return { left: x, top: y, right: x + width, bottom: y + height };
      });
      for (const [index, one] of boxes.entries()) {
        expect(one.left).toBeGreaterThanOrEqual(0);
        expect(one.top).toBeGreaterThanOrEqual(0);
        for (const other of boxes.slice(index + 1)) expect(overlap(one, other)).toBe(false);
      }
      const area = list.reduce((sum, { width, height }) => sum + width * height, 0);
      const largest = Math.max(...list.map(({ width, height }) => Math.max(width, height)));
      const sheet =
        Math.max(...boxes.map(({ right }) => right)) * Math.max(...boxes.map((box) => box.bottom));
      expect(sheet).toBeLessThanOrEqual(2.2 * area + 4 * largest * largest);
    }),
    seed,
  );
});
