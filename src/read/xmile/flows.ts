import type { Equation } from "#study/expression";
import type { Definition, Variable } from "#study/model";
import type { Findings } from "./findings.js";

/**
 * Makes flows of auxiliaries that are listed as inflows or outflows: Vensim's export writes rates as
 * `<aux>`, and what fills or drains a stock is a flow (XMILE 1.0, section 4.2).
 */
export function withFlows(
  variables: ReadonlyMap<string, Variable>,
  findings: Findings,
): ReadonlyMap<string, Variable> {
  const result = new Map(variables);
  for (const stock of variables.values()) {
    for (const definition of stock.definitions) {
      // Beside an equation for the net flow the lists are for show.
      if (definition.kind !== "stock" || definition.net !== null) continue;
      for (const { key } of [...definition.inflows, ...definition.outflows]) {
        const flow = result.get(key);
        if (flow?.kind !== "auxiliary" && flow?.kind !== "constant") continue;
        const message = `\`${flow.name}\` is an <aux> and is read as a <flow>: it fills or drains \`${stock.name}\`.`;
        findings.note("xmile-aux-as-flow", message, flow.place);
        const definitions = flow.definitions.map(asEquation);
        result.set(key, { ...flow, kind: "flow", definitions });
      }
    }
  }
  return result;
}

function asEquation(definition: Definition): Definition {
  if (definition.kind !== "constant") return definition;
  const { value, place, subscripts, except } = definition;
  const number = { kind: "number", value: Math.abs(value), place } as const;
  const isNegative = value < 0 || Object.is(value, -0);
  const tree = isNegative
    ? ({ kind: "unary", operator: "-", operand: number, place } as const)
    : number;
  const equation: Equation = { text: String(value), tree, place };
  return { kind: "equation", equation, subscripts, except };
}
