import { existsSync, readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { simulate } from "#parley";
import { resolveAndCheck } from "#compile/compile";
import { readModelFile } from "#read/model-file";
import { modelFileText } from "#read/write-model-file";
import { createFolderFiles } from "#show/node/files";
import { createNodeHost } from "#show/node/host";
import type { Model } from "#study/model";
import { memoryFiles } from "./memory-files.js";

/*
 * A model goes from the file it is in to the native format, to XMILE and back, and is the same
 * model after each step: what it computes, bit for bit, and what people read. The public models are
 * no part of the project: where they are missing, their test is skipped and says so.
 */

const own = fileURLToPath(new URL("../cases/models/", import.meta.url));
const shared = fileURLToPath(new URL("../../../shared/conformance/cases/", import.meta.url));
const there = existsSync(shared);
const why = there ? "" : " (skipped: the public cases are not beside this checkout)";

function modelsIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(mdl|xmile|stmx|yaml)$/iu.test(file))
    .sort()
    .map((file) => join(folder, file));
}

/** Null for a file that is no model without errors. */
async function read(file: string): Promise<Model | null> {
  const { value } = await readModelFile(createFolderFiles(dirname(file)), basename(file));
  return value ?? null;
}

/** Writes a model, and reads what was written; nothing may be lost. */
async function through(model: Model, path: string, file: string): Promise<Model> {
  const { value: text, diagnostics } = await modelFileText(model, path);
  expect(diagnostics, `${file} as ${path}`).toEqual([]);
  const files = memoryFiles(new Map([[path, text as string]]));
  const { value } = await readModelFile(files, path);
  return value as Model;
}

const host = createNodeHost(".");

/** Every variable at every save; null if the model has something that cannot be run. */
async function run(model: Model): Promise<ReadonlyMap<string, Float64Array> | null> {
  const { diagnostics } = resolveAndCheck(model);
  if (diagnostics.some(({ severity }) => severity === "error")) return null;
  return (await simulate(model, { values: new Map(), paths: new Map() }, host)).columns;
}

/** The first value that is not the same to the last bit; NaN is NaN. */
function firstDifference(
  before: ReadonlyMap<string, Float64Array>,
  after: ReadonlyMap<string, Float64Array>,
): string | null {
  const [names, others] = [[...before.keys()], [...after.keys()]].map((each) => each.toSorted());
  if (names.join("\n") !== others.join("\n")) return `${names.length} and ${others.length} columns`;
  for (const [name, values] of before) {
    const found = after.get(name) as Float64Array;
    const at = values.findIndex((value, index) => !Object.is(value, found[index]));
    if (at >= 0) return `${name} at save ${at}: ${values[at]} and ${found[at]}`;
  }
  return null;
}

async function thereAndBack(file: string): Promise<"unreadable" | "read" | "run"> {
  const model = await read(file);
  if (model === null) return "unreadable";
  const native = await through(model, "model.yaml", file);
  const xmile = await through(native, "model.xmile", file);
  const back = await through(xmile, "again.yaml", file);
  const columns = await run(model);
  if (columns === null) return "read";
  const again = await run(back);
  expect(again === null ? "not run" : firstDifference(columns, again), file).toBe(null);
  return "run";
}

async function countAll(files: readonly string[]): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = { unreadable: 0, read: 0, run: 0 };
  for (const file of files) counts[await thereAndBack(file)] += 1;
  return counts;
}

test("models of our own are the same in every format, and after all of them", async () => {
  const files = modelsIn(own);
  const { unreadable, read: onlyRead, run } = await countAll(files);
  // Two are full of mistakes on purpose; all that can be read can be run.
  expect({ unreadable, read: onlyRead }).toEqual({ unreadable: 2, read: 0 });
  expect(run).toBeGreaterThanOrEqual(19);
});

test.skipIf(!there)(
  `every public model is the same in every format${why}`,
  async () => {
    const counts = await countAll(modelsIn(shared));
    // What the reference tool's own converter did not finish (`?` as an equation) is unreadable.
    expect(counts.read).toBe(0);
    expect(counts.run).toBeGreaterThanOrEqual(145);
  },
  60_000,
);
