import { Command, Option } from "commander";

import { numberColumn } from "#analyse/data-table";
import type { DataTable } from "#analyse/data-table";
import { sensitivityMethods } from "#analyse/sensitivity/document";
import type { SensitivityMethod } from "#analyse/sensitivity/document";
import type { Table } from "#numeric/table";
import { sensitivity } from "#sensitivity";
import type { Study } from "#study/study";

import { sensitivityFigure } from "../figure/sensitivity-figure.js";
import { kindOfSource, readCsvTable, readParquetTable } from "./data-source.js";
import { writeFigure } from "./discover.js";
import type { CommandIo } from "./io.js";
import { namedIn } from "./named-in.js";
import type { Fail } from "./named-in.js";
import { openStudy, tellNoAnswer } from "./open-study.js";
import type { OpenedStudy } from "./open-study.js";
import { tellError } from "./open-target.js";
import { printSensitivity } from "./print-sensitivity.js";
import { runsProgress } from "./runs-progress.js";
import { styleOf } from "./style.js";
import { wholeNumber } from "./whole-number.js";
import { seedOption, workersOption } from "./run-options.js";

interface SensitivityCommandOptions {
  readonly method: SensitivityMethod;
  readonly outcome?: readonly string[];
  readonly policy?: string;
  readonly position?: string;
  readonly base?: number;
  readonly seed: number;
  readonly secondOrder?: boolean;
  readonly sample: "monte-carlo" | "lhs" | "sobol";
  readonly unscrambled?: boolean;
  readonly table?: string;
  readonly resamples: number;
  readonly workers?: number;
  readonly json?: boolean;
  readonly figure?: string;
}

/** Base points, trajectories or futures, where nobody says. */
const defaultBase: Readonly<Record<SensitivityMethod, number>> = {
  sobol: 512,
  morris: 50,
  pawn: 5000,
  rsa: 5000,
  "rbd-fast": 5000,
  "extra-trees": 5000,
  oat: 1,
  flip: 10_000,
};

/** `parley sensitivity`: which premises an outcome, or the best policy, depends on. */
export function sensitivityCommand(io: CommandIo): Command {
  return new Command("sensitivity")
    .description("find the premises that an outcome, the criterion or the best policy depends on")
    .argument("<study>", "a study's folder, or its study.yaml")
    .addOption(
      new Option(
        "--method <method>",
        "oat: one at a time; flip: the chance that another policy is best",
      )
        .choices([...sensitivityMethods])
        .default("sobol"),
    )
    .option("--outcome <names...>", "outcomes; the criterion if not given")
    .option("--policy <policy>", "this policy only")
    .option("--position <position>", "premises as this position holds them, not the whole ranges")
    .option(
      "--base <n>",
      "base points of sobol, trajectories of morris, else futures",
      wholeNumber(1),
    )
    .addOption(seedOption("which points; the same seed gives the same"))
    .option("--second-order", "of sobol: pairs too, for twice as many runs")
    .addOption(
      new Option(
        "--sample <kind>",
        "of pawn, rsa, rbd-fast, extra-trees, flip: how futures are spread",
      )
        .choices(["monte-carlo", "lhs", "sobol"])
        .default("monte-carlo"),
    )
    .option("--unscrambled", "the Sobol sequence as it is, best with --base a power of two")
    .option("--table <file>", "your own futures: CSV or Parquet, columns named as premises")
    .option("--resamples <n>", "resamples for the intervals", wholeNumber(2), 100)
    .addOption(workersOption())
    .option("--json", "print the result as JSON (schema parley/sensitivity@1)")
    .option("--figure <file.svg>", "also draw it: one policy, one outcome")
    .action((path: string, options: SensitivityCommandOptions) =>
      runSensitivity(path, options, io),
    );
}

async function runSensitivity(
  path: string,
  options: SensitivityCommandOptions,
  io: CommandIo,
): Promise<void> {
  const fail: Fail = (message, help) => tellError(io, message, help);
  const opened = await openStudy(path, io);
  if (opened === null) return;
  const { study } = opened;
  const chosen = chosenNames(study, options, fail);
  if (chosen === null || !canBeDrawn(study, options, fail)) return;
  const table =
    options.table === undefined ? undefined : await ownFutures(options.table, study, fail);
  if (table === null) return;
  try {
    await analyse(opened, study, chosen, table, options, io, fail);
  } catch (error) {
    await tellNoAnswer(error, opened, io);
  }
}

interface Chosen {
  readonly policies: readonly string[] | undefined;
  readonly position: string | undefined;
  readonly outcomes: readonly string[] | undefined;
}

