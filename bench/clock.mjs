// Time that the work itself took: what a thread waited for a processor, because others had it, is
// taken off (Linux tells it; elsewhere the wall clock counts).
import { readdirSync, readFileSync } from "node:fs";

/** Nanoseconds that a thread ran, and that it waited for a processor; null where nobody tells. */
export function scheduled(path) {
  try {
    const [ran, waited] = readFileSync(path, "utf8").trim().split(" ").map(Number);
    return { ran, waited };
  } catch {
    return null;
  }
}

/**
 * Runs `work` and gives seconds: wall time less the mean wait of the `threads` threads of this
 * process that ran most meanwhile.
 */
export async function timed(work, threads = 1) {
  const before = allThreads();
  const began = performance.now();
  await work();
  const wall = (performance.now() - began) / 1000;
  const busiest = [...allThreads()]
    .map(([thread, { ran, waited }]) => {
      const then = before.get(thread) ?? { ran: 0, waited: 0 };
      return { ran: ran - then.ran, waited: waited - then.waited };
    })
    .sort((a, b) => b.ran - a.ran)
    .slice(0, threads);
  const waited = busiest.reduce((sum, each) => sum + each.waited, 0) / 1e9 / threads;
  return { wall, seconds: Math.max(wall - waited, wall / 10) };
}

function allThreads() {
  let threads = [];
  try {
    threads = readdirSync("/proc/self/task");
  } catch {
    // Not Linux.
  }
  return new Map(
    threads.flatMap((thread) => {
      const times = scheduled(`/proc/self/task/${thread}/schedstat`);
      return times === null ? [] : [[thread, times]];
    }),
  );
}

export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
