import { existsSync } from "node:fs";
import { chromium } from "playwright-core";
import { expect, test } from "vitest";

import { compile } from "#compile/compile";
import type { CompileRequest } from "#compile/compile";
import type { Program } from "#compile/program";
import { sha256 } from "#numeric/hash";
import { createKernel } from "#run/kernel";
import { createRunner } from "#run/runner";
import { createNodeHost, instantiate } from "#show/node/host";

import { modelOf } from "../support/model.js";
import { outcomeOf } from "../support/outcome.js";
import { generator } from "../support/random-model.js";
import { systemOf } from "../support/run.js";

/* An ensemble has one hash, whatever runs it: shapes, threads, chunks, and another engine's wasm. */

const system = systemOf(
  modelOf(
    { stop: 10, step: 0.125, method: "rk4" },
    {
      rate: 0.3,
      power: 0.7,
      shift: 1,
      Fish: { stock: "5", inflows: ["births"], outflows: ["catch"] },
      "curve of births": {
        points: [
          [0, 0.2],
          [3, 1],
          [5, 0.4],
          [9, 0.9],
          [10, 0],
        ],
        interpolation: "continuous",
        input: "Fish",
      },
      births: { flow: "rate * Fish ^ power * curve of births * EXP(-Fish / 50)" },
      catch: { flow: "LN(1 + ABS(Fish)) * (0.2 + SIN(TIME + shift) / 9) + 0.01 * Fish ^ 2" },
      noise: "vensim.RANDOM NORMAL(-2, 2, 0, 1, 7)",
      Drift: { stock: "0", inflows: ["drift"] },
      drift: { flow: "noise * TAN(shift / 3) + ARCTAN(Fish)" },
    },
  ),
);
const parameters = ["rate", "power", "shift"];
const outcomes = [
  outcomeOf("fish left", "Fish", "at", 0, 10),
  outcomeOf("most", "Fish", "max", 0, 10),
  outcomeOf("caught", "catch", "total", 0, 10),
  outcomeOf("drift", "Drift", "at", 0, 10),
];
const futures = 700;
const random = generator(20091221);
// Some futures fail: their neighbours in a vector must not notice.
const block = new Float64Array(parameters.length * futures).map((_, at) =>
  at % 37 === 0 ? [NaN, 1e300, -1e300, Infinity][at % 4] : random() * 2,
);
/** What all of them come to; another value means that the declared arithmetic has changed. */
const expected = "4abbe563e04fcc55636acd7a303c2b747d79fbed9ceec106789e61b6d813cf0a";

type Shape = NonNullable<CompileRequest["shape"]>;

function compiled(shape?: Shape): Program {
  return compile(system, { parameters, outcomes, series: [], ...(shape ? { shape } : {}) });
}

