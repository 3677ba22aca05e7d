import type { Pen, Size, Theme } from "./pen.js";
import { linearScale, tickText, ticksOf, type Scale } from "./scale.js";

/** The area of a plot within a figure, and its scales. */
export interface Plot {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly x: Scale;
  readonly y: Scale;
}

export interface Margins {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export const axisSize = 11.5;

export function plotOf(
  { width, height }: Size,
  margins: Margins,
  x: readonly [number, number],
  y: readonly [number, number],
): Plot {
  const left = margins.left;
  const right = Math.max(left + 20, width - margins.right);
  const top = margins.top;
  const bottom = top + plotHeight(height, margins);
  return {
    left,
    right,
    top,
    bottom,
    x: linearScale(x[0], x[1], left, right),
    y: linearScale(y[0], y[1], bottom, top),
  };
}

/** How much of a figure's height is for the plot. */
export function plotHeight(
  height: number,
  { top, bottom }: Omit<Margins, "left" | "right">,
): number {
  return Math.max(20, height - bottom - top);
}

export interface AxisNames {
  readonly x: string;
  readonly y: string;
  /** In the place of numbers below: what stands at 0, 1, 2 …  */
  readonly columns?: readonly string[] | undefined;
}

/** Level lines at round values, their numbers at the left, and a time or quantity axis below. */
export function drawAxes(pen: Pen, plot: Plot, theme: Theme, names: AxisNames): void {
  const { left, right, top, bottom, x, y } = plot;
  const small = { colour: theme.muted, size: axisSize };
  const levels = levelsOf(y.low, y.high, bottom - top);
  const levelStep = stepOf(levels);
  for (const level of levels) {
    const at = y(level);
    pen.line([left, at, right, at], { stroke: theme.rule, width: 1 });
    pen.text(tickText(level, levelStep), left - 6, at + 4, { ...small, align: "right" });
  }
  const columns =
    names.columns?.map((_, column) => column) ??
    ticksOf(x.low, x.high, Math.max(2, (right - left) / 78));
  const columnStep = stepOf(columns);
  pen.line([left, bottom, right, bottom], { stroke: theme.muted, width: 1 });
  for (const column of columns) {
    const at = x(column);
    pen.line([at, bottom, at, bottom + 4], { stroke: theme.muted, width: 1 });
    const words =
      names.columns !== undefined
        ? shortened(pen, names.columns[column], (right - left) / columns.length - 6, small)
        : columnStep >= 1 && x.low > 1500 && x.high < 2500
          ? String(column)
          : tickText(column, columnStep);
    pen.text(words, at, bottom + 17, { ...small, align: "centre" });
  }
  if (names.y !== "") pen.text(names.y, 0, 11, small);
  if (names.x !== "") pen.text(names.x, right, bottom + 32, { ...small, align: "right" });
}

function stepOf(ticks: readonly number[]): number {
  return ticks.length > 1 ? ticks[1] - ticks[0] : (ticks[0] ?? 1) || 1;
}

/** The round values that are drawn on an axis of a height in pixels. */
function levelsOf(low: number, high: number, height: number): readonly number[] {
  return ticksOf(low, high, Math.max(2, height / 48));
}

/** How wide the numbers at the left of a plot of a height are, the signs of those below 0 included. */
export function leftMargin(pen: Pen, low: number, high: number, height: number): number {
  const levels = levelsOf(low, high, height);
  const step = stepOf(levels);
  const widths = levels.map((level) =>
    pen.widthOf(tickText(level, step), { colour: "", size: axisSize }),
  );
  return Math.ceil(Math.max(16, ...widths)) + 9;
}

/** A text as far as there is room for it. */
export function shortened(
  pen: Pen,
  label: string,
  room: number,
  lettering: Parameters<Pen["text"]>[3],
): string {
  let text = label;
  while (text.length > 1 && pen.widthOf(text, lettering) > room)
    text = `${text.replace(/…$/u, "").slice(0, -1)}…`;
  return text;
}

/** Labels at the ends of lines, moved apart so that none covers another. */
export function spreadLabels(
  wished: readonly number[],
  gap: number,
  top: number,
  bottom: number,
): readonly number[] {
  const order = wished.map((_, index) => index).sort((a, b) => wished[a] - wished[b]);
  const placed = wished.map((at) => Math.min(bottom, Math.max(top, at)));
  for (let at = 1; at < order.length; at++) {
    placed[order[at]] = Math.max(placed[order[at]], placed[order[at - 1]] + gap);
  }
  const last = order.at(-1);
  const over = last === undefined ? 0 : placed[last] - bottom;
  if (over > 0 && last !== undefined) {
    placed[last] -= over;
    for (let at = order.length - 2; at >= 0; at--) {
      placed[order[at]] = Math.min(placed[order[at]], placed[order[at + 1]] - gap);
    }
  }
  // Where there is no room for all, it is missing above.
  return placed;
}
