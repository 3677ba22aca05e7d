// Seeded mutations of models, studies, equations and tables, to see that reading them neither
// crashes nor hangs: each input is read, or refused with errors at places in it, within a second.
//
//     npm run fuzz                        five minutes, from a seed of the clock, which is printed
//     npm run fuzz -- 30                  thirty minutes
//     npm run fuzz -- --inputs 100000 --seed 1 [--parser vensim] [--json]
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";

import { mutated, randomNumbers } from "./fuzz/random.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    inputs: { type: "string" },
    seed: { type: "string" },
    parser: { type: "string" },
    json: { type: "boolean", default: false },
    // For the test of this script: other parsers, and less patience.
    parsers: { type: "string" },
    patience: { type: "string", default: "20" },
  },
});
const from = new URL(values.parsers ?? "./fuzz/parsers.mjs", import.meta.url).href;
const { parsers } = await import(from);
const minutes = Number(positionals[0] ?? 5);
const inputs = values.inputs === undefined ? Infinity : Number(values.inputs);
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const names = values.parser === undefined ? Object.keys(parsers) : [values.parser];
if (names.some((name) => !(name in parsers)) || !(minutes > 0) || !(inputs > 0)) {
  console.error(`parsers are ${Object.keys(parsers).join(", ")}; minutes and inputs are above 0`);
  process.exit(2);
}

/** Seconds of the whole process without an input being finished, from which on it hangs. */
const hanging = Number(values.patience);

/** The input with a number, which a thread that hangs cannot tell any more. */
function inputOf(name, number) {
  const { seeds, pieces } = parsers[name];
  const texts = seeds();
  const random = randomNumbers(seed);
  let text = "";
  for (let input = 0; input <= number; input++) {
    text = mutated(texts[random(texts.length)], pieces, random);
  }
  return text;
}

/** Runs one parser in a thread, which can be ended even if it does not come back. */
function run(name) {
  const counter = new SharedArrayBuffer(4);
  const share = (minutes * 60_000) / names.length;
  const until = values.inputs === undefined ? Date.now() + share : null;
  const worker = new Worker(new URL("./fuzz/worker.mjs", import.meta.url), {
    workerData: { from, name, seed, inputs, until, counter },
  });
  return new Promise((resolve) => {
    let last = { tried: -1, used: process.cpuUsage() };
    let found = null;
    const watch = setInterval(() => {
      const tried = Atomics.load(new Int32Array(counter), 0);
      if (tried !== last.tried) {
        last = { tried, used: process.cpuUsage() };
        return;
      }
      const { user, system } = process.cpuUsage(last.used);
      if ((user + system) / 1e6 < hanging) return;
      clearInterval(watch);
      void worker.terminate();
      resolve({ name, problem: `input ${tried} hangs`, input: tried, text: inputOf(name, tried) });
    }, 500);
    worker.on("message", (message) => {
      if ("problem" in message) found = message;
      else {
        clearInterval(watch);
        resolve({ ...message.done, ...found });
      }
    });
    worker.on("error", (error) => {
      clearInterval(watch);
      const input = Atomics.load(new Int32Array(counter), 0);
      resolve({ name, problem: String(error.stack ?? error), input });
    });
  });
}

const results = [];
for (const name of names) {
  const result = await run(name);
  results.push(result);
  if (values.json) continue;
  const { tried, read, seeds, seconds, problem, input, text } = result;
  if (problem !== undefined) {
    console.log(`${name}: input ${input} of seed ${seed}: ${problem}`);
    if (text !== undefined) console.log(`  ${JSON.stringify(text)}`);
  } else {
    const each = ((seconds / tried) * 1e6).toFixed(0);
    console.log(
      `${name}: ${tried} inputs from ${seeds} seeds, ${read} without an error, ${each} µs each`,
    );
  }
}
if (values.json) console.log(JSON.stringify({ seed, results }));
else console.log(`seed ${seed}`);
process.exit(results.some(({ problem }) => problem !== undefined) ? 1 : 0);
