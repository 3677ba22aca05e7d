import {
  axisSize,
  drawAxes,
  leftMargin,
  plotHeight,
  plotOf,
  shortened,
  spreadLabels,
  type Plot,
} from "./axes.js";
import type { Draw, Pen, Theme } from "./pen.js";
import { extentOf, niceRange } from "./scale.js";
import { seriesStyle } from "./series.js";

/** The course of a quantity under one policy: five rows of as many values as there are times. */
export interface Course {
  readonly label: string;
  /** Of the policy, for its colour and dash. */
  readonly series: number;
  readonly times: readonly number[];
  /** At 5, 25, 50, 75 and 95 %. */
  readonly bands: Float64Array;
  /** Whether its bands are drawn, not the middle line alone. */
  readonly focus: boolean;
  readonly lit: boolean;
}

export interface GhostCourse {
  readonly label: string;
  readonly series: number;
  readonly times: readonly number[];
  readonly middle: Float64Array;
  readonly dash: readonly number[];
}

export interface ObservedMark {
  readonly time: number;
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
}

export interface SingleCourse {
  readonly label: string;
  readonly times: readonly number[];
  readonly values: Float64Array;
}

export interface FanData {
  readonly courses: readonly Course[];
  readonly ghosts: readonly GhostCourse[];
  readonly observed: readonly ObservedMark[];
  readonly replays: readonly SingleCourse[];
  readonly unit: string;
  readonly timeUnit: string;
  /** Where the axis is to begin and end; null for the range of what is shown. */
  readonly range: readonly [number, number] | null;
}

const levels = 5;
const labelSize = 12;

/** The range of all that a fan shows, with round ends. */
export function rangeOfFan({
  courses,
  ghosts,
  observed,
  replays,
}: FanData): readonly [number, number] {
  const rows = courses.map(({ bands, times, focus }) =>
    focus ? bands : bands.subarray(2 * times.length, 3 * times.length),
  );
  const marks = observed.flatMap(({ value, low, high }) => [value, low ?? value, high ?? value]);
  const [low, high] = extentOf(
    ...rows,
    ...ghosts.map(({ middle }) => middle),
    marks,
    ...replays.map(({ values }) => values),
  );
  return niceRange(low, high);
}

/** A fan: bands that hold half and nine tenths of the futures, and the middle of them as a line. */
export function fanFigure(data: FanData): Draw {
  return (pen, size, theme) => {
    const { courses, ghosts, observed, replays } = data;
    const [low, high] = data.range ?? rangeOfFan(data);
    const times = extentOf(...courses.map((course) => course.times));
    const named = courses.map(({ label }) => label);
    const widest = Math.max(
      0,
      ...named.map((label) => pen.widthOf(label, { colour: "", size: labelSize, bold: true })),
    );
    const right = Math.min(widest + 14, size.width * 0.36);
    const around = { right, top: 22, bottom: 36 };
    const left = leftMargin(pen, low, high, plotHeight(size.height, around));
    const margins = { left, ...around };
    const plot = plotOf(size, margins, [times[0], times[1]], [low, high]);
    drawAxes(pen, plot, theme, { x: data.timeUnit, y: data.unit });
    pen.within(plot.left, plot.top - 2, plot.right - plot.left, plot.bottom - plot.top + 3, () => {
      for (const course of courses) if (course.focus) drawBands(pen, plot, course, theme);
      for (const ghost of ghosts) drawGhost(pen, plot, ghost, theme);
      for (const course of courses) drawMiddle(pen, plot, course, theme);
      for (const replay of replays) drawReplay(pen, plot, replay, theme);
      for (const mark of observed) drawObserved(pen, plot, mark, theme);
    });
    drawLabels(pen, plot, courses, theme, size.width);
  };
}

function drawBands(pen: Pen, plot: Plot, { times, bands, series }: Course, theme: Theme): void {
  const { colour } = seriesStyle(series, theme);
  for (const [lower, alpha] of [
    [0, 0.16],
    [1, 0.24],
  ] as const) {
    const outline: number[] = [];
    const upper = levels - 1 - lower;
    for (const [index, time] of times.entries()) {
      const value = bands[lower * times.length + index];
      if (Number.isFinite(value)) outline.push(plot.x(time), plot.y(value));
    }
    for (let index = times.length - 1; index >= 0; index--) {
      const value = bands[upper * times.length + index];
      if (Number.isFinite(value)) outline.push(plot.x(times[index]), plot.y(value));
    }
    pen.area(outline, { fill: colour, alpha });
  }
}

