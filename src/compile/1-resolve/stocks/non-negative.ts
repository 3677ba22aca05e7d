import { binary, constant } from "../../system.js";
import type { Node } from "../../system.js";
import { notBelowZero } from "../time.js";
import { arriving, netFlow } from "./flow-ends.js";
import type { FlowEnd, StockEnds } from "./flow-ends.js";
import type { FlowUse } from "./flow-use.js";
import type { Arrival, Claim, Room } from "./limits.js";
import type { FlowParts, Part } from "./parts.js";
import { addCell, heldOverStep } from "./workshop.js";
import type { Workshop } from "./workshop.js";

/** A non-negative stock and the parts of its flows that it limits, by flow; null for the others. */
export interface LimitedStock {
  readonly stock: StockEnds;
  readonly outflows: readonly (LimitedPart | null)[];
  readonly returns: readonly (LimitedPart | null)[];
}

interface LimitedPart {
  readonly part: Part;
  /** The flow has several such ends: each stock limits its own share, and the flow is not limited. */
  readonly ownShare: boolean;
}

/**
 * A stock that never runs below zero (XMILE 1.0, section 4.2): what leaves it in a step is at most
 * what is there and what comes in, and what is held back stays there. First the outflows in their
 * order, then the inflows that run backwards. Null where that cannot be had, which is told.
 */
export function limitedStockOf(
  stock: StockEnds,
  use: FlowUse,
  parts: FlowParts,
  workshop: Workshop,
): LimitedStock | null {
  const { definition, scope } = stock;
  if (definition.net !== null) {
    scope.report({
      code: "non-negative-net",
      severity: "error",
      message: `"${scope.owner}" is to be kept from going below zero, but has an equation for its net flow`,
      place: definition.net.place,
      help: "list its inflows and outflows instead, so that these can be limited",
    });
    return null;
  }
  tellNegativeStart(stock, workshop);
  for (const end of stock.inflows) tellNegativeMultiplier(end, stock);
  return {
    stock,
    outflows: stock.outflows.map((end) => {
      const cell = parts.limitable(end);
      if (cell === null) return null;
      if ((use.leaves.get(cell) ?? 0) === 1) return { part: parts.forward(cell), ownShare: false };
      tellShared(end, "leaves", stock);
      return { part: parts.ownForward(cell, scope.owner), ownShare: true };
    }),
    returns: stock.inflows.map((end) => {
      const cell = parts.limitable(end);
      if (cell === null || !parts.runsBackwards(end)) return null;
      if ((use.enters.get(cell) ?? 0) === 1) return { part: parts.backward(cell), ownShare: false };
      tellShared(end, "enters", stock);
      return { part: parts.ownBackward(cell, scope.owner), ownShare: true };
    }),
  };
}

/**
 * Rebuilds the stock from a balance that is integrated, which may be off zero by a rounding, and
 * gives the room that its flows share. Under Runge–Kutta each stage may take at the rate that would
 * use up what was there at the start of the step: no combination of the stages takes more.
 */
export function rebuildStock(limited: LimitedStock, parts: FlowParts, workshop: Workshop): Room {
  const { stock, outflows, returns } = limited;
  const cell = stockCell(stock, workshop);
  const { name, place } = cell;
  const initial = notBelowZero(cell.initial);
  const claims = [
    ...outflows.flatMap((one): Claim[] => (one === null ? [] : [{ part: one.part, factor: null }])),
    ...returns.flatMap((one, which): Claim[] =>
      one === null ? [] : [{ part: one.part, factor: stock.inflows[which].multiplier }],
    ),
  ];
  if (claims.length === 0) {
    workshop.cells[stock.cell] = { ...cell, initial };
    return { stock: name, base: constant(0), arrivals: [], claims };
  }
  const net = netFlow(
    stock.inflows.map((end, which) => arriving(end, carriedIn(end, returns[which], parts))),
    stock.outflows.map((end, which) => carriedOut(end, outflows[which], parts)),
  );
  const balance = addCell(workshop, `balance of ${name}`, place, {
    kind: "stock",
    initial,
    net,
  });
  workshop.cells[stock.cell] = { name, place, kind: "formula", node: notBelowZero(balance) };
  const there = heldOverStep(workshop, `${name} at the start of the step`, place, {
    op: "cell",
    cell: stock.cell,
  });
  return {
    stock: name,
    base: binary("divide", there, constant(workshop.time.step)),
    arrivals: arrivalsAt(stock, parts, workshop),
    claims,
  };
}

function stockCell({ cell }: StockEnds, { cells }: Workshop) {
  const found = cells[cell];
  if (found.kind !== "stock") throw new Error(`"${found.name}" is not a stock`);
  return found;
}

function carriedIn(end: FlowEnd, limited: LimitedPart | null, parts: FlowParts): Node {
  if (limited?.ownShare !== true) return end.node;
  return binary("subtract", parts.carriedForward(end.node), {
    op: "cell",
    cell: limited.part.cell,
  });
}

function carriedOut(end: FlowEnd, limited: LimitedPart | null, parts: FlowParts): Node {
  if (limited?.ownShare !== true) return end.node;
  const ahead = { op: "cell", cell: limited.part.cell } as const;
  if (!parts.runsBackwards(end)) return ahead;
  return binary("subtract", ahead, parts.carriedBackward(end.node));
}

/** What its inflows bring, and its outflows where they run backwards. */
function arrivalsAt(stock: StockEnds, parts: FlowParts, workshop: Workshop): Arrival[] {
  const nameOf = ({ node, flow }: FlowEnd) =>
    node.op === "cell" ? workshop.cells[node.cell].name : flow.name;
  return [
    ...stock.inflows.map((end) => ({
      name: nameOf(end),
      node: arriving(end, parts.carriedForward(end.node)),
      held: parts.isHeld(end),
    })),
    ...stock.outflows
      .filter((end) => parts.runsBackwards(end))
      .map((end) => ({ name: nameOf(end), node: parts.carriedBackward(end.node), held: false })),
  ];
}

function tellNegativeStart(stock: StockEnds, workshop: Workshop): void {
  const { definition, scope } = stock;
  const start = scope.startValue(stockCell(stock, workshop).initial);
  if (start === null || !(start.value < 0)) return;
  scope.report({
    code: "non-negative-start",
    severity: "warning",
    message: `"${scope.owner}" is never to be below zero, and would start at ${start.value}: it starts at 0`,
    place: definition.initial.place,
    help: "give it an initial value of at least 0, or let it go below zero",
  });
}

/** Said once for all elements of the stock. */
function tellShared(end: FlowEnd, what: "leaves" | "enters", { scope }: StockEnds): void {
  scope.report({
    code: "flow-shared",
    severity: "warning",
    message: `"${end.flow.name}" ${what} several stocks, some of which never run below zero: each gives what it has, and "${end.flow.name}" itself is not limited`,
    place: end.flow.place,
    help: "make a flow for each of the stocks if what is missing is to be missing in the flow too",
  });
}

function tellNegativeMultiplier({ flow, multiplier }: FlowEnd, { scope }: StockEnds): void {
  const factor = multiplier === null ? null : scope.startValue(multiplier);
  if (factor === null || !(factor.value < 0)) return;
  scope.report({
    code: "negative-multiplier",
    severity: "error",
    message: `"${flow.name}" flows into "${scope.owner}" multiplied by ${factor.value}: that would take out of it, and it is never to run below zero`,
    place: flow.place,
    help: "a multiplier converts units and is above zero; list an outflow instead",
  });
}
