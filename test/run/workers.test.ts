import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";

import { compile } from "#compile/compile";
import type { Program } from "#compile/program";
import type { FutureBlock, RunBlock } from "#run/kernel";
import { createRunner } from "#run/runner";
import type { Runner } from "#run/runner";
import { createNodeHost } from "#show/node/host";
import type { Machine, WorkerLink } from "#study/host";

import { modelOf } from "../support/model.js";
import { outcomeOf } from "../support/outcome.js";
import { generator } from "../support/random-model.js";
import { systemOf } from "../support/run.js";

/* The runner with the threads of the Node host: what comes back does not depend on their number. */

const host = createNodeHost(fileURLToPath(new URL(".", import.meta.url)));

/** Growth that is limited by a capacity, with a forcing; some futures overflow or are no numbers. */
const pond = systemOf(
  modelOf(
    { stop: 20, step: 0.125, method: "rk4", saveEvery: 40 },
    {
      rate: 0.3,
      capacity: 100,
      start: 5,
      Fish: { stock: "start", inflows: ["births"], outflows: ["catch"] },
      births: { flow: "rate * Fish * (1 - Fish / capacity)" },
      catch: { flow: "0.1 * Fish * (1 + SIN(TIME)) + EXP(-Fish)" },
    },
  ),
);
const parameters = ["rate", "capacity", "start"];
const program = compile(pond, {
  parameters,
  outcomes: [
    outcomeOf("fish left", "Fish", "at", 0, 20),
    outcomeOf("caught", "catch", "total", 0, 20),
    outcomeOf("fewest", "Fish", "min", 0, 20),
  ],
  series: ["fish"],
});
const another = compile(pond, {
  parameters: ["start"],
  outcomes: [outcomeOf("most", "Fish", "max", 0, 20)],
  series: [],
});

/** Blocks around the size of what is handed to a worker at a time (512), and through 128 lanes. */
const sizes = [1, 511, 513, 1337];

const runners = new Map<number, Runner>();
for (const workers of [0, 1, 2, 3]) runners.set(workers, await createRunner(host, workers));
afterAll(() => Promise.all([...runners.values()].map((runner) => runner.stop())));

function blockOf(rows: number, futures: number): FutureBlock {
  const random = generator(futures);
  const values = new Float64Array(rows * futures).map(() => random() * 4 - 0.5);
  // One in a hundred is no number, or grows beyond all of them.
  for (let at = 50; at < values.length; at += 100) values[at] = at % 200 === 50 ? NaN : 1e308;
  return { futures, parameters: values };
}

/** The bits, so that NaN is equal to itself and 0 is not −0. */
function bitsOf({ outcomes, series }: RunBlock): readonly BigUint64Array[] {
  return [outcomes, series].map(
    ({ buffer, byteOffset, length }) => new BigUint64Array(buffer, byteOffset, length),
  );
}

test.each(sizes)("%i futures are the same bits on 0, 1, 2 and 3 workers", async (futures) => {
  const here = await run(0, program, futures);
  expect(here.outcomes).toHaveLength(3 * futures);
  expect(here.series).toHaveLength(program.saves * futures);
  if (futures > 100) expect(here.outcomes.some((value) => Number.isNaN(value))).toBe(true);
  for (const workers of [1, 2, 3]) {
    expect(bitsOf(await run(workers, program, futures)), `${workers} workers`).toEqual(
      bitsOf(here),
    );
  }
});

test("a future does not depend on those that are run with it", async () => {
  const all = await run(2, program, 1337);
  const { parameters: values } = blockOf(3, 1337);
  for (const future of [0, 1, 511, 512, 600, 1336]) {
    const alone = values.filter((_, at) => at % 1337 === future);
    const found = await runners.get(0)!.run(program, { futures: 1, parameters: alone });
    expect([...found.outcomes]).toEqual([0, 1, 2].map((row) => all.outcomes[row * 1337 + future]));
  }
});

