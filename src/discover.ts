import type { DataColumn, DataTable } from "#analyse/data-table";
import { membersOf, restrictedCount } from "#analyse/discovery/box";
import type { Box } from "#analyse/discovery/box";
import { interestOf, rowsOf } from "#analyse/discovery/cases";
import type { Cases, Input } from "#analyse/discovery/cases";
import { dataCases } from "#analyse/discovery/data-cases";
import { discoverSchemaName } from "#analyse/discovery/document";
import type { BoxLimit, DiscoverDocument, FoundBox } from "#analyse/discovery/document";
import { withLabels } from "#analyse/discovery/labels";
import { discoverByLogit } from "#analyse/discovery/logit";
import { findBox, primDefaults } from "#analyse/discovery/prim";
import type { PrimSettings, TrajectoryEntry } from "#analyse/discovery/prim";
import { restrictionWorths } from "#analyse/discovery/quasi-p";
import { reproducibility } from "#analyse/discovery/resample";
import { shareEstimate } from "#analyse/share";
import { growTree, leavesOf, nodesOf } from "#analyse/trees/cart";
import { compileCondition } from "#argue/condition";
import { parseEquation } from "#read/expression/equation";
import { StudyError } from "#study/diagnostic";
import type { Diagnostic } from "#study/diagnostic";
import { partsOf } from "#study/expression";
import type { Expression } from "#study/expression";
import { keyOf } from "#study/name";
import { nearestName } from "#study/near-miss";
import { SourceText } from "#study/place";

export interface DiscoverOptions extends Partial<PrimSettings> {
  /** What the table is called, for the document. */
  readonly source: string;
  /** Which rows are of interest, in the expression language; labels of text columns in quotes. */
  readonly where: string;
  /** Names of the columns that may explain it. */
  readonly inputs: readonly string[];
  readonly method?: DiscoverDocument["method"] | undefined;
  /** The id of the box to look at; that of the best balance of coverage and density otherwise. */
  readonly box?: number | undefined;
  /** How many boxes, each sought in what the ones before leave; 1 if not given. */
  readonly boxes?: number | undefined;
  /** Random halves for the reproducibility; 10 if not given, 0 for none. */
  readonly resamples?: number | undefined;
  readonly seed?: number | undefined;
  /** Confidence level of intervals; 0.95 if not given. */
  readonly level?: number | undefined;
  /** The chance above which a row is in, for logistic discovery; 0.95 if not given. */
  readonly threshold?: number | undefined;
}

/**
 * Scenario discovery: in which part of the inputs does a condition hold? See `findBox`, `growTree`
 * and `discoverByLogit`. Throws a `StudyError` for a condition that cannot be read (file
 * "condition"), and a RangeError for inputs that the table does not have, a box that there is not,
 * and shares that are none.
 */
export function discover(table: DataTable, options: DiscoverOptions): DiscoverDocument {
  const { where, method = "prim", level = 0.95, seed = 1 } = options;
  const columns = options.inputs.map((name) => inputColumn(table, name));
  const { cases, incomplete } = dataCases(table, columns, conditionOn(table, where));
  const settings: PrimSettings = {
    peelAlpha: options.peelAlpha ?? primDefaults.peelAlpha,
    pasteAlpha: options.pasteAlpha ?? primDefaults.pasteAlpha,
    leastMass: options.leastMass ?? primDefaults.leastMass,
  };
  return {
    schema: discoverSchemaName,
    source: options.source,
    condition: where,
    method,
    rows: rowsOf(cases),
    interest: interestOf(cases),
    failed: cases.failed[0]?.length ?? 0,
    incomplete,
    inputs: cases.inputs.map(describeInput),
    settings: { ...settings, seed },
    boxes: method === "prim" ? primBoxes(cases, settings, { ...options, level, seed }) : [],
    tree: method === "cart" ? treeOf(cases, settings) : null,
    models: method === "logit" ? modelsOf(cases, options.threshold ?? 0.95) : [],
  };
}

/** The file that diagnostics of a condition point at. */
export const conditionFile = "condition";

