// Tries one parser on inputs until it has had enough of them, or time is up. What goes wrong is told
// with the input; the thread that started it watches that the counter moves.
import { readFileSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";

import { mutated, randomNumbers } from "./random.mjs";

const { from, name, seed, inputs, until, counter } = workerData;
const { parsers } = await import(from);
const { seeds, pieces, try: attempt } = parsers[name];
const tell = (message) => parentPort.postMessage(message, []);
const progress = new Int32Array(counter);
/** Seconds of this thread that one input may take. */
const limit = 1;

/** Seconds that this thread has been computing, so that a busy machine is no failure. */
function computed() {
  try {
    return Number(readFileSync("/proc/thread-self/schedstat", "utf8").split(" ")[0]) / 1e9;
  } catch {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  }
}

// Errors that are caught again need no stack, which costs more than the rest of them.
Error.stackTraceLimit = 0;

/** The same once more, to see where it went wrong. */
async function problemOf(text) {
  Error.stackTraceLimit = 20;
  try {
    await attempt(text);
  } catch (error) {
    return String(error?.stack ?? error);
  }
  return "it went wrong the first time only";
}

const texts = seeds();
const random = randomNumbers(seed);
let tried = 0;
let read = 0;
let slowest = 0;
const began = computed();
const isOver = () => until !== null && Date.now() >= until;
while (tried < inputs && !isOver()) {
  const text = mutated(texts[random(texts.length)], pieces, random);
  const start = performance.now();
  try {
    if (await attempt(text)) read += 1;
  } catch {
    tell({ problem: await problemOf(text), input: tried, text });
    break;
  }
  // Looking at the clock of the thread costs more than most inputs do.
  if (performance.now() - start > 200) {
    const before = computed();
    await attempt(text);
    const seconds = computed() - before;
    slowest = Math.max(slowest, seconds);
    if (seconds > limit) {
      const problem = `${seconds.toFixed(2)} s for one input, more than ${limit} s`;
      tell({ problem, input: tried, text });
      break;
    }
  }
  tried += 1;
  Atomics.store(progress, 0, tried);
}
tell({
  done: { name, seeds: texts.length, tried, read, slowest, seconds: computed() - began },
});
