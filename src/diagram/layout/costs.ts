/** Points and edges of a layout as plain arrays, for what is asked of them a million times. */
export interface Wires {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** 1 for points that have a place. */
  readonly placed: Uint8Array;
  /** Of each edge the indices of its points. */
  readonly from: Int32Array;
  readonly to: Int32Array;
}

/** How many other edges, both of whose ends have a place, an edge crosses. */
export function crossingsOf({ x, y, placed, from, to }: Wires, edge: number): number {
  const a = from[edge];
  const b = to[edge];
  const [ax, ay, bx, by] = [x[a], y[a], x[b], y[b]];
  const [left, right] = ax < bx ? [ax, bx] : [bx, ax];
  const [top, bottom] = ay < by ? [ay, by] : [by, ay];
  let count = 0;
  for (let other = 0; other < from.length; other++) {
    const c = from[other];
    const d = to[other];
    if (a === c || a === d || b === c || b === d) continue;
    const cx = x[c];
    const dx = x[d];
    if ((cx < left && dx < left) || (cx > right && dx > right)) continue;
    const cy = y[c];
    const dy = y[d];
    if ((cy < top && dy < top) || (cy > bottom && dy > bottom)) continue;
    if (placed[c] === 0 || placed[d] === 0) continue;
    const sideC = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
    const sideD = (bx - ax) * (dy - ay) - (by - ay) * (dx - ax);
    if (sideC * sideD >= 0) continue;
    const sideA = (dx - cx) * (ay - cy) - (dy - cy) * (ax - cx);
    const sideB = (dx - cx) * (by - cy) - (dy - cy) * (bx - cx);
    if (sideA * sideB < 0) count += 1;
  }
  return count;
}

/** Over how many points, with their names, an edge runs that are not its ends. */
export function overrunsOf(wires: Wires, edge: number): number {
  let count = 0;
  for (let point = 0; point < wires.x.length; point++) {
    if (wires.placed[point] === 1 && runsOver(wires, edge, point)) count += 1;
  }
  return count;
}

/** How many edges, both of whose ends have a place, run over a point. */
export function overrunsAt(wires: Wires, point: number): number {
  const { placed, from, to } = wires;
  let count = 0;
  for (let edge = 0; edge < from.length; edge++) {
    if (placed[from[edge]] === 0 || placed[to[edge]] === 0) continue;
    if (runsOver(wires, edge, point)) count += 1;
  }
  return count;
}

/** Half the width and height of what a link must keep clear of, in pixels. */
const [halfWidth, halfHeight] = [44, 30];

function runsOver({ x, y, from, to }: Wires, edge: number, point: number): boolean {
  const a = from[edge];
  const b = to[edge];
  if (point === a || point === b) return false;
  const [px, py, ax, ay, bx, by] = [x[point], y[point], x[a], y[a], x[b], y[b]];
  if ((px < ax - 40 && px < bx - 40) || (px > ax + 40 && px > bx + 40)) return false;
  if ((py < ay - 30 && py < by - 30) || (py > ay + 30 && py > by + 30)) return false;
  const dx = bx - ax;
  const dy = by - ay;
  const square = dx * dx + dy * dy;
  if (square === 0) return true;
  const along = Math.min(1, Math.max(0, ((px - ax) * dx + (py - ay) * dy) / square));
  const ox = (ax + along * dx - px) / halfWidth;
  const oy = (ay + along * dy - py) / halfHeight;
  return ox * ox + oy * oy < 1;
}