/** What a condition says of a row: 1, 0, or NaN where it cannot be told. Throws a `StudyError`. */
export function conditionOn(table: DataTable, where: string): (row: number) => number {
  const source = new SourceText(conditionFile, where);
  const placeAt = (offset: number, length: number) => source.place(offset, length);
  const { value, diagnostics } = parseEquation(where, placeAt, (key) => table.columns.has(key));
  if (value === undefined) throw new StudyError(diagnostics);
  const { equation, problems } = withLabels(value, table);
  const unknown = unknownNames(equation.tree, table);
  if (problems.length + unknown.length > 0) throw new StudyError([...problems, ...unknown]);
  return compileCondition(equation, (key) => table.columns.get(key)?.values ?? null);
}

/** Names that are no columns, with the column that was probably meant. */
function unknownNames(expression: Expression, table: DataTable): readonly Diagnostic[] {
  const isUnknown = (part: Expression): boolean =>
    part.kind === "reference" && !table.columns.has(part.key);
  // What an unknown column is compared with may be a label of it.
  const parts =
    expression.kind === "binary" && isUnknown(expression.left) && isUnknown(expression.right)
      ? [expression.left]
      : partsOf(expression);
  const below = parts.flatMap((part) => unknownNames(part, table));
  if (expression.kind !== "reference" || table.columns.has(expression.key)) return below;
  const names = [...table.columns.values()].map(({ name }) => name);
  const [begun, ...others] = names.filter((name) => keyOf(name).startsWith(`${expression.key}_`));
  const near =
    others.length === 0 && begun !== undefined ? begun : nearestName(expression.name, names);
  const listed = names.slice(0, 40).map((name) => `"${name}"`);
  return [
    ...below,
    {
      code: "condition-name",
      severity: "error",
      message: `"${expression.name}" is no column of the table`,
      place: expression.place,
      help:
        near === undefined
          ? `There are ${listed.join(", ")}${names.length > listed.length ? " …" : ""}; a name with other signs than letters, digits and spaces stands in double quotes.`
          : `Did you mean "${near}"?`,
    },
  ];
}

function inputColumn({ columns }: DataTable, name: string): DataColumn {
  const found = columns.get(keyOf(name));
  if (found !== undefined) return found;
  throw new RangeError(`there is no column "${name}"`);
}

function describeInput(input: Input): DiscoverDocument["inputs"][number] {
  const { name, kind, values } = input;
  if (input.kind === "category") {
    return { name, kind, low: null, high: null, labels: [...input.labels] };
  }
  if (values.length === 0) return { name, kind, low: null, high: null, labels: null };
  const low = values.reduce((least, value) => Math.min(least, value), Infinity);
  const high = values.reduce((most, value) => Math.max(most, value), -Infinity);
  return { name, kind, low, high, labels: null };
}

function limitsOf(box: Box, { inputs }: Cases): BoxLimit[] {
  return box.flatMap((limit, index): BoxLimit[] => {
    if (limit === null) return [];
    const input = inputs[index];
    if (limit.kind === "range") {
      return [{ input: input.name, low: limit.low, high: limit.high, labels: null }];
    }
    const labels =
      input.kind === "category" ? input.labels.filter((_, code) => limit.allowed[code]) : [];
    return [{ input: input.name, low: null, high: null, labels }];
  });
}

interface BoxOptions extends DiscoverOptions {
  readonly level: number;
  readonly seed: number;
}

function primBoxes(cases: Cases, settings: PrimSettings, options: BoxOptions): FoundBox[] {
  const found: FoundBox[] = [];
  const columns = cases.inputs.map(({ values }) => values);
  let among: Uint8Array | undefined;
  for (let number = 0; number < (options.boxes ?? 1); number++) {
    const trajectory = findBox(cases, settings, among);
    const last = trajectory[trajectory.length - 1];
    if (number > 0 && (last.restricted === 0 || last.n === 0)) break;
    const entry = chosenEntry(trajectory, number === 0 ? options.box : undefined);
    found.push(describeBox(cases, trajectory, entry, among, settings, options, number === 0));
    const inside = membersOf(entry.box, columns, rowsOf(cases));
    among = inside.map((is, row) => (is === 1 || among?.[row] === 0 ? 0 : 1));
  }
  return found;
}

