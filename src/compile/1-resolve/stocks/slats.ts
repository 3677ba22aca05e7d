import { binary, compare, constant, select } from "../../system.js";
import type { Node } from "../../system.js";
import { notBelowZero } from "../time.js";
import type { BeltValues, SlatBelt } from "./belt.js";
import { initialContents } from "./initial-contents.js";
import { balancedSum } from "./sums.js";
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

  const perSlat = Array.from({ length: slats }, (_, index) =>
    leaksOf(belt, index, slat(index + 1), due(index + 1), workshop),
  );
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
    const kept = (of: number) => perSlat[of - 1].kept;
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
    exit: rate(perSlat[0].kept),
    leaks: belt.leaks.map((_, which) =>
      rate(balancedSum(perSlat.flatMap(({ leaked }) => leaked[which] ?? []))),
    ),
  };
}

interface SlatLosses {
  /** By leak; null where it does not leak. */
  readonly leaked: readonly (Node | null)[];
  readonly kept: Node;
}

/** Each leak takes its share of what the earlier ones leave. */
function leaksOf(
  belt: SlatBelt,
  index: number,
  slat: Node,
  due: Node,
  workshop: Workshop,
): SlatLosses {
  let kept = slat;
  const leaked = belt.leaks.map(({ fraction, weights }, which): Node | null => {
    if (weights.inZone[index] === 0) return null;
    const wanted = belt.exponentialLeak
      ? binary("multiply", slat, scaled(fraction, weights.inZone[index] * workshop.time.step))
      : binary(
          "multiply",
          due,
          belt.stepsVary ? fraction : scaled(fraction, weights.shares[index]),
        );
    const name = `leak ${which + 1} of ${belt.owner}, ${index + 1} steps before the exit`;
    const taken = addCell(workshop, name, belt.place, {
      kind: "formula",
      node: binary("minimum", notBelowZero(wanted), kept),
    });
    kept = addCell(workshop, `what ${name} leaves`, belt.place, {
      kind: "formula",
      node: binary("subtract", kept, taken),
    });
    return taken;
  });
  return { leaked, kept };
}

function scaled(node: Node, factor: number): Node {
  return factor === 1 ? node : binary("multiply", node, constant(factor));
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
