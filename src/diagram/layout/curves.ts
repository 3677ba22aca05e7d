import type { Box, Curve, PlacedNode, Point } from "../scene.js";
import { isInside, partsOfSymbol } from "./symbols.js";

/** How far a link may swing out, in shares of its length; the first that runs over nothing is taken. */
const bends = [0.1, -0.1, 0.2, -0.2, 0, 0.32, -0.32, 0.48, -0.48, 0.7, -0.7, 1, -1];
const samples = 16;
/** Pixels between a link's end and what it leads to. */
const gap = 3;

/**
 * The link from one node to another: a slight curve between their outlines that runs over as few
 * other names and symbols as can be, and where the sign stands beside its head.
 */
export function curveBetween(
  from: PlacedNode,
  to: PlacedNode,
  others: readonly PlacedNode[],
  pipes: readonly Box[],
): { readonly curve: Curve; readonly signAt: Point } {
  let best: Curve | null = null;
  let least = Infinity;
  const near = nearby(from.centre, to.centre, others);
  for (const bend of bends) {
    const curve = clipped(bent(from.centre, to.centre, bend), from, to);
    if (curve === null) continue;
    const cost =
      4 * hits(curve, near, from, to) + along(curve, pipes) + stump(curve) + Math.abs(bend);
    if (cost < least) [best, least] = [curve, cost];
  }
  const curve = best ?? [from.centre, middleOf(from.centre, to.centre), to.centre];
  return { curve, signAt: beside(curve) };
}

/** The point of a curve at t from 0 to 1. */
export function pointOn([[x0, y0], [x1, y1], [x2, y2]]: Curve, t: number): Point {
  const s = 1 - t;
  return [s * s * x0 + 2 * s * t * x1 + t * t * x2, s * s * y0 + 2 * s * t * y1 + t * t * y2];
}

/** The direction of a curve at t, of length 1. */
export function directionOn([[x0, y0], [x1, y1], [x2, y2]]: Curve, t: number): Point {
  const s = 1 - t;
  const dx = s * (x1 - x0) + t * (x2 - x1);
  const dy = s * (y1 - y0) + t * (y2 - y1);
  const length = Math.sqrt(dx * dx + dy * dy);
  return length === 0 ? [1, 0] : [dx / length, dy / length];
}

function bent([x0, y0]: Point, [x2, y2]: Point, bend: number): Curve {
  const control: Point = [(x0 + x2) / 2 - bend * (y2 - y0), (y0 + y2) / 2 + bend * (x2 - x0)];
  return [[x0, y0], control, [x2, y2]];
}

/** The part of a curve outside of the outlines at its ends; null if nothing is left of it. */
function clipped(curve: Curve, from: PlacedNode, to: PlacedNode): Curve | null {
  const inside = (node: PlacedNode) => {
    const parts = partsOfSymbol(node);
    return (t: number) => parts.some((part) => isInside(pointOn(curve, t), part, gap));
  };
  const start = lastInside(inside(from), 0, 1);
  const end = lastInside(inside(to), 1, 0);
  if (start >= end) return null;
  const [first, last] = [pointOn(curve, start), pointOn(curve, end)];
  // The control point of a part of a quadratic curve lies where the tangents at its ends meet.
  const [a, b, c] = curve;
  const mix = (p: Point, q: Point, t: number): Point => [
    p[0] + (q[0] - p[0]) * t,
    p[1] + (q[1] - p[1]) * t,
  ];
  return [first, mix(mix(a, b, start), mix(b, c, start), end), last];
}

/** Where along the curve, from an end on, the outline of the node at that end is left for good. */
function lastInside(inside: (t: number) => boolean, begin: number, stop: number): number {
  const steps = 48;
  let last = 0;
  for (let step = 0; step <= steps; step++) {
    if (inside(begin + ((stop - begin) * step) / steps)) last = step;
  }
  let [low, high] = [last, Math.min(steps, last + 1)];
  for (let round = 0; round < 8; round++) {
    const middle = (low + high) / 2;
    if (inside(begin + ((stop - begin) * middle) / steps)) low = middle;
    else high = middle;
  }
  return begin + ((stop - begin) * high) / steps;
}

function nearby(from: Point, to: Point, others: readonly PlacedNode[]): readonly PlacedNode[] {
  const margin = 160;
  const box = {
    left: Math.min(from[0], to[0]) - margin,
    right: Math.max(from[0], to[0]) + margin,
    top: Math.min(from[1], to[1]) - margin,
    bottom: Math.max(from[1], to[1]) + margin,
  };
  return others.filter(({ centre }) => isInside(centre, box));
}

function hits(
  curve: Curve,
  others: readonly PlacedNode[],
  from: PlacedNode,
  to: PlacedNode,
): number {
  const points = Array.from({ length: samples + 1 }, (_, index) => pointOn(curve, index / samples));
  let count = 0;
  for (const other of others) {
    if (other === from || other === to) continue;
    const parts = partsOfSymbol(other);
    for (const point of points) if (parts.some((part) => isInside(point, part, 2))) count += 1;
  }
  return count;
}

/** A link may cross a pipe; what it must not do is to run along in it. */
function along(curve: Curve, pipes: readonly Box[]): number {
  let count = 0;
  for (let index = 1; index < samples; index++) {
    const point = pointOn(curve, index / samples);
    if (pipes.some((pipe) => isInside(point, pipe, 5))) count += 1;
  }
  return count > 2 ? count : 0;
}

/** What is left of a link between neighbours may be too short to be seen as one. */
function stump([[x0, y0], , [x2, y2]]: Curve): number {
  const length = Math.sqrt((x2 - x0) * (x2 - x0) + (y2 - y0) * (y2 - y0));
  return Math.max(0, 1 - length / 36);
}

/** Beside the head, on the side to which the curve swings out: what it swings around is not covered. */
function beside(curve: Curve): Point {
  const [a, b, c] = curve;
  const [x, y] = pointOn(curve, 1);
  const [dx, dy] = directionOn(curve, 1);
  const swing = (c[0] - a[0]) * (b[1] - a[1]) - (c[1] - a[1]) * (b[0] - a[0]);
  const [back, aside] = [13, swing < 0 ? -8 : 8];
  return [x - back * dx - aside * dy, y - back * dy + aside * dx];
}

function middleOf([x0, y0]: Point, [x2, y2]: Point): Point {
  return [(x0 + x2) / 2, (y0 + y2) / 2];
}
