// The native programs of the same models: what one core of this machine can do (`limit`), and what
// a C compiler makes of them one future at a time (`scalar`). They come with the benchmark kit, by
// default beside the project; PARLEY_BENCH_KIT names another place.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

import { scheduled } from "./clock.mjs";

const project = resolve(import.meta.dirname, "..");
export const kit = resolve(project, process.env.PARLEY_BENCH_KIT ?? "../shared/bench");

/** The large programs run at one of two speeds, fixed for the life of a process; the best counts. */
const starts = { XL: 3 };
const seconds = 0.5;

/** `{ programs }`, or `{ missing }` with the reason why there are none. */
export async function buildNative(models) {
  if (!existsSync(join(kit, "limit.mjs"))) return { missing: "the benchmark kit is not there" };
  try {
    const { build } = await import(pathToFileURL(join(kit, "limit.mjs")));
    const folder = build(models, ["scalar", "limit"]);
    return { programs: { run: (model, variant) => best(folder, model, variant) } };
  } catch (error) {
    return { missing: error.message };
  }
}

/** Futures a second of one program, the best of its starts. */
async function best(folder, model, variant) {
  let rate = 0;
  const count = starts[model] ?? 1;
  for (let start = 0; start < count; start++) {
    rate = Math.max(rate, await runOnce(folder, model, variant, seconds / count));
  }
  return rate;
}

async function runOnce(folder, model, variant, duration) {
  const futures = join(kit, "futures", `${model}.csv`);
  const child = spawn(join(folder, `${model}.${variant}`), [futures, "--seconds", `${duration}`]);
  let output = "";
  child.stdout.on("data", (data) => (output += data));
  // What share of the time in which it could run it did run.
  let times = null;
  const watch = setInterval(() => {
    times = scheduled(`/proc/${child.pid}/schedstat`) ?? times;
  }, 10);
  const status = await new Promise((done) => child.on("close", done));
  clearInterval(watch);
  if (status !== 0) throw new Error(`${model}.${variant} ended with status ${status}`);
  const { runs_per_second: rate, checksum } = JSON.parse(output);
  const expected = checksumOf(model);
  if (!(Math.abs(checksum / expected - 1) <= 1e-9)) {
    throw new Error(`${model}.${variant} computed the checksum ${checksum} instead of ${expected}`);
  }
  return times === null ? rate : (rate * (times.ran + times.waited)) / times.ran;
}

function checksumOf(model) {
  const text = readFileSync(join(kit, "expected", `${model}.csv`), "utf8").trim();
  const rows = text.split("\n").slice(1);
  return rows.flatMap((row) => row.split(",").map(Number)).reduce((sum, value) => sum + value, 0);
}
