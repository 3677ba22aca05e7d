import type { Model } from "#study/model";

import { initialDependences, stepDependences } from "../../3-schedule/dependences.js";
import { orderFrom } from "../../3-schedule/order.js";
import { Dependences } from "./dependences.js";
import { countUses } from "./flow-use.js";
import { limitParts } from "./limits.js";
import { limitedStockOf, rebuildStock } from "./non-negative.js";
import { FlowParts } from "./parts.js";
import type { Part } from "./parts.js";
import type { StockEnds } from "./flow-ends.js";
import type { Workshop } from "./workshop.js";

/** Builds into the cells what stocks make of their flows: non-negative ones limit them. */
export function applyStockRules(workshop: Workshop, model: Model): void {
  for (const stock of workshop.stocks) tellContainer(stock);
  const limiting = workshop.stocks.filter(isNonNegative);
  if (limiting.length === 0) return;
  const parts = new FlowParts(workshop, oneWayFlows(workshop, model));
  const use = countUses(workshop.stocks);
  const limited = limiting.flatMap((stock) => limitedStockOf(stock, use, parts, workshop) ?? []);
  const rooms = limited.map((stock) => rebuildStock(stock, parts, workshop));
  parts.joinFlows();
  const dependences = new Dependences(stepDependences(workshop));
  limitParts(rooms, parts.all, dependences, workshop);
  breakCirclesAtStart(parts.all, workshop);
}

function isNonNegative({ variable, definition }: StockEnds): boolean {
  return variable.nonNegative && definition.container === undefined;
}

/** The cells of flows of which the model says that they never run backwards. */
function oneWayFlows({ stocks }: Workshop, model: Model): ReadonlySet<number> {
  const cells = stocks
    .flatMap(({ inflows, outflows }) => [...inflows, ...outflows])
    .flatMap(({ flow, node }) => {
      const oneWay = model.variables.get(flow.key)?.nonNegative === true;
      return oneWay && node.op === "cell" ? [node.cell] : [];
    });
  return new Set(cells);
}

/**
 * A stock may begin at what a flow of it is at the start. Where the limit of the flow depends on
 * the stock in turn, the flow counts as it is wanted while initial values are computed.
 */
function breakCirclesAtStart(parts: readonly Part[], workshop: Workshop): void {
  const partOf = new Map(parts.map((part) => [part.cell, part]));
  for (;;) {
    const { circle } = orderFrom(workshop.cells.keys(), initialDependences(workshop));
    const part = circle?.map((cell) => partOf.get(cell)).find((found) => found !== undefined);
    if (part === undefined) return;
    partOf.delete(part.cell);
    const cell = workshop.cells[part.cell];
    if (cell.kind === "formula") workshop.cells[part.cell] = { ...cell, start: part.wanted };
  }
}

/** Conveyors and queues are read and not yet run: never a plain stock in their place. */
function tellContainer({ definition, scope }: StockEnds): void {
  const { container } = definition;
  if (container === undefined) return;
  scope.report({
    code: "container-unsupported",
    severity: "error",
    message: `"${scope.owner}" is a ${container.kind}, which cannot be run yet`,
    place: container.place,
  });
}
