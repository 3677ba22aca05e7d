/** A rectangle to be put somewhere, in any unit. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Corner {
  readonly x: number;
  readonly y: number;
}

/** Sheets that are tried, as shares of the width that the area asks for. */
const tried = [0.85, 0.95, 1.05, 1.15, 1.25, 1.4];

/**
 * Puts rectangles side by side on a sheet about `wideness` times as wide as it is high, so that it
 * can be shown as large as possible: the tallest first, each as high up as it fits above the skyline
 * of those that have a place (bottom-left placement, B. S. Baker, E. G. Coffman and R. L. Rivest,
 * "Orthogonal packings in two dimensions", SIAM Journal on Computing 9(4), 1980), on sheets of
 * several widths, of which the best is taken. The answer is the upper left corner of each, in the
 * order given.
 */
export function packed(sizes: readonly Size[], wideness: number): readonly Corner[] {
  const area = sizes.reduce((sum, { width, height }) => sum + width * height, 0);
  const widest = Math.max(0, ...sizes.map(({ width }) => width));
  let best: readonly Corner[] = [];
  let least = Infinity;
  for (const share of tried) {
    const corners = onSheet(sizes, Math.max(widest, share * Math.sqrt(area * wideness)));
    const right = Math.max(0, ...corners.map(({ x }, index) => x + sizes[index].width));
    const bottom = Math.max(0, ...corners.map(({ y }, index) => y + sizes[index].height));
    const extent = Math.max(right / wideness, bottom);
    if (extent < least - 1e-9) [best, least] = [corners, extent];
  }
  return best;
}

/** A piece of the lower edge of what has a place. */
interface Step {
  readonly from: number;
  readonly to: number;
  readonly y: number;
}

function onSheet(sizes: readonly Size[], room: number): readonly Corner[] {
  let skyline: readonly Step[] = [{ from: 0, to: room, y: 0 }];
  const corners: Corner[] = sizes.map(() => ({ x: 0, y: 0 }));
  const order = sizes
    .map((size, index) => ({ size, index }))
    .toSorted((one, other) => other.size.height - one.size.height || one.index - other.index);
  for (const { size, index } of order) {
    const corner = lowest(skyline, size.width, room);
    corners[index] = corner;
    skyline = covered(skyline, corner.x, corner.x + size.width, corner.y + size.height);
  }
  return corners;
}

function lowest(skyline: readonly Step[], width: number, room: number): Corner {
  let best: Corner = { x: 0, y: Infinity };
  for (const { from: x } of skyline) {
    if (x + width > room + 1e-9) continue;
    const under = skyline.filter(({ from, to }) => from < x + width - 1e-9 && to > x + 1e-9);
    const y = Math.max(...under.map((step) => step.y));
    if (y < best.y - 1e-9) best = { x, y };
  }
  return best;
}

function covered(
  skyline: readonly Step[],
  left: number,
  right: number,
  y: number,
): readonly Step[] {
  const pieces = skyline.flatMap((step): Step[] => [
    { ...step, to: Math.min(step.to, left) },
    { ...step, from: Math.max(step.from, right) },
  ]);
  return [...pieces, { from: left, to: right, y }]
    .filter(({ from, to }) => to - from > 1e-9)
    .toSorted((one, other) => one.from - other.from);
}
