import type { Equation } from "#study/expression";
import type { Definition, Variable } from "#study/model";
import { keyOf } from "#study/name";
import { SourceText, type Place } from "#study/place";
import { csvRowsOf } from "../csv.js";
import type { DataImport } from "./data-imports.js";
import { combinations } from "./parts.js";
import type { Dimensions } from "./dimensions.js";
import type { Findings } from "./findings.js";
import { numberIn } from "./values.js";

interface Cell {
  readonly text: string;
  readonly place: Place;
}

/** One column (or row) of a file: a variable, or one element of it, and its values over time. */
interface Series {
  readonly key: string;
  readonly subscripts: readonly string[];
  readonly place: Place;
  readonly values: readonly (Cell | undefined)[];
}

/**
 * Puts imported values in the place of equations (XMILE 1.0, section 2.8). The standard leaves the
 * layout to the tools; as they have it, the first row (or column) names variables, elements as
 * `name[a, b]`. With a column `Time` each other one is a series, interpolated over time; without
 * it the first value of each is a constant, and the initial value where the variable is a stock.
 */
export function importData(
  variables: ReadonlyMap<string, Variable>,
  imports: readonly (DataImport & { readonly text: string })[],
  dimensions: Dimensions,
  findings: Findings,
): ReadonlyMap<string, Variable> {
  if (imports.length === 0) return variables;
  const result = new Map(variables);
  for (const data of imports) {
    const rows = rowsOf(data, findings);
    const columns = data.orientation === "vertical" ? transposed(rows) : rows;
    const series = columns.flatMap(seriesOf);
    const time = series.find(({ key }) => key === "time");
    const times = time === undefined ? null : timesOf(time, findings);
    if (time !== undefined && times === null) continue;
    const byVariable = new Map<string, Series[]>();
    for (const one of series) {
      if (one === time) continue;
      const list = byVariable.get(one.key);
      if (list === undefined) byVariable.set(one.key, [one]);
      else list.push(one);
    }
    for (const [key, list] of byVariable) {
      const variable = result.get(key);
      if (variable === undefined) tellUnknown(list[0], result, findings);
      else result.set(key, imported(variable, list, times, dimensions, findings));
    }
  }
  return result;
}

function rowsOf(
  data: DataImport & { readonly text: string },
  findings: Findings,
): readonly (readonly Cell[])[] {
  const source = new SourceText(data.path, data.text);
  const { rows, unclosed } = csvRowsOf(source);
  if (unclosed !== null) {
    const message = "A quotation mark is opened here and never closed.";
    findings.error("xmile-data-quote", message, source.place(unclosed));
  }
  return rows.map((row) =>
    row.map(({ text, offset, length }) => ({
      text,
      place: source.place(offset, Math.max(1, length)),
    })),
  );
}

type Cells = readonly (Cell | undefined)[];

function transposed(rows: readonly Cells[]): readonly Cells[] {
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  return Array.from({ length: width }, (_, column) => rows.map((row) => row[column]));
}

