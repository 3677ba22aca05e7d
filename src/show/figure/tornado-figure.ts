import { twoDigits } from "#argue/words";

import { bottomAxis } from "./axis.js";
import { linearScale } from "./scale.js";
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
} from "./svg.js";

export interface TornadoRow {
  readonly label: string;
  /** The outcome with the premise at its low and at its high end; null where the run failed. */
  readonly low: number | null;
  readonly high: number | null;
  /** What the ends are, in words: "0.1" and "0.6", "mild" and "severe". */
  readonly lowWords: string;
  readonly highWords: string;
}

export interface TornadoFigure {
  readonly title: string;
  readonly subtitle: string;
  readonly description: string;
  /** The outcome with every premise at its middle. */
  readonly base: number;
  readonly rows: readonly TornadoRow[];
  readonly axis: string;
}

const width = 720;
const left = 216;
const right = width - 70;
const rowHeight = 26;

/**
 * What an outcome becomes as each premise goes from its low to its high end, the others at their
 * middle; the longest bar on top. The low end is hatched, the high end is filled.
 */
export function tornadoFigure(data: TornadoFigure): string {
  const top = titleHeight(data.title, width) + 46;
  const bottom = top + data.rows.length * rowHeight + 4;
  const values = data.rows.flatMap(({ low, high }) => [low ?? data.base, high ?? data.base]);
  const x = linearScale(
    Math.min(data.base, ...values),
    Math.max(data.base, ...values),
    left + 40,
    right,
    6,
  );
  const rows = data.rows.map((row, index) => {
    const y = top + index * rowHeight + 5;
    const ends = [
      { value: row.low, words: row.lowWords, fill: "url(#tornado-low)" },
      { value: row.high, words: row.highWords, fill: blue },
    ];
    const sameSide =
      row.low !== null && row.high !== null && (row.low - data.base) * (row.high - data.base) > 0;
    return [
      label(left - 12, y + 12, fitted(row.label, left - 28), { anchor: "end" }),
      ...ends.map(({ value, words, fill }, end) => {
        if (value === null || value === data.base) return "";
        const [from, to] = [
          Math.min(x.at(value), x.at(data.base)),
          Math.max(x.at(value), x.at(data.base)),
        ];
        const leftwards = value < data.base;
        const half = sameSide ? 7.5 : 15;
        const offset = sameSide ? end * 7.5 : 0;
        return [
          element("rect", {
            x: from,
            y: y + offset,
            width: to - from,
            height: half,
            fill,
            stroke: blue,
            "stroke-width": 1,
          }),
          label(leftwards ? from - 5 : to + 5, y + offset + half / 2 + 4, words, {
            size: 10,
            anchor: leftwards ? "end" : "start",
            colour: grey,
          }),
        ].join("");
      }),
    ].join("");
  });
  const base = x.at(data.base);
  return figure(
    { width, height: bottom + 52, title: data.title, description: data.description },
    hatching,
    label(16, titleHeight(data.title, width) + 4, fitted(data.subtitle, width - 32), {
      colour: grey,
      italic: true,
    }),
    key(titleHeight(data.title, width) + 30),
    ...x.ticks.map((tick) =>
      line(x.at(tick), top, x.at(tick), bottom, { stroke: faint, "stroke-width": 0.75 }),
    ),
    ...rows,
    line(base, top - 4, base, bottom, { stroke: ink, "stroke-width": 1.5 }),
    label(base, top - 8, `all at their middle: ${twoDigits(data.base)}`, {
      size: 11,
      anchor: "middle",
    }),
    bottomAxis(x, bottom, data.axis),
  );
}

const hatching = element(
  "defs",
  {},
  element(
    "pattern",
    {
      id: "tornado-low",
      width: 5,
      height: 5,
      patternUnits: "userSpaceOnUse",
      patternTransform: "rotate(45)",
    },
    element("rect", { width: 5, height: 5, fill: "#ffffff" }),
    element("line", { x1: 0, y1: 0, x2: 0, y2: 5, stroke: blue, "stroke-width": 2 }),
  ),
);

function key(y: number): string {
  const entries = [
    { x: 16, fill: "url(#tornado-low)", text: "at the low end" },
    { x: 130, fill: blue, text: "at the high end" },
  ];
  return entries
    .map(({ x, fill, text }) =>
      [
        element("rect", { x, y: y - 10, width: 18, height: 11, fill, stroke: blue }),
        label(x + 24, y, text, { size: 11 }),
      ].join(""),
    )
    .join("");
}
