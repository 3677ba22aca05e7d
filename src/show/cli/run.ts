import { Command } from "commander";

import { settingsOf, simulate } from "#parley";
import type { Settings } from "#parley";
import type { Table } from "#numeric/table";
import { tableAsParquet } from "#store/table-parquet";
import type { Diagnostic } from "#study/diagnostic";
import type { Model } from "#study/model";
import { keyOf } from "#study/name";
import { nearestName } from "#study/near-miss";
import type { Study } from "#study/study";

import { namedIn } from "./named-in.js";
import type { Fail } from "./named-in.js";
import type { CommandIo } from "./io.js";
import { openTarget, tellError, tellWarnings } from "./open-target.js";
import { tableAsCsv } from "./table-csv.js";
import { writeOutput } from "./write-output.js";

interface RunOptions {
  readonly policy?: string;
  readonly position?: string;
  readonly set: readonly string[];
  readonly out?: string;
  readonly json?: boolean;
}

/** `parley run`: one run, every variable at every save. */
export function runCommand(io: CommandIo): Command {
  return new Command("run")
    .description("run a model or a study once, and write every variable over time as CSV")
    .argument("<model|study>", "a model's file, or a study's folder")
    .option("--policy <policy>", "of a study: set the levers as this policy does")
    .option("--position <position>", "of a study: premises at the middle of what this one holds")
    .option("--set <name=value>", "set a constant; may be given again", collect, [])
    .option("--out <file>", "write to a file: Parquet if it ends in .parquet, else CSV")
    .option("--json", "write JSON (schema parley/run@1) instead of CSV")
    .action((path: string, options: RunOptions) => runOnce(path, options, io));
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

async function runOnce(path: string, options: RunOptions, io: CommandIo): Promise<void> {
  const opened = await openTarget(path, io);
  if (opened === null) return;
  const { target, host, study, model } = opened;
  const fail = (message: string, help?: string) => tellError(io, message, help);
  const settings = chosenSettings(study, options, fail);
  if (settings === null || !addSets(model, options.set, settings, fail)) return;
  // A study has many notes, which parley check is for; a model of another tool may differ from it.
  const warnings = study === null ? opened.warnings.filter(isWarning) : [];
  if (warnings.length > 0) {
    const { shown, rest } = firstOfEachKind(warnings);
    await tellWarnings(shown, target, host, io);
    for (const line of rest) io.writeError(`${line}: \`parley check ${path} --json\` lists all.\n`);
  }
  const table = await simulate(model, settings, host);
  if (options.out !== undefined && /\.parquet$/iu.test(options.out)) {
    await writeOutput(options.out, tableAsParquet(table), fail);
    return;
  }
  const text =
    options.json === true ? tableAsJson(table) : tableAsCsv(table, timeDigits(target.file));
  if (options.out === undefined) io.write(text);
  else await writeOutput(options.out, text, fail);
}

function isWarning({ severity }: Diagnostic): boolean {
  return severity === "warning";
}

const shownOfAKind = 5;

/** The first few of each kind, and lines that say how many more there are. */
function firstOfEachKind(warnings: readonly Diagnostic[]): {
  readonly shown: readonly Diagnostic[];
  readonly rest: readonly string[];
} {
  const counts = new Map<string, number>();
  const shown = warnings.filter(({ code }) => {
    const count = (counts.get(code) ?? 0) + 1;
    counts.set(code, count);
    return count <= shownOfAKind;
  });
  const rest = [...counts].flatMap(([code, count]) =>
    count > shownOfAKind ? [`… and ${count - shownOfAKind} more of this kind (${code})`] : [],
  );
  return { shown, rest };
}

interface OpenSettings extends Settings {
  readonly values: Map<string, number>;
}

function chosenSettings(
  study: Study | null,
  { policy, position }: RunOptions,
  fail: Fail,
): OpenSettings | null {
  if (study === null) {
    if (policy === undefined && position === undefined) {
      return { values: new Map(), paths: new Map() };
    }
    fail("A model by itself has no policies and no positions.", "Name a study's folder.");
    return null;
  }
  const chosenPolicy = namedIn(study.policies, policy, "policy", fail);
  const chosenPosition = namedIn(study.positions, position, "position", fail);
  if (chosenPolicy === undefined || chosenPosition === undefined) return null;
  const { values, paths } = settingsOf(study, chosenPosition, chosenPolicy);
  return { values: new Map(values), paths };
}

/** `NAME=VALUE`, each on a constant of the model. */
function addSets(
  model: Model,
  sets: readonly string[],
  settings: OpenSettings,
  fail: Fail,
): boolean {
  for (const set of sets) {
    const equals = set.lastIndexOf("=");
    const name = set.slice(0, equals).trim();
    const value = Number(set.slice(equals + 1));
    if (equals < 1 || set.slice(equals + 1).trim() === "" || !Number.isFinite(value)) {
      fail(`\`--set ${set}\` is not a name and a number.`, "Write --set 'NAME=VALUE'.");
      return false;
    }
    const variable = model.variables.get(keyOf(name));
    if (variable?.kind !== "constant" || variable.dimensions.length > 0) {
      const constants = [...model.variables.values()].filter(({ kind }) => kind === "constant");
      const near = nearestName(
        name,
        constants.map((one) => one.name),
      );
      const what = variable === undefined ? "no variable" : "no constant";
      fail(
        `The model has ${what} \`${name}\`.`,
        near === undefined ? "Only constants can be set." : `Did you mean \`${near}\`?`,
      );
      return false;
    }
    settings.values.set(variable.key, value);
  }
  return true;
}

/**
 * Vensim and Stella write times with six significant digits; a run of one of their models does too,
 * so that tables can be matched row by row.
 */
function timeDigits(file: string): number | null {
  return /\.ya?ml$/iu.test(file) ? null : 6;
}

function tableAsJson(table: Table): string {
  const columns = Object.fromEntries(
    [...table.columns].map(([name, values]) => [name, [...values].map(finiteOrNull)]),
  );
  return `${JSON.stringify({ schema: "parley/run@1", rows: table.rows, columns })}\n`;
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
