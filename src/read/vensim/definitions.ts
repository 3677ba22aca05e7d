import type { Equation, Expression } from "#study/expression";
import type { Definition, GraphicalFunction } from "#study/model";
import type { Place } from "#study/place";
import type { Dimensions } from "./dimensions.js";
import type { ExternalData, Points } from "./external-data.js";
import type { Problems } from "./problems.js";
import type { Resolver } from "./resolver.js";
import type { Scope } from "./scope.js";
import {
  asWritten,
  notAvailable,
  numberOf,
  type Body,
  type DataReading,
  type ExternalCall,
  type VariableStatement,
  type WrittenCall,
} from "./syntax.js";

/** What is needed to turn statements into definitions. */
export interface Workshop {
  readonly dimensions: Dimensions;
  readonly external: ExternalData;
  readonly resolver: Resolver;
  readonly problems: Problems;
}

type Content = Definition extends infer Each
  ? Each extends Definition
    ? Omit<Each, "subscripts" | "except">
    : never
  : never;

/** Where a definition holds, as the keys of elements and ranges. */
interface Reach {
  readonly subscripts: readonly string[];
  readonly except: readonly (readonly string[])[];
}

/** The definitions that one equation gives: one, or one for each number that it lists. */
export function definitionsOf(
  statement: VariableStatement,
  reach: Reach,
  scope: Scope,
  workshop: Workshop,
): readonly Definition[] {
  const { body, reading, target } = statement;
  switch (body.kind) {
    case "expression": {
      const content = contentOf(body, scope, workshop);
      return [{ ...content, ...reach } as Definition];
    }
    case "table":
      return [{ kind: "table", table: body.table, input: null, ...reach }];
    case "numbers":
      return listed(body, reach, workshop);
    case "external":
      return fromFile(body.call, reading ?? "interpolate", reach, workshop);
    case "text":
    case "broken":
      return [];
    case "none":
      workshop.problems.error(
        "no-data",
        `"${target.name}" has no equation: Vensim takes its values from a data file that the model does not name.`,
        target.place,
        "Save the data as .csv and write name := GET DIRECT DATA('file.csv', ',', 'A', 'B2').",
      );
      return [];
  }
}

function contentOf(
  { equation, data }: Body & { kind: "expression" },
  scope: Scope,
  { resolver, problems }: Workshop,
): Content {
  const { tree, place } = equation;
  const value = numberOf(tree);
  if (value !== null) return { kind: "constant", value, place };
  if (tree.kind === "call") {
    const call = asWritten(tree);
    if (call.key === "integ") return stock(call, scope, resolver, problems);
    if (call.key === "with_lookup" && call.table !== null) {
      const input = part(call, 0, scope, resolver);
      return { kind: "table", table: call.table, input };
    }
  }
  if (data && !(tree.kind === "call" && tree.key === "time_shift")) {
    problems.warn(
      "data-equation",
      "This data equation is computed at every step; Vensim computes it at the times of its data and interpolates the result.",
      place,
      "For sums and multiples of interpolated data the two are the same.",
    );
  }
  return { kind: "equation", equation: { ...equation, tree: resolver.resolve(tree, scope) } };
}

function stock(call: WrittenCall, scope: Scope, resolver: Resolver, problems: Problems): Content {
  if (call.arguments.length !== 2) {
    problems.error(
      "argument-count",
      `INTEG takes 2 arguments, but ${call.arguments.length} stand here.`,
      call.place,
      "Write INTEG(net flow, initial value).",
    );
    return { kind: "constant", value: 0, place: call.place };
  }
  const net = part(call, 0, scope, resolver);
  const initial = part(call, 1, scope, resolver);
  return { kind: "stock", initial, inflows: [], outflows: [], net };
}

function part(call: WrittenCall, index: number, scope: Scope, resolver: Resolver): Equation {
  const tree = resolver.resolve(call.arguments[index], scope);
  return { text: call.texts[index], tree, place: firstPlace(call.arguments[index]) };
}

/** Where an expression begins; the place of an operation is that of its operator. */
function firstPlace(expression: Expression): Place {
  let at = expression;
  while (at.kind === "binary") at = at.left;
  return at.place;
}

/** The places of ranges among the subscripts, and what they hold. */
function rangesOf({ subscripts }: Reach, { all }: Dimensions) {
  return subscripts.flatMap((key, place) => {
    const range = all.get(key);
    return range === undefined
      ? []
      : [{ place, elements: range.elements.map((element) => element.key) }];
  });
}

