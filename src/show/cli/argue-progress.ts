import type { ArguePlan, ArgueProgress } from "#parley";
import { thousands } from "#argue/words";
import type { Machine } from "#study/host";
import type { CommandIo } from "./io.js";

const STAGES: Readonly<Record<ArgueProgress["stage"], string>> = {
  verdicts: "positions",
  concessions: "concessions, screening",
  "close calls": "concessions, close calls",
  hindcast: "what was observed",
  agreements: "facts, structure and values",
  hybrids: "mixes of two positions",
  attribution: "mixes, for attribution",
  unspoken: "unspoken premises",
  modeller: "the modeller's own choices",
};
/** What will be done and about how long it takes, before it is. */
export function planInWords({ parts, seconds }: ArguePlan): string {
  const runs = parts.reduce((sum, part) => sum + part.runs, 0);
  const lines = parts.map(({ what, runs: some }) => `  ${what}: ${thousands(some)} runs`);
  return `At most about ${thousands(runs)} runs, ${remaining(seconds)}:\n${lines.join("\n")}\n`;
}

const MILLISECONDS_BETWEEN = 100;
const BAR = 24;

/** Draws the progress of an argument: the share of the stage, the rate, the remaining time. */
export function progressLine(
  machine: Pick<Machine, "now">,
  io: CommandIo,
): (progress: ArgueProgress) => void {
  let stage = "";
  let began = machine.now();
  let drawn = -Infinity;
  return (progress) => {
    const now = machine.now();
    if (progress.stage !== stage) {
      stage = progress.stage;
      began = now;
    } else if (now - drawn < MILLISECONDS_BETWEEN && progress.done < progress.total) return;
    drawn = now;
    io.progress?.(lineOf(progress, (now - began) / 1000));
  };
}

function lineOf({ stage, done, total }: ArgueProgress, seconds: number): string {
  const share = total === 0 ? 1 : done / total;
  const full = Math.round(share * BAR);
  const bar = "█".repeat(full) + "░".repeat(BAR - full);
  const rate = seconds > 0 ? done / seconds : 0;
  const speed = rate === 0 ? "" : `, ${thousands(Math.round(rate))} runs a second`;
  const left = rate === 0 ? "" : `, ${remaining((total - done) / rate)} left`;
  return `${STAGES[stage]} ${bar} ${Math.floor(share * 100)} %${speed}${left}`;
}

function remaining(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}
