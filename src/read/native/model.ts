import type { Checked } from "#study/diagnostic";
import type { Model, Variable } from "#study/model";
import type { SourceText } from "#study/place";
import type { Located } from "./located.js";
import { Report, suggestion } from "./report.js";
import { modelSchema } from "./schema/model.js";
import { readStructure } from "./structure.js";
import { readTime } from "./time.js";
import { readVariable, type VariableReading } from "./variables.js";
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
  const variables = readVariables(raw, report);
  const complete = raw.fields.variables !== undefined;
  if (time === undefined || report.errorCount > errorsBefore) {
    return { model: undefined, variables, dimensions: new Map(), complete };
  }
  const model: Model = {
    name: raw.fields.name?.value ?? nameOfFile(source.file),
    file: source.file,
    documentation: raw.fields.doc?.value ?? null,
    time,
    dimensions: new Map(),
    variables: definedVariables(variables),
    units: readUnits(raw),
    groups: [],
    views: [],
  };
  return { model, variables, dimensions: model.dimensions, complete };
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
  report: Report,
): ReadonlyMap<string, VariableReading> {
  const readings = new Map<string, VariableReading>();
  const entries = raw.fields.variables?.entries ?? new Map();
  if (raw.fields.variables !== undefined && entries.size === 0) {
    report.error("no-variables", "The model has no variables.", raw.fields.variables.place);
  }
  for (const [key, entry] of entries) {
    const reading = readVariable(entry, report);
    if (reading !== undefined) readings.set(key, reading);
  }
  for (const reading of readings.values()) tellUnknownFlows(reading, readings, entries, report);
  return readings;
}

/** What fills or drains a stock must be a flow. */
function tellUnknownFlows(
  reading: VariableReading,
  readings: ReadonlyMap<string, VariableReading>,
  written: ReadonlyMap<string, unknown>,
  report: Report,
): void {
  const { definition, variable } = reading;
  if (definition?.kind !== "stock") return;
  for (const { name, key, place } of [...definition.inflows, ...definition.outflows]) {
    const target = readings.get(key)?.variable;
    if (target === undefined && !written.has(key)) {
      const flows = [...readings.values()].filter((other) => other.variable.kind === "flow");
      const names = flows.map((other) => other.variable.name);
      const message = `\`${name}\` is no variable of the model; a flow of \`${variable.name}\` is named here.`;
      report.error("unknown-name", message, place, { help: suggestion(name, names, "flows") });
    } else if (target !== undefined && target.kind !== "flow") {
      const message = `\`${name}\` is no flow; only flows fill and drain a stock.`;
      const related = [{ message: `It is defined as ${target.kind} here.`, place: target.place }];
      const help =
        target.kind === "auxiliary" ? "Write `flow:` instead of `aux:` there." : undefined;
      report.error("not-a-flow", message, place, { help, related });
    }
  }
}

function definedVariables(
  readings: ReadonlyMap<string, VariableReading>,
): ReadonlyMap<string, Variable> {
  const variables = new Map<string, Variable>();
  for (const [key, { variable, definition }] of readings) {
    if (definition !== undefined) variables.set(key, { ...variable, definitions: [definition] });
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
