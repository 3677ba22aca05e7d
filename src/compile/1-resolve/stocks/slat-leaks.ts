import { binary, constant, select, unary } from "../../system.js";
import type { Node } from "../../system.js";
import { notBelowZero } from "../time.js";
import type { SlatBelt, SlatLeak } from "./belt.js";
import { leakWeights } from "./leakage.js";
import { balancedSum } from "./sums.js";
import { addCell } from "./workshop.js";
import type { Workshop } from "./workshop.js";

/** What is on a conveyor, in pieces of which each leaks by itself. */
export interface LeakingPieces {
  readonly count: number;
  readonly content: (index: number) => Node;
  /** What would leak from a piece in the step, where earlier leaks left so much; null for never. */
  readonly wanted: (leak: SlatLeak, index: number, left: Node) => Node | null;
  /** Where a piece is, in words. */
  readonly named: (index: number) => string;
}

interface Losses {
  /** By piece, what the leaks leave of it. */
  readonly kept: readonly Node[];
  /** By leak, all that leaks in the step. */
  readonly leaked: readonly Node[];
}

/** Each leak takes its share of what the earlier ones leave. */
export function leaksOf(belt: SlatBelt, pieces: LeakingPieces, workshop: Workshop): Losses {
  let kept: readonly Node[] = Array.from({ length: pieces.count }, (_, index) =>
    pieces.content(index),
  );
  const leaked = belt.leaks.map((leak, which): Node => {
    const name = `leak ${which + 1} of ${belt.owner}`;
    const named = (index: number) => `${name}, ${pieces.named(index)}`;
    const wanted = kept.map((left, index) => pieces.wanted(leak, index, left));
    const taken = leak.leakage.integers
      ? wholeNumbers(belt, wanted, kept, { name, named }, workshop)
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

/** The slats of a conveyor, by the steps that they have left, the one at the exit first. */
export function leakingSlats(
  belt: SlatBelt,
  slat: (remaining: number) => Node,
  due: (remaining: number) => Node,
): LeakingPieces {
  const weights = new Map(belt.leaks.map((leak) => [leak, leakWeights(leak.leakage, belt.slats)]));
  const wanted = (leak: SlatLeak, index: number, left: Node): Node | null => {
    const { inZone, shares } = weights.get(leak) ?? leakWeights(leak.leakage, belt.slats);
    if (inZone[index] === 0) return null;
    const { fraction } = leak;
    const lost = belt.exponentialLeak
      ? binary("multiply", slat(index + 1), scaled(fraction, inZone[index] * belt.stepSize))
      : binary(
          "multiply",
          due(index + 1),
          belt.stepsVary ? fraction : scaled(fraction, shares[index]),
        );
    return binary("minimum", notBelowZero(lost), left);
  };
  return {
    count: belt.slats,
    content: (index) => slat(index + 1),
    wanted,
    named: (index) => `${index + 1} steps before the exit`,
  };
}

/** Sums of fractions miss a whole number by rounding errors. */
const almost = 1e-9;

/**
 * The same in whole numbers (XMILE 1.0, section 4.3): what is short of one is kept in mind until it
 * makes one, and is taken from the pieces in their order: from what is nearest to the exit in the zone. The standard leaves open which
 * part of the conveyor it comes from.
 */
function wholeNumbers(
  belt: SlatBelt,
  wanted: readonly (Node | null)[],
  kept: readonly Node[],
  { name, named }: { readonly name: string; readonly named: (index: number) => string },
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
    const taken = cell(named(index), binary("minimum", rest, kept[index]));
    rest = cell(`what is left for ${named(index)}`, binary("subtract", rest, taken));
    return taken;
  });
}

function scaled(node: Node, factor: number): Node {
  return factor === 1 ? node : binary("multiply", node, constant(factor));
}