async function analyse(
  { host }: OpenedStudy,
  study: Study,
  chosen: Chosen,
  table: Table | undefined,
  options: SensitivityCommandOptions,
  io: CommandIo,
  fail: Fail,
): Promise<void> {
  const samples = { "monte-carlo": "monte carlo", lhs: "latin hypercube", sobol: "sobol" } as const;
  const document = await sensitivity(study, host, {
    ...chosen,
    method: options.method,
    base: options.base ?? defaultBase[options.method],
    seed: options.seed,
    secondOrder: options.secondOrder,
    sample: samples[options.sample],
    scrambled: options.unscrambled !== true,
    table,
    resamples: options.resamples,
    workers: options.workers,
    onProgress: runsProgress(host, io),
  });
  io.progress?.(null);
  io.write(
    options.json === true
      ? `${JSON.stringify(document, null, 2)}\n`
      : printSensitivity(document, study, { width: io.width, style: styleOf(io.colour) }),
  );
  if (options.figure !== undefined) {
    await writeFigure(options.figure, sensitivityFigure(document, study), fail);
  }
}

/** Keys of what was named; null, and said, where a name leads nowhere. */
function chosenNames(study: Study, options: SensitivityCommandOptions, fail: Fail): Chosen | null {
  const policy = namedIn(study.policies, options.policy, "policy", fail);
  const position = namedIn(study.positions, options.position, "position", fail);
  const outcomes = options.outcome?.map((name) => namedIn(study.outcomes, name, "outcome", fail));
  if (policy === undefined || position === undefined) return null;
  const known = outcomes?.flatMap((outcome) => outcome?.key ?? []);
  if (known !== undefined && known.length < (outcomes?.length ?? 0)) return null;
  return {
    policies: policy === null ? undefined : [policy.key],
    position: position?.key,
    outcomes: known,
  };
}

function canBeDrawn(study: Study, options: SensitivityCommandOptions, fail: Fail): boolean {
  const { method, figure, policy, outcome = [] } = options;
  if (method === "flip") {
    if (policy === undefined && outcome.length === 0) return true;
    fail(
      "`--method flip` compares all policies by the criterion.",
      "Leave out --policy and --outcome.",
    );
    return false;
  }
  if (figure === undefined) return true;
  if (outcome.length > 1 || (policy === undefined && study.policies.size > 1)) {
    fail(
      "A figure shows one policy and one outcome.",
      "Name them with --policy and --outcome, and draw one figure each.",
    );
    return false;
  }
  return true;
}

/** Somebody's own futures, by the keys of the premises; null, and said, if they are none. */
async function ownFutures(path: string, study: Study, fail: Fail): Promise<Table | null> {
  const kind = await kindOfSource(path);
  if (kind !== "csv" && kind !== "parquet") {
    fail(`\`${path}\` is no table.`, "Name a file that ends in .csv or .parquet.");
    return null;
  }
  const data = await (kind === "csv" ? readCsvTable(path, fail) : readParquetTable(path, fail));
  if (data === null) return null;
  const columns = new Map<string, Float64Array>();
  for (const [key, { name }] of data.columns) {
    const premise = study.premises.get(key);
    if (premise === undefined) continue;
    const values = valuesOfPremise(data, key, premise.open);
    if (typeof values === "string") {
      fail(`In \`${path}\`, column \`${name}\`: ${values}.`);
      return null;
    }
    columns.set(key, values);
  }
  if (columns.size > 0) return { rows: data.rows, columns };
  const names = [...study.premises.values()].map(({ name }) => `\`${name}\``);
  fail(`No column of \`${path}\` is named as a premise.`, `The premises are ${names.join(", ")}.`);
  return null;
}

type Open =
  Study["premises"] extends ReadonlyMap<string, infer Premise>
    ? Premise extends { readonly open: infer Distribution }
      ? Distribution
      : never
    : never;

/** The values of a column, labels of choices as the numbers that they stand for, or what is wrong. */
function valuesOfPremise(data: DataTable, key: string, open: Open): Float64Array | string {
  const column = data.columns.get(key) ?? numberColumn(key, new Float64Array(0));
  const gap = column.values.findIndex(Number.isNaN);
  if (gap >= 0) return `row ${gap + 1} has no value`;
  if (column.labels === null) return column.values;
  if (open.kind !== "choices")
    return `it has text, such as "${column.labels[0]}", where numbers should stand`;
  const { labels, values } = open;
  const codes = column.labels.map((label) => labels.indexOf(label));
  const unknown = codes.indexOf(-1);
  if (unknown >= 0) {
    return `"${column.labels[unknown]}" is none of the premise's choices (${labels.join(", ")})`;
  }
  return column.values.map((code) => values[codes[code]]);
}
