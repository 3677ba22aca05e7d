import { builtins } from "#study/builtins";
import type { Diagnostic } from "#study/diagnostic";
import { equationsOf } from "#study/equations";
import { partsWithin } from "#study/expression";
import type { Expression, Subscript } from "#study/expression";
import type { Definition, Model, Variable } from "#study/model";
import type { Place, SourceText } from "#study/place";

/** A function or construct that a model makes use of. */
export interface Use {
  readonly kind: "function" | "construct";
  readonly name: string;
  /** How often. */
  readonly count: number;
  /** False if at least one of the uses cannot be read or run. */
  readonly supported: boolean;
  /** Of the first one that is not supported, else of the first one. */
  readonly place: Place | null;
}

/**
 * Every function and construct of a model, and whether it is supported: what cannot be run is known
 * by the errors that were told at its place. Of a model that could not be read, only what is not
 * supported is known.
 */
export function usesOf(
  model: Model | undefined,
  diagnostics: readonly Diagnostic[],
  sourceOf: (file: string) => SourceText | undefined,
): readonly Use[] {
  const told = diagnostics.filter(isUnsupported);
  const uses = new Uses(new Set(told.flatMap(({ place }) => (place ? [idOf(place)] : []))));
  if (model === undefined) {
    for (const { code, place } of told) {
      const kind = code.includes("function") ? "function" : "construct";
      if (place !== undefined) uses.add(kind, textAt(place, sourceOf), place);
    }
  } else {
    addDimensions(model, uses);
    for (const variable of model.variables.values()) addVariable(variable, model, uses);
    uses.add("construct", `integration by ${model.time.method}`, model.time.place);
  }
  return uses.all();
}

const otherCodes: ReadonlySet<string> = new Set([
  "unknown-function",
  // A FUNCTION OF, which Vensim writes where no equation is given yet.
  "no-equation",
  "allocation-kind",
]);

function isUnsupported({ code, severity }: Diagnostic): boolean {
  if (severity !== "error") return false;
  return code.endsWith("-unsupported") || code.startsWith("unsupported-") || otherCodes.has(code);
}

function idOf({ file, line, column }: Place): string {
  return `${file}:${line}:${column}`;
}

function textAt(place: Place, sourceOf: (file: string) => SourceText | undefined): string {
  const line = sourceOf(place.file)?.line(place.line) ?? "";
  return line.slice(place.column - 1).slice(0, Math.min(place.length, 60)) || "unknown";
}

class Uses {
  readonly #unsupported: ReadonlySet<string>;
  readonly #found = new Map<string, Use>();

  constructor(unsupported: ReadonlySet<string>) {
    this.#unsupported = unsupported;
  }

  add(kind: Use["kind"], name: string, place: Place): void {
    const id = `${kind} ${name}`;
    const before = this.#found.get(id) ?? { kind, name, count: 0, supported: true, place: null };
    const supported = !this.#unsupported.has(idOf(place));
    const isFirst = before.place === null || (before.supported && !supported);
    this.#found.set(id, {
      ...before,
      count: before.count + 1,
      supported: before.supported && supported,
      place: isFirst ? place : before.place,
    });
  }

  /** Functions before constructs, each by name. */
  all(): readonly Use[] {
    const order = ({ kind, name }: Use) => `${kind === "function" ? 0 : 1} ${name.toLowerCase()}`;
    return [...this.#found.values()].toSorted((one, other) =>
      order(one) < order(other) ? -1 : order(one) > order(other) ? 1 : 0,
    );
  }
}

function addDimensions({ dimensions }: Model, uses: Uses): void {
  for (const { key, elements, mappings, place } of dimensions.values()) {
    uses.add("construct", "dimension", place);
    const isPart = [...dimensions.values()].some(
      (other) =>
        other.key !== key &&
        other.elements.length > elements.length &&
        elements.every((element) => other.elements.some((each) => each.key === element.key)),
    );
    if (isPart) uses.add("construct", "subrange", place);
    if (mappings.length > 0) uses.add("construct", "mapping of dimensions", place);
  }
}

function addVariable(variable: Variable, model: Model, uses: Uses): void {
  const { kind, dimensions, definitions, nonNegative, multiplier, place } = variable;
  uses.add("construct", kind, place);
  if (dimensions.length > 0) uses.add("construct", "array", place);
  if (definitions.length > 1) uses.add("construct", "definitions by element", place);
  if (nonNegative) uses.add("construct", `non-negative ${kind}`, place);
  if (multiplier !== undefined) uses.add("construct", "flow multiplier", multiplier.place);
  for (const definition of definitions) addDefinition(definition, variable, uses);
  for (const { tree } of equationsOf(variable)) {
    for (const part of partsWithin(tree)) addExpression(part, model, uses);
  }
}

function addDefinition(definition: Definition, { place }: Variable, uses: Uses): void {
  if (definition.except.length > 0) uses.add("construct", "exception of elements", place);
  switch (definition.kind) {
    case "table":
      uses.add("construct", `${definition.table.interpolation} table`, definition.table.place);
      return;
    case "data":
      uses.add("construct", `${definition.table.interpolation} data`, definition.table.place);
      return;
    case "stock": {
      const { net, container } = definition;
      if (net !== null) uses.add("construct", "equation of the net flow", net.place);
      if (container !== undefined) uses.add("construct", container.kind, container.place);
      return;
    }
    case "driven":
      uses.add("construct", `${definition.role} flow`, definition.place);
      if (definition.leakage?.integers === true) {
        uses.add("construct", "leakage of whole numbers", definition.place);
      }
      return;
    case "constant":
    case "equation":
  }
}

function addExpression(part: Expression, model: Model, uses: Uses): void {
  if (part.kind === "conditional") uses.add("construct", "IF … THEN … ELSE …", part.place);
  if (part.kind === "call") {
    const builtin = builtins.get(part.key);
    const isTable = builtin === undefined && model.variables.has(part.key);
    if (isTable) uses.add("construct", "call of a table", part.place);
    else uses.add("function", builtin?.name ?? part.name, part.place);
  }
  if (part.kind === "call" || part.kind === "reference") {
    for (const subscript of part.subscripts) addSubscript(subscript, uses);
  }
  // Vensim writes its time as it writes a variable.
  if (part.kind === "reference" && !model.variables.has(part.key)) {
    const builtin = builtins.get(part.key);
    if (builtin !== undefined) uses.add("function", builtin.name, part.place);
  }
}

const subscriptNames = {
  all: "subscript for a whole dimension",
  position: "subscript by position",
  range: "subscript for a range of positions",
  dimension: "subscript by the number of a dimension",
} as const;

function addSubscript(subscript: Subscript, uses: Uses): void {
  if (subscript.kind !== "name")
    uses.add("construct", subscriptNames[subscript.kind], subscript.place);
  else if (subscript.reduced) uses.add("construct", "subscript that is reduced", subscript.place);
}