function hashOf(values: Float64Array): string {
  return sha256(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
}

const here = createNodeHost(import.meta.dirname);

test.each([
  { lanes: 2, vectors: 1, blockSize: 0 },
  { lanes: 4, vectors: 2, blockSize: 0, steps: 7 },
  { lanes: 32, vectors: 1, blockSize: 0, steps: 2 },
  { lanes: 12, vectors: 6, blockSize: 0 },
  { lanes: 4, vectors: 1, blockSize: 1 },
  { lanes: 32, vectors: 1, blockSize: 14 },
  { lanes: 64, vectors: 4, blockSize: 200 },
])("the hash of an ensemble in the shape %o", async (shape) => {
  const kernel = await createKernel(compiled(shape), { instantiate });
  expect(hashOf(kernel.run({ futures, parameters: block, seed: 3 }).outcomes)).toBe(expected);
});

test.each([0, 1, 2, 3, 4])("the hash of an ensemble on %i workers", async (workers) => {
  const runner = await createRunner(here, workers);
  const { outcomes: found } = await runner.run(compiled(), { futures, parameters: block, seed: 3 });
  await runner.stop();
  expect(hashOf(found)).toBe(expected);
});

test("a future alone is what it is among others", async () => {
  const kernel = await createKernel(compiled(), { instantiate });
  const all = kernel.run({ futures, parameters: block, seed: 3 }).outcomes;
  for (const future of [0, 1, 36, 37, 38, 74, 500, 699]) {
    const own = Float64Array.from(parameters, (_, row) => block[row * futures + future]);
    const alone = kernel.run({ futures: 1, parameters: own, firstFuture: future, seed: 3 });
    const among = outcomes.map((_, row) => all[row * futures + future]);
    expect([...alone.outcomes]).toEqual(among);
  }
});

test("series that are read in place are those that are copied out, until the next run", async () => {
  const program = compile(system, { parameters, outcomes, series: ["fish", "drift"] });
  const kernel = await createKernel(program, { instantiate });
  // One chunk as it stands, one with spare lanes, and several chunks.
  for (const count of [64, 61, 700]) {
    const part = Float64Array.from({ length: parameters.length * count }, (_, at) => block[at]);
    const request = { futures: count, parameters: part, seed: 3 };
    const copied = kernel.run(request);
    const before = hashOf(copied.series);
    const inPlace = kernel.runInPlace(request);
    expect(hashOf(inPlace.series)).toBe(before);
    expect(hashOf(inPlace.outcomes)).toBe(hashOf(copied.outcomes));
    kernel.run({ ...request, seed: 4 });
    expect(hashOf(copied.series)).toBe(before);
  }
});

const path = "/usr/bin/chromium";
const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"];
const quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync"];

test("Chromium's WebAssembly gives the same bits", async ({ skip }) => {
  if (!existsSync(path)) skip(`there is no ${path}`);
  const program = compiled();
  // The kernel of this thread shows what is to be found in memory; Chromium runs the same bytes.
  const calls: number[][] = [];
  const before: string[] = [];
  const after: string[] = [];
  const kernel = await createKernel(program, {
    instantiate: async (bytes, pages) => {
      const instance = await instantiate(bytes, pages);
      const { memory } = instance;
      return {
        memory,
        run: (...call) => {
          before.push(base64(memory));
          calls.push(call);
          instance.run(...call);
          after.push(results(memory, call));
        },
      };
    },
  });
  kernel.run({ futures: 128, parameters: halved(), seed: 3 });
  const browser = await chromium.launch({ executablePath: path, args: [...flags, ...quiet] });
  try {
    const page = await browser.newPage();
    const found = await page.evaluate(inBrowser, {
      module: base64(program.bytes),
      memory: before[0],
      call: calls[0],
      rows: outcomes.length,
    });
    expect(found).toBe(after[0]);
  } finally {
    await browser.close();
  }

  function results(from: ArrayBuffer, [, at, , stride]: readonly number[]): string {
    const values = new Float64Array(from, at, (outcomes.length * stride) / 8);
    return values.map((value) => (Number.isNaN(value) ? Number.NaN : value)).join(" ");
  }
});

function halved(): Float64Array {
  return Float64Array.from({ length: 128 * parameters.length }, (_, at) => block[at]);
}

function base64(bytes: ArrayBuffer | Uint8Array): string {
  return Buffer.from(bytes as Uint8Array).toString("base64");
}

/** What the page uses of its WebAssembly, which these types know nothing of. */
interface BrowserEngine {
  readonly Memory: new (size: { initial: number; maximum: number }) => {
    readonly buffer: ArrayBuffer;
  };
  instantiate(
    bytes: Uint8Array,
    imports: unknown,
  ): Promise<{ readonly instance: { readonly exports: Readonly<Record<string, unknown>> } }>;
}

/** Runs in the page: the module on a copy of the memory, and what it leaves in the rows of results. */
async function inBrowser(given: {
  readonly module: string;
  readonly memory: string;
  readonly call: readonly number[];
  readonly rows: number;
}): Promise<string> {
  const bytesOf = (text: string) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const start = bytesOf(given.memory);
  const pages = start.length / 65_536;
  const { WebAssembly: engine } = globalThis as unknown as { WebAssembly: BrowserEngine };
  const memory = new engine.Memory({ initial: pages, maximum: pages });
  const { instance } = await engine.instantiate(bytesOf(given.module), { parley: { memory } });
  new Uint8Array(memory.buffer).set(start);
  const run = instance.exports["run"] as (...call: number[]) => void;
  run(...given.call);
  const [, at, , stride] = given.call;
  const values = new Float64Array(memory.buffer, at, (given.rows * stride) / 8);
  return values.map((value) => (Number.isNaN(value) ? Number.NaN : value)).join(" ");
}
