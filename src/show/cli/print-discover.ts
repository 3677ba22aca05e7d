import type { BoxLimit, DiscoverDocument, FoundBox } from "#analyse/discovery/document";
import { count, inWords, percent, thousands, twoDigits } from "#argue/words";

import { paragraph, tableLines } from "./print-argue-layout.js";
import { harmless } from "./style.js";
import type { Style } from "./style.js";

export interface PrintDiscoverOptions {
  readonly width: number;
  readonly style: Style;
}

/** What was discovered, for a terminal. */
export function printDiscover(document: DiscoverDocument, options: PrintDiscoverOptions): string {
  const { style } = options;
  const width = Math.min(options.width, 100);
  const head = paragraph(headOf(document), width);
  const parts =
    document.interest === 0 || document.interest === document.rows
      ? [nothingToFind(document)]
      : [
          ...document.boxes.flatMap((box, index) => boxLines(document, box, index, width, style)),
          ...treeLines(document, width, style),
          ...modelLines(document, width, style),
        ];
  return `${harmless([style.bold(head), ...parts].join("\n\n"))}\n`;
}

function headOf(document: DiscoverDocument): string {
  const { rows, interest, failed, incomplete, condition, source } = document;
  const share = rows === 0 ? "" : ` (${percent(interest / rows)})`;
  const parts = [
    `${source}: of ${count(rows, "row")}, ${thousands(interest)}${share} ${interest === 1 ? "is" : "are"} of interest, where ${condition}.`,
  ];
  if (failed > 0) {
    parts.push(
      `Of ${count(failed, "further row")} it cannot be told (failed, or no value): left out of the search, counted both ways in intervals.`,
    );
  }
  if (incomplete > 0)
    parts.push(`${count(incomplete, "row")} without a value for an input: left out.`);
  return parts.join(" ");
}

function nothingToFind({ rows, interest }: DiscoverDocument): string {
  if (rows === 0) return "There are no rows to look at.";
  return interest === 0
    ? "The condition holds in no row: there is nothing to find."
    : "The condition holds in every row: nothing tells rows apart.";
}

function boxLines(
  document: DiscoverDocument,
  box: FoundBox,
  index: number,
  width: number,
  style: Style,
): readonly string[] {
  const last = box.trajectory.length - 1;
  const title =
    index === 0
      ? `BOX ${box.chosen} of 0 to ${last} on the way (PRIM, peel alpha ${document.settings.peelAlpha}); --box looks at another`
      : `NEXT BOX, in the ${count(box.trajectory[0].n, "row")} that are left: ${box.chosen} of 0 to ${last} on the way`;
  if (box.limits.length === 0) {
    return [`${style.bold(title)}\n  Nothing that could be cut off makes it denser.`];
  }
  const limits = box.limits.flatMap((limit) => limitRows(limit, box));
  const table = tableLines(
    [
      { title: "input", width: 40 },
      { title: "in the box", width: 34 },
      { title: "quasi-p", width: 12 },
      { title: "without it", width: 36 },
    ],
    limits,
  );
  const failed = box.failed === 0 ? "" : `, and ${count(box.failed, "failed row")} besides`;
  const summary = paragraph(
    `Holds ${thousands(box.k)} of the ${thousands(document.interest)} rows of interest: coverage ${interval(box.coverage)}. Of its ${count(box.n, "row")} ${percent(box.n === 0 ? 0 : box.k / box.n)} are of interest: density ${interval(box.density)}${failed}.`,
    width,
    "  ",
  );
  const parts = [
    `${style.bold(title)}\n${indented(table)}\n${summary}`,
    ...reproduced(box, width, style),
  ];
  return index === 0 ? [...parts, tradeOff(box, style)] : parts;
}

function limitRows(limit: BoxLimit, box: FoundBox): readonly (readonly string[])[] {
  return box.restrictions
    .filter(({ input }) => input === limit.input)
    .map(({ side, quasiP, without }) => [
      limit.input,
      limitWords(limit, side),
      quasiP === 0
        ? "under 1e−300"
        : quasiP < 1e-4
          ? quasiP.toExponential(0).replace("-", "−")
          : twoDigits(quasiP),
      `coverage ${percent(without.coverage)}, density ${percent(without.density)}`,
    ]);
}

function limitWords({ low, high, labels }: BoxLimit, side: "low" | "high" | "subset"): string {
  if (side === "subset") return inWords(labels ?? [], "or");
  return side === "low" ? `at least ${short(low)}` : `at most ${short(high)}`;
}

