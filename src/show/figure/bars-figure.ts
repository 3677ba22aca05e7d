import { bottomAxis } from "./axis.js";
import { linearScale } from "./scale.js";
import type { Scale } from "./scale.js";
import {
  blue,
  element,
  faint,
  figure,
  fitted,
  grey,
  ink,
  label,
  line,
  titleHeight,
  vermilion,
} from "./svg.js";

/** A value with its interval; null where it cannot be had. */
export interface BarValue {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

export interface BarsRow {
  readonly label: string;
  /** One for each series. */
  readonly values: readonly BarValue[];
}

export interface BarsFigure {
  readonly title: string;
  readonly subtitle: string;
  readonly description: string;
  /** What each bar of a row is; one or two. */
  readonly series: readonly string[];
  /** From the top down. */
  readonly rows: readonly BarsRow[];
  readonly axis: string;
  /** The end of the axis at least; shares reach to 1. */
  readonly least?: number;
}

const width = 720;
const left = 230;
const right = width - 40;

/**
 * Bars for each input, one or two a row, with whiskers for the intervals: Sobol indices, scores,
 * distances. The first series is filled, the second an outline, so that they differ without colour.
 */
export function barsFigure(data: BarsFigure): string {
  const top = titleHeight(data.title, width) + 28 + (data.series.length > 1 ? 26 : 0);
  const barHeight = data.series.length > 1 ? 9 : 13;
  const rowHeight = data.series.length > 1 ? 32 : 26;
  const bottom = top + data.rows.length * rowHeight + 4;
  const ends = data.rows.flatMap(({ values }) =>
    values.flatMap(({ value, low, high }) => [value ?? 0, low ?? 0, high ?? 0]),
  );
  const x = linearScale(
    Math.min(0, ...ends),
    Math.max(data.least ?? 0, ...ends),
    left,
    right,
    6,
    "high",
  );
  const rows = data.rows.map(({ label: name, values }, index) => {
    const middle = top + index * rowHeight + rowHeight / 2;
    const height = values.length * barHeight + (values.length - 1) * 3;
    return [
      label(left - 12, middle + 4, fitted(name, left - 28), { anchor: "end" }),
      ...values.map((value, series) =>
        bar(x, middle - height / 2 + series * (barHeight + 3), barHeight, value, series),
      ),
    ].join("");
  });
  return figure(
    { width, height: bottom + 52, title: data.title, description: data.description },
    label(16, titleHeight(data.title, width) + 4, fitted(data.subtitle, width - 32), {
      colour: grey,
      italic: true,
    }),
    data.series.length > 1 ? legend(data.series, titleHeight(data.title, width) + 28) : "",
    ...x.ticks.map((tick) =>
      line(x.at(tick), top, x.at(tick), bottom, { stroke: faint, "stroke-width": 0.75 }),
    ),
    ...rows,
    line(x.at(0), top, x.at(0), bottom, { stroke: ink }),
    bottomAxis(x, bottom, data.axis),
  );
}

function bar(
  x: Scale,
  y: number,
  height: number,
  { value, low, high }: BarValue,
  series: number,
): string {
  if (value === null) return label(x.at(0) + 6, y + height, "unknown", { size: 10, colour: grey });
  const [from, to] = [Math.min(x.at(0), x.at(value)), Math.max(x.at(0), x.at(value))];
  const middle = y + height / 2;
  const whisker =
    low === null || high === null || low === high
      ? ""
      : [
          line(x.at(low), middle, x.at(high), middle),
          line(x.at(low), middle - 3, x.at(low), middle + 3),
          line(x.at(high), middle - 3, x.at(high), middle + 3),
        ].join("");
  return [
    element("rect", { x: from, y, width: Math.max(0.5, to - from), height, ...fillOf(series) }),
    whisker,
  ].join("");
}

function fillOf(series: number) {
  return series === 0
    ? { fill: blue, "fill-opacity": 0.75 }
    : { fill: "#ffffff", stroke: vermilion, "stroke-width": 1.5 };
}

function legend(series: readonly string[], y: number): string {
  return series
    .map((name, index) => {
      const x = left + index * 190;
      return [
        element("rect", { x, y: y - 10, width: 18, height: 10, ...fillOf(index) }),
        label(x + 25, y, name),
      ].join("");
    })
    .join("");
}
