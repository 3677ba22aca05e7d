import type { GraphNode } from "../graph.js";
import type { Box, PlacedNode, Point } from "../scene.js";
import { fontSize, lineHeight, wrap } from "./text.js";

/** Half the width and height of a stock's box, in pixels. */
export const stockHalf: Point = [52, 26];
/** Half the size of a valve. */
const valveHalf: Point = [9, 9];
const dotHalf: Point = [7, 7];
export const cloudHalf: Point = [17, 12];

/** Names take this many lines at most. */
const mostLines = 3;
const nameWidth = 106;
const gapBelow = 3;

/**
 * A variable's symbol and name with the symbol's centre at a point. A ghost is a small ring, but a
 * stock's is as large as the stock where pipes end at it (`boxed`).
 */
export function symbolAt(
  node: GraphNode,
  centre: Point,
  id: string,
  ghost: boolean,
  boxed = !ghost,
): PlacedNode {
  const [x, y] = centre;
  if (node.kind === "stock" && boxed) {
    // Set bold, a tenth wider than it is reckoned, and with paper at either side.
    const { lines } = wrap(node.name, (2 * stockHalf[0] - 12) / 1.12, mostLines);
    const first = y - ((lines.length - 1) * lineHeight) / 2 + fontSize * 0.36;
    const box = around(centre, stockHalf);
    return { id, node, ghost, centre, half: stockHalf, label: { lines, at: [x, first] }, box };
  }
  const half = ghost || node.kind !== "flow" ? dotHalf : valveHalf;
  const { lines, width, height } = wrap(node.name, nameWidth, mostLines);
  const top = y + half[1] + gapBelow;
  const box: Box = {
    left: x - Math.max(half[0], width / 2),
    right: x + Math.max(half[0], width / 2),
    top: y - half[1],
    bottom: top + height,
  };
  return { id, node, ghost, centre, half, label: { lines, at: [x, top + fontSize * 0.9] }, box };
}

export function around([x, y]: Point, [halfWidth, halfHeight]: Point): Box {
  return {
    left: x - halfWidth,
    right: x + halfWidth,
    top: y - halfHeight,
    bottom: y + halfHeight,
  };
}

/** The parts of a node that a link may not run over: its symbol, and its name below. */
export function partsOfSymbol({ centre, half, box }: PlacedNode): readonly Box[] {
  const symbol = around(centre, half);
  if (box.bottom <= symbol.bottom) return [symbol];
  return [symbol, { ...box, top: symbol.bottom }];
}

export function isInside([x, y]: Point, { left, right, top, bottom }: Box, margin = 0): boolean {
  return x > left - margin && x < right + margin && y > top - margin && y < bottom + margin;
}
