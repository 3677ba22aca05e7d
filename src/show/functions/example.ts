import { parseEquation } from "#read/expression/equation";
import type { Builtin } from "#study/builtins";
import { builtins } from "#study/builtins";
import { partsOf } from "#study/expression";
import type { Expression, Reference, Subscript } from "#study/expression";
import { SourceText } from "#study/place";

/** What the example of a function needs to be run: names with what they stand for. */
export interface ExampleModel {
  readonly equation: string;
  /** Dimensions with their elements. */
  readonly dimensions: ReadonlyMap<string, readonly string[]>;
  readonly variables: readonly ExampleVariable[];
  /** Over which the example is computed. */
  readonly of: readonly string[];
}

export interface ExampleVariable {
  readonly name: string;
  readonly kind: "constant" | "table" | "data" | "queue" | "stock" | "rest";
  readonly of: readonly string[];
}

/** Elements that the examples name, by their dimension; other names are those of dimensions. */
const elementsOf: Readonly<Record<string, readonly string[]>> = {
  profile: ["ptype", "ppriority", "pwidth", "pextra"],
  s: ["s1", "s2", "s3"],
  d: ["d1", "d2", "d3"],
  b: ["b1", "b2", "b3"],
  location: ["Boston", "Chicago"],
};

/** Parameters that name a table or a series. */
const tables: ReadonlySet<string> = new Set([
  "table",
  "initial profile",
  "profile",
  "attribute profile",
]);

/** Parameters that name a queue. */
const queues: ReadonlySet<string> = new Set(["queue", "queue with attributes"]);

/** The names in an example, as constants, arrays, tables and series, with which it can be run. */
export function exampleModel(builtin: Builtin, equation: string): ExampleModel {
  const source = new SourceText("example", equation);
  const { value } = parseEquation(equation, (offset, length) => source.place(offset, length));
  if (value === undefined) throw new Error(`the example ${equation} is no equation`);
  const dimensions = new Map<string, readonly string[]>();
  const variables = new Map<string, ExampleVariable>();
  const open = new Set<string>();
  const add = (reference: Reference, kind: ExampleVariable["kind"]) => {
    const of = reference.subscripts.map((subscript, index) => {
      const dimension = dimensionOf(subscript, index, reference.subscripts.length);
      const isOpen = subscript.kind === "name" && !subscript.reduced && dimension === subscript.key;
      if (isOpen) open.add(dimension);
      dimensions.set(dimension, elementsOf[dimension] ?? numbered(dimension));
      return dimension;
    });
    // ELMCOUNT(b) names a dimension.
    const isDimension = dimensions.has(reference.key) && reference.subscripts.length === 0;
    if (!isDimension && !builtins.has(reference.key)) {
      variables.set(reference.key, { name: reference.name, kind, of });
    }
  };
  const walk = (expression: Expression) => {
    if (expression.kind === "reference") add(expression, "constant");
    for (const [index, part] of partsOf(expression).entries()) {
      const parameter =
        expression.kind === "call" && expression.key === builtin.key
          ? builtin.parameters[index]?.name
          : undefined;
      const isTable =
        parameter !== undefined && tables.has(parameter) && builtin.family !== "allocation";
      if (part.kind === "reference" && isTable) add(part, "table");
      else if (part.kind === "reference" && parameter === "data") add(part, "data");
      else if (part.kind === "reference" && queues.has(parameter ?? "")) add(part, "queue");
      else if (part.kind === "reference" && parameter === "stock") add(part, "stock");
      else if (part.kind === "reference" && parameter === "z") add(part, "rest");
      else walk(part);
    }
  };
  walk(value.tree);
  return { equation, dimensions, variables: [...variables.values()], of: [...open] };
}

function dimensionOf(subscript: Subscript, index: number, count: number): string {
  const named = Object.entries(elementsOf).find(
    ([, elements]) =>
      subscript.kind === "name" &&
      elements.some((element) => element.toLowerCase() === subscript.key),
  );
  if (named !== undefined) return named[0];
  if (subscript.kind === "name") return subscript.key;
  return count === 1 ? "seller" : index === 0 ? "location" : "product";
}

function numbered(dimension: string): readonly string[] {
  return [1, 2, 3].map((number) => `${dimension} ${number}`);
}
