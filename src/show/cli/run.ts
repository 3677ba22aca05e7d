import { writeFile } from "node:fs/promises";
import { Command } from "commander";

import { loadModel, loadStudy, settingsOf, simulate } from "#parley";
import type { Settings } from "#parley";
import type { Table } from "#numeric/table";
import type { Diagnostic } from "#study/diagnostic";
import type { Model } from "#study/model";
import { keyOf } from "#study/name";
import { nearestName } from "#study/near-miss";
import type { Study } from "#study/study";

import { createNodeHost } from "../node/host.js";
import type { CommandIo } from "./io.js";
import { printDiagnostics } from "./print-diagnostics.js";
import { loadSources } from "./sources.js";
import { tableAsCsv } from "./table-csv.js";
import { findTarget, looksLikeModel } from "./target.js";
import type { Target } from "./target.js";

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
    .option("--out <file>", "write to a file, instead of to standard output")
    .option("--json", "write JSON (schema parley/run@1) instead of CSV")
    .action((path: string, options: RunOptions) => runOnce(path, options, io));
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

async function runOnce(path: string, options: RunOptions, io: CommandIo): Promise<void> {
  const fail = (message: string, help?: string) => {
    io.writeError(`error: ${message}\n${help === undefined ? "" : `    help: ${help}\n`}`);
    io.setExitCode(1);
  };
  const target = await findTarget(path);
  if (target === null) return fail(`There is no file or folder \`${path}\`.`);
  const host = createNodeHost(target.folder, { signal: io.signal });
  const loaded = await load(target, host);
  if (loaded.model === undefined) {
    const sources = await loadSources(host, loaded.diagnostics);
    io.writeError(
      `${printDiagnostics(loaded.diagnostics, {
        sourceOf: (file) => sources.get(file),
        nameOf: target.nameOf,
        colour: io.colour,
        width: io.width,
      })}\n`,
    );
    io.setExitCode(1);
    return undefined;
  }
  const { study, model } = loaded;
  const settings = chosenSettings(study, options, fail);
  if (settings === null || !addSets(model, options.set, settings, fail)) return undefined;
  const table = await simulate(model, settings, host);
  const text =
    options.json === true ? tableAsJson(table) : tableAsCsv(table, timeDigits(target.file));
  if (options.out === undefined) io.write(text);
  else await write(options.out, text, fail);
  return undefined;
}

interface Loaded {
  readonly study?: Study;
  readonly model?: Model;
  readonly diagnostics: readonly Diagnostic[];
}

async function load(target: Target, host: ReturnType<typeof createNodeHost>): Promise<Loaded> {
  const isYaml = /\.ya?ml$/iu.test(target.file);
  const text = isYaml ? await readQuietly(host, target.file) : "";
  if (!isYaml || looksLikeModel(target.file, text)) {
    const { value, diagnostics } = await loadModel(host, target.file);
    return value === undefined ? { diagnostics } : { model: value, diagnostics };
  }
  const { value, diagnostics } = await loadStudy(host, target.file);
  return value === undefined ? { diagnostics } : { study: value, model: value.model, diagnostics };
}

/** Only to tell a study from a model: what is wrong with the file is said when it is read. */
async function readQuietly(host: ReturnType<typeof createNodeHost>, file: string): Promise<string> {
  try {
    return new TextDecoder().decode(await host.read(file));
  } catch {
    return "";
  }
}

type Fail = (message: string, help?: string) => void;

interface OpenSettings extends Settings {
  readonly values: Map<string, number>;
}

function chosenSettings(
  study: Study | undefined,
  { policy, position }: RunOptions,
  fail: Fail,
): OpenSettings | null {
  if (study === undefined) {
    if (policy === undefined && position === undefined) {
      return { values: new Map(), paths: new Map() };
    }
    fail("A model by itself has no policies and no positions.", "Name a study's folder.");
    return null;
  }
  const chosenPolicy = named(study.policies, policy, "policy", fail);
  const chosenPosition = named(study.positions, position, "position", fail);
  if (chosenPolicy === undefined || chosenPosition === undefined) return null;
  const { values, paths } = settingsOf(study, chosenPosition, chosenPolicy);
  return { values: new Map(values), paths };
}

/** What is called `name`; null where nothing is asked for, undefined (and said) if there is none. */
function named<T extends { readonly name: string }>(
  all: ReadonlyMap<string, T>,
  name: string | undefined,
  what: string,
  fail: Fail,
): T | null | undefined {
  if (name === undefined) return null;
  const found = all.get(keyOf(name));
  if (found !== undefined) return found;
  const names = [...all.values()].map((one) => one.name);
  const near = nearestName(name, names);
  fail(
    `The study has no ${what} \`${name}\`.`,
    near === undefined ? `It has ${names.join(", ")}.` : `Did you mean \`${near}\`?`,
  );
  return undefined;
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

async function write(file: string, text: string, fail: Fail): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (error) {
    fail(`\`${file}\` cannot be written: ${(error as Error).message}`);
  }
}
