import { expect } from "vitest";

import { resolveAndCheck } from "#compile/compile";

import type { Series, Variables } from "./both.js";
import { modelOf } from "./model.js";
import type { ConveyorDraft, Draft, TimeDraft } from "./model.js";

/** The codes of what is told of a model. */
export function findings(variables: Variables, time: TimeDraft = { stop: 4, step: 0.5 }): string[] {
  return resolveAndCheck(modelOf(time, variables)).diagnostics.map(({ code }) => code);
}

/** A conveyor `Belt` from `entering` to `leaving`, with leaks by name. */
export function belt(
  initial: string,
  entering: string,
  conveyor: ConveyorDraft,
  leaks: Readonly<Record<string, Omit<Draft & { leakOf: string }, "leakOf">>> = {},
): Variables {
  const leaking = Object.entries(leaks).map(([name, leak]) => [name, { leakOf: "Belt", ...leak }]);
  return {
    Belt: {
      stock: initial,
      inflows: ["entering"],
      outflows: ["leaving", ...Object.keys(leaks)],
      conveyor,
    },
    entering: { flow: entering, nonNegative: true },
    leaving: { exitOf: "Belt" },
    ...Object.fromEntries(leaking),
  };
}

/** In = out + what is held now − what was held at first, at each save. */
export function expectNothingLost(series: Series, step: number, out: readonly string[]): void {
  let [came, went] = [0, 0];
  for (const [save, held] of series.belt.entries()) {
    const balance = series.belt[0] + came - went;
    expect(Math.abs(held - balance)).toBeLessThan(1e-9 * (1 + came));
    came += step * series.entering[save];
    went += step * out.reduce((sum, name) => sum + series[name][save], 0);
  }
}
