// Futures per second of the founding study under one policy, on one worker and on two, medians of
// interleaved repeats. Figures of one sitting only: machines drift.
//
//     npm run build && node scripts/bench.mjs [--json]
import { fileURLToPath } from "node:url";

import { compile, resolveAndCheck } from "../dist/compile/compile.js";
import { loadStudy } from "../dist/parley.js";
import { createRunner } from "../dist/run/runner.js";
import { quantileFunction } from "../dist/sample/distribution.js";
import { coordinates } from "../dist/sample/futures.js";
import { createNodeHost } from "../dist/show/node/host.js";

const futures = 8192;
const repeats = 5;

const host = createNodeHost(
  fileURLToPath(new URL("../examples/drones-or-diplomacy", import.meta.url)),
);
const { value: study } = await loadStudy(host);
const { system } = resolveAndCheck(study.model);
const premises = [...study.premises.values()].filter(({ inModel }) => inModel);
const policy = study.policies.get("hard_power");
const parameters = [...premises.map(({ key }) => key), ...study.levers.keys()];
const began = performance.now();
const program = compile(system, { parameters, outcomes: [...study.outcomes.values()], series: [] });
const compiled = performance.now() - began;

const unit = coordinates(1, [...study.premises.keys()], 0, futures);
const block = new Float64Array(parameters.length * futures);
for (const [row, key] of parameters.entries()) {
  const values = block.subarray(row * futures, (row + 1) * futures);
  const premise = study.premises.get(key);
  if (premise === undefined) values.fill(policy.settings.get(key).value);
  else values.set(unit.columns.get(key).map(quantileFunction(premise.open)));
}

const runners = new Map();
for (const workers of [1, 2]) runners.set(workers, await createRunner(host, workers));
const rates = new Map([...runners.keys()].map((workers) => [workers, []]));
for (let repeat = -1; repeat < repeats; repeat++) {
  for (const [workers, runner] of runners) {
    const start = performance.now();
    await runner.run(program, { futures, parameters: block.slice() });
    // The first round lets the engine optimise the module.
    if (repeat >= 0) rates.get(workers).push((1000 * futures) / (performance.now() - start));
  }
}
for (const runner of runners.values()) await runner.stop();

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const [one, two] = [median(rates.get(1)), median(rates.get(2))];
const result = {
  study: study.title,
  compileMilliseconds: Math.round(compiled),
  moduleBytes: program.bytes.length,
  futuresPerSecond: { worker1: Math.round(one), workers2: Math.round(two) },
  ratio: Number((two / one).toFixed(2)),
};
console.log(
  process.argv.includes("--json")
    ? JSON.stringify(result)
    : `${result.study}: ${result.futuresPerSecond.worker1} futures a second on one worker, ` +
        `${result.futuresPerSecond.workers2} on two (${result.ratio} times); compiled in ` +
        `${result.compileMilliseconds} ms to ${result.moduleBytes} bytes`,
);
