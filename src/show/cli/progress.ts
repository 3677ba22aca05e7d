import type { ArgueProgress } from "#parley";

import type { CommandIo } from "./io.js";

export interface ProgressBar {
  show(progress: ArgueProgress): void;
  clear(): void;
}

const barWidth = 24;
/** Often enough to look alive, seldom enough to cost nothing. */
const redrawMilliseconds = 100;

/** A line on standard error with what is done, the rate and the time that remains; terminals only. */
export function progressBar(io: CommandIo, clock: { now(): number }): ProgressBar {
  if (!io.terminal) return { show: () => {}, clear: () => {} };
  let stage = "";
  let started = 0;
  let doneBefore = 0;
  let drawn = -Infinity;
  return {
    show({ stage: present, done, total }) {
      const now = clock.now();
      if (present !== stage) {
        stage = present;
        started = now;
        doneBefore = done;
      }
      if (now - drawn < redrawMilliseconds) return;
      drawn = now;
      const seconds = (now - started) / 1000;
      const rate = seconds > 0 ? (done - doneBefore) / seconds : 0;
      const share = total === 0 ? 1 : done / total;
      const filled = Math.round(share * barWidth);
      const bar = `${"█".repeat(filled)}${"░".repeat(barWidth - filled)}`;
      const remaining = rate > 0 ? `, ${Math.ceil((total - done) / rate)} s to go` : "";
      const speed = `${Math.round(rate).toLocaleString("en")} runs/s${remaining}`;
      io.writeError(`\r\u001b[K${stage} ${bar} ${Math.floor(100 * share)} %  ${speed}`);
    },
    clear: () => io.writeError("\r\u001b[K"),
  };
}
