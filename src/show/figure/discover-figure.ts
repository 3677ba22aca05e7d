import type { DiscoverDocument, FoundBox } from "#analyse/discovery/document";
import { count, inWords, percent, thousands, twoDigits } from "#argue/words";

import { bottomAxis, leftAxis } from "./axis.js";
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
  lines,
  pathThrough,
  titleHeight,
  vermilion,
} from "./svg.js";

const width = 720;

/**
 * PRIM: what every box on the way covers and how dense it is, and the chosen box as intervals of the
 * inputs. A tree or logistic models: their leaves and steps in the same plane.
 */
export function discoverFigure(document: DiscoverDocument): string {
  const title = `Where ${document.condition}`;
  const [box] = document.boxes;
  const top = titleHeight(title, width) + 6;
  const plot = tradeOffPlot(document, top);
  const below =
    box === undefined ? { markup: "", height: 0 } : boxRanges(document, box, plot.bottom + 26);
  return figure(
    { width, height: plot.bottom + below.height + 30, title, description: describe(document) },
    subtitle(document, top - 8),
    plot.markup,
    below.markup,
  );
}

function subtitle({ source, rows, interest, failed }: DiscoverDocument, y: number): string {
  const apart = failed === 0 ? "" : `; ${count(failed, "failed row")} apart`;
  const text = `${thousands(interest)} of ${count(rows, "row")} (${percent(rows === 0 ? 0 : interest / rows)}) in ${source}${apart}`;
  return label(16, y + 8, fitted(text, width - 32), { colour: grey, italic: true });
}

function describe(document: DiscoverDocument): string {
  const { method, boxes, tree, models } = document;
  const [box] = boxes;
  if (box !== undefined) {
    const limits = box.limits.map(limitText).join(", ");
    const chosen = box.trajectory[box.chosen];
    return `Coverage and density of the ${box.trajectory.length} boxes on the way of PRIM. Box ${box.chosen}: ${limits === "" ? "no limits" : limits}; it covers ${percent(chosen.coverage)} of the rows of interest at a density of ${percent(chosen.density)}.`;
  }
  if (tree !== null) return `Coverage and density of the ${tree.leaves.length} leaves of a tree.`;
  return method === "logit"
    ? `Coverage and density of ${models.length} logistic models, an input more each.`
    : "There is nothing to find.";
}

interface Dot {
  readonly coverage: number;
  readonly density: number;
  readonly label: string;
  readonly chosen: boolean;
}

function dotsOf({ boxes: [box], tree, models }: DiscoverDocument): readonly Dot[] {
  if (box !== undefined) {
    return box.trajectory.map((entry, index) => ({
      ...entry,
      chosen: entry.id === box.chosen,
      label:
        entry.restricted === box.trajectory[index - 1]?.restricted ? "" : String(entry.restricted),
    }));
  }
  if (tree !== null) {
    return tree.leaves.map((leaf) => ({
      ...leaf,
      chosen: false,
      label: String(leaf.limits.length),
    }));
  }
  return models.map((model) => ({
    ...model,
    chosen: false,
    label: String(model.inputs.length),
  }));
}

function tradeOffPlot(document: DiscoverDocument, top: number) {
  const [left, right] = [76, width - 34];
  const bottom = top + 330;
  const dots = dotsOf(document);
  const part = document.boxes.length > 0 ? "box" : document.tree === null ? "model" : "leaf";
  const most = part === "leaf" ? Math.max(0.1, ...dots.map(({ coverage }) => coverage)) : 1;
  const x = linearScale(0, most, left, right);
  const y = linearScale(0, 1, bottom, top + 26);
  const chosen = dots.find((dot) => dot.chosen);
  const markup = [
    leftAxis(y, left, right, `density: share of the ${part} that is of interest`, 50),
    bottomAxis(x, bottom, `coverage: share of all of interest that lies in the ${part}`),
    document.boxes.length === 0
      ? ""
      : element("path", {
          d: pathThrough(dots.map(({ coverage, density }) => [x.at(coverage), y.at(density)])),
          fill: "none",
          stroke: grey,
          "stroke-width": 1,
        }),
    ...dots.map(({ coverage, density, chosen: is }) =>
      element("circle", {
        cx: x.at(coverage),
        cy: y.at(density),
        r: is ? 5 : 3.2,
        fill: is ? vermilion : "#ffffff",
        stroke: is ? vermilion : blue,
        "stroke-width": 1.5,
      }),
    ),
    ...apartEnough(
      dots.filter(({ label: text }) => text !== ""),
      (dot) => y.at(dot.density),
    ).map(({ coverage, density, label: text }) =>
      label(x.at(coverage) + 7, y.at(density) + (coverage === 1 ? 4 : -5), text, {
        size: 10,
        colour: grey,
      }),
    ),
    chosen === undefined
      ? ""
      : callOut(document.boxes[0], x.at(chosen.coverage), y.at(chosen.density)),
    label(
      left,
      bottom + 54,
      part === "box"
        ? "Small figures: how many inputs are restricted, where that changes."
        : `Small figures: how many inputs the ${part} ${part === "leaf" ? "restricts" : "has"}.`,
      {
        size: 11,
        colour: grey,
        italic: true,
      },
    ),
  ].join("");
  return { markup: dots.length === 0 ? "" : markup, bottom: bottom + 60 };
}

