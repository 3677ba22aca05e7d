import { binary, constant, select, unary } from "../../system.js";
import type { Node } from "../../system.js";
import { notBelowZero } from "../time.js";
import type { SlatBelt, SlatLeak } from "./belt.js";
import { balancedSum } from "./sums.js";
import { addCell } from "./workshop.js";
import type { Workshop } from "./workshop.js";

/** What a slat holds, and of linear leakage what is due from it, by the steps that it has left. */
interface Slats {
  slat(remaining: number): Node;
  due(remaining: number): Node;
}

interface SlatLosses {
  /** By slat, what the leaks leave of it. */
  readonly kept: readonly Node[];
  /** By leak, all that leaks in the step. */
  readonly leaked: readonly Node[];
}

/** Each leak takes its share of what the earlier ones leave. */
export function leaksOf(belt: SlatBelt, slats: Slats, workshop: Workshop): SlatLosses {
  let kept: readonly Node[] = Array.from({ length: belt.slats }, (_, index) =>
    slats.slat(index + 1),
  );
  const leaked = belt.leaks.map((leak, which): Node => {
    const named = (index: number) =>
      `leak ${which + 1} of ${belt.owner}, ${index + 1} steps before the exit`;
    const wanted = kept.map((left, index) => wantedOf(belt, leak, index, slats, left));
    const taken = leak.integers
      ? wholeNumbers(belt, wanted, kept, `leak ${which + 1} of ${belt.owner}`, workshop)
      : wanted.map((node, index) =>
          node === null
            ? null
            : addCell(workshop, named(index), belt.place, { kind: "formula", node }),
        );
    kept = kept.map((left, index) => {
      const gone = taken[index];
      if (gone === null) return left;
      return addCell(workshop, `what ${named(index)} leaves`, belt.place, {
        kind: "formula",
        node: binary("subtract", left, gone),
      });
    });
    return balancedSum(taken.flatMap((node) => node ?? []));
  });
  return { kept, leaked };
}

/** What would leak from a slat in the step; null outside of the zone. */
function wantedOf(
  belt: SlatBelt,
  { fraction, weights }: SlatLeak,
  index: number,
  slats: Slats,
  left: Node,
): Node | null {
  if (weights.inZone[index] === 0) return null;
  const wanted = belt.exponentialLeak
    ? binary(
        "multiply",
        slats.slat(index + 1),
        scaled(fraction, weights.inZone[index] * belt.stepSize),
      )
    : binary(
        "multiply",
        slats.due(index + 1),
        belt.stepsVary ? fraction : scaled(fraction, weights.shares[index]),
      );
  return binary("minimum", notBelowZero(wanted), left);
}

/** Sums of fractions miss a whole number by rounding errors. */
const almost = 1e-9;

/**
 * The same in whole numbers (XMILE 1.0, section 4.3): what is short of one is kept in mind until it
 * makes one, and is taken from what is nearest to the exit in the zone. The standard leaves open which
 * part of the conveyor it comes from.
 */
function wholeNumbers(
  belt: SlatBelt,
  wanted: readonly (Node | null)[],
  kept: readonly Node[],
  name: string,
  workshop: Workshop,
): readonly (Node | null)[] {
  const cell = (label: string, node: Node) =>
    addCell(workshop, label, belt.place, { kind: "formula", node });
  const inZone = kept.filter((_, index) => wanted[index] !== null);
  const before: Node = { op: "cell", cell: workshop.cells.length };
  addCell(workshop, `fractions kept by ${name}`, belt.place, { kind: "constant", value: 0 });
  const sum = balancedSum([before, ...wanted.flatMap((node) => node ?? [])]);
  const due = cell(`due to ${name}`, sum);
  const most = binary("minimum", due, balancedSum(inZone));
  const whole = cell(name, unary("floor", binary("add", most, constant(almost))));
  const next = notBelowZero(binary("subtract", due, whole));
  workshop.cells[before.cell] = {
    name: `fractions kept by ${name}`,
    place: belt.place,
    kind: "memory",
    initial: constant(0),
    next: belt.arrested === null ? next : select(belt.arrested, before, next),
  };
  let rest = whole;
  return wanted.map((node, index) => {
    if (node === null) return null;
    const steps = `${name}, ${index + 1} steps before the exit`;
    const taken = cell(steps, binary("minimum", rest, kept[index]));
    rest = cell(`what is left for ${steps}`, binary("subtract", rest, taken));
    return taken;
  });
}

function scaled(node: Node, factor: number): Node {
  return factor === 1 ? node : binary("multiply", node, constant(factor));
}