/** All subscripts that a reach stands for, the last range fastest. */
function spread(reach: Reach, dimensions: Dimensions): readonly (readonly string[])[] {
  let all: (readonly string[])[] = [reach.subscripts];
  for (const { place, elements } of rangesOf(reach, dimensions)) {
    all = all.flatMap((keys) =>
      elements.map((element) => keys.map((key, index) => (index === place ? element : key))),
    );
  }
  return all;
}

/** `1, 2; 3, 4;` over the last two ranges, or `1, 2` over the only one. */
function listed(
  body: Body & { kind: "numbers" },
  reach: Reach,
  { dimensions, problems }: Workshop,
): readonly Definition[] {
  const ranges = rangesOf(reach, dimensions);
  const columns = ranges.at(-1)?.elements.length ?? 1;
  const rows = ranges.at(-2)?.elements.length ?? 1;
  const numbers = body.rows.flat();
  const even = body.rows.every((row) => row.length === columns);
  // A single row may hold a whole matrix only if each of its rows has one number.
  const shape = body.rows.length === rows && even;
  if (ranges.length > 2 || ranges.length === 0 || !shape) {
    const widths = [...new Set(body.rows.map((row) => row.length))].join(" or ");
    problems.error(
      "list-of-numbers",
      ranges.length > 2
        ? "A list of numbers fills two ranges at most."
        : `${counted(body.rows.length, "row")} of ${widths} numbers cannot fill ${rows} × ${columns} elements.`,
      body.place,
      ranges.length > 2
        ? "Write one equation for each element of the first range."
        : "Write one number for each element, `,` between numbers and `;` between rows.",
    );
    return [];
  }
  return spread(reach, dimensions).map((subscripts, index) => ({
    kind: "constant",
    value: numbers[index].value,
    place: numbers[index].place,
    subscripts,
    except: reach.except,
  }));
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}

function fromFile(
  call: ExternalCall,
  reading: DataReading,
  reach: Reach,
  { dimensions, external, problems }: Workshop,
): readonly Definition[] {
  const ranges = rangesOf(reach, dimensions);
  const elements = spread(reach, dimensions);
  const { place } = call;
  const { except } = reach;
  if (call.key.endsWith("_constants")) {
    if (ranges.length > 2) {
      problems.error(
        "data-cell",
        `${call.name.toUpperCase()} fills two ranges at most.`,
        place,
        "Write one equation for each element of the first range.",
      );
      return [];
    }
    const columns = ranges.at(-1)?.elements.length ?? 1;
    const rows = ranges.at(-2)?.elements.length ?? 1;
    const values = external.constants(call, rows, columns, problems);
    if (values === null) return [];
    return elements.map((subscripts, index) => ({
      kind: "constant",
      value: values[index],
      place,
      subscripts,
      except,
    }));
  }
  const series = external.series(call, elements.length, problems);
  if (series === null) return [];
  const lookup = call.key.endsWith("_lookups");
  return elements.map((subscripts, index) => {
    const { x, y } = series[index];
    return lookup
      ? {
          kind: "table",
          table: { interpolation: "continuous", x, y, place },
          input: null,
          subscripts,
          except,
        }
      : {
          kind: "data",
          table: readAs(reading, series[index], place),
          recorded: series[index],
          subscripts,
          except,
        };
  });
}

/**
 * Data between their points (Vensim Help, "Data Equations"): interpolated; the next point; the
 * last point; or :NA: but at the points themselves. All but the first are steps. Since n · TIME
 * STEP misses a time of the data by a rounding error, a step stands a millionth of the smallest
 * gap before or behind it.
 */
function readAs(reading: DataReading, { x, y }: Points, place: Place): GraphicalFunction {
  if (reading === "interpolate") return { interpolation: "continuous", x, y, place };
  let gap = 1;
  for (let index = 1; index < x.length; index++) {
    if (x[index] > x[index - 1]) gap = Math.min(gap, x[index] - x[index - 1]);
  }
  const slack = gap * 1e-6;
  if (reading === "hold backward") {
    return { interpolation: "discrete", x: x.map((at) => at - slack), y, place };
  }
  if (reading === "look forward") {
    const from = x.map((at, index) => (index === 0 ? at - slack : x[index - 1] + slack));
    return { interpolation: "discrete", x: from, y, place };
  }
  return {
    interpolation: "discrete",
    x: [-Number.MAX_VALUE, ...x.flatMap((at) => [at - slack, at + slack])],
    y: [notAvailable, ...y.flatMap((value) => [value, notAvailable])],
    place,
  };
}
