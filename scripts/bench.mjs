// Futures per second of Parley, in one sitting with native programs of the same models;
// bench/README.md says what is measured and how.
//
//     npm run bench [-- --json] [-- --models S,M] [-- --repeats 5] [-- --peers]
import { loadavg } from "node:os";
import { parseArgs } from "node:util";

import { median } from "../bench/clock.mjs";
import { measureMemory } from "../bench/memory.mjs";
import { measureOnce, prepareRunners } from "../bench/measure.mjs";
import { buildNative } from "../bench/native.mjs";
import { installPeers, measurePeers, preparePeers } from "../bench/peers/peers.mjs";
import { print, summary } from "../bench/report.mjs";
import { hashOf, kitModels, prepareCase } from "../bench/suite.mjs";

const { values: options } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    models: { type: "string", default: "S,M,L,XL,founding,array" },
    repeats: { type: "string", default: "5" },
    /** Installs the packages in bench/peers first; where they are already, they run anyway. */
    peers: { type: "boolean", default: false },
  },
});
const names = options.models.split(",");
const repeats = Number(options.repeats);
const say = (text) => process.stderr.write(`${text}\n`);

const native = await buildNative(kitModels.filter((name) => names.includes(name)));
if (native.missing !== undefined) say(`without native programs: ${native.missing}`);

const notInstalled = options.peers ? installPeers() : null;
if (notInstalled !== null) say(`without the packages of bench/peers: ${notInstalled}`);

const cases = [];
for (const name of names) {
  const one = await prepareCase(name);
  const error = await one.check();
  const { peers, missing } = await (kitModels.includes(name)
    ? preparePeers(one, notInstalled)
    : { peers: {}, missing: {} });
  const hash = await hashOf(one);
  cases.push({ ...one, error, hash, peers, peersMissing: missing, rates: {} });
}

const loads = [loadavg()[0]];
const runners = await prepareRunners();
for (const one of cases) {
  say(`${one.name}: results agree; measuring`);
  await measureOnce(one, runners, {});
  for (let repeat = 0; repeat < repeats; repeat++) {
    const rates = {
      ...(await measureOnce(one, runners, { native: native.programs })),
      ...(await measurePeers(one, one.peers)),
    };
    for (const [what, value] of Object.entries(rates)) (one.rates[what] ??= []).push(value);
  }
  loads.push(loadavg()[0]);
}
await runners.stop();

const models = Object.fromEntries(
  cases.map((one) => {
    const medians = Object.fromEntries(
      Object.entries(one.rates).map(([what, values]) => [what, median(values)]),
    );
    return [one.name, summary(one, medians)];
  }),
);
if (names.includes("M")) say("M: memory of 1,000,000 futures");
const result = {
  models,
  ...(names.includes("M") ? { memory: measureMemory(1_000_000, ["engine"]) } : {}),
  load: { before: loads[0], highest: Math.max(...loads) },
  repeats,
  native: native.missing ?? "built",
};
console.log(options.json ? JSON.stringify(result) : print(result));
