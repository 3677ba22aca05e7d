import { afterAll, expect, test } from "vitest";

import { createDesign } from "#explore/design";
import { createExplorer } from "#explore/explorer";
import { exploreStudy, loadStudy } from "#parley";
import { column } from "#numeric/table";
import { createRunner } from "#run/runner";
import { createNodeHost } from "#show/node/host";
import { inRuns } from "#store/ensemble";
import { shardCount, shardOfFuture, shardRange } from "#store/extents";
import { readEnsemble } from "#store/read-ensemble";

import { explored, scratch, smallStudy } from "./ensembles.js";

const { at, remove } = scratch();
afterAll(remove);

test("what is stored is what the engine computes, in the order of futures", async () => {
  const { study, folder } = await explored(at("whole"), { futures: 300, seed: 7, shardSize: 128 });
  const premises = [...study.premises.keys()];
  const outcomes = [...study.outcomes.keys()];
  const tables = await readEnsemble(folder, { columns: ["future", ...premises, ...outcomes] });
  expect(tables.map(({ policy }) => policy)).toEqual([...study.policies.keys()]);
  const runner = await createRunner(createNodeHost(smallStudy), 0);
  const design = createDesign({ study, design: { kind: "monte carlo" }, seed: 7, futures: 300 });
  const request = { design, seed: 7, policies: [...study.policies.keys()], series: [] };
  const explorer = createExplorer(study, runner, request);
  const drawn = explorer.premises("open", 0, 300);
  let index = 0;
  for await (const { policy, outcomes: found } of explorer.cases(drawn, 0)) {
    const { table, position, failed, ok } = tables[index++];
    expect([tables[index - 1].policy, position, failed]).toEqual([policy, "open", 0]);
    expect(ok).toEqual(new Uint8Array(300).fill(1));
    expect([...column(table, "future")]).toEqual(Array.from({ length: 300 }, (_, row) => row));
    for (const key of premises) expect(column(table, key)).toEqual(column(drawn, key));
    for (const key of outcomes) expect(column(table, key)).toEqual(column(found, key));
  }
  expect(index).toBe(tables.length);
});

test("columns and policies that are not there are told", async () => {
  const { folder } = await explored(at("names"), { futures: 10 });
  await expect(readEnsemble(folder, { columns: ["futur"] })).rejects.toMatchObject({
    message: "The ensemble has no column of numbers `futur`.",
    help: "Did you mean `future`?",
  });
  await expect(
    readEnsemble(folder, { columns: [], policies: ["moratorum"] }),
  ).rejects.toMatchObject({ help: "Did you mean `moratorium`?" });
});

test("shards stay what they are when an ensemble grows", () => {
  const ends = [1500, 3000];
  expect(shardCount(ends, 1000)).toBe(4);
  expect([0, 1, 2, 3].map((index) => shardRange(ends, 1000, index))).toEqual([
    { index: 0, from: 0, to: 1000 },
    { index: 1, from: 1000, to: 1500 },
    { index: 2, from: 1500, to: 2500 },
    { index: 3, from: 2500, to: 3000 },
  ]);
  expect(shardRange(ends, 1000, 4)).toBeUndefined();
  expect(
    [0, 999, 1000, 1499, 1500, 2499, 2999, 3000].map((future) => {
      return shardOfFuture(ends, 1000, future)?.index;
    }),
  ).toEqual([0, 0, 1, 1, 2, 2, 3, undefined]);
});

test("numbers as people write them", () => {
  expect(inRuns([0, 1, 2, 5, 7, 8])).toBe("0 to 2, 5 and 7 to 8");
  expect(inRuns([3])).toBe("3");
  expect(inRuns([1, 3, 5, 7], 2)).toBe("1, 3 …");
});

test("blocks are the same however futures are split, and end when the host is asked to stop", async () => {
  const host = createNodeHost(smallStudy);
  const { value: study } = await loadStudy(host);
  if (study === undefined) throw new Error("the study has errors");
  const gather = async (blockFutures: number, stopAfter = Infinity) => {
    const values = new Map<string, number[]>();
    let blocks = 0;
    const watched = { ...host, cancelled: () => blocks >= stopAfter };
    const options = { from: 5, to: 45, seed: 2, positions: ["ministry", "open"], workers: 0 };
    for await (const block of exploreStudy(study, watched, { ...options, blockFutures })) {
      blocks++;
      const name = `${block.position} ${block.policy}`;
      const [outcome] = block.outcomes.columns.values();
      values.set(name, [...(values.get(name) ?? []), ...outcome]);
    }
    return { values, blocks };
  };
  const whole = await gather(40);
  expect(whole.values.size).toBe(6);
  expect(whole.values.get("open quota")).toHaveLength(40);
  const { values, blocks } = await gather(7);
  expect([values, blocks]).toEqual([whole.values, 36]);
  expect((await gather(7, 3)).blocks).toBe(3);
});
