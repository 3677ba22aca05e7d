import { thousands } from "#argue/words";

import {
  blue,
  element,
  faint,
  figure,
  fitted,
  grey,
  label,
  line,
  lines,
  pathThrough,
  titleHeight,
  vermilion,
} from "./svg.js";

export interface ParallelAxis {
  readonly label: string;
  readonly low: number;
  readonly high: number;
  /** Of a category, from below; null for numbers. */
  readonly labels: readonly string[] | null;
}

export interface ParallelFigure {
  readonly title: string;
  readonly subtitle: string;
  readonly description: string;
  readonly axes: readonly ParallelAxis[];
  /** A value an axis for each row; the index of the label for a category. */
  readonly rows: readonly (readonly number[])[];
  /** Of each row, whether it is of interest: drawn on top, stronger. */
  readonly interest: readonly boolean[];
  /** For each axis the interval that is inside, or null; for a category the labels inside. */
  readonly inside: readonly (readonly [number, number] | readonly boolean[] | null)[];
}

const width = 760;
const height = 300;

/** Rows as lines across an axis an input; those of interest on top, and the box as brackets. */
export function parallelFigure(data: ParallelFigure): string {
  const [left, right] = [60, width - 60];
  const heads = data.axes.map(({ label: name }) =>
    lines(name, (right - left) / Math.max(1, data.axes.length - 1) - 10, 11).slice(0, 3),
  );
  const top =
    titleHeight(data.title, width) + 36 + 14 * Math.max(1, ...heads.map((parts) => parts.length));
  const bottom = top + height;
  const x = (axis: number): number =>
    left + (axis / Math.max(1, data.axes.length - 1)) * (right - left);
  const y = (axis: number, value: number): number => {
    const { low, high } = data.axes[axis];
    return bottom - (high > low ? (value - low) / (high - low) : 0.5) * height;
  };
  const drawn = data.rows.map((row, index) => ({
    d: pathThrough(row.map((value, axis) => [x(axis), y(axis, value)])),
    is: data.interest[index],
  }));
  const many = Math.max(0.25, Math.min(0.6, 60 / Math.max(1, data.rows.length)));
  const paths = (is: boolean): string =>
    element("path", {
      d: drawn
        .filter((one) => one.is === is)
        .map(({ d }) => d)
        .join(""),
      fill: "none",
      stroke: is ? vermilion : "#8a8a8a",
      "stroke-width": is ? 1.1 : 0.7,
      "stroke-opacity": is ? Math.min(1, many * 4) : many,
    });
  return figure(
    { width, height: bottom + 58, title: data.title, description: data.description },
    label(16, titleHeight(data.title, width) + 4, fitted(data.subtitle, width - 32), {
      colour: grey,
      italic: true,
    }),
    paths(false),
    paths(true),
    ...data.axes.map((axis, index) => axisMarks(axis, x(index), top, bottom, heads[index])),
    ...data.inside.map((limits, axis) =>
      limits === null ? "" : bracket(limits, x(axis), (value) => y(axis, value)),
    ),
    key(bottom + 46),
  );
}

function axisMarks(
  axis: ParallelAxis,
  x: number,
  top: number,
  bottom: number,
  head: readonly string[],
): string {
  const names = head.map((text, index) =>
    label(x, top - 20 - 13 * (head.length - 1 - index), text, { size: 11, anchor: "middle" }),
  );
  const small = { size: 10, anchor: "middle", colour: grey } as const;
  const ends =
    axis.labels === null
      ? [
          label(x, top - 6, shortNumber(axis.high), small),
          label(x, bottom + 14, shortNumber(axis.low), small),
        ]
      : axis.labels.map((text, index) => {
          const last = Math.max(1, (axis.labels?.length ?? 1) - 1);
          return label(x + 7, bottom - (index / last) * (bottom - top) + 4, text, {
            size: 10,
            colour: grey,
          });
        });
  return [line(x, top, x, bottom, { stroke: faint, "stroke-width": 1.5 }), ...names, ...ends].join(
    "",
  );
}

function bracket(
  limits: readonly [number, number] | readonly boolean[],
  x: number,
  y: (value: number) => number,
): string {
  if (typeof limits[0] === "boolean") {
    return (limits as readonly boolean[])
      .map((is, index) =>
        is
          ? element("circle", {
              cx: x,
              cy: y(index),
              r: 5,
              fill: "none",
              stroke: blue,
              "stroke-width": 2,
            })
          : "",
      )
      .join("");
  }
  const [low, high] = limits as readonly [number, number];
  return line(x, y(low), x, y(high), { stroke: blue, "stroke-width": 5, "stroke-opacity": 0.85 });
}

function key(y: number): string {
  return [
    line(60, y - 4, 84, y - 4, { stroke: vermilion, "stroke-width": 2 }),
    label(90, y, "of interest", { size: 11 }),
    line(180, y - 4, 204, y - 4, { stroke: "#8a8a8a", "stroke-width": 0.8 }),
    label(210, y, "not", { size: 11 }),
    line(262, y - 4, 286, y - 4, { stroke: blue, "stroke-width": 5 }),
    label(292, y, "the box", { size: 11 }),
  ].join("");
}

function shortNumber(value: number): string {
  return thousands(Number(value.toPrecision(3)));
}
