import type { Model } from "#study/model";

import { initialDependences, stepDependences } from "../../3-schedule/dependences.js";
import { orderFrom } from "../../3-schedule/order.js";
import { notBelowZero } from "../time.js";
import { buildConveyor, canRefuse } from "./conveyor.js";
import type { LimitedConveyor } from "./conveyor.js";
import { Dependences } from "./dependences.js";
import type { FlowEnd, StockEnds } from "./flow-ends.js";
import { countUses } from "./flow-use.js";
import type { FlowUse } from "./flow-use.js";
import { limitParts } from "./limits.js";
import { limitedStockOf, rebuildStock } from "./non-negative.js";
import { FlowParts } from "./parts.js";
import type { Part } from "./parts.js";
import type { Workshop } from "./workshop.js";

/** Builds into the cells what stocks make of their flows: some limit them, some drive them. */
export function applyStockRules(workshop: Workshop, model: Model): void {
  for (const stock of workshop.stocks) tellQueue(stock);
  const special = workshop.stocks.filter(
    ({ variable, definition }) => variable.nonNegative || definition.container !== undefined,
  );
  if (special.length === 0) return;
  const use = countUses(workshop.stocks);
  const taken = conveyorInflows(workshop);
  const oneWay = oneWayFlows(workshop, model);
  for (const cell of taken) makeOneWay(cell, oneWay, workshop);
  const parts = new FlowParts(workshop, oneWay, taken);
  const stocks = special.flatMap((stock) =>
    stock.definition.container === undefined
      ? (limitedStockOf(stock, use, parts, workshop) ?? [])
      : [],
  );
  const conveyors = special.flatMap(
    (stock) => limitedConveyorOf(stock, use, parts, workshop) ?? [],
  );
  const rooms = [
    ...conveyors.flatMap((conveyor) => buildConveyor(conveyor, workshop) ?? []),
    ...stocks.map((stock) => rebuildStock(stock, parts, workshop)),
  ];
  parts.joinFlows();
  limitParts(rooms, parts.all, new Dependences(stepDependences(workshop)), workshop);
  breakCirclesAtStart(parts.all, workshop);
}

/** The cells of flows that never run backwards: the model says so, or what drives them does. */
function oneWayFlows({ stocks, driven }: Workshop, model: Model): Set<number> {
  const cells = stocks
    .flatMap(({ inflows, outflows }) => [...inflows, ...outflows])
    .flatMap(({ flow, node }) => {
      const oneWay = model.variables.get(flow.key)?.nonNegative === true;
      return oneWay && node.op === "cell" ? [node.cell] : [];
    });
  return new Set([...cells, ...driven.keys()]);
}

/** The cells of flows with equations that enter a conveyor. */
function conveyorInflows({ stocks, driven, cells }: Workshop): ReadonlySet<number> {
  const inflows = stocks
    .filter(({ definition }) => definition.container?.kind === "conveyor")
    .flatMap((stock) => stock.inflows)
    .flatMap(({ node }) => (node.op === "cell" && !driven.has(node.cell) ? [node.cell] : []));
  return new Set(inflows.filter((cell) => cells[cell].kind === "formula"));
}

/** What flows into a conveyor is never below zero (XMILE 1.0, section 4.3). */
function makeOneWay(index: number, oneWay: Set<number>, { cells }: Workshop): void {
  const cell = cells[index];
  if (oneWay.has(index) || cell.kind !== "formula") return;
  const start = cell.start === undefined ? {} : { start: notBelowZero(cell.start) };
  cells[index] = { ...cell, node: notBelowZero(cell.node), ...start };
  oneWay.add(index);
}

function limitedConveyorOf(
  stock: StockEnds,
  use: FlowUse,
  parts: FlowParts,
  workshop: Workshop,
): LimitedConveyor | null {
  const { container: conveyor } = stock.definition;
  if (conveyor?.kind !== "conveyor") return null;
  const inflows = stock.inflows.flatMap((end) => {
    const cell = parts.limitable(end);
    if (cell === null) {
      if (canRefuse(conveyor)) tellUnstoppable(end, stock, workshop);
      return [];
    }
    if ((use.enters.get(cell) ?? 0) > 1) tellDivided(end, stock);
    // By Euler's method a conveyor that refuses nothing needs no part of its own.
    if (!canRefuse(conveyor) && workshop.time.method === "euler") return [];
    return [{ part: parts.forward(cell), factor: end.multiplier }];
  });
  return { stock, conveyor, inflows };
}

/** A conveyor upstream cannot wait for one that is full or stands still. */
function tellUnstoppable({ flow, node }: FlowEnd, { scope }: StockEnds, workshop: Workshop): void {
  if (node.op !== "cell" || !workshop.driven.has(node.cell)) return;
  scope.report({
    code: "conveyor-blocked",
    severity: "error",
    message: `"${flow.name}" comes off a conveyor and cannot be held back, but "${scope.owner}" may refuse it (it has a capacity, an inflow limit or an arrest)`,
    place: flow.place,
    help: "put a stock or a queue between the two",
  });
}

function tellDivided({ flow }: FlowEnd, { scope }: StockEnds): void {
  scope.report({
    code: "conveyor-inflow",
    severity: "error",
    message: `"${flow.name}" enters the conveyor "${scope.owner}" and other stocks as well`,
    place: flow.place,
    help: "make a flow for each of them",
  });
}

/** Queues are read and not yet run: never a plain stock in their place. */
function tellQueue({ definition, scope }: StockEnds): void {
  if (definition.container?.kind !== "queue") return;
  scope.report({
    code: "queue-unsupported",
    severity: "error",
    message: `"${scope.owner}" is a queue, which cannot be run yet`,
    place: definition.container.place,
    help: "make it a plain stock if its batches need not be told apart",
  });
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
