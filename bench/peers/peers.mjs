// What Parley is measured beside: JavaScript as it can be generated from a model, and packages of the
// field, which are installed in this folder on demand. None of it is part of Parley.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

import { resolve } from "../../dist/compile/1-resolve/resolve.js";
import { timed } from "../clock.mjs";
import { generateJavaScript } from "./generated-javascript.mjs";
import { prepareSdeverywhere } from "./sdeverywhere.mjs";
import { prepareSimulation } from "./simulation.mjs";

const tolerance = 1e-9;
const seconds = 0.25;
/** A peer of which one future takes longer is not measured over and over. */
const longestFuture = 5;

/**
 * Each with how many futures it is checked on, and how many it runs between two looks at the clock.
 * All run on the calling thread.
 */
const known = {
  "generated JavaScript": {
    futures: 64,
    portion: 16,
    make: (one) =>
      fasterOf(
        ["whole", "parts"].map((form) => () => generated(form, one)),
        one,
      ),
  },
  SDEverywhere: {
    futures: 64,
    portion: 8,
    package: "@sdeverywhere/compile",
    euler: true,
    make: ({ name, names, columns }) => prepareSdeverywhere(name, { parameters: names, columns }),
  },
  simulation: {
    futures: 1,
    portion: 1,
    package: "simulation",
    make: ({ model, names, columns }) =>
      prepareSimulation(resolve(model).system, { parameters: names, columns }),
  },
};

/** Installs the packages of this folder; the reason if they do not install, else null. */
export function installPeers() {
  const { status, stderr, error } = spawnSync("npm", ["ci", "--no-audit", "--no-fund"], {
    cwd: import.meta.dirname,
    encoding: "utf8",
    timeout: 120_000,
  });
  if (status === 0) return null;
  return error?.message ?? stderr.trim().split("\n")[0] ?? "npm ci failed";
}

/**
 * The peers that run a case's model, each checked against the kit's expected values, and why others
 * do not. `notInstalled` is why the packages do not install, where that was tried, else null.
 */
export async function preparePeers(one, notInstalled) {
  const peers = {};
  const missing = {};
  for (const [peer, { futures, euler, make, package: needed }] of Object.entries(known)) {
    if (euler && one.system.time.method !== "euler") {
      missing[peer] = "it knows Euler's method only";
    } else if (needed && !existsSync(join(import.meta.dirname, "node_modules", needed))) {
      missing[peer] =
        notInstalled === null
          ? "it is not installed, which npm run bench -- --peers does"
          : `it does not install: ${notInstalled}`;
    } else {
      try {
        const run = await make(one);
        const began = performance.now();
        check(run(one.block(futures), futures), one.expected(futures));
        const each = (performance.now() - began) / 1000 / futures;
        if (each <= longestFuture) peers[peer] = run;
        else missing[peer] = `one future takes it ${each.toFixed(0)} seconds`;
      } catch (error) {
        missing[peer] = error.message;
      }
    }
  }
  return { peers, missing };
}

function check(found, expected) {
  for (const [index, right] of expected.entries()) {
    const value = found[index];
    const error = right === 0 ? Math.abs(value) : Math.abs(value / right - 1);
    if (!(error <= tolerance)) throw new Error(`gives ${value} instead of ${right}`);
  }
}

function generated(form, { name, system, request }) {
  return generateJavaScript(form, name, system, request);
}

/** What runs most futures in a moment, after a second in which the engine optimises it. */
async function fasterOf(makers, { block }) {
  const measured = [];
  for (const make of makers) {
    const run = await make();
    await rateOf(run, block, 16, 1);
    measured.push({ run, rate: await rateOf(run, block, 16, 0.3) });
  }
  return measured.sort((a, b) => b.rate - a.rate)[0].run;
}

/** Futures a second of each, in turn. */
export async function measurePeers({ block }, peers) {
  const rates = {};
  for (const [peer, run] of Object.entries(peers)) {
    rates[peer] = await rateOf(run, block, known[peer].portion, seconds);
  }
  return rates;
}

async function rateOf(run, block, portion, duration) {
  const parameters = block(portion);
  let futures = 0;
  const time = await timed(() => {
    const end = performance.now() + 1000 * duration;
    while (performance.now() < end) {
      run(parameters, portion);
      futures += portion;
    }
  });
  return futures / time.seconds;
}
