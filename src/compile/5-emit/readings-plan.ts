import type { TimeSettings } from "#study/model";

import type { Code } from "../4-lower/lower.js";
import type { Probe } from "../probes.js";

/** When something is read off: at each step of the loop, at some, after the last one. */
export interface ReadingsPlan {
  /** Rows of probes. */
  readonly everyStep: readonly number[];
  readonly atMoments: readonly number[];
  readonly atEnd: readonly number[];
  /** Whether series are saved at each step; else at moments. */
  readonly savesEveryStep: boolean;
  readonly saves: boolean;
  readonly savesAtEnd: boolean;
}

/** The loop evaluates steps 0 to `steps` − 1; what is read at the last time is read behind it. */
export function planReadings(code: Code, time: TimeSettings): ReadingsPlan {
  const everyStep: number[] = [];
  const atMoments: number[] = [];
  const atEnd: number[] = [];
  for (const [row, { probe }] of code.probes.entries()) {
    if (probe.to === time.steps) atEnd.push(row);
    const from = firstStep(probe);
    const to = lastStep(probe, time);
    if (from > to) continue;
    if (from === 0 && to === time.steps - 1) everyStep.push(row);
    else atMoments.push(row);
  }
  const saves = code.series.length > 0;
  return {
    everyStep,
    atMoments,
    atEnd,
    saves,
    savesEveryStep: saves && time.saveEvery === 1,
    savesAtEnd: saves && time.steps % time.saveEvery === 0,
  };
}

export function firstStep(probe: Probe): number {
  return probe.kind === "at" ? probe.to : probe.from;
}

/** The last step within the loop. */
export function lastStep(probe: Probe, time: TimeSettings): number {
  return Math.min(probe.to, time.steps - 1);
}