test("programs that are run at the same time do not get into each other's way", async () => {
  const alone = [await run(0, program, 513), await run(0, another, 1337)];
  for (const workers of [0, 1, 2, 3]) {
    const together = await Promise.all([
      run(workers, program, 513),
      run(workers, another, 1337),
      run(workers, program, 513),
    ]);
    expect(together.map(bitsOf), `${workers} workers`).toEqual(
      [alone[0], alone[1], alone[0]].map(bitsOf),
    );
  }
});

/** Each future draws its own numbers, whichever piece of the block it is run in. */
test("random numbers belong to the future and the seed", async () => {
  const noisy = compile(
    systemOf(
      modelOf(
        { stop: 4, step: 1 },
        {
          rate: 0,
          Sum: { stock: "0", inflows: ["drawn"] },
          drawn: { flow: "rate + vensim.RANDOM UNIFORM(0, 1, 0)" },
        },
      ),
    ),
    { parameters: ["rate"], outcomes: [outcomeOf("sum", "Sum", "at", 0, 4)], series: [] },
  );
  const futures = 1337;
  const block = (firstFuture: number, count: number, seed: number): FutureBlock => ({
    futures: count,
    parameters: new Float64Array(count),
    firstFuture,
    seed,
  });
  const here = await runners.get(0)!.run(noisy, block(40, futures, 9));
  expect(new Set(here.outcomes).size).toBe(futures);
  const there = await runners.get(3)!.run(noisy, block(40, futures, 9));
  expect(bitsOf(there)).toEqual(bitsOf(here));
  const later = await runners.get(2)!.run(noisy, block(640, 700, 9));
  expect([...later.outcomes]).toEqual([...here.outcomes.subarray(600, 1300)]);
  const other = await runners.get(0)!.run(noisy, block(40, futures, 10));
  expect(other.outcomes[0]).not.toBe(here.outcomes[0]);
});

test("the block that was handed in is left as it was", async () => {
  for (const [, runner] of runners) {
    const block = blockOf(3, 513);
    await runner.run(program, block);
    expect(block.parameters).toEqual(blockOf(3, 513).parameters);
  }
});

test.each([0, 1, 3])(
  "a program that cannot be instantiated rejects (%i workers)",
  async (workers) => {
    const runner = await createRunner(host, workers);
    const broken: Program = { ...program, bytes: program.bytes.slice(0, 100) };
    await expect(runner.run(broken, blockOf(3, 600))).rejects.toThrow(/WebAssembly/);
    // And whoever runs something else is not harmed.
    expect(bitsOf(await runner.run(program, blockOf(3, 600)))).toEqual(
      bitsOf(await run(0, program, 600)),
    );
    await runner.stop();
  },
);

test("a worker that dies rejects what is under way, what waits, and all that comes later", async () => {
  const links: WorkerLink[] = [];
  const watched: Machine = {
    ...host,
    startWorker: async () => {
      const link = await host.startWorker();
      links.push(link);
      return link;
    },
  };
  const runner = await createRunner(watched, 2);
  const underWay = [
    runner.run(program, blockOf(3, 60_000)),
    runner.run(another, blockOf(1, 60_000)),
  ];
  // No message of ours: the worker's handler throws, nobody catches it, the thread ends.
  links[0].send(null, []);
  const settled = await Promise.allSettled(underWay);
  for (const one of settled) {
    expect(one).toMatchObject({ status: "rejected" });
    expect(String((one as PromiseRejectedResult).reason)).toContain("null");
  }
  await expect(runner.run(program, blockOf(3, 1))).rejects.toThrow(/null|ended unasked/);
  await runner.stop();
});

test("a runner that is stopped rejects what is under way", async () => {
  const runner = await createRunner(host, 1);
  const underWay = runner.run(program, blockOf(3, 5000));
  const [, settled] = await Promise.all([runner.stop(), Promise.allSettled([underWay])]);
  expect(settled[0]).toMatchObject({ reason: new Error("the runner was stopped") });
});

async function run(workers: number, which: Program, futures: number): Promise<RunBlock> {
  const block = blockOf(which.parameters.length, futures);
  return runners.get(workers)!.run(which, block);
}