/** Those whose labels do not run into the one before. */
function apartEnough<T>(items: readonly T[], place: (item: T) => number): readonly T[] {
  let last = Infinity;
  return items.filter((item) => {
    const far = Math.abs(place(item) - last) >= 10;
    if (far) last = place(item);
    return far;
  });
}

function callOut(box: FoundBox, x: number, y: number): string {
  const chosen = box.trajectory[box.chosen];
  const toLeft = x > 420;
  const textX = toLeft ? x - 26 : x + 26;
  const text = `box ${box.chosen}: coverage ${percent(chosen.coverage)}, density ${percent(chosen.density)}`;
  return [
    line(x + (toLeft ? -6 : 6), y + 3, textX + (toLeft ? 4 : -4), y + 16, { stroke: vermilion }),
    label(textX, y + 24, text, { anchor: toLeft ? "end" : "start", bold: true }),
  ].join("");
}

/** A row an input: its whole range as a thin line, the box as a thick one, its ends written out. */
function boxRanges(document: DiscoverDocument, box: FoundBox, top: number) {
  const rows = box.limits.map((limit) => {
    const input = document.inputs.find(({ name }) => name === limit.input);
    return { limit, input };
  });
  if (rows.length === 0) return { markup: "", height: 0 };
  const [left, right] = [216, width - 150];
  const rowHeight = 40;
  const markup = [
    label(16, top, `Box ${box.chosen}`, { bold: true }),
    label(right + 16, top, "quasi-p", { colour: grey, italic: true }),
    ...rows.map(({ limit, input }, index) => {
      const y = top + 30 + index * rowHeight;
      const worths = box.restrictions.filter((one) => one.input === limit.input);
      const quasi = worths.map(({ quasiP }) => quasiText(quasiP)).join(", ");
      const names = lines(limit.input, left - 40).slice(0, 2);
      return [
        ...names.map((text, at) =>
          label(left - 20, y + 4 + 14 * at - 7 * (names.length - 1), text, { anchor: "end" }),
        ),
        limit.labels === null
          ? rangeBar(limit.low, limit.high, input?.low ?? 0, input?.high ?? 1, left, right, y)
          : labelRow(limit.labels, input?.labels ?? [], left, right, y),
        label(right + 16, y + 4, quasi, { size: 11, colour: grey }),
      ].join("");
    }),
  ].join("");
  return { markup, height: 30 + rows.length * rowHeight };
}

function rangeBar(
  low: number | null,
  high: number | null,
  least: number,
  most: number,
  left: number,
  right: number,
  y: number,
): string {
  const x = linearScale(least, most, left, right, 5, "none");
  const [from, to] = [x.at(low ?? least), x.at(high ?? most)];
  const end = (
    value: number,
    at: number,
    anchor: "start" | "end" | "middle",
    limits: boolean,
  ): string =>
    label(at, y + 17, limits ? shortNumber(value) : endNumber(value, most - least), {
      size: 10,
      anchor,
      colour: limits ? ink : grey,
    });
  // The ends of the whole are left out where a limit would stand on them.
  const clear = 54;
  return [
    line(left, y, right, y, { stroke: faint, "stroke-width": 2 }),
    line(left, y - 4, left, y + 4, { stroke: grey }),
    line(right, y - 4, right, y + 4, { stroke: grey }),
    line(from, y, to, y, { stroke: blue, "stroke-width": 7 }),
    low === null || from - left > clear ? end(least, left, "start", false) : "",
    high === null || right - to > clear ? end(most, right, "end", false) : "",
    low === null ? "" : end(low, Math.max(from, left + 14), "middle", true),
    high === null ? "" : end(high, Math.min(to, right - 14), "middle", true),
  ].join("");
}

/** Every label, those inside in a frame and dark, the others struck through. */
function labelRow(
  inside: readonly string[],
  all: readonly string[],
  left: number,
  right: number,
  y: number,
): string {
  const cell = (right - left) / Math.max(1, all.length);
  return all
    .map((text, index) => {
      const is = inside.includes(text);
      const x = left + index * cell;
      return [
        element("rect", {
          x: x + 2,
          y: y - 11,
          width: cell - 4,
          height: 22,
          fill: is ? "#e3eef6" : "none",
          stroke: is ? blue : faint,
          "stroke-width": is ? 1.5 : 1,
        }),
        label(x + cell / 2, y + 4, fitted(text, cell - 8, 11), {
          size: 11,
          anchor: "middle",
          colour: is ? ink : grey,
        }),
      ].join("");
    })
    .join("");
}

function limitText({ input, low, high, labels }: FoundBox["limits"][number]): string {
  if (labels !== null) return `${input} ${inWords(labels, "or")}`;
  const parts = [
    low === null ? "" : `at least ${shortNumber(low)}`,
    high === null ? "" : `at most ${shortNumber(high)}`,
  ];
  return `${input} ${inWords(parts.filter(Boolean), "and")}`;
}

function shortNumber(value: number): string {
  return thousands(Number(value.toPrecision(4)));
}

/** The end of a range of values drawn: what is next to nothing beside the range is 0. */
function endNumber(value: number, range: number): string {
  return Math.abs(value) < range / 500 ? "0" : thousands(Number(value.toPrecision(3)));
}

function quasiText(value: number): string {
  if (value >= 1e-4) return twoDigits(value);
  if (value === 0) return "under 10⁻³⁰⁰";
  const [digit, exponent] = value.toExponential(0).split("e");
  const raised = [...exponent.replace("-", "⁻")].map((sign) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(sign)] ?? sign);
  return `${digit}·10${raised.join("")}`;
}
