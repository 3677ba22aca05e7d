import { bottomAxis, leftAxis } from "./axis.js";
import { linearScale } from "./scale.js";
import {
  element,
  faint,
  figure,
  fitted,
  grey,
  ink,
  label,
  line,
  pathThrough,
  seriesColours,
  seriesDashes,
  titleHeight,
} from "./svg.js";

export interface EnvelopeSeries {
  readonly label: string;
  /** By time. */
  readonly low: readonly number[];
  readonly middle: readonly number[];
  readonly high: readonly number[];
  /** The values of all futures at the last time, for the density at the end. */
  readonly ends: ArrayLike<number>;
}

export interface EnvelopeFigure {
  readonly title: string;
  readonly subtitle: string;
  readonly description: string;
  readonly times: readonly number[];
  readonly timeAxis: string;
  readonly axis: string;
  readonly series: readonly EnvelopeSeries[];
}

const width = 760;
const plotHeight = 330;
const densityWidth = 110;

/**
 * A band over time for each policy with its median, and beside it the density of where the futures
 * end. Lines have dashes of their own and are named at their ends in the key.
 */
export function envelopeFigure(data: EnvelopeFigure): string {
  const keyTop = titleHeight(data.title, width) + 28;
  const top = keyTop + 22 * Math.ceil(data.series.length / 3) + 2;
  const bottom = top + plotHeight;
  const [left, right] = [84, width - densityWidth - 40];
  const all = data.series.flatMap(({ low, high }) => [...low, ...high]).filter(Number.isFinite);
  const y = linearScale(Math.min(...all), Math.max(...all), bottom, top);
  const x = linearScale(data.times[0], data.times[data.times.length - 1], left, right, 7, "none");
  const bands = data.series.map(({ low, high }, index) => {
    const upper = data.times.map((time, at): [number, number] => [x.at(time), y.at(high[at])]);
    const lower = data.times.map((time, at): [number, number] => [x.at(time), y.at(low[at])]);
    return element("path", {
      d: `${pathThrough([...upper, ...lower.toReversed()])}Z`,
      fill: seriesColours[index % seriesColours.length],
      "fill-opacity": 0.12,
      stroke: seriesColours[index % seriesColours.length],
      "stroke-opacity": 0.45,
      "stroke-width": 0.7,
    });
  });
  const medians = data.series.map(({ middle }, index) =>
    element("path", {
      d: pathThrough(data.times.map((time, at) => [x.at(time), y.at(middle[at])])),
      fill: "none",
      ...strokeOf(index),
    }),
  );
  return figure(
    { width, height: bottom + 52, title: data.title, description: data.description },
    label(16, titleHeight(data.title, width) + 4, fitted(data.subtitle, width - 32), {
      colour: grey,
      italic: true,
    }),
    key(data.series, keyTop),
    leftAxis(y, left, right, data.axis, 62),
    ...bands,
    ...medians,
    bottomAxis(x, bottom, data.timeAxis),
    ...densities(data.series, right + 22, y.low, y.high, (value) => y.at(value), top, bottom),
    label(right + 22 + densityWidth / 2, bottom + 36, "where futures end", {
      size: 11,
      anchor: "middle",
      colour: grey,
    }),
  );
}

function strokeOf(index: number) {
  return {
    stroke: seriesColours[index % seriesColours.length],
    "stroke-width": 2.2,
    "stroke-dasharray": seriesDashes[index % seriesDashes.length],
  };
}

function key(series: readonly EnvelopeSeries[], top: number): string {
  return series
    .map(({ label: name }, index) => {
      const x = 84 + (index % 3) * 210;
      const y = top + 22 * Math.floor(index / 3);
      return [
        line(x, y - 4, x + 32, y - 4, strokeOf(index)),
        label(x + 40, y, fitted(name, 160)),
      ].join("");
    })
    .join("");
}

/** Smoothed by a Gaussian of a fortieth of the axis, all to one height. */
function densities(
  series: readonly EnvelopeSeries[],
  from: number,
  low: number,
  high: number,
  at: (value: number) => number,
  top: number,
  bottom: number,
): readonly string[] {
  const bins = 120;
  const curves = series.map(({ ends }) => smoothed(ends, low, high, bins));
  const most = Math.max(...curves.flat(), 1e-9);
  const place = (bin: number): number => at(low + ((bin + 0.5) / bins) * (high - low));
  return [
    line(from, top, from, bottom, { stroke: faint }),
    ...curves.map((curve, index) =>
      element("path", {
        d: pathThrough(
          curve.map((density, bin) => [from + (density / most) * densityWidth, place(bin)]),
        ),
        fill: "none",
        ...strokeOf(index),
        "stroke-width": 1.5,
      }),
    ),
    line(from, bottom, from + densityWidth, bottom, { stroke: ink }),
  ];
}

function smoothed(ends: ArrayLike<number>, low: number, high: number, bins: number): number[] {
  const counts = new Float64Array(bins);
  let known = 0;
  for (let index = 0; index < ends.length; index++) {
    const bin = Math.floor(((ends[index] - low) / (high - low)) * bins);
    if (!Number.isFinite(ends[index])) continue;
    known += 1;
    if (bin >= 0 && bin < bins) counts[bin] += 1;
  }
  const reach = 9;
  const weights = Array.from({ length: 2 * reach + 1 }, (_, index) =>
    Math.exp(-0.5 * ((index - reach) / 3) * ((index - reach) / 3)),
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return Array.from(counts, (_, bin) => {
    const sum = weights.reduce((found, weight, index) => {
      const other = bin + index - reach;
      return found + weight * (other >= 0 && other < bins ? counts[other] : 0);
    }, 0);
    return known === 0 ? 0 : sum / total / known;
  });
}