/** All limits of a box in one line: "a at least 3, b 0.2 to 0.7". */
function limitsInWords(limits: readonly BoxLimit[]): string {
  return limits
    .map(({ input, low, high, labels }) => {
      if (labels !== null) return `${input} ${inWords(labels, "or")}`;
      if (low !== null && high !== null) return `${input} ${short(low)} to ${short(high)}`;
      return low === null ? `${input} at most ${short(high)}` : `${input} at least ${short(low)}`;
    })
    .join(", ");
}

/** Five digits: limits are compared with the table that they came from. */
function short(value: number | null): string {
  return value === null ? "" : thousands(Number(value.toPrecision(5)));
}

function interval({ value, low, high }: FoundBox["density"]): string {
  if (value === null) return "unknown";
  if (low === null || high === null) return percent(value);
  return `${percent(value)} (${percent(low)} to ${percent(high)})`;
}

function reproduced(box: FoundBox, width: number, style: Style): readonly string[] {
  const { reproducibility: again } = box;
  if (again === null) return [];
  const named = again.inputs
    .filter(
      ({ byCoverage, byDensity, input }) =>
        byCoverage > 0.2 || byDensity > 0.2 || box.limits.some((limit) => limit.input === input),
    )
    .toSorted((one, other) => other.byCoverage - one.byCoverage)
    .map(({ input, byCoverage, byDensity }) => [input, percent(byCoverage), percent(byDensity)]);
  const table = tableLines(
    [
      { title: "restricted again", width: 40 },
      { title: "at like coverage", width: 18 },
      { title: "at like density", width: 18 },
    ],
    named,
  );
  const held = paragraph(
    `On the half that it was not found on: density ${interval(again.heldOutDensity)}, coverage ${interval(again.heldOutCoverage)}.`,
    width,
    "  ",
  );
  return [
    `${style.bold(`IF OTHER ROWS HAD BEEN DRAWN (${again.resamples} random halves)`)}\n${indented(table)}\n${held}`,
  ];
}

const tradeOffRows = 16;

function tradeOff(box: FoundBox, style: Style): string {
  const { trajectory, chosen } = box;
  const every = Math.max(1, Math.ceil(trajectory.length / tradeOffRows));
  const shown = trajectory.filter(
    ({ id }) => id % every === 0 || id === chosen || id === trajectory.length - 1,
  );
  const rows = shown.map((entry) => [
    `${entry.id === chosen ? "→ " : "  "}${entry.id}`,
    percent(entry.coverage),
    percent(entry.density),
    thousands(entry.n),
    thousands(entry.k),
    String(entry.restricted),
  ]);
  const titles = ["  box", "coverage", "density", "rows", "of interest", "inputs restricted"];
  const table = tableLines(
    titles.map((title) => ({ title, width: 20 })),
    rows,
  );
  return `${style.bold("TRADE-OFF")}\n${indented(table)}`;
}

function treeLines(
  { tree, interest }: DiscoverDocument,
  width: number,
  style: Style,
): readonly string[] {
  if (tree === null) return [];
  const leaves = tree.leaves.map((leaf) => [
    percent(leaf.density),
    percent(leaf.coverage),
    `${thousands(leaf.k)} of ${thousands(leaf.n)}`,
    leaf.limits.length === 0 ? "everything" : limitsInWords(leaf.limits),
  ]);
  const table = tableLines(
    [
      { title: "density", width: 10 },
      { title: "coverage", width: 10 },
      { title: "of interest", width: 16 },
      { title: "where", width: Math.max(30, width - 44) },
    ],
    leaves,
  );
  const title = `LEAVES of a tree of ${count(tree.nodes, "node")}, the densest first (${thousands(interest)} rows of interest)`;
  return [`${style.bold(title)}\n${indented(table)}`];
}

function modelLines({ models }: DiscoverDocument, width: number, style: Style): readonly string[] {
  if (models.length === 0) return [];
  const rows = models.map((model) => [
    model.inputs[model.inputs.length - 1],
    model.bic.toFixed(1),
    model.n === 0 ? "none" : thousands(model.n),
    percent(model.coverage),
    model.n === 0 ? "" : percent(model.density),
  ]);
  const table = tableLines(
    [
      { title: "input taken up", width: 40 },
      { title: "BIC", width: 12 },
      { title: "rows in", width: 10 },
      { title: "coverage", width: 10 },
      { title: "density", width: 10 },
    ],
    rows,
  );
  const last = models[models.length - 1];
  const words = last.separated
    ? "The last model tells all rows apart, so its weights have no end."
    : `Rows are in where the modelled chance is above ${last.threshold}.`;
  return [
    `${style.bold("LOGISTIC MODELS, an input more each while the criterion falls")}\n${indented(table)}\n${paragraph(words, width, "  ")}`,
  ];
}

function indented(lines: readonly string[]): string {
  return lines.flatMap((line) => line.split("\n").map((one) => `  ${one}`)).join("\n");
}
