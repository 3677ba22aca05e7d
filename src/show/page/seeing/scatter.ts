import { drawAxes, plotOf } from "./axes.js";
import type { Draw } from "./pen.js";
import { extentOf } from "./scale.js";
import { seriesStyle } from "./series.js";

export interface ScatterData {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Which futures are of interest: they are filled, the others hollow and faint. */
  readonly chosen: Uint8Array | null;
  readonly picked: number | null;
  readonly xName: string;
  readonly yName: string;
  readonly series: number;
  /** A level across the plot, and a box from low to high of x. */
  readonly threshold: number | null;
  readonly box: readonly [number, number] | null;
}

export const scatterMargins = { left: 58, right: 12, top: 20, bottom: 36 };

export function scatterRanges({ x, y, threshold }: ScatterData) {
  const [xLow, xHigh] = extentOf(x);
  const [yLow, yHigh] = extentOf(y, threshold === null ? [] : [threshold]);
  const room = (low: number, high: number): readonly [number, number] => {
    if (!Number.isFinite(low)) return [0, 1];
    const gap = (high - low || Math.abs(high) || 1) * 0.03;
    return [low - gap, high + gap];
  };
  return { x: room(xLow, xHigh), y: room(yLow, yHigh) };
}

/** A point a future, up to ten thousand of them. */
export function scatterFigure(data: ScatterData): Draw {
  const ranges = scatterRanges(data);
  return (pen, size, theme) => {
    const plot = plotOf(size, scatterMargins, ranges.x, ranges.y);
    drawAxes(pen, plot, theme, { x: data.xName, y: data.yName });
    const { colour } = seriesStyle(data.series, theme);
    const radius = data.x.length > 4000 ? 1.5 : 2;
    if (data.box !== null) {
      const [from, to] = data.box.map((value) =>
        Math.min(plot.right, Math.max(plot.left, plot.x(value))),
      );
      pen.area([from, plot.top, to, plot.top, to, plot.bottom, from, plot.bottom], {
        fill: theme.accent,
        alpha: 0.1,
      });
    }
    const chosen: number[] = [];
    const others: number[] = [];
    for (let index = 0; index < data.x.length; index++) {
      const list = data.chosen === null || data.chosen[index] === 1 ? chosen : others;
      list.push(plot.x(data.x[index]), plot.y(data.y[index]));
    }
    pen.marks(others, "square", radius * 0.8, { fill: theme.muted, alpha: 0.3 });
    pen.marks(chosen, "square", radius, { fill: colour, alpha: data.x.length > 4000 ? 0.45 : 0.6 });
    if (data.threshold !== null) {
      const y = plot.y(data.threshold);
      pen.line([plot.left, y, plot.right, y], { stroke: theme.accent, width: 1.5, dash: [5, 3] });
    }
    if (data.picked !== null && data.picked < data.x.length) {
      const at = [plot.x(data.x[data.picked]), plot.y(data.y[data.picked])];
      pen.marks(at, "ring", 6, { stroke: theme.paper, width: 5 });
      pen.marks(at, "ring", 6, { stroke: theme.ink, width: 2 });
    }
  };
}
