import { Cancelled } from "#parley";
import { thousands } from "#argue/words";
import type { Machine } from "#study/host";

import type { CommandIo } from "./io.js";
import { remaining } from "./shards-progress.js";

const BAR = 24;
const MILLISECONDS_BETWEEN = 100;

/** Draws how many runs are done, the rate and the remaining time; throws `Cancelled` after Ctrl-C. */
export function runsProgress(
  machine: Pick<Machine, "now" | "cancelled">,
  io: CommandIo,
): (done: number, total: number) => void {
  const began = machine.now();
  let drawn = -Infinity;
  return (done, total) => {
    if (machine.cancelled()) throw new Cancelled();
    const now = machine.now();
    if (now - drawn < MILLISECONDS_BETWEEN && done < total) return;
    drawn = now;
    const share = total === 0 ? 1 : done / total;
    const full = Math.round(share * BAR);
    const rate = done / Math.max(1e-3, (now - began) / 1000);
    const bar = "█".repeat(full) + "░".repeat(BAR - full);
    io.progress?.(
      `${bar} ${thousands(done)} of ${thousands(total)} runs, ${thousands(Math.round(rate))} a second, ${remaining((total - done) / rate)} left`,
    );
  };
}
