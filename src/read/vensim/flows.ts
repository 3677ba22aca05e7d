import type { Expression } from "#study/expression";
import type { StockDefinition, Variable, VariableName } from "#study/model";

/** For every flow of a sketch the stocks that its pipe ends at, by key. */
export type Pipes = ReadonlyMap<string, ReadonlySet<string>>;

interface Term {
  readonly name: VariableName;
  readonly sign: 1 | -1;
}

/**
 * Finds the flows of a model whose stocks have equations for their net flow. A net flow that is a
 * plain sum and difference of auxiliaries and constants names its in- and outflows; others name
 * none. A flow enters one stock and leaves one: where several claim it, those count that its pipe
 * on the sketch ends at, else the first in the file. The equation of the net flow stays as it is.
 * What macros generated is left out.
 */
export function findFlows(
  variables: ReadonlyMap<string, Variable>,
  generated: ReadonlySet<string>,
  pipes: Pipes,
): ReadonlyMap<string, Variable> {
  const terms = new Map<StockDefinition, { stock: string; terms: readonly Term[] }>();
  for (const variable of variables.values()) {
    if (generated.has(variable.key)) continue;
    for (const definition of variable.definitions) {
      if (definition.kind !== "stock" || definition.net === null) continue;
      const found: Term[] = [];
      if (collect(definition.net.tree, 1, variables, found)) {
        terms.set(definition, { stock: variable.key, terms: found });
      }
    }
  }
  const owners = findOwners([...terms.values()], pipes);
  const flows = new Set([...owners.keys()].map((key) => key.slice(2)));
  const result = new Map<string, Variable>();
  for (const [key, variable] of variables) {
    const definitions = variable.definitions.map((definition) => {
      const own = definition.kind === "stock" ? terms.get(definition) : undefined;
      if (own === undefined) return definition;
      const listed = (sign: 1 | -1) =>
        own.terms
          .filter((term) => term.sign === sign)
          .filter((term) => owners.get(slot(term)) === own.stock)
          .map((term) => term.name);
      return { ...definition, inflows: listed(1), outflows: listed(-1) };
    });
    const kind = variable.kind === "auxiliary" && flows.has(key) ? "flow" : variable.kind;
    result.set(key, { ...variable, kind, definitions });
  }
  return result;
}

function slot({ sign, name }: Term): string {
  return `${sign === 1 ? "+" : "-"}:${name.key}`;
}

/** The stock that a flow enters (`+:flow`) and the one that it leaves (`-:flow`). */
function findOwners(
  claims: readonly { readonly stock: string; readonly terms: readonly Term[] }[],
  pipes: Pipes,
): ReadonlyMap<string, string> {
  const owners = new Map<string, string>();
  const piped = new Set<string>();
  for (const { stock, terms } of claims) {
    for (const term of terms) {
      const key = slot(term);
      const drawn = pipes.get(term.name.key)?.has(stock) === true;
      if (owners.has(key) && (!drawn || piped.has(key))) continue;
      owners.set(key, stock);
      if (drawn) piped.add(key);
    }
  }
  return owners;
}

/** Whether the expression is a sum and difference of possible flows, each named once. */
function collect(
  expression: Expression,
  sign: 1 | -1,
  variables: ReadonlyMap<string, Variable>,
  found: Term[],
): boolean {
  if (expression.kind === "unary" && expression.operator !== "not") {
    const inner = expression.operator === "-" ? (-sign as 1 | -1) : sign;
    return collect(expression.operand, inner, variables, found);
  }
  if (
    expression.kind === "binary" &&
    (expression.operator === "+" || expression.operator === "-")
  ) {
    const right = expression.operator === "-" ? (-sign as 1 | -1) : sign;
    return (
      collect(expression.left, sign, variables, found) &&
      collect(expression.right, right, variables, found)
    );
  }
  if (expression.kind !== "reference") return false;
  const { name, key, place } = expression;
  const kind = variables.get(key)?.kind;
  if (kind !== "auxiliary" && kind !== "constant") return false;
  if (found.some((term) => term.name.key === key)) return false;
  found.push({ name: { name, key, place }, sign });
  return true;
}
