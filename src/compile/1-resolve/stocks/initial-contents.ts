import { binary, compare, constant, select } from "../../system.js";
import type { Node } from "../../system.js";
import { notBelowZero } from "../time.js";
import type { SlatBelt } from "./belt.js";
import { freezeFor, spreadInitially } from "./initial-spread.js";
import type { Freeze } from "./initial-spread.js";
import { leakWeights } from "./leakage.js";
import { balancedSum } from "./sums.js";
import type { Workshop } from "./workshop.js";

/** By slat, from the exit on: what it holds at the start, and of what it leaks a share. */
export interface InitialContents {
  readonly contents: readonly Node[];
  readonly dues: readonly Node[];
}

/**
 * Spreads the initial value as if the same amount had entered in each step, or at the start of each
 * unit of time, and had leaked since: a conveyor that begins with what it holds in a steady state
 * stays in it.
 */
export function initialContents(belt: SlatBelt, workshop: Workshop): InitialContents {
  const freeze = freezeFor(belt, workshop);
  const length = belt.stepsVary ? freeze("length", belt.steps) : constant(belt.slats);
  const entered = Array.from({ length: belt.slats }, (_, index) =>
    enteredShare(belt, index, length),
  );
  const left = belt.stepsVary ? sharesLeft(belt, length, freeze) : sharesLeftInZones(belt, freeze);
  const { inflow, contents } = spreadInitially(belt, length, entered, left, freeze);
  const due = belt.stepsVary ? binary("divide", inflow, length) : inflow;
  return {
    contents,
    dues: entered.map((share) => binary("multiply", due, share)),
  };
}

/** How much entered for a slat: 1 each, or a unit of time's worth at the start of the unit. */
function enteredShare({ unitSteps, stepsVary }: SlatBelt, index: number, length: Node): Node {
  if (unitSteps !== null && index % unitSteps !== 0) return constant(0);
  const rest = binary("subtract", length, constant(index));
  const share = unitSteps === null ? constant(1) : binary("minimum", constant(unitSteps), rest);
  if (!stepsVary) return share;
  return select(compare("less", constant(index), length), share, constant(0));
}

/** By slat, which share of what entered is left there: after as many steps as it has come. */
function sharesLeft(belt: SlatBelt, length: Node, freeze: Freeze): readonly Node[] {
  const dt = constant(belt.stepSize);
  const fractions = balancedSum(belt.leaks.map(({ fraction }) => fraction));
  const total = freeze("leakage", fractions);
  return Array.from({ length: belt.slats }, (_, index) => {
    if (belt.leaks.length === 0) return constant(1);
    const past = binary("subtract", length, constant(index + 1));
    if (belt.exponentialLeak) {
      const kept = binary("subtract", constant(1), binary("multiply", total, dt));
      return binary("power", notBelowZero(kept), notBelowZero(past));
    }
    const lost = binary("divide", binary("multiply", total, past), length);
    return notBelowZero(binary("subtract", constant(1), lost));
  });
}

/** The same for a length that is known, slat by slat, each with its own weight. */
function sharesLeftInZones(belt: SlatBelt, freeze: Freeze): readonly Node[] {
  const left: Node[] = Array.from({ length: belt.slats }, () => constant(1));
  if (belt.leaks.length === 0) return left;
  const leaks = belt.leaks.map(({ fraction, leakage }) => ({
    fraction,
    weights: leakWeights(leakage, belt.slats),
  }));
  for (let index = belt.slats - 1; index > 0; index--) {
    const share = left[index];
    const lost = balancedSum(
      leaks.map(({ fraction, weights }) => {
        const { inZone, shares } = weights;
        const weight = belt.exponentialLeak ? inZone[index] * belt.stepSize : shares[index];
        return binary("multiply", fraction, constant(weight));
      }),
    );
    const loss = belt.exponentialLeak ? binary("multiply", share, lost) : lost;
    const next = notBelowZero(binary("subtract", share, loss));
    left[index - 1] = freeze(`share left after ${belt.slats - index} steps`, next);
  }
  return left;
}
