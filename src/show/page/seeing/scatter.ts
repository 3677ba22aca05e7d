import { axisSize, drawAxes, plotOf } from "./axes.js";
import { columnsOf, strewn } from "./columns.js";
import type { Draw, Pen, Size, Theme } from "./pen.js";
import { extentOf } from "./scale.js";
import { seriesStyle } from "./series.js";

export interface ScatterData {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly picked: number | null;
  readonly xName: string;
  readonly yName: string;
  readonly series: number;
  /** What a value of x is called where x takes only a few. */
  readonly wordsOf: (value: number) => string;
}

/** Points a future in the units of the axes, and the ends of these. */
export interface Placed {
  readonly x: Float64Array;
  readonly xRange: readonly [number, number];
  readonly yRange: readonly [number, number];
  /** The values of x where they are few, each of which has a column. */
  readonly columns: readonly number[] | null;
}

const margins = { left: 58, right: 12, top: 20, bottom: 36 };

export function placed({ x, y }: Pick<ScatterData, "x" | "y">): Placed {
  const columns = columnsOf(x);
  const room = ([low, high]: readonly [number, number]): readonly [number, number] => {
    if (!Number.isFinite(low)) return [0, 1];
    const gap = (high - low || Math.abs(high) || 1) * 0.03;
    return [low - gap, high + gap];
  };
  const yRange = room(extentOf(y));
  if (columns === null) return { x, xRange: room(extentOf(x)), yRange, columns };
  return { x: strewn(x, columns), xRange: [-0.5, columns.length - 0.5], yRange, columns };
}

/** A point a future, up to ten thousand of them; over a switch a column for each of its values. */
export function scatterFigure(data: ScatterData): Draw {
  const { x, xRange, yRange, columns } = placed(data);
  return (pen, size, theme) => {
    const plot = plotOf(size, margins, xRange, yRange);
    drawAxes(pen, plot, theme, {
      x: data.xName,
      y: data.yName,
      columns: columns?.map(data.wordsOf),
    });
    const { colour } = seriesStyle(data.series, theme);
    const many = x.length > 4000;
    const points: number[] = [];
    for (const [future, across] of x.entries()) {
      points.push(plot.x(across), plot.y(data.y[future]));
    }
    pen.marks(points, "square", many ? 1.5 : 2, { fill: colour, alpha: many ? 0.45 : 0.6 });
    for (const [column, value] of (columns ?? []).entries()) {
      const own = data.y.filter((_, future) => data.x[future] === value);
      drawMiddle(pen, theme, plot.x(column - 0.42), plot.x(column + 0.42), plot.y(medianOf(own)));
    }
    if (data.picked !== null && data.picked < x.length) {
      const at = [plot.x(x[data.picked]), plot.y(data.y[data.picked])];
      pen.marks(at, "ring", 6, { stroke: theme.paper, width: 5 });
      pen.marks(at, "ring", 6, { stroke: theme.ink, width: 2 });
    }
  };
}

function drawMiddle(pen: Pen, theme: Theme, from: number, to: number, y: number): void {
  if (!Number.isFinite(y)) return;
  pen.line([from, y, to, y], { stroke: theme.paper, width: 4.5 });
  pen.line([from, y, to, y], { stroke: theme.ink, width: 2 });
  pen.text("middle", to, y - 5, {
    colour: theme.ink,
    size: axisSize,
    align: "right",
    italic: true,
  });
}

function medianOf(values: Float64Array): number {
  const finite = values.filter(Number.isFinite).sort();
  const half = finite.length / 2;
  return half % 1 === 0 ? (finite[half - 1] + finite[half]) / 2 : finite[Math.floor(half)];
}

/** The future whose point lies nearest to a place within the plot; null outside of it. */
export function futureAt(data: ScatterData, left: number, top: number, size: Size): number | null {
  const { x, xRange, yRange } = placed(data);
  const plot = plotOf(size, margins, xRange, yRange);
  const edge = 12;
  if (left < plot.left - edge || left > plot.right + edge) return null;
  if (top < plot.top - edge || top > plot.bottom + edge) return null;
  let best: number | null = null;
  let least = Infinity;
  for (const [future, across] of x.entries()) {
    const square = (plot.x(across) - left) ** 2 + (plot.y(data.y[future]) - top) ** 2;
    if (square < least) [best, least] = [future, square];
  }
  return best;
}
