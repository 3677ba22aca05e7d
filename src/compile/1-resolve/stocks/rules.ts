import type { Model } from "#study/model";

import { initialDependences, stepDependences } from "../../3-schedule/dependences.js";
import { orderFrom } from "../../3-schedule/order.js";
import { cellsRead } from "../../system.js";
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
import { queueOutflowsOf } from "./queue-outflows.js";
import { buildQueue } from "./queue.js";
import type { QueueBuild } from "./queue.js";
import type { Workshop } from "./workshop.js";

/** Builds into the cells what stocks make of their flows: some limit them, some drive them. */
export function applyStockRules(workshop: Workshop, model: Model): void {
  tellUndriven(workshop);
  const special = workshop.stocks.filter(
    ({ variable, definition }) => variable.nonNegative || definition.container !== undefined,
  );
  if (special.length === 0) return;
  const use = countUses(workshop.stocks);
  const taken = containerInflows(workshop);
  const oneWay = oneWayFlows(workshop, model);
  for (const cell of taken) makeOneWay(cell, oneWay, workshop);
  const parts = new FlowParts(workshop, oneWay, taken);
  const stocks = special.flatMap((stock) =>
    stock.definition.container === undefined
      ? (limitedStockOf(stock, use, parts, workshop) ?? [])
      : [],
  );
  const queues = special.flatMap((stock) => queueOf(stock, use, parts, workshop) ?? []);
  const given = new Map(queues.flatMap((queue) => queue.parts.map((part) => [part.cell, part])));
  const conveyors = special.flatMap(
    (stock) => limitedConveyorOf(stock, use, parts, given, workshop) ?? [],
  );
  const rooms = [
    ...conveyors.flatMap((conveyor) => buildConveyor(conveyor, workshop) ?? []),
    ...stocks.map((stock) => rebuildStock(stock, parts, workshop)),
  ];
  parts.joinFlows();
  const dependences = new Dependences(stepDependences(workshop));
  for (const queue of queues) {
    queue.parts.forEach(({ cell }, which) => dependences.give(cell, queue.needs[which]));
  }
  limitParts(rooms, parts.all, dependences, workshop);
  for (const queue of queues) queue.finish();
  breakCirclesAtStart(parts.all, workshop);
}

/** A flow without an equation that no conveyor or queue lists would be no number, for no reason. */
function tellUndriven({ stocks, driven, report }: Workshop): void {
  const drains = stocks
    .filter(({ definition }) => definition.container !== undefined)
    .flatMap(({ outflows }) => outflows)
    .flatMap(({ node }) => (node.op === "cell" ? [node.cell] : []));
  const listed = new Set(drains);
  for (const [cell, { definition, scope }] of driven) {
    if (listed.has(cell)) continue;
    report({
      code: "undriven-flow",
      severity: "error",
      message: `"${scope.owner}" has no equation, and no conveyor or queue lists it among its outflows`,
      place: definition.place,
      help: "give it an equation, or list it",
    });
  }
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

/** The cells of flows with equations that enter a conveyor or a queue. */
function containerInflows({ stocks, driven, cells }: Workshop): ReadonlySet<number> {
  const inflows = stocks
    .filter(({ definition }) => definition.container !== undefined)
    .flatMap((stock) => stock.inflows)
    .flatMap(({ node }) => (node.op === "cell" && !driven.has(node.cell) ? [node.cell] : []));
  return new Set(inflows.filter((cell) => cells[cell].kind === "formula"));
}

/** What flows into a conveyor or a queue is never below zero (XMILE 1.0, section 4.3). */
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
  given: ReadonlyMap<number, Part>,
  workshop: Workshop,
): LimitedConveyor | null {
  const { container: conveyor } = stock.definition;
  if (conveyor?.kind !== "conveyor") return null;
  const inflows = stock.inflows.flatMap((end) => {
    const queued = end.node.op === "cell" ? given.get(end.node.cell) : undefined;
    if (queued !== undefined) return [{ part: queued, factor: end.multiplier }];
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
  const role = node.op === "cell" ? workshop.driven.get(node.cell)?.definition.role : undefined;
  // What a queue gives waits in the queue.
  if (role !== "exit" && role !== "leakage") return;
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
    code: "flow-divided",
    severity: "error",
    message: `"${flow.name}" enters "${scope.owner}" and other stocks as well`,
    place: flow.place,
    help: "make a flow for each of them",
  });
}

function queueOf(
  stock: StockEnds,
  use: FlowUse,
  parts: FlowParts,
  workshop: Workshop,
): QueueBuild | null {
  if (stock.definition.container?.kind !== "queue") return null;
  for (const end of stock.inflows) {
    const cell = parts.limitable(end);
    if (cell !== null && (use.enters.get(cell) ?? 0) > 1) tellDivided(end, stock);
    // Held over the step, so that a batch is what left the stock upstream.
    if (cell !== null && workshop.time.method !== "euler") parts.forward(cell);
  }
  const outflows = queueOutflowsOf(stock, use, workshop);
  return outflows === null ? null : buildQueue(stock, outflows, parts, workshop);
}

/**
 * A stock may begin at what a flow of it is at the start. Where the limit of the flow depends on
 * the stock in turn, the flow counts as it is wanted while initial values are computed.
 */
function breakCirclesAtStart(parts: readonly Part[], workshop: Workshop): void {
  // What a queue gives is wanted in any amount, which is no value to begin at.
  const limited = parts.filter(({ give }) => give === null);
  const partOf = new Map(limited.map((part) => [part.cell, part]));
  const known = workshop.cells.map((_, cell) => initialDependences(workshop)(cell));
  for (;;) {
    const { circle } = orderFrom(workshop.cells.keys(), (cell) => known[cell]);
    const part = circle?.map((cell) => partOf.get(cell)).find((found) => found !== undefined);
    if (part === undefined) return;
    partOf.delete(part.cell);
    const cell = workshop.cells[part.cell];
    if (cell.kind === "formula") workshop.cells[part.cell] = { ...cell, start: part.wanted };
    known[part.cell] = cellsRead(part.wanted);
  }
}
