import type { Diagnostic } from "#study/diagnostic";
import type { Model } from "#study/model";

import type { StockEnds } from "./flow-ends.js";

/** How many elements of stocks a flow leaves and enters, by the flow's cell. */
export interface FlowUse {
  readonly leaves: ReadonlyMap<number, number>;
  readonly enters: ReadonlyMap<number, number>;
}

/** Lists beside an equation for the net flow are for diagrams and count for nothing. */
export function countUses(stocks: readonly StockEnds[]): FlowUse {
  const leaves = new Map<number, number>();
  const enters = new Map<number, number>();
  for (const { definition, inflows, outflows } of stocks) {
    if (definition.net !== null) continue;
    for (const [ends, counts] of [
      [inflows, enters],
      [outflows, leaves],
    ] as const) {
      for (const { node } of ends) {
        if (node.op === "cell") counts.set(node.cell, (counts.get(node.cell) ?? 0) + 1);
      }
    }
  }
  return { leaves, enters };
}

/**
 * What leaves one stock may arrive in one other: a flow has at most two ends. In Parley's own format
 * more of them are an error, unless the flow says that it is shared. Files of other tools have them,
 * and there each stock counts the whole flow: that is warned of.
 */
export function checkFlowsAreUsedOnce(model: Model, report: (found: Diagnostic) => void): void {
  const ends = { in: new Map<string, string>(), out: new Map<string, string>() };
  const own = /\.ya?ml$/iu.test(model.file);
  for (const stock of model.variables.values()) {
    for (const definition of stock.definitions) {
      if (definition.kind !== "stock") continue;
      if (own && definition.net !== null) continue;
      const listed = [
        ...definition.inflows.map((flow) => ({ flow, side: "in" as const })),
        ...definition.outflows.map((flow) => ({ flow, side: "out" as const })),
      ];
      for (const { flow, side } of listed) {
        const other = ends[side].get(flow.key);
        const another = other !== undefined && other !== stock.name;
        const twice = other === stock.name && stock.dimensions.length === 0;
        const isMeant = model.variables.get(flow.key)?.shared === true;
        if ((another || twice) && !isMeant && model.variables.has(flow.key)) {
          report({
            code: "flow-used-twice",
            severity: own ? "error" : "warning",
            message: `"${flow.name}" flows ${side === "in" ? "into" : "out of"} "${other}" already, here again ${side === "in" ? "into" : "out of"} "${stock.name}"`,
            place: flow.place,
            help: own
              ? "make two flows of it, or write shared: true below the flow if each stock is to count all of it"
              : "each of the stocks counts all of it; if it is to be shared out, make two flows of it",
          });
        }
        ends[side].set(flow.key, stock.name);
      }
    }
  }
}
