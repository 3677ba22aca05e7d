// One repeat: every engine once, in turn.
import { createKernel } from "../dist/run/kernel.js";
import { createRunner } from "../dist/run/runner.js";
import { createNodeHost } from "../dist/show/node/host.js";
import { timed } from "./clock.mjs";

/** How long an engine runs at a time. */
const seconds = 0.25;
const host = createNodeHost(import.meta.dirname);

export async function prepareRunners() {
  const [one, two] = await Promise.all([createRunner(host, 1), createRunner(host, 2)]);
  return { one, two, kernels: new Map(), stop: () => Promise.all([one.stop(), two.stop()]) };
}

/** Futures a second, by engine. The first call of a case only warms up. */
export async function measureOnce(one, runners, { native }) {
  const { name, program, withSeries } = one;
  const rates = {};
  rates.kernel = await inKernel(one, program, runners);
  if (native?.run !== undefined && ["S", "M", "L", "XL"].includes(name)) {
    rates.limit = await native.run(name, "limit");
    rates.scalar = await native.run(name, "scalar");
  }
  rates.parley = await onWorkers(one, runners.one, 1);
  rates.workers2 = await onWorkers(one, runners.two, 2);
  rates.series = await inKernel(one, withSeries, runners);
  return rates;
}

/** Straight through the module on this thread: no messages, no copies between threads. */
async function inKernel(one, program, { kernels }) {
  const known = kernels.get(program) ?? (await createKernel(program, host));
  kernels.set(program, known);
  const size = program === one.program ? 1024 : 256;
  const parameters = one.block(size);
  let futures = 0;
  const time = await timed(() => {
    const end = performance.now() + 1000 * seconds;
    while (performance.now() < end) {
      known.runInPlace({ futures: size, parameters });
      futures += size;
    }
  });
  return futures / time.seconds;
}

/** As a study is run: blocks sent to worker threads, results brought together. */
async function onWorkers(one, runner, threads) {
  one.size ??= 1024;
  const parameters = one.block(one.size);
  const time = await timed(
    () => runner.run(one.program, { futures: one.size, parameters }),
    threads,
  );
  const rate = one.size / time.seconds;
  // As many as take the same time again, so that starting and ending do not count.
  one.size = Math.max(1024, 512 * Math.round((rate * seconds) / 512));
  return rate;
}
