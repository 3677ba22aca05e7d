import { axisSize, plotOf } from "./axes.js";
import type { Draw } from "./pen.js";
import { extentOf, niceRange, tickText, ticksOf } from "./scale.js";

/** Bars with an interval each and a mark of their own, as of what chance alone would give. */
export interface BarRow {
  readonly label: string;
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
  /** What would be found of nothing; drawn as a hatched part from 0 on. */
  readonly nothing: number | null;
  /** Whether it is told apart from nothing. */
  readonly clear: boolean;
  readonly lit: boolean;
}

export const barRowHeight = 34;

export function barsFigure(rows: readonly BarRow[], axis: string): Draw {
  return (pen, size, theme) => {
    const [, high] = extentOf(
      rows.flatMap(({ value, high: top, nothing }) => [value, top ?? value, nothing ?? 0]),
    );
    const [low] = extentOf(
      rows.flatMap(({ value, low: bottom }) => [Math.min(0, value, bottom ?? value)]),
    );
    const range = niceRange(Math.min(0, low), Math.max(high, 1e-9));
    const plot = plotOf(size, { left: 6, right: 10, top: 4, bottom: 36 }, range, [0, 1]);
    const { x, bottom } = plot;
    const ticks = ticksOf(range[0], range[1], Math.max(2, (plot.right - plot.left) / 90));
    const step = ticks.length > 1 ? ticks[1] - ticks[0] : 1;
    for (const tick of ticks) {
      pen.line([x(tick), 2, x(tick), bottom], {
        stroke: tick === 0 ? theme.muted : theme.rule,
        width: 1,
      });
      // At the ends there is no room for half of it beyond.
      const at = x(tick);
      pen.text(tickText(tick, step), at, bottom + 16, {
        colour: theme.muted,
        size: axisSize,
        align: at > size.width - 16 ? "right" : at < 16 ? "left" : "centre",
      });
    }
    pen.text(axis, plot.right, bottom + 31, {
      colour: theme.muted,
      size: axisSize,
      align: "right",
    });
    for (const [index, row] of rows.entries()) {
      const top = 4 + index * barRowHeight;
      const colour = row.clear ? theme.series[0] : theme.muted;
      pen.text(row.label, x(Math.max(0, range[0])) + 3, top + 12, {
        colour: theme.ink,
        size: 12,
        bold: row.lit || row.clear,
      });
      const [y, height] = [top + 17, 9];
      const from = x(0);
      const to = x(row.value);
      pen.area([from, y, to, y, to, y + height, from, y + height], {
        fill: colour,
        alpha: row.lit ? 1 : 0.75,
      });
      if (row.low !== null && row.high !== null) {
        pen.line([x(row.low), y + height / 2, x(row.high), y + height / 2], {
          stroke: theme.ink,
          width: 1.4,
        });
      }
      if (row.nothing !== null) {
        pen.line([x(row.nothing), y - 2, x(row.nothing), y + height + 4], {
          stroke: theme.accent,
          width: 2,
          dash: [2, 2],
        });
      }
    }
  };
}
