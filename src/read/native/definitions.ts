import type { Diagnostic } from "#study/diagnostic";
import type { Equation } from "#study/expression";
import type { Definition, VariableName } from "#study/model";
import { keyOf } from "#study/name";
import { parseEquation } from "../expression/equation.js";
import { readContainer, readDriven } from "./containers.js";
import type { Leaf } from "./located.js";
import type { Report } from "./report.js";
import { readTable } from "./tables.js";
import type { DefinitionFields, ModelScope, WrittenDefinition } from "./written.js";

/** Undefined, and told, if it could not be read. */
export function readDefinition(
  written: WrittenDefinition,
  scope: ModelScope,
  report: Report,
): Definition | undefined {
  const { kind, fields, keys, place, subscripts, except } = written;
  const reach = { subscripts, except };
  const equationOf = (leaf: Leaf<string> | undefined) => readEquation(leaf, report, scope);
  switch (kind) {
    case "constant": {
      const leaf = fields.constant;
      return leaf && { kind: "constant", value: leaf.value, place: leaf.place, ...reach };
    }
    case "flow":
    case "aux": {
      const equation = equationOf(fields[kind]);
      return equation && { kind: "equation", equation, ...reach };
    }
    case "stock": {
      const initial = equationOf(fields.stock);
      const net = equationOf(fields.net);
      const container = readContainer(fields, keys, equationOf, report);
      if (initial === undefined || (keys.has("net") && net === undefined)) return undefined;
      const inflows = namesIn(fields.inflows);
      const outflows = namesIn(fields.outflows);
      const held = container === undefined ? {} : { container };
      return { kind: "stock", initial, inflows, outflows, net: net ?? null, ...held, ...reach };
    }
    case "driven": {
      const driven = readDriven(fields, keys, place, equationOf, report);
      return driven && { kind: "driven", ...driven, ...reach };
    }
    case "table":
    case "points":
    case "data":
      return readTabulated(written, equationOf, report);
  }
}

function readTabulated(
  { kind, fields, keys, place: at, subscripts, except }: WrittenDefinition,
  equationOf: (leaf: Leaf<string> | undefined) => Equation | undefined,
  report: Report,
): Definition | undefined {
  const reach = { subscripts, except };
  const input = kind === "table" ? equationOf(fields.table) : null;
  const points = kind === "data" ? fields.data : fields.points;
  const place = keys.get(kind === "data" ? "data" : "points");
  if (place === undefined) {
    const message = "A table needs its points.";
    const help = "Write `points:` and a list of pairs [x, y] beside it.";
    report.error("missing-key", message, at, { help });
  }
  if (points === undefined || place === undefined || input === undefined) return undefined;
  const interpolation = fields.interpolation?.value ?? "continuous";
  const table = readTable(points, interpolation, place, report);
  if (table === undefined) return undefined;
  if (kind === "data") return { kind: "data", table, ...reach };
  const inputUnit = fields["input unit"]?.value ?? null;
  return { kind: "table", table, input, inputUnit, ...reach };
}

function namesIn(list: DefinitionFields["inflows"]): readonly VariableName[] {
  return (list?.items ?? []).flatMap((leaf) =>
    leaf === undefined ? [] : [{ name: leaf.value, key: keyOf(leaf.value), place: leaf.place }],
  );
}

/**
 * The equation that a leaf holds; undefined, and told, if it is none. A variable may have the name
 * of a builtin; `scope` knows which.
 */
export function readEquation(
  leaf: Leaf<string> | undefined,
  report: Report,
  scope?: Pick<ModelScope, "isVariable">,
): Equation | undefined {
  if (leaf === undefined) return undefined;
  const { value, diagnostics } = parseEquation(leaf.text, leaf.placeAt, scope?.isVariable);
  report.addAll(diagnostics.map((diagnostic) => withCutOff(diagnostic, leaf.comment)));
  return value;
}

/** An equation that ends too early in front of a `#` was cut off by YAML. */
function withCutOff(diagnostic: Diagnostic, comment: string | null): Diagnostic {
  if (comment === null || diagnostic.code !== "unexpected-end") return diagnostic;
  const help = `For YAML \`#${comment}\` is a comment; a comment in an equation stands in {braces}.`;
  return { ...diagnostic, help };
}
