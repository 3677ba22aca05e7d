import { binary, compare, constant, select, unary } from "../../system.js";
import type { Node } from "../../system.js";

/**
 * How much somebody wants (or offers) at each price: `quantity` times a share that falls (or rises)
 * around `priority`. The share is the integral of the shape that the kind names.
 */
export interface Curve {
  readonly quantity: Node;
  readonly kind: CurveKind;
  readonly priority: Node;
  readonly width: Node;
  /** Whether whole numbers only are handed out. */
  readonly whole: boolean;
}

export type CurveKind = "fixed" | "rectangular" | "triangular" | "normal" | "exponential";

/**
 * How many widths from its middle a curve has, within rounding, reached its ends. The width of a
 * rectangle or triangle is its base, that of a normal curve its deviation, that of an exponential
 * one its scale.
 */
const reaches: Readonly<Record<CurveKind, number>> = {
  fixed: 0,
  rectangular: 0.5,
  triangular: 0.5,
  normal: 9,
  exponential: 40,
};

/** A width of nothing is a step; it must not divide nothing by nothing. */
const smallestWidth = 2 ** -1000;

/** A width above 0. */
export function atLeastSmallest(width: Node): Node {
  return binary("maximum", width, constant(smallestWidth));
}

/** What is asked for at a price. */
export function demandAt(curve: Curve, price: Node): Node {
  const distance = binary("subtract", curve.priority, price);
  return quantityAt(curve, binary("divide", distance, curve.width));
}

/** What is offered at a price. */
export function supplyAt(curve: Curve, price: Node): Node {
  const distance = binary("subtract", price, curve.priority);
  return quantityAt(curve, binary("divide", distance, curve.width));
}

function quantityAt(curve: Curve, widths: Node): Node {
  if (curve.kind === "fixed") return curve.quantity;
  return binary("multiply", curve.quantity, shareAt(curve.kind, widths));
}

/** The share of the shape that lies below a point, given in widths from its middle. */
function shareAt(kind: Exclude<CurveKind, "fixed">, widths: Node): Node {
  switch (kind) {
    case "rectangular":
      return withinOne(binary("add", widths, constant(0.5)));
    case "triangular": {
      const below = withinOne(binary("add", widths, constant(0.5)));
      const above = binary("subtract", constant(1), below);
      const twice = (part: Node) => binary("multiply", constant(2), binary("multiply", part, part));
      return select(
        compare("less", widths, constant(0)),
        twice(below),
        binary("subtract", constant(1), twice(above)),
      );
    }
    case "normal":
      return unary("normalCumulative", widths);
    case "exponential": {
      const decay = unary("exp", unary("negate", unary("absolute", widths)));
      const outer = binary("multiply", constant(0.5), decay);
      return select(
        compare("less", widths, constant(0)),
        outer,
        binary("subtract", constant(1), outer),
      );
    }
  }
}

/** x, brought into [0, 1]. */
export function withinOne(x: Node): Node {
  return binary("minimum", binary("maximum", x, constant(0)), constant(1));
}

/** The prices below and above which none of the curves changes; null if all are fixed. */
export function spanOf(
  curves: readonly Curve[],
): { readonly low: Node; readonly high: Node } | null {
  const bounds = curves.flatMap(({ kind, priority, width }) => {
    if (kind === "fixed") return [];
    const reach = binary("multiply", constant(reaches[kind]), width);
    return [{ low: binary("subtract", priority, reach), high: binary("add", priority, reach) }];
  });
  if (bounds.length === 0) return null;
  const { low, high } = bounds.reduce((all, one) => ({
    low: binary("minimum", all.low, one.low),
    high: binary("maximum", all.high, one.high),
  }));
  // Steps at one and the same price must have prices on both sides.
  const margin = binary(
    "multiply",
    constant(2 ** -20),
    binary("add", unary("absolute", low), unary("absolute", high)),
  );
  return { low: binary("subtract", low, margin), high: binary("add", high, margin) };
}