function seriesOf(cells: Cells): readonly Series[] {
  const [head, ...values] = cells;
  if (head === undefined || head.text === "") return [];
  const written = /^(?<name>[^[]*)(?:\[(?<subscripts>.*)\])?$/su.exec(head.text)?.groups;
  const key = keyOf((written?.["name"] ?? head.text).replace(/^\s*"|"\s*$/gu, ""));
  const inside = written?.["subscripts"];
  const subscripts = inside === undefined ? [] : inside.split(",").map((part) => keyOf(part));
  return key === "" ? [] : [{ key, subscripts, place: head.place, values }];
}

function timesOf(series: Series, findings: Findings): readonly number[] | null {
  const times: number[] = [];
  for (const cell of series.values) {
    const time = numberIn(cell?.text ?? "");
    if (time === null || (times.length > 0 && time <= times[times.length - 1])) {
      const message = `Times must be numbers that ascend; here is \`${cell?.text ?? ""}\`.`;
      findings.error("xmile-data-time", message, cell?.place ?? series.place);
      return null;
    }
    times.push(time);
  }
  return times;
}

function imported(
  variable: Variable,
  list: readonly Series[],
  times: readonly number[] | null,
  dimensions: Dimensions,
  findings: Findings,
): Variable {
  const definitions: Definition[] = [];
  for (const series of list) {
    const about = subscriptsFor(series, variable, dimensions, findings);
    if (about === null) return variable;
    const stock = variable.definitions.find(({ kind }) => kind === "stock");
    if (stock?.kind === "stock" || times === null) {
      const value = firstValue(series, findings);
      if (value === null) return variable;
      if (stock?.kind === "stock") {
        definitions.push({ ...stock, initial: literal(value, series.place), ...about });
      } else definitions.push({ kind: "constant", value, place: series.place, ...about });
      continue;
    }
    const table = tableOf(series, times, findings);
    if (table === null) return variable;
    definitions.push({ kind: "data", table, ...about });
  }
  const covers = list.length >= elementCount(variable, dimensions);
  const kept = covers ? [] : variable.definitions;
  const all = [...kept, ...definitions];
  return { ...variable, kind: kindAfter(variable, all), definitions: all };
}

function kindAfter(variable: Variable, definitions: readonly Definition[]): Variable["kind"] {
  if (variable.kind === "stock" || variable.kind === "flow") return variable.kind;
  if (definitions.every(({ kind }) => kind === "data")) return "data";
  return definitions.every(({ kind }) => kind === "constant") ? "constant" : "auxiliary";
}

function elementCount(variable: Variable, dimensions: Dimensions): number {
  return variable.dimensions.reduce(
    (count, key) => count * (dimensions.get(key)?.elements.length ?? 1),
    1,
  );
}

function subscriptsFor(
  series: Series,
  variable: Variable,
  dimensions: Dimensions,
  findings: Findings,
): { readonly subscripts: readonly string[]; readonly except: readonly [] } | null {
  const all = variable.dimensions;
  if (series.subscripts.length === 0) return { subscripts: all, except: [] };
  const elements = all.map((key) => dimensions.get(key)?.elements.map((one) => one.key) ?? []);
  const fits =
    series.subscripts.length === all.length &&
    series.subscripts.every((key, index) => elements[index].includes(key));
  if (fits) return { subscripts: series.subscripts, except: [] };
  const example = combinations(elements.map((keys) => keys.slice(0, 1)))[0] ?? [];
  const found = series.subscripts.join(", ");
  findings.error(
    "xmile-data-element",
    `\`${variable.name}\` has no element [${found}].`,
    series.place,
    example.length === 0 ? {} : { help: `Write ${variable.name}[${example.join(", ")}].` },
  );
  return null;
}

function firstValue(series: Series, findings: Findings): number | null {
  const cell = series.values.find((one) => one !== undefined && one.text !== "");
  const value = numberIn(cell?.text ?? "");
  if (value === null) tellNoNumber(cell, series, findings);
  return value;
}

/** Empty cells are gaps, which interpolation bridges. */
function tableOf(
  series: Series,
  times: readonly number[],
  findings: Findings,
): Extract<Definition, { kind: "data" }>["table"] | null {
  const x: number[] = [];
  const y: number[] = [];
  for (const [index, cell] of series.values.entries()) {
    if (cell === undefined || cell.text === "") continue;
    const value = numberIn(cell.text);
    if (value === null) {
      tellNoNumber(cell, series, findings);
      return null;
    }
    x.push(times[index]);
    y.push(value);
  }
  if (x.length === 0) {
    tellNoNumber(undefined, series, findings);
    return null;
  }
  return { interpolation: "continuous", x, y, place: series.place };
}

function tellNoNumber(cell: Cell | undefined, series: Series, findings: Findings): void {
  const message =
    cell === undefined ? "There are no values here." : `\`${cell.text}\` is no number.`;
  findings.error("xmile-data-number", message, cell?.place ?? series.place);
}

function literal(value: number, place: Place): Equation {
  return { text: String(value), tree: { kind: "number", value, place }, place };
}

function tellUnknown(
  series: Series,
  variables: ReadonlyMap<string, Variable>,
  findings: Findings,
): void {
  const near = findings.nearest(series.key, () => [...variables.values()].map(({ name }) => name));
  const message = `The model has no variable \`${series.key}\`; this column is not used.`;
  findings.warning(
    "xmile-data-unknown",
    message,
    series.place,
    near === undefined ? {} : { help: `Did you mean \`${near}\`?` },
  );
}