function drawMiddle(pen: Pen, plot: Plot, course: Course, theme: Theme): void {
  const { times, bands, series, focus, lit } = course;
  const { colour, dash } = seriesStyle(series, theme);
  const middle = bands.subarray(2 * times.length, 3 * times.length);
  const points = pointsOf(plot, times, middle);
  if (lit) pen.line(points, { stroke: theme.accent, width: 7, alpha: 0.25 });
  pen.line(points, { stroke: colour, width: focus || lit ? 2.4 : 1.4, dash });
}

function drawGhost(
  pen: Pen,
  plot: Plot,
  { times, middle, series, dash }: GhostCourse,
  theme: Theme,
): void {
  const { colour } = seriesStyle(series, theme);
  pen.line(pointsOf(plot, times, middle), { stroke: colour, width: 1.5, dash, alpha: 0.85 });
}

function drawReplay(
  pen: Pen,
  plot: Plot,
  { times, values, label }: SingleCourse,
  theme: Theme,
): void {
  const points = pointsOf(plot, times, values);
  pen.line(points, { stroke: theme.paper, width: 4 });
  pen.line(points, { stroke: theme.ink, width: 1.8 });
  const [x, y] = [points[points.length - 2], points[points.length - 1]];
  if (!Number.isFinite(y)) return;
  const lettering = { colour: theme.ink, size: axisSize, align: "right", italic: true } as const;
  const [right, top] = [x - 3, y - 19];
  const left = right - pen.widthOf(label, lettering) - 4;
  const bottom = top + axisSize + 4;
  // Other lines run behind it.
  pen.area([left, top, right, top, right, bottom, left, bottom], {
    fill: theme.paper,
    alpha: 0.85,
  });
  pen.text(label, right - 2, bottom - 4, lettering);
}

function drawObserved(
  pen: Pen,
  plot: Plot,
  { time, value, low, high }: ObservedMark,
  theme: Theme,
): void {
  const x = plot.x(time);
  if (low !== null && high !== null && low !== high) {
    const [top, bottom] = [plot.y(high), plot.y(low)];
    const ink = { stroke: theme.ink, width: 1.3 };
    pen.line([x, top, x, bottom], ink);
    pen.line([x - 3.5, top, x + 3.5, top], ink);
    pen.line([x - 3.5, bottom, x + 3.5, bottom], ink);
  }
  pen.marks([x, plot.y(value)], "dot", 3.2, { fill: theme.ink, stroke: theme.paper, width: 1 });
}

/** The name of each policy at the end of its line, with a stroke of its own dash before it. */
function drawLabels(
  pen: Pen,
  plot: Plot,
  courses: readonly Course[],
  theme: Theme,
  width: number,
): void {
  const ends = courses.map(({ times, bands }) =>
    plot.y(lastFinite(bands, 2 * times.length, 3 * times.length)),
  );
  const wished = ends.map((end) => (Number.isFinite(end) ? end : plot.bottom));
  const placed = spreadLabels(wished, labelSize + 3, plot.top + 6, plot.bottom);
  for (const [index, { label, series, focus, lit }] of courses.entries()) {
    const { colour } = seriesStyle(series, theme);
    const at = placed[index];
    pen.line([plot.right, wished[index], plot.right + 6, at], {
      stroke: colour,
      width: 1,
      alpha: 0.7,
    });
    const lettering = { colour, size: labelSize, bold: focus || lit };
    pen.text(
      shortened(pen, label, width - plot.right - 10, lettering),
      plot.right + 9,
      at + 4,
      lettering,
    );
  }
}

function pointsOf(plot: Plot, times: readonly number[], values: Float64Array): readonly number[] {
  const points: number[] = [];
  for (const [index, time] of times.entries()) points.push(plot.x(time), plot.y(values[index]));
  return points;
}

function lastFinite(values: Float64Array, from: number, to: number): number {
  for (let index = to - 1; index >= from; index--)
    if (Number.isFinite(values[index])) return values[index];
  return Number.NaN;
}
