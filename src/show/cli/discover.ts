import { Command, InvalidArgumentError, Option } from "commander";

import { Cancelled } from "#parley";
import { rowsBetween } from "#analyse/data-table";
import type { DataTable } from "#analyse/data-table";
import type { DiscoverDocument } from "#analyse/discovery/document";
import { conditionFile, discover } from "#discover";
import { csvRowsOf } from "#read/csv";
import { futuresColumns, futuresTable, runFutures } from "#run-futures";
import { StoreProblem } from "#store/store-problem";
import { StudyError } from "#study/diagnostic";
import { keyOf } from "#study/name";
import { nearestName } from "#study/near-miss";
import { SourceText } from "#study/place";

import { discoverFigure } from "../figure/discover-figure.js";
import { discoverParallel } from "../figure/discover-parallel.js";
import { kindOfSource, readCsvTable, readEnsembleTable, readParquetTable } from "./data-source.js";
import type { CommandIo } from "./io.js";
import { namedIn } from "./named-in.js";
import type { Fail } from "./named-in.js";
import { openStudy, sentence } from "./open-study.js";
import { tellError } from "./open-target.js";
import { printDiagnostics } from "./print-diagnostics.js";
import { printDiscover } from "./print-discover.js";
import { runsProgress } from "./runs-progress.js";
import { styleOf } from "./style.js";
import { tellProblem } from "./tell-problem.js";
import { wholeNumber } from "./whole-number.js";
import { futuresOption, interrupted, seedOption, workersOption } from "./run-options.js";
import { writeOutput } from "./write-output.js";

interface DiscoverCommandOptions {
  readonly where: string;
  readonly inputs?: string;
  readonly method: DiscoverDocument["method"];
  readonly policy?: string;
  readonly position?: string;
  readonly futures: number;
  readonly seed: number;
  readonly peelAlpha?: number;
  readonly pasteAlpha?: number;
  readonly mass?: number;
  readonly threshold?: number;
  readonly box?: number;
  readonly boxes?: number;
  readonly resamples: number;
  readonly workers?: number;
  readonly json?: boolean;
  readonly figure?: string;
  readonly parallel?: string;
}

/** `parley discover`: in which part of the inputs a condition holds. */
export function discoverCommand(io: CommandIo): Command {
  return new Command("discover")
    .description("find the values of the inputs for which a condition holds: scenario discovery")
    .argument("<source>", "a CSV or Parquet file, an ensemble's folder, or a study")
    .requiredOption("--where <condition>", "which rows are of interest, such as 'loss > 0.3'")
    .option(
      "--inputs <names>",
      "columns that may explain it, as in 'a,b,c'; all premises of a study",
    )
    .addOption(
      new Option("--method <method>", "boxes, a tree, or a logistic model")
        .choices(["prim", "cart", "logit"])
        .default("prim"),
    )
    .option("--policy <policy>", "of a study or an ensemble: this policy only")
    .option(
      "--position <position>",
      "of a study or an ensemble: premises as this position holds them",
    )
    .addOption(futuresOption("of a study: how many are run", 10_000))
    .addOption(seedOption("which futures, and which random halves"))
    .option("--peel-alpha <x>", "the share that a peel takes off (0.05)", shareOption)
    .option("--paste-alpha <x>", "the share that a paste takes in (0.05)", shareOption)
    .option("--mass <x>", "the least share of the rows in a box or leaf (0.05)", shareOption)
    .option("--threshold <x>", "of logit: the chance above which a row is in (0.95)", shareOption)
    .option("--box <i>", "look at this box; the best balance if not given", wholeNumber(0))
    .option("--boxes <n>", "so many boxes, each in what the ones before leave (1)", wholeNumber(1))
    .option("--resamples <n>", "random halves to try the box on; 0 for none", wholeNumber(0), 10)
    .addOption(workersOption())
    .option("--json", "print the result as JSON (schema parley/discover@1)")
    .option("--figure <file.svg>", "also draw it")
    .option("--parallel <file.svg>", "also draw rows as lines across the inputs")
    .action((source: string, options: DiscoverCommandOptions) => runDiscover(source, options, io));
}

function shareOption(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value < 1)) throw new InvalidArgumentError("It is a share between 0 and 1.");
  return value;
}

/** A table with the columns that explain where nobody names any. */
interface Source {
  readonly table: DataTable;
  readonly inputs: readonly string[] | null;
}

async function runDiscover(
  path: string,
  options: DiscoverCommandOptions,
  io: CommandIo,
): Promise<void> {
  const fail: Fail = (message, help) => tellError(io, message, help);
  try {
    const source = await readSource(path, options, io, fail);
    if (source === null) return;
    const inputs = chosenInputs(source, options, fail);
    if (inputs === null) return;
    const document = discover(source.table, {
      ...options,
      ...(options.mass === undefined ? {} : { leastMass: options.mass }),
      source: path,
      inputs,
    });
    io.write(
      options.json === true
        ? `${JSON.stringify(document, null, 2)}\n`
        : printDiscover(document, { width: io.width, style: styleOf(io.colour) }),
    );
    const { figure, parallel } = options;
    if (figure !== undefined) await writeFigure(figure, discoverFigure(document), fail);
    if (parallel !== undefined) {
      await writeFigure(parallel, discoverParallel(source.table, document), fail);
    }
  } catch (error) {
    tellDiscoverError(error, path, options, io);
  }
}

