import { twoDigits } from "#argue/words";

import { element, figure, fitted, grey, ink, label, lines, titleHeight } from "./svg.js";

export interface HeatMapFigure {
  readonly title: string;
  readonly subtitle: string;
  readonly description: string;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** By row, then by column; null where there is none. 0 is white, the largest the darkest. */
  readonly values: readonly (readonly (number | null)[])[];
  /** What the columns are, above them. */
  readonly across: string;
  /** What shade means, below. */
  readonly shade: string;
}

const left = 190;
const cellHeight = 40;

/**
 * Numbers in cells that are darker where they are larger: regret by policy and state. Every number is
 * written in its cell, so that the shade is only a help; the least of each column is framed.
 */
export function heatMapFigure(data: HeatMapFigure): string {
  const cellWidth = Math.max(64, Math.min(110, 520 / Math.max(1, data.columns.length)));
  const width = Math.max(480, left + cellWidth * data.columns.length + 30);
  const header = titleHeight(data.title, width) + 30;
  const heads = data.columns.map((name) => lines(name, cellWidth - 8, 11).slice(0, 3));
  const top = header + 16 + 14 * Math.max(1, ...heads.map((parts) => parts.length));
  const most = Math.max(0, ...data.values.flat().map((value) => value ?? 0));
  const least = data.columns.map((_, column) =>
    Math.min(...data.values.map((row) => row[column] ?? Infinity)),
  );
  const cells = data.values.flatMap((row, at) =>
    row.map((value, column) =>
      cell(
        left + column * cellWidth,
        top + at * cellHeight,
        cellWidth,
        value,
        most,
        value === least[column],
      ),
    ),
  );
  const bottom = top + data.rows.length * cellHeight;
  return figure(
    { width, height: bottom + 44, title: data.title, description: data.description },
    label(16, titleHeight(data.title, width) + 4, fitted(data.subtitle, width - 32), {
      colour: grey,
      italic: true,
    }),
    label(left, header, data.across, { size: 11, colour: grey, italic: true }),
    ...heads.flatMap((parts, column) =>
      parts.map((text, index) =>
        label(left + (column + 0.5) * cellWidth, top - 8 - 14 * (parts.length - 1 - index), text, {
          size: 11,
          anchor: "middle",
        }),
      ),
    ),
    ...data.rows.map((name, at) =>
      label(left - 12, top + (at + 0.5) * cellHeight + 4, fitted(name, left - 28), {
        anchor: "end",
      }),
    ),
    ...cells,
    label(left, bottom + 24, data.shade, { size: 11, colour: grey, italic: true }),
  );
}

function cell(
  x: number,
  y: number,
  width: number,
  value: number | null,
  most: number,
  best: boolean,
): string {
  const share = value === null || most === 0 ? 0 : Math.max(0, value) / most;
  const fill = value === null ? "#f4f4f4" : mixed(share);
  const text = value === null ? "–" : twoDigits(value);
  return [
    element("rect", { x: x + 1, y: y + 1, width: width - 2, height: cellHeight - 2, fill }),
    best
      ? element("rect", {
          x: x + 3,
          y: y + 3,
          width: width - 6,
          height: cellHeight - 6,
          fill: "none",
          stroke: ink,
          "stroke-width": 1.5,
        })
      : "",
    label(x + width / 2, y + cellHeight / 2 + 4, text, {
      anchor: "middle",
      colour: share > 0.55 ? "#ffffff" : ink,
      bold: best,
    }),
  ].join("");
}

/** From white to a dark blue; lightness falls evenly. */
function mixed(share: number): string {
  const part = (from: number, to: number): string =>
    Math.round(from + (to - from) * share)
      .toString(16)
      .padStart(2, "0");
  return `#${part(0xf7, 0x08)}${part(0xf9, 0x45)}${part(0xfb, 0x7a)}`;
}
