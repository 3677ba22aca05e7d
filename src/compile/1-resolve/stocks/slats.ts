import { binary, compare, constant, select } from "../../system.js";
import type { Node } from "../../system.js";
import type { BeltValues, SlatBelt } from "./belt.js";
import { initialContents } from "./initial-contents.js";
import { balancedSum } from "./sums.js";
import { leakingSlats, leaksOf } from "./slat-leaks.js";
import { addCell } from "./workshop.js";
import type { Workshop } from "./workshop.js";

/**
 * Slat r holds what leaves in r steps; slat 1 leaves in the present step. In each step the slats
 * leak, slat 1 gives the exit what is left of it, and all others move up. A batch that stays n steps
 * leaks in n of them, the last one before it leaves (isee systems, "Steady-State Initialization of
 * Conveyors", 2010, whose steady state is the result).
 */
export function buildSlats(belt: SlatBelt, workshop: Workshop): BeltValues {
  const { owner, place, slats, arrested } = belt;
  const dt = constant(workshop.time.step);
  const first = workshop.cells.length;
  const slat = (remaining: number): Node => ({ op: "cell", cell: first + remaining - 1 });
  const dues = belt.leaks.length > 0 && !belt.exponentialLeak;
  const due = (remaining: number): Node => ({ op: "cell", cell: first + slats + remaining - 1 });
  // Placeholders, so that the cells can refer to each other.
  for (let index = 0; index < (dues ? 2 : 1) * slats; index++) {
    addCell(workshop, owner, place, { kind: "constant", value: Number.NaN });
  }

  const { kept: left, leaked } = leaksOf(belt, leakingSlats(belt, slat, due), workshop);
  const { contents, dues: initialDues } = initialContents(belt, workshop);
  const amounts = enteringAmounts(belt, binary("multiply", belt.entering, dt));
  const moved = (to: number, added: Node | null, value: (remaining: number) => Node): Node => {
    const arriving = [...(to < slats ? [value(to + 1)] : []), ...(added === null ? [] : [added])];
    return balancedSum(arriving);
  };
  const unlessArrested = (moving: Node, still: Node): Node =>
    arrested === null ? moving : select(arrested, still, moving);
  for (let remaining = 1; remaining <= slats; remaining++) {
    const added = amounts[remaining - 1];
    const kept = (of: number) => left[of - 1];
    workshop.cells[first + remaining - 1] = {
      name: `${owner}, ${remaining} steps before the exit`,
      place,
      kind: "memory",
      initial: contents[remaining - 1],
      next: unlessArrested(moved(remaining, added, kept), slat(remaining)),
    };
    if (!dues) continue;
    const share =
      added === null ? null : belt.stepsVary ? binary("divide", added, belt.steps) : added;
    workshop.cells[first + slats + remaining - 1] = {
      name: `what entered ${owner}, ${remaining} steps before the exit`,
      place,
      kind: "memory",
      initial: initialDues[remaining - 1],
      next: unlessArrested(moved(remaining, share, due), due(remaining)),
    };
  }

  const rate = (amount: Node): Node => unlessArrested(binary("divide", amount, dt), constant(0));
  return {
    content: balancedSum(Array.from({ length: slats }, (_, index) => slat(index + 1))),
    exit: rate(left[0]),
    leaks: leaked.map(rate),
  };
}

/** What is added to each slat; null for those to which nothing ever is. */
function enteringAmounts(belt: SlatBelt, amount: Node): readonly (Node | null)[] {
  const { slats, steps, stepsVary } = belt;
  return Array.from({ length: slats }, (_, index) => {
    const remaining = index + 1;
    const here = constant(remaining);
    if (remaining === slats) {
      if (!stepsVary) return amount;
      // A transit time that is no number, or longer than stated, is not hidden.
      const orNone = select(compare("equal", steps, here), amount, constant(Number.NaN));
      return select(compare("less", steps, here), constant(0), orNone);
    }
    return stepsVary ? select(compare("equal", steps, here), amount, constant(0)) : null;
  });
}
