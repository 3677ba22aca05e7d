import type { Place } from "#study/place";

import { binary, compare, constant, select } from "../../system.js";
import type { Node } from "../../system.js";
import { shared } from "../scope.js";
import type { Scope } from "../scope.js";
import type { Points } from "./named-table.js";
import { areaSumUpTo } from "./profile-areas.js";

/** A DELAY PROFILE whose delay varies. */
export interface VaryingProfile {
  readonly name: string;
  readonly place: Place;
  readonly scope: Scope;
  readonly input: Node;
  /** The mean of the profile, in steps. */
  readonly delay: Node;
  /** From x = 0 on, with an area. */
  readonly profile: Points;
  /** The mean of the profile, as a share of its width. */
  readonly mean: number;
  readonly initial: Node;
  /** Of the input before the start, per unit of time. */
  readonly growth: Node;
  /** How many steps later the last of an input comes out, at most. */
  readonly steps: number;
  /** Whether a run has no more steps. */
  readonly wholeRun: boolean;
}

/** A delay that is shorter than this many steps spreads nothing any more. */
export const shortest = 1e-3;

/**
 * Each input is given to the steps to come along the profile that its own delay makes (Vensim Help,
 * "DELAY PROFILE": the input is allocated over the profile, and conserved): slot s holds what comes
 * out s steps later. Of a density f in steps, whole step j gets ∫ f(u) · (1 − |u − j|) du around it,
 * which is a second difference of the twice integrated profile. What would come out in the step in
 * which it enters comes out in the next. The slots begin with what the inputs before the start, of
 * the first delay, have left in them.
 */
export function varyingProfile(call: VaryingProfile): Node {
  const { name, place, scope, input, delay, profile, mean, steps, wholeRun } = call;
  const keep = (label: string, node: Node) => shared(scope, `${label} of ${name}`, place, node);
  const atLeast = binary("maximum", delay, constant(shortest));
  const width = keep("width", binary("multiply", atLeast, constant(1 / mean)));
  const sums = Array.from({ length: steps + 2 }, (_, step): Node => {
    if (step === 0) return constant(0);
    const share = keep(
      `part of the profile by step ${step}`,
      binary("divide", constant(step), width),
    );
    return keep(`profile by step ${step}`, areaSumUpTo(profile, share));
  });
  // The longest delay was stated: what goes beyond is not hidden.
  const fits = compare("lessOrEqual", width, constant(steps + 1e-9));
  const weights = Array.from({ length: steps + 1 }, (_, step): Node => {
    if (step === 0) return constant(0);
    const rises = binary("subtract", sums[step + 1], sums[step]);
    // The first takes what no step of its own has left to come out in: its sum telescopes.
    const bend = step === 1 ? rises : secondDifference(rises, sums[step], sums[step - 1]);
    // Beyond the profile it would be a rounding error.
    const reaches = compare("less", constant(step - 1), width);
    const share = select(reaches, binary("multiply", width, bend), constant(0));
    return keep(
      `share after ${step} steps`,
      wholeRun ? share : select(fits, share, constant(Number.NaN)),
    );
  });
  const first = firstSlots(call, weights);
  const own = scope.addStates(
    first.map((_, slot) => `due in ${slot} steps of ${name}`),
    place,
    (cells) =>
      first.map((initial, slot) => {
        const due = binary("multiply", input, weights[slot + 1]);
        const later: Node | null =
          slot + 1 < cells.length ? { op: "cell", cell: cells[slot + 1] } : null;
        const next = later === null ? due : binary("add", later, due);
        return { kind: "memory", initial, next };
      }),
  );
  return own[0];
}

function secondDifference(rises: Node, here: Node, before: Node): Node {
  return binary("subtract", rises, binary("subtract", here, before));
}

/** What each slot holds at the start, where the first holds the initial value. */
function firstSlots(call: VaryingProfile, weights: readonly Node[]): readonly Node[] {
  const { name, place, scope, growth, initial } = call;
  const frozen = (label: string, node: Node): Node =>
    scope.addState(`${label} of ${name}`, place, () => ({ kind: "frozen", initial: node }));
  const inStep = binary("multiply", growth, constant(scope.time.step));
  const grown = frozen("initial growth in a step", binary("add", constant(1), inStep));
  let after: Node = constant(0);
  const shares: Node[] = [];
  for (let slot = weights.length - 2; slot >= 0; slot--) {
    const both = binary("add", weights[slot + 1], after);
    after = frozen(`initial share due in ${slot} steps`, binary("divide", both, grown));
    shares.unshift(after);
  }
  const each = frozen("initial input", binary("divide", initial, shares[0]));
  return shares.map((share) => binary("multiply", each, share));
}
