import { binary, compare, constant, select } from "../../system.js";
import type { Node } from "../../system.js";
import { notBelowZero } from "../time.js";
import type { SlatBelt } from "./belt.js";
import { freezeFor, spreadInitially } from "./initial-spread.js";
import type { Freeze } from "./initial-spread.js";
import { shareInZone, zoneLength } from "./leakage.js";
import { balancedSum } from "./sums.js";
import type { Workshop } from "./workshop.js";

/** By age, from the load that has entered one step before the start on. */
export interface InitialLoads {
  readonly contents: readonly Node[];
  readonly steps: readonly Node[];
  readonly entered: readonly Node[];
}

/**
 * Spreads the initial value as if the same amount had entered in each step, or at the start of each
 * unit of time, with the transit time of the start, and had leaked since.
 */
export function initialLoads(belt: SlatBelt, workshop: Workshop): InitialLoads {
  const freeze = freezeFor(belt, workshop);
  const length = freeze("length", belt.steps);
  const shares = Array.from({ length: belt.slats }, (_, index) =>
    enteredShare(belt, index + 1, length),
  );
  const left = sharesLeft(belt, length, freeze);
  const { inflow, contents } = spreadInitially(belt, length, shares, left, freeze);
  return {
    contents,
    steps: shares.map(() => length),
    entered: shares.map((share) => binary("multiply", inflow, share)),
  };
}

/** How much entered so many steps before the start: 1, or a unit of time's worth where one began. */
function enteredShare({ unitSteps }: SlatBelt, age: number, length: Node): Node {
  const remaining = binary("subtract", length, constant(age));
  const share = unitSteps === null ? constant(1) : startOfUnit(unitSteps, age, remaining);
  return select(compare("lessOrEqual", constant(age), length), share, constant(0));
}

/** Units of time are counted back from the exit, as they come off. */
function startOfUnit(unitSteps: number, age: number, remaining: Node): Node {
  const begins = compare("equal", binary("modulo", remaining, constant(unitSteps)), constant(0));
  return select(begins, constant(Math.min(unitSteps, age)), constant(0));
}

/** By age: which share of what entered is left there. */
function sharesLeft(belt: SlatBelt, length: Node, freeze: Freeze): readonly Node[] {
  const left: Node[] = [constant(1)];
  const leaks = belt.leaks.filter(({ leakage: { zone } }) => zone[0] < zone[1]);
  for (let age = 1; age < belt.slats; age++) {
    const lost = balancedSum(
      leaks.map(({ fraction, leakage: { zone } }) => {
        const inZone = shareInZone(zone, age, length);
        const weight = belt.exponentialLeak
          ? binary("multiply", inZone, constant(belt.stepSize))
          : binary("divide", inZone, zoneLength(zone, length));
        return binary("multiply", fraction, weight);
      }),
    );
    const before = left[age - 1];
    const loss = belt.exponentialLeak ? binary("multiply", before, lost) : lost;
    const next = notBelowZero(binary("subtract", before, loss));
    left.push(freeze(`share left after ${age} steps`, next));
  }
  return left;
}
