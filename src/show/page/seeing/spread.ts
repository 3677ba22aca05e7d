import { axisSize } from "./axes.js";
import type { Draw, Pen, Theme } from "./pen.js";
import { extentOf, linearScale, niceRange, tickText, ticksOf } from "./scale.js";
import { seriesStyle } from "./series.js";

/** A quantity over futures, under one policy. */
export interface SpreadRow {
  readonly label: string;
  readonly series: number;
  /** One for each future; NaN where it failed. */
  readonly values: Float64Array;
  readonly lit: boolean;
  readonly favoured: boolean;
}

export interface Summary {
  readonly n: number;
  /** At 5, 25, 50, 75 and 95 %. */
  readonly quantiles: readonly number[];
  readonly mean: number;
}

/** Quantiles (type 7) and mean of the values that are numbers. */
export function summaryOf(values: Float64Array): Summary {
  const sorted = values.filter((value) => Number.isFinite(value)).sort();
  const at = (share: number): number => {
    const position = share * (sorted.length - 1);
    const below = Math.floor(position);
    const above = Math.min(sorted.length - 1, below + 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  };
  const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
  const quantiles = [0.05, 0.25, 0.5, 0.75, 0.95].map((share) =>
    sorted.length === 0 ? Number.NaN : at(share),
  );
  return { n: sorted.length, quantiles, mean };
}

export const spreadRowHeight = 58;
const bins = 64;

/**
 * One hill a policy over a common axis: how often each value of the criterion comes, with the
 * middle marked and a bar from 5 to 95 %.
 */
export function spreadFigure(
  rows: readonly SpreadRow[],
  axis: string,
  marker: { readonly at: number; readonly label: string } | null = null,
): Draw {
  return (pen, size, theme) => {
    const summaries = rows.map(({ values }) => summaryOf(values));
    const [low, high] = rangeOf(rows, summaries, marker?.at ?? null);
    const left = 4;
    const right = size.width - 8;
    const bottom = size.height - 36;
    const x = linearScale(low, high, left, right);
    const ticks = ticksOf(low, high, Math.max(2, (right - left) / 80));
    const step = ticks.length > 1 ? ticks[1] - ticks[0] : 1;
    for (const tick of ticks) {
      const at = x(tick);
      pen.line([at, 8, at, bottom], { stroke: theme.rule, width: 1 });
      pen.text(tickText(tick, step), at, bottom + 16, {
        colour: theme.muted,
        size: axisSize,
        align: "centre",
      });
    }
    pen.text(axis, right, bottom + 31, { colour: theme.muted, size: axisSize, align: "right" });
    const most = Math.max(1, ...rows.map(({ values }) => Math.max(...countsOf(values, low, high))));
    for (const [index, row] of rows.entries()) {
      const base = 8 + (index + 1) * spreadRowHeight - 8;
      drawHill(pen, row, summaries[index], { base, x, low, high, most, theme });
    }
    if (marker !== null) {
      const at = x(marker.at);
      pen.line([at, 4, at, bottom], { stroke: theme.accent, width: 1.5 });
      const flip = at > right - 90;
      pen.text(marker.label, at + (flip ? -5 : 5), 13, {
        colour: theme.accent,
        size: axisSize,
        align: flip ? "right" : "left",
      });
    }
  };
}

interface Ground {
  readonly base: number;
  readonly x: (value: number) => number;
  readonly low: number;
  readonly high: number;
  readonly most: number;
  readonly theme: Theme;
}

function drawHill(
  pen: Pen,
  { label, series, values, lit, favoured }: SpreadRow,
  { quantiles }: Summary,
  ground: Ground,
): void {
  const { base, x, low, high, most, theme } = ground;
  const { colour, shape } = seriesStyle(series, theme);
  const counts = countsOf(values, low, high);
  const height = spreadRowHeight - 20;
  const outline = [x(low), base];
  const width = (high - low) / bins;
  for (const [index, count] of counts.entries()) {
    outline.push(x(low + (index + 0.5) * width), base - (count / most) * height);
  }
  outline.push(x(high), base);
  pen.area(outline, { fill: colour, alpha: lit ? 0.42 : 0.26 });
  pen.line(outline, { stroke: colour, width: lit ? 2 : 1.2 });
  if (Number.isFinite(quantiles[2])) {
    pen.line([x(quantiles[0]), base, x(quantiles[4]), base], { stroke: colour, width: 2 });
    pen.marks([x(quantiles[2]), base], shape, 4.5, {
      fill: colour,
      stroke: shape === "ring" || shape === "cross" ? colour : theme.paper,
      width: 1.5,
    });
  }
  const toRight = x(quantiles[2]) < (x(low) + x(high)) / 2;
  const lettering = {
    colour,
    size: 12,
    bold: favoured || lit,
    align: toRight ? ("right" as const) : ("left" as const),
  };
  pen.text(label, toRight ? x(high) : x(low) + 2, base - height + 12, lettering);
}

function countsOf(values: Float64Array, low: number, high: number): readonly number[] {
  const counts = Array.from({ length: bins }, () => 0);
  for (const value of values) {
    if (!Number.isFinite(value) || value < low || value > high) continue;
    counts[Math.min(bins - 1, Math.floor(((value - low) / (high - low)) * bins))] += 1;
  }
  // Neighbours are mixed in by a quarter each, against the teeth of chance.
  return counts.map(
    (count, index) => (2 * count + (counts[index - 1] ?? count) + (counts[index + 1] ?? count)) / 4,
  );
}

/** From the 0.5 % to the 99.5 % quantile of all, so that one far future does not flatten the rest. */
function rangeOf(
  rows: readonly SpreadRow[],
  summaries: readonly Summary[],
  marker: number | null,
): readonly [number, number] {
  const ends = rows.flatMap(({ values }) => {
    const sorted = values.filter((value) => Number.isFinite(value)).sort();
    if (sorted.length === 0) return [];
    const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))];
    return [at(0.005), at(0.995)];
  });
  const [low, high] = extentOf(
    ends,
    ...summaries.map(({ quantiles }) => quantiles),
    marker === null ? [] : [marker],
  );
  const nice = niceRange(low, high);
  // A hill needs its room: a far zero is not taken in.
  return nice[0] === 0 && low > 0.35 * high
    ? [low - 0.04 * (high - low), high + 0.04 * (high - low)]
    : nice;
}
