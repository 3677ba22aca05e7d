import type { Definition, Dimension, Variable } from "#study/model";
import { keyOf } from "#study/name";
import { bind, outputsOf, type Declared } from "./declarations.js";
import { definitionsOf, type Workshop } from "./definitions.js";
import type { Dimensions } from "./dimensions.js";
import type { ExternalData } from "./external-data.js";
import { kindOf } from "./kinds.js";
import { MacroExpander } from "./macros.js";
import type { Problems } from "./problems.js";
import { Resolver } from "./resolver.js";
import type { Binding, Scope } from "./scope.js";
import type { MacroStatement, Name, Tail } from "./syntax.js";

export interface Built {
  /** In the order of the file; what a variable made necessary stands behind it. */
  readonly variables: ReadonlyMap<string, Variable>;
  /** Keys of the variables that macros and lookups inside equations made necessary. */
  readonly generated: ReadonlySet<string>;
}

/** Turns the statements of all variables into variables, and writes out macros. */
export function buildVariables(
  declared: ReadonlyMap<string, Declared>,
  macros: ReadonlyMap<string, MacroStatement>,
  dimensions: Dimensions,
  external: ExternalData,
  problems: Problems,
): Built {
  const statements = [...declared.values()].flatMap((each) => each.statements);
  const bindings = bind(declared, outputsOf(statements));
  const scope: Scope = { globals: bindings, locals: null };
  const variables = new Map<string, Variable>();
  const generated = new Map<string, Variable>();
  let owner: Name | null = null;
  let waiting: Variable[] = [];
  let tables = 0;

  const add = (variable: Variable) => {
    generated.set(variable.key, variable);
    waiting.push(variable);
  };
  const expander = new MacroExpander(() => workshop, {
    has: (key) => bindings.has(key) || generated.has(key),
    isTable: (key) => isTable(bindings.get(key)) || generated.get(key)?.kind === "table",
    add: (variable) => {
      if (generated.has(variable.key)) {
        problems.error(
          "duplicate-variable",
          `"${variable.name}" is the output of two macros.`,
          variable.place,
          "Name the outputs differently.",
        );
      } else add(variable);
    },
  });
  const resolver = new Resolver(
    dimensions,
    macros,
    {
      expandMacro: (macro, call, inputs, from) => expander.expand(macro, call, inputs, from),
      nameTable: (table) => {
        tables += 1;
        const name = `${owner?.name ?? ""}#lookup ${tables}`;
        const definition: Definition = {
          kind: "table",
          table,
          input: null,
          subscripts: [],
          except: [],
        };
        const made = variableOf({ name, key: keyOf(name), place: table.place }, [], [definition]);
        add(made);
        return made;
      },
    },
    problems,
  );
  const workshop: Workshop = { dimensions, external, resolver, problems };

  for (const [key, each] of declared) {
    owner = each.target;
    const definitions = each.statements.flatMap((statement) =>
      definitionsOf(
        statement,
        {
          subscripts: statement.subscripts.map((subscript) => subscript.key),
          except: statement.except.map((names) => names.map((name) => name.key)),
        },
        scope,
        workshop,
      ),
    );
    const tail = mergeTails(each.statements.map((statement) => statement.tail));
    variables.set(key, variableOf(each.target, each.dimensions, definitions, tail));
    for (const made of waiting) variables.set(made.key, made);
    waiting = [];
  }
  return {
    variables: withDimensions(variables, dimensions.all),
    generated: new Set(generated.keys()),
  };
}

function isTable(binding: Binding | undefined): boolean {
  return binding?.table === true;
}

const noTail: Tail = { unit: null, unitPlace: null, range: null, documentation: null };

function variableOf(
  { name, key, place }: Name,
  dimensions: readonly string[],
  definitions: readonly Definition[],
  tail: Tail = noTail,
): Variable {
  return {
    name,
    key,
    kind: kindOf(definitions),
    dimensions,
    definitions,
    ...tail,
    nonNegative: false,
    place,
  };
}

/** Of several equations of one variable, only one needs to have units and a comment. */
function mergeTails(tails: readonly Tail[]): Tail {
  const withUnit = tails.find((tail) => tail.unit !== null);
  return {
    unit: withUnit?.unit ?? null,
    unitPlace: withUnit?.unitPlace ?? null,
    range: tails.find((tail) => tail.range !== null)?.range ?? null,
    documentation: tails.find((tail) => tail.documentation !== null)?.documentation ?? null,
  };
}

/**
 * Outputs of macros take their ranges from the subscripts of the call; an element among them stands
 * for the first range that has it.
 */
function withDimensions(
  variables: ReadonlyMap<string, Variable>,
  dimensions: ReadonlyMap<string, Dimension>,
): ReadonlyMap<string, Variable> {
  const homeOf = (key: string) =>
    dimensions.has(key)
      ? key
      : ([...dimensions.values()].find((dimension) =>
          dimension.elements.some((element) => element.key === key),
        )?.key ?? key);
  return new Map(
    [...variables].map(([key, variable]) => [
      key,
      variable.dimensions.every((dimension) => dimensions.has(dimension))
        ? variable
        : { ...variable, dimensions: variable.dimensions.map(homeOf) },
    ]),
  );
}
