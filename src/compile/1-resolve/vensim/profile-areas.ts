import { binary, constant } from "../../system.js";
import type { Node } from "../../system.js";
import type { Points } from "./named-table.js";
import { steps } from "./piecewise.js";
import { linesOf } from "./profile.js";

/** A stretch of a profile that is scaled to width 1 and area 1, and what lies below its start. */
interface Stretch {
  readonly from: number;
  /** Height at its start, and slope. */
  readonly height: number;
  readonly slope: number;
  /** The area up to its start, and the integral of that area up to there. */
  readonly area: number;
  readonly sum: number;
}

/**
 * The share of the area under a profile up to a share of its width, 0 to 1 and beyond. Each stretch is
 * a parabola.
 */
export function areaUpTo(profile: Points, share: Node): Node {
  const { at, beyond } = reader(stretchesOf(profile), share);
  const half = binary("multiply", constant(0.5), binary("multiply", at("slope"), beyond));
  const mean = binary("add", at("height"), half);
  return binary("add", at("area"), binary("multiply", beyond, mean));
}

/** The integral of `areaUpTo` from 0: each stretch is a cubic, and a line from 1 on. */
export function areaSumUpTo(profile: Points, share: Node): Node {
  const { at, beyond } = reader(stretchesOf(profile), share);
  const third = binary("multiply", constant(1 / 3), binary("multiply", at("slope"), beyond));
  const bent = binary("multiply", constant(0.5), binary("add", at("height"), third));
  const mean = binary("add", at("area"), binary("multiply", beyond, bent));
  return binary("add", at("sum"), binary("multiply", beyond, mean));
}

function stretchesOf(profile: Points): readonly Stretch[] {
  const lines = linesOf(profile);
  const start = lines[0][0];
  const width = lines[lines.length - 1][1] - start;
  const whole = lines.reduce((sum, line) => sum + areaUnder(line), 0);
  const found: Stretch[] = [];
  let area = 0;
  let sum = 0;
  for (const [from, to, low, rise] of lines) {
    const height = (low * width) / whole;
    const slope = (rise * width * width) / whole;
    found.push({ from: (from - start) / width, height, slope, area, sum });
    const length = (to - from) / width;
    sum += length * (area + length * (height / 2 + (slope * length) / 6));
    area += length * (height + (slope * length) / 2);
  }
  return [...found, { from: 1, height: 0, slope: 0, area: 1, sum }];
}

function areaUnder([from, to, height, slope]: readonly [number, number, number, number]): number {
  return (to - from) * (height + (slope * (to - from)) / 2);
}

/** What holds of the stretch in which a share lies, and how far it is from its start. */
function reader(stretches: readonly Stretch[], share: Node) {
  const x = stretches.map(({ from }) => from);
  const at = (what: keyof Stretch): Node => ({
    op: "lookup",
    table: steps({ x, y: stretches.map((stretch) => stretch[what]) }),
    input: share,
  });
  return { at, beyond: binary("subtract", share, at("from")) };
}
