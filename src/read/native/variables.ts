import { findBuiltin } from "#study/builtins";
import type { Diagnostic } from "#study/diagnostic";
import type { Equation } from "#study/expression";
import type { Definition, Variable, VariableKind, VariableName } from "#study/model";
import { keyOf } from "#study/name";
import type { Place } from "#study/place";
import { parseEquation } from "../expression/equation.js";
import type { Leaf, Located, NamesEntry } from "./located.js";
import { readRange } from "./ranges.js";
import { listed, type Report } from "./report.js";
import { variableKinds, type variableSchema } from "./schema/model.js";
import { readTable } from "./tables.js";

type RawVariable = Located<typeof variableSchema>;
type KindKey = (typeof variableKinds)[number];

const shared = ["unit", "doc", "range"];

/** Which keys may stand beside the one that says what a variable is, and what it becomes. */
const kinds: Readonly<Record<KindKey, { kind: VariableKind; also: readonly string[] }>> = {
  stock: { kind: "stock", also: ["inflows", "outflows"] },
  flow: { kind: "flow", also: ["non-negative"] },
  aux: { kind: "auxiliary", also: [] },
  constant: { kind: "constant", also: [] },
  table: { kind: "auxiliary", also: ["points", "interpolation"] },
  points: { kind: "table", also: ["interpolation", "input unit"] },
  data: { kind: "data", also: ["interpolation"] },
};

/**
 * A variable of the model. Its kind is known to others even where its definition could not be read
 * (`definition` is then undefined), so that one error does not bring about a dozen.
 */
export interface VariableReading {
  readonly variable: Omit<Variable, "definitions">;
  readonly definition: Definition | undefined;
}

export function readVariable(
  entry: NamesEntry<RawVariable>,
  report: Report,
): VariableReading | undefined {
  const { name, key, place, value: raw } = entry;
  const builtin = findBuiltin(name);
  if (builtin !== undefined) {
    const message = `No variable may be called \`${name}\`: in equations that is the builtin ${builtin.name}.`;
    report.error("reserved-name", message, place, { help: "Choose another name." });
  }
  if (raw === undefined) return undefined;
  const kindKey = kindKeyOf(name, raw, place, report);
  if (kindKey === undefined) return undefined;
  tellStrayKeys(kindKey, raw, report);
  const { fields } = raw;
  const range = fields.range === undefined ? undefined : readRange(fields.range, report);
  const variable = {
    name,
    key,
    kind: kinds[kindKey].kind,
    dimensions: [],
    unit: fields.unit?.value ?? null,
    unitPlace: fields.unit?.place ?? null,
    documentation: fields.doc?.value ?? null,
    range: range === undefined ? null : ([range.low, range.high] as const),
    nonNegative: fields["non-negative"]?.value ?? false,
    place,
  };
  return { variable, definition: readDefinition(kindKey, raw, report) };
}

function kindKeyOf(
  name: string,
  raw: RawVariable,
  place: Place,
  report: Report,
): KindKey | undefined {
  const found = variableKinds.filter((key) => raw.keys.has(key));
  const meant = found.filter((key) => key !== "points" || !found.includes("table"));
  if (meant.length === 1) return meant[0];
  const help = `Exactly one of ${listed(variableKinds)} says what it is.`;
  if (meant.length === 0) {
    report.error("no-kind", `\`${name}\` has no equation and no value.`, place, { help });
    return undefined;
  }
  const message = `\`${name}\` is ${meant.map((key) => `\`${key}\``).join(" and ")} at once.`;
  const related = meant.slice(1).map((key) => ({
    message: `\`${key}\``,
    place: raw.keys.get(key) ?? place,
  }));
  report.error("several-kinds", message, raw.keys.get(meant[0]) ?? place, { help, related });
  return undefined;
}

function tellStrayKeys(kindKey: KindKey, raw: RawVariable, report: Report): void {
  const allowed = [kindKey, ...kinds[kindKey].also, ...shared];
  for (const [key, place] of raw.keys) {
    if (allowed.includes(key)) continue;
    const owners = variableKinds.filter((other) => kinds[other].also.includes(key));
    const message = `\`${key}\` means nothing beside \`${kindKey}\`.`;
    const help = owners.length === 0 ? undefined : `It stands beside ${listed(owners)}.`;
    report.error("stray-key", message, place, { help });
  }
}

function readDefinition(
  kindKey: KindKey,
  raw: RawVariable,
  report: Report,
): Definition | undefined {
  const { fields, keys } = raw;
  const scalar = { subscripts: [], except: [] };
  switch (kindKey) {
    case "constant": {
      const leaf = fields.constant;
      if (leaf === undefined) return undefined;
      return { kind: "constant", value: leaf.value, place: leaf.place, ...scalar };
    }
    case "flow":
    case "aux": {
      const equation = readEquation(fields[kindKey], report);
      return equation === undefined ? undefined : { kind: "equation", equation, ...scalar };
    }
    case "stock": {
      const initial = readEquation(fields.stock, report);
      if (initial === undefined) return undefined;
      const inflows = namesIn(fields.inflows);
      const outflows = namesIn(fields.outflows);
      return { kind: "stock", initial, inflows, outflows, net: null, ...scalar };
    }
    case "table":
    case "points":
    case "data": {
      const input = kindKey === "table" ? readEquation(fields.table, report) : null;
      const points = kindKey === "data" ? fields.data : fields.points;
      const place = keys.get(kindKey === "data" ? "data" : "points");
      if (place === undefined) {
        const message = "A table needs its points.";
        const help = "Write `points:` and a list of pairs [x, y] beside it.";
        report.error("missing-key", message, raw.place, { help });
      }
      if (points === undefined || place === undefined || input === undefined) return undefined;
      const interpolation = fields.interpolation?.value ?? "continuous";
      const table = readTable(points, interpolation, place, report);
      if (table === undefined) return undefined;
      if (kindKey === "data") return { kind: "data", table, ...scalar };
      const inputUnit = fields["input unit"]?.value ?? null;
      return { kind: "table", table, input, inputUnit, ...scalar };
    }
  }
}

function namesIn(list: RawVariable["fields"]["inflows"]): readonly VariableName[] {
  return (list?.items ?? []).flatMap((leaf) =>
    leaf === undefined ? [] : [{ name: leaf.value, key: keyOf(leaf.value), place: leaf.place }],
  );
}

/** The equation that a leaf holds; undefined, and told, if it is none. */
export function readEquation(leaf: Leaf<string> | undefined, report: Report): Equation | undefined {
  if (leaf === undefined) return undefined;
  const { value, diagnostics } = parseEquation(leaf.text, leaf.placeAt);
  report.addAll(diagnostics.map((diagnostic) => withCutOff(diagnostic, leaf.comment)));
  return value;
}

/** An equation that ends too early in front of a `#` was cut off by YAML. */
function withCutOff(diagnostic: Diagnostic, comment: string | null): Diagnostic {
  if (comment === null || diagnostic.code !== "unexpected-end") return diagnostic;
  const help = `For YAML \`#${comment}\` is a comment; a comment in an equation stands in {braces}.`;
  return { ...diagnostic, help };
}