/** The entry asked for, or that with the largest harmonic mean of coverage and density. */
function chosenEntry(
  trajectory: readonly TrajectoryEntry[],
  asked: number | undefined,
): TrajectoryEntry {
  if (asked !== undefined) {
    const entry = trajectory[asked];
    if (entry !== undefined) return entry;
    throw new RangeError(
      `there is no box ${asked}: they are numbered from 0, the whole, to ${trajectory.length - 1}`,
    );
  }
  const balance = ({ coverage, density }: TrajectoryEntry): number =>
    coverage + density === 0 ? 0 : (2 * coverage * density) / (coverage + density);
  return trajectory.reduce((best, entry) => (balance(entry) > balance(best) ? entry : best));
}

function describeBox(
  cases: Cases,
  trajectory: readonly TrajectoryEntry[],
  entry: TrajectoryEntry,
  among: Uint8Array | undefined,
  settings: PrimSettings,
  { level, seed, resamples = 10 }: BoxOptions,
  isFirst: boolean,
): FoundBox {
  const rows = rowsOf(cases);
  const interest = interestOf(cases);
  const inFailed = membersOf(entry.box, cases.failed, cases.failed[0]?.length ?? 0);
  const failed = inFailed.reduce((sum, is) => sum + is, 0);
  const again =
    isFirst && resamples > 0 && rows >= 4 && restrictedCount(entry.box) > 0
      ? reproducibility(cases, entry, settings, resamples, seed, level)
      : null;
  return {
    trajectory: trajectory.map(({ box, ...numbers }) => ({
      ...numbers,
      limits: limitsOf(box, cases),
    })),
    chosen: entry.id,
    limits: limitsOf(entry.box, cases),
    n: entry.n,
    k: entry.k,
    failed,
    coverage: shareEstimate(entry.k, interest, 0, level),
    density: shareEstimate(entry.k, entry.n, failed, level),
    mass: entry.mass,
    restrictions: restrictionWorths(cases, entry.box, among).map(
      ({ input, side, quasiP, without }) => ({
        input: cases.inputs[input].name,
        side,
        quasiP,
        without: sharesOf(without.n, without.k, rows, interest),
      }),
    ),
    reproducibility:
      again === null
        ? null
        : {
            resamples: again.resamples,
            inputs: cases.inputs.map(({ name }, index) => ({
              input: name,
              byCoverage: again.byCoverage[index],
              byDensity: again.byDensity[index],
            })),
            heldOutDensity: again.heldOut.density,
            heldOutCoverage: again.heldOut.coverage,
          },
  };
}

function sharesOf(n: number, k: number, rows: number, interest: number) {
  return {
    n,
    k,
    coverage: interest === 0 ? 0 : k / interest,
    density: n === 0 ? 0 : k / n,
    mass: rows === 0 ? 0 : n / rows,
  };
}

function treeOf(cases: Cases, settings: PrimSettings): NonNullable<DiscoverDocument["tree"]> {
  const root = growTree(cases, settings);
  const [rows, interest] = [rowsOf(cases), interestOf(cases)];
  return {
    nodes: nodesOf(root).length,
    leaves: leavesOf(root).map(({ n, k, box }) => ({
      ...sharesOf(n, k, rows, interest),
      limits: limitsOf(box, cases),
    })),
  };
}

function modelsOf(cases: Cases, threshold: number): DiscoverDocument["models"] {
  const rows = rowsOf(cases);
  return discoverByLogit(cases, threshold).map((model) => ({
    inputs: model.inputs.map((input) => cases.inputs[input].name),
    intercept: model.intercept,
    weights: model.weights.map((weights) => [...weights]),
    bic: model.bic,
    separated: model.separated,
    threshold,
    ...sharesOf(model.n, model.k, rows, interestOf(cases)),
  }));
}