function tellDiscoverError(
  error: unknown,
  path: string,
  { where }: DiscoverCommandOptions,
  io: CommandIo,
): void {
  io.progress?.(null);
  if (error instanceof Cancelled) {
    io.writeError("Stopped before there was an answer.\n");
    io.setExitCode(interrupted);
  } else if (error instanceof StudyError) {
    const source = new SourceText(conditionFile, where);
    const printed = printDiagnostics(error.diagnostics, {
      sourceOf: (file) => (file === conditionFile ? source : undefined),
      nameOf: (file) => (file === conditionFile ? "--where" : file),
      colour: io.colour,
      width: io.width,
    });
    io.writeError(printed);
    io.setExitCode(1);
  } else if (error instanceof RangeError) tellError(io, sentence(error.message));
  else if (error instanceof StoreProblem) tellProblem(error, path, io);
  else throw error;
}

export async function writeFigure(file: string, svg: string, fail: Fail): Promise<void> {
  if (!/\.svg$/iu.test(file)) {
    fail(`Figures are written as SVG, and \`${file}\` does not end in .svg.`);
    return;
  }
  await writeOutput(file, svg, fail);
}

async function readSource(
  path: string,
  options: DiscoverCommandOptions,
  io: CommandIo,
  fail: Fail,
): Promise<Source | null> {
  const kind = await kindOfSource(path);
  const { policy, position } = options;
  if (kind === "csv" || kind === "parquet") {
    if (policy !== undefined || position !== undefined) {
      fail(
        "A file has no policies and no positions.",
        "Say it in --where, as in 'policy = wait AND …'.",
      );
      return null;
    }
    const table = await (kind === "csv" ? readCsvTable(path, fail) : readParquetTable(path, fail));
    return table === null ? null : { table, inputs: null };
  }
  if (kind === "ensemble") {
    const { table, premises } = await readEnsembleTable(path, {
      ...(policy === undefined ? {} : { policies: [policy] }),
      ...(position === undefined ? {} : { positions: [position] }),
    });
    const extra = ["policy", "position"].filter((name) => table.columns.has(name));
    return { table, inputs: [...premises.filter((name) => variesIn(table, name)), ...extra] };
  }
  return studySource(path, options, io, fail);
}

function variesIn({ columns }: DataTable, name: string): boolean {
  const values = columns.get(keyOf(name))?.values ?? new Float64Array(0);
  return values.some((value) => value !== values[0]);
}

async function studySource(
  path: string,
  options: DiscoverCommandOptions,
  io: CommandIo,
  fail: Fail,
): Promise<Source | null> {
  const opened = await openStudy(path, io, undefined, "Name a study's folder, or a table.");
  if (opened === null) return null;
  const { study, host } = opened;
  const policy = namedIn(study.policies, options.policy, "policy", fail);
  const position = namedIn(study.positions, options.position, "position", fail);
  if (policy === undefined || position === undefined) return null;
  // What compares policies needs all of them to be run, whichever is asked about.
  const compares =
    mentions(options.where, futuresColumns.best) || mentions(options.where, futuresColumns.regret);
  const run = await runFutures(study, host, {
    futures: options.futures,
    seed: options.seed,
    workers: options.workers,
    onProgress: runsProgress(host, io),
    policies: policy === null || compares ? undefined : [policy.key],
    position: position?.key,
  });
  io.progress?.(null);
  const premises = run.varying.map((key) => study.premises.get(key)?.name ?? key);
  const table = futuresTable(study, run);
  const about =
    policy?.key ?? (mentions(options.where, futuresColumns.best) ? run.policies[0].key : null);
  if (about === null && run.policies.length > 1) {
    return { table, inputs: [...premises, futuresColumns.policy] };
  }
  const index = Math.max(
    0,
    run.policies.findIndex(({ key }) => key === about),
  );
  const rows = rowsBetween(table, index * run.values.rows, (index + 1) * run.values.rows);
  return { table: rows, inputs: premises };
}

/** Whether a condition has these words in it, as a name. */
function mentions(where: string, name: string): boolean {
  return keyOf(where).includes(keyOf(name));
}

/** The names of the inputs; null, and said, where a name leads nowhere. */
function chosenInputs(
  { table, inputs }: Source,
  options: DiscoverCommandOptions,
  fail: Fail,
): readonly string[] | null {
  const names = [...table.columns.values()].map(({ name }) => name);
  const listed = names.slice(0, 30).map((name) => `\`${name}\``);
  const more = names.length > listed.length ? " …" : "";
  if (options.inputs === undefined) {
    if (inputs !== null) return inputs;
    fail(
      "Which columns may explain it?",
      `Write --inputs 'a,b,c'. There are ${listed.join(", ")}${more}.`,
    );
    return null;
  }
  const [cells] = csvRowsOf(new SourceText("--inputs", options.inputs)).rows;
  const wanted = (cells ?? []).map(({ text }) => text);
  const unknown = wanted.find((name) => !table.columns.has(keyOf(name)));
  if (unknown === undefined)
    return [...new Map(wanted.map((name) => [keyOf(name), name])).values()];
  const near = nearestName(unknown, names);
  fail(
    `There is no column \`${unknown}\`.`,
    near === undefined ? `There are ${listed.join(", ")}${more}.` : `Did you mean \`${near}\`?`,
  );
  return null;
}
