import type { Checked } from "#study/diagnostic";
import type { Model, Variable } from "#study/model";
import type { SourceText } from "#study/place";
import type { Located } from "./located.js";
import { readDimensions } from "./dimensions.js";
import { readGroups, readViews } from "./layout.js";
import { knownKey, knownNames } from "./names.js";
import { Report } from "./report.js";
import { modelSchema } from "./schema/model.js";
import { readStructure } from "./structure.js";
import { readTime } from "./time.js";
import { readVariable, type VariableReading } from "./variables.js";
import { checkWiring } from "./wiring.js";
import { parseYaml } from "./yaml-text.js";

/** What a study needs of its model, whole or not. */
export interface ModelReading {
  /** Undefined if there are errors. */
  readonly model: Model | undefined;
  /** All variables whose kind could be made out, by key. */
  readonly variables: ReadonlyMap<string, Pick<VariableReading, "variable">>;
  readonly dimensions: Model["dimensions"];
  /** False if the file could not be read, so that no name can be called unknown. */
  readonly complete: boolean;
}

/**
 * Reads a model in Parley's own text format (docs/format.md). All errors of the file are told at
 * once; there is a model only if there are none. Names inside equations are not resolved.
 */
export function readModel(source: SourceText): Checked<Model> {
  const report = new Report();
  const { model } = readModelInto(source, report);
  return model === undefined
    ? { diagnostics: report.list }
    : { value: model, diagnostics: report.list };
}

/** As `readModel`, for a study: tells into its report, and gives what there is. */
export function readModelInto(source: SourceText, report: Report): ModelReading {
  const errorsBefore = report.errorCount;
  const yaml = parseYaml(source, report);
  const raw = yaml === undefined ? undefined : readStructure(yaml, modelSchema, report);
  if (raw === undefined) return nothingRead;
  const time = raw.fields.time === undefined ? undefined : readTime(raw.fields.time, report);
  const dimensions = readDimensions(raw.fields.dimensions, report);
  const variables = readVariables(raw, dimensions, report);
  const complete = raw.fields.variables !== undefined;
  const known = raw.fields.variables?.entries ?? new Map();
  const groups = readGroups(raw.fields.groups, known, report);
  const views = readViews(raw.fields.views, known, report);
  const named = knownNames("variable", "variables", raw.fields.variables);
  knownKey(raw.fields.time?.fields.end, named, report);
  if (time === undefined || report.errorCount > errorsBefore) {
    return { model: undefined, variables, dimensions, complete };
  }
  const unitProblems = raw.fields["unit problems"]?.value;
  const model: Model = {
    ...(unitProblems === undefined ? {} : { unitProblems }),
    name: raw.fields.name?.value ?? nameOfFile(source.file),
    file: source.file,
    documentation: raw.fields.doc?.value ?? null,
    time,
    dimensions,
    variables: definedVariables(variables),
    units: readUnits(raw),
    groups,
    views,
  };
  return { model, variables, dimensions, complete };
}

/** Of a model that could not be read at all. */
export const nothingRead: ModelReading = {
  model: undefined,
  variables: new Map(),
  dimensions: new Map(),
  complete: false,
};

/** What a study needs of a model that was read from another format. */
export function readingOf(model: Model): ModelReading {
  const variables = [...model.variables].map(([key, variable]) => [key, { variable }] as const);
  const { dimensions } = model;
  return { model, variables: new Map(variables), dimensions, complete: true };
}

function readVariables(
  raw: Located<typeof modelSchema>,
  dimensions: Model["dimensions"],
  report: Report,
): ReadonlyMap<string, VariableReading> {
  const readings = new Map<string, VariableReading>();
  const entries = raw.fields.variables?.entries ?? new Map();
  if (raw.fields.variables !== undefined && entries.size === 0) {
    report.error("no-variables", "The model has no variables.", raw.fields.variables.place);
  }
  const has = (key: string) => entries.has(key);
  const elements = new Map(
    [...dimensions].map(([key, one]) => [key, new Set(one.elements.map((each) => each.key))]),
  );
  for (const [key, entry] of entries) {
    const reading = readVariable(entry, { dimensions, elements, isVariable: has }, report);
    if (reading !== undefined) readings.set(key, reading);
  }
  checkWiring({ readings, has }, report);
  return readings;
}

function definedVariables(
  readings: ReadonlyMap<string, VariableReading>,
): ReadonlyMap<string, Variable> {
  const variables = new Map<string, Variable>();
  for (const [key, { variable, definitions }] of readings) {
    if (definitions !== undefined) variables.set(key, { ...variable, definitions });
  }
  return variables;
}

function readUnits(raw: Located<typeof modelSchema>): ReadonlyMap<string, string> {
  const units = new Map<string, string>();
  for (const { name, value } of raw.fields.units?.entries.values() ?? []) {
    if (value !== undefined) units.set(name, value.value);
  }
  return units;
}

function nameOfFile(file: string): string {
  const name = file.slice(file.lastIndexOf("/") + 1);
  return name.includes(".") ? name.slice(0, name.lastIndexOf(".")) : name;
}
