import { binary, compare, constant, select } from "../../system.js";
import type { Node } from "../../system.js";
import { notBelowZero } from "../time.js";
import type { BeltValues, SlatBelt, SlatLeak } from "./belt.js";
import { initialLoads } from "./initial-loads.js";
import { shareInZone, zoneLength } from "./leakage.js";
import type { LeakingPieces } from "./slat-leaks.js";
import { leaksOf } from "./slat-leaks.js";
import { balancedSum } from "./sums.js";
import { addCell } from "./workshop.js";
import type { Workshop } from "./workshop.js";

/**
 * A conveyor whose length varies, and that leaks in parts of it, is kept by loads: what entered in
 * one step, with the transit time of that step, which it keeps (XMILE 1.0, section 4.2.1), so that a
 * zone is a part of its own way (Stella's help, "Traditional Conveyor Computation": once it is placed
 * the transit time has no effect on it). In its step k of n a load leaks for what lies of the zone
 * between (k − 1)/n and k/n, and in step n it leaves: as on slats where all loads stay equally long.
 * Loads that differ leave in the same step where the transit time has become shorter.
 */
export function buildLoads(belt: SlatBelt, workshop: Workshop): BeltValues {
  const { owner, place, slats, arrested } = belt;
  const dt = constant(workshop.time.step);
  const first = workshop.cells.length;
  // By kind, from the load that has entered one step ago on.
  const cellOf = (kind: number) => (age: number) =>
    ({ op: "cell", cell: first + kind * slats + age - 1 }) as const;
  const [content, steps, entered] = [cellOf(0), cellOf(1), cellOf(2)];
  const kinds = belt.exponentialLeak ? 2 : 3;
  // Placeholders, so that the cells can refer to each other.
  for (let index = 0; index < kinds * slats; index++) {
    addCell(workshop, owner, place, { kind: "constant", value: Number.NaN });
  }
  const loads = { content, steps, entered };
  // The oldest first: whole numbers leak from what is nearest to the exit.
  const { kept, leaked } = leaksOf(belt, leakingLoads(belt, loads), workshop);
  const left = (age: number): Node => kept[slats - age];
  const leaves = (age: number) => compare("equal", steps(age), constant(age));
  const initial = initialLoads(belt, workshop);
  const amount = binary("multiply", belt.entering, dt);
  // A transit time that is no number, or longer than stated, is not hidden.
  const fits = compare("lessOrEqual", belt.steps, constant(slats));
  const rules = [
    {
      name: "content",
      initial: initial.contents,
      fresh: select(fits, amount, constant(Number.NaN)),
      next: (age: number) => select(leaves(age), constant(0), left(age)),
    },
    { name: "transit time in steps", initial: initial.steps, fresh: belt.steps, next: steps },
    { name: "what entered", initial: initial.entered, fresh: amount, next: entered },
  ];
  for (const [kind, rule] of rules.slice(0, kinds).entries()) {
    for (let age = 1; age <= slats; age++) {
      const moved = age === 1 ? rule.fresh : rule.next(age - 1);
      const own = cellOf(kind)(age);
      workshop.cells[own.cell] = {
        name: `${rule.name} of the load on ${owner} after ${age} steps`,
        place,
        kind: "memory",
        initial: rule.initial[age - 1],
        next: arrested === null ? moved : select(arrested, own, moved),
      };
    }
  }
  const rate = (moving: Node): Node => {
    const perTime = binary("divide", moving, dt);
    return arrested === null ? perTime : select(arrested, constant(0), perTime);
  };
  const ages = Array.from({ length: slats }, (_, index) => index + 1);
  return {
    content: balancedSum(ages.map(content)),
    exit: rate(balancedSum(ages.map((age) => select(leaves(age), left(age), constant(0))))),
    leaks: leaked.map(rate),
  };
}

/** By age: what is there of a load, how many steps it stays, and how much it was at first. */
interface Loads {
  content(age: number): Node;
  steps(age: number): Node;
  entered(age: number): Node;
}

function leakingLoads(belt: SlatBelt, { content, steps, entered }: Loads): LeakingPieces {
  const wanted = ({ leakage, fraction }: SlatLeak, index: number, left: Node): Node | null => {
    const age = belt.slats - index;
    const { zone } = leakage;
    if (zone[0] >= zone[1]) return null;
    const inZone = shareInZone(zone, age, steps(age));
    const lost = belt.exponentialLeak
      ? binary(
          "multiply",
          content(age),
          binary("multiply", fraction, binary("multiply", inZone, constant(belt.stepSize))),
        )
      : binary(
          "multiply",
          entered(age),
          binary("multiply", fraction, binary("divide", inZone, zoneLength(zone, steps(age)))),
        );
    return binary("minimum", notBelowZero(lost), left);
  };
  return {
    count: belt.slats,
    content: (index) => content(belt.slats - index),
    wanted,
    named: (index) => `${belt.slats - index} steps after the entrance`,
  };
}
