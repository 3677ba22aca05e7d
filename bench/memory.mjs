// Peak memory of a million futures of M, outcomes streamed: counted and let go. Each is measured in a
// process of its own and set against one that does nothing.
//
// `engine`: the model is read and compiled, and blocks of 1,024 futures go through its kernel on the
// calling thread, each in the place of the one before. `study`: the same model as a study, with a
// premise for each parameter but one, streamed by `exploreStudy` with one worker thread.
//
//     node bench/memory.mjs [futures]       prints one object, in MB
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const model = readFileSync(join(import.meta.dirname, "models/M.xmile"), "utf8");
const watched = ["Stock 0", "Stock 3", "Stock 6", "Stock 9", "Stock 11"];
const ways = { nothing: () => 0, engine: runEngine, study: runStudy };

/** What a process takes above Node's own. Both ways must come to the same number of futures. */
export function measureMemory(futures, which = ["engine", "study"]) {
  const { peak: bare } = peakOf(import.meta.filename, "nothing", "0");
  const measured = which.map((way) => {
    const { peak, seconds, count } = peakOf(import.meta.filename, way, `${futures}`);
    if (count !== futures) throw new Error(`${way}: ${count} futures instead of ${futures}`);
    return [way, { peak, above: peak - bare, ofBare: peak / bare, seconds }];
  });
  return { futures, bare, ...Object.fromEntries(measured) };
}

/** In MB. What the system counts for a process includes the one that started it; Linux tells its own. */
function peakSoFar() {
  try {
    const [, kilobytes] = /^VmHWM:\s+(\d+)/mu.exec(readFileSync("/proc/self/status", "utf8"));
    return Number(kilobytes) / 1024;
  } catch {
    return process.resourceUsage().maxRSS / 1024;
  }
}

function peakOf(...command) {
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

async function runEngine(futures) {
  const { readXmile } = await import("../dist/read/xmile/read.js");
  const { compile, resolveAndCheck } = await import("../dist/compile/compile.js");
  const { createKernel } = await import("../dist/run/kernel.js");
  const { streamOf } = await import("../dist/numeric/hash.js");
  const { keyOfSeed, uniformOfKey } = await import("../dist/numeric/philox.js");
  const { instantiate } = await import("../dist/show/node/host.js");
  const { value } = await readXmile(model, "M.xmile");
  const { system } = resolveAndCheck(value);
  const varied = [...value.variables.values()].filter(({ range }) => range !== null);
  const parameters = varied.map(({ key }) => key);
  const outcomes = watched.map((name) => {
    const variable = name.toLowerCase().replace(" ", "_");
    return { key: variable, variable, measure: "at", from: 0, to: value.time.stop };
  });
  const program = compile(system, { parameters, outcomes, series: [] });
  const kernel = await createKernel(program, { instantiate });
  const block = new Float64Array(parameters.length * 1024);
  const seed = keyOfSeed(1);
  let count = 0;
  for (let first = 0; first < futures; first += 1024) {
    const size = Math.min(1024, futures - first);
    for (const [row, { key, range }] of varied.entries()) {
      const stream = streamOf(key);
      const [low, high] = range;
      for (let future = 0; future < size; future++) {
        const share = uniformOfKey(seed, first + future, stream, 0);
        block[row * size + future] = low + share * (high - low);
      }
    }
    const found = kernel.run({
      futures: size,
      parameters: block.subarray(0, varied.length * size),
    });
    count += found.outcomes.filter((each) => Number.isFinite(each)).length / watched.length;
  }
  return count;
}

async function runStudy(futures) {
  const { exploreStudy, loadStudy } = await import("../dist/parley.js");
  const { createNodeHost } = await import("../dist/show/node/host.js");
  const folder = mkdtempSync(join(tmpdir(), "parley-memory-"));
  const texts = { "study.yaml": studyText(), "M.xmile": model, "text.md": "It moves." };
  for (const [name, text] of Object.entries(texts)) writeFileSync(join(folder, name), text);
  const host = createNodeHost(folder);
  const { value: study, diagnostics } = await loadStudy(host, "study.yaml");
  rmSync(folder, { recursive: true });
  if (study === undefined) throw new Error(JSON.stringify(diagnostics, null, 2));
  let count = 0;
  for await (const { outcomes } of exploreStudy(study, host, {
    to: futures,
    seed: 1,
    workers: 1,
  })) {
    for (const values of outcomes.columns.values()) count += values.filter(Number.isFinite).length;
  }
  return count / watched.length;
}

function studyText() {
  const premises = [...model.matchAll(/<aux name="(Param \d+)">.*?min="(.*?)" max="(.*?)"/gu)]
    .slice(1)
    .map(
      ([, name, low, high]) => `  ${name}: { kind: fact, range: [${low}, ${high}], why: Drawn. }`,
    );
  const outcomes = watched.map((name) => `  last ${name}: { of: ${name}, at: 120, prefer: more }`);
  return `title: The benchmark as a study
question: How much memory does it take?
model: M.xmile
documents: { text: { title: Text, author: nobody, file: text.md } }
claims:
  C1: { document: text, says: It moves., quote: { exact: It moves. }, about: [Stock 0] }
premises:
${premises.join("\n")}
positions:
  nobody:
    document: text
    concludes: { policy: only, claim: C1 }
    premises: { Param 1: { value: 100, basis: stated, claim: C1 } }
levers: { Param 0: }
policies: { only: { levers: { Param 0: 100 } } }
outcomes:
${outcomes.join("\n")}
criterion: { loss: [{ outcome: last Stock 0, weight: 1, scale: 1 }] }
`;
}

if (import.meta.filename === process.argv[1]) {
  const [first, futures] = process.argv.slice(2);
  if (first in ways) {
    const began = performance.now();
    const count = await ways[first](Number(futures));
    const seconds = (performance.now() - began) / 1000;
    const peak = peakSoFar();
    process.stdout.write(JSON.stringify({ peak, seconds, count }));
  } else process.stdout.write(`${JSON.stringify(measureMemory(Number(first ?? 1e6)))}\n`);
}
