import type { Definition, Variable, VariableName } from "#study/model";
import { nearestName } from "#study/near-miss";

import { binary, constant } from "../../system.js";
import type { Node } from "../../system.js";
import { resolveExpression } from "../expression.js";
import type { Scope } from "../scope.js";
import { unknown } from "../scope.js";
import { negated } from "../time.js";

export type StockDefinition = Definition & { readonly kind: "stock" };

/** A flow where it is attached to an element of a stock. */
export interface FlowEnd {
  readonly flow: VariableName;
  /** The flow, as it leaves its source. */
  readonly node: Node;
  /** Of an inflow whose unit changes on the way: what arrives is the flow times this. */
  readonly multiplier: Node | null;
}

/** An element of a stock with all that flows into and out of it, in the order of the lists. */
export interface StockEnds {
  /** Its cell. */
  readonly cell: number;
  readonly variable: Variable;
  readonly definition: StockDefinition;
  readonly scope: Scope;
  readonly inflows: readonly FlowEnd[];
  readonly outflows: readonly FlowEnd[];
}

/** Binds the flows of a stock; what is no flow is told. */
export function endsOf(variable: Variable, definition: StockDefinition, scope: Scope): StockEnds {
  const end = (flow: VariableName, arrives: boolean): FlowEnd => {
    const multiplier = scope.model.variables.get(flow.key)?.multiplier;
    const changes = arrives && multiplier !== undefined;
    return {
      flow,
      node: flowNode(flow, scope),
      multiplier: changes ? resolveExpression(multiplier.tree, scope) : null,
    };
  };
  return {
    cell: scope.ownerCell,
    variable,
    definition,
    scope,
    // Beside one equation for the net flow the lists only say what to draw.
    inflows: definition.net === null ? definition.inflows.map((flow) => end(flow, true)) : [],
    outflows: definition.net === null ? definition.outflows.map((flow) => end(flow, false)) : [],
  };
}

/** Inflows minus outflows, from left to right as they are listed. */
export function netFlow(inflows: readonly Node[], outflows: readonly Node[]): Node {
  let sum: Node | null = null;
  for (const node of inflows) sum = sum === null ? node : binary("add", sum, node);
  for (const node of outflows) sum = sum === null ? negated(node) : binary("subtract", sum, node);
  return sum ?? constant(0);
}

/** What arrives by an inflow that carries so much (XMILE 1.0, section 4.3). */
export function arriving({ multiplier }: FlowEnd, carried: Node): Node {
  return multiplier === null ? carried : binary("multiply", carried, multiplier);
}

function flowNode(flow: VariableName, scope: Scope): Node {
  const variable = scope.model.variables.get(flow.key);
  if (variable?.kind === "flow") {
    const { name, key, place } = flow;
    return resolveExpression({ kind: "reference", name, key, subscripts: [], place }, scope);
  }
  const flows = [...scope.model.variables.values()].filter(({ kind }) => kind === "flow");
  const near = nearestName(
    flow.name,
    flows.map(({ name }) => name),
  );
  scope.report({
    code: variable === undefined ? "unknown-flow" : "not-a-flow",
    severity: "error",
    message:
      variable === undefined
        ? `"${flow.name}" is not a flow of the model`
        : `"${flow.name}" is listed as a flow of "${scope.owner}", but it is a ${variable.kind}`,
    place: flow.place,
    help:
      near === undefined || near === variable?.name
        ? `define it with "flow:" instead of "${variable?.kind === "auxiliary" ? "aux" : "constant"}:"`
        : `did you mean "${near}"?`,
  });
  return unknown;
}
