import { readFileSync } from "node:fs";

import { expect } from "vitest";

/** Seconds of computing that nothing that is read may take. */
const limit = 1;

/**
 * Runs something and expects it to be done within a second of computing. What counts is what this
 * thread computes: a busy machine is no failure. Where the system does not tell that of a thread, it
 * is the least of three runs by the clock.
 */
export async function expectQuick<T>(run: () => T | Promise<T>, what = ""): Promise<T> {
  const before = computed();
  const start = performance.now();
  const result = await run();
  const after = computed();
  let seconds = (performance.now() - start) / 1000;
  if (before !== null && after !== null) seconds = after - before;
  const repeats = before === null ? 2 : 0;
  for (let again = 0; again < repeats && seconds > limit; again++) {
    const next = performance.now();
    await run();
    seconds = Math.min(seconds, (performance.now() - next) / 1000);
  }
  expect(seconds, `seconds ${what}`).toBeLessThan(limit);
  return result;
}

function computed(): number | null {
  try {
    return Number(readFileSync("/proc/thread-self/schedstat", "utf8").split(" ")[0]) / 1e9;
  } catch {
    return null;
  }
}
