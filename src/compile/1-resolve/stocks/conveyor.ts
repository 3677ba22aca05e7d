import type { Equation } from "#study/expression";
import type { Conveyor } from "#study/model";

import { balancedSum } from "./sums.js";
import { binary, compare, constant, select } from "../../system.js";
import type { Node, Truth } from "../../system.js";
import { buildLine } from "./belt-line.js";
import { drainsOf } from "./drains.js";
import type { ConveyorDrains } from "./drains.js";
import { arriving, netFlow } from "./flow-ends.js";
import type { StockEnds } from "./flow-ends.js";
import type { Room } from "./limits.js";
import { buildLoads } from "./loads.js";
import type { Part } from "./parts.js";
import { buildSlats } from "./slats.js";
import type { BeltValues, SlatBelt } from "./belt.js";
import { stepNumber, stepsInUnit } from "./steps.js";
import { slatsOf, transitOf } from "./transit.js";
import { addCell, heldOverStep } from "./workshop.js";
import type { Workshop } from "./workshop.js";

/** A conveyor and the flows into it that it can hold back, in the order of their priority. */
export interface LimitedConveyor {
  readonly stock: StockEnds;
  readonly conveyor: Conveyor;
  readonly inflows: readonly { readonly part: Part; readonly factor: Node | null }[];
}

/** True if it can refuse what would enter. */
export function canRefuse({ capacity, inflowLimit, arrest }: Conveyor): boolean {
  return capacity !== null || inflowLimit !== null || arrest !== null;
}

/**
 * Builds a conveyor (XMILE 1.0, sections 3.7.2 and 4.2.1): its contents, the flows that drain it, and
 * the room that the flows into it share. It moves at the ends of steps, whatever the method: all
 * that it takes and gives is held over the step. Null where it cannot be had, which is told.
 */
export function buildConveyor(limited: LimitedConveyor, workshop: Workshop): Room | null {
  const { stock, conveyor } = limited;
  const { scope } = stock;
  const drains = drainsOf(stock, conveyor, workshop);
  const unitSteps = stepsInUnit(workshop.time);
  if (drains === null) return null;
  if (conveyor.discrete && unitSteps === null) {
    scope.report({
      code: "conveyor-discrete",
      severity: "error",
      message: `"${scope.owner}" is a discrete conveyor, which counts by units of time, and these are no whole number of steps of ${workshop.time.step}`,
      place: conveyor.place,
      help: "choose a time step of which a whole number makes a unit of time, such as 1/4",
    });
    return null;
  }
  const read = (equation: Equation, what: string): Node => {
    const name = `${what} of ${scope.owner}`;
    const node = scope.resolve(equation.tree, scope);
    return heldOverStep(workshop, name, equation.place, node);
  };
  const name = `what enters ${scope.owner}`;
  const entering = addCell(workshop, name, conveyor.place, {
    kind: "formula",
    node: netFlow(
      stock.inflows.map((end) => arriving(end, end.node)),
      [],
    ),
  });
  const arrested =
    conveyor.arrest === null
      ? null
      : compare("notEqual", read(conveyor.arrest, "arrest"), constant(0));
  const belt = buildBelt({ ...limited, drains, entering, arrested, unitSteps, read }, workshop);
  if (belt === null) return null;
  drains.exit.set(belt.exit);
  drains.leaks.forEach((leak, which) => leak.set(belt.leaks[which]));
  const { name: owner, place } = workshop.cells[stock.cell];
  workshop.cells[stock.cell] = { name: owner, place, kind: "formula", node: belt.content };
  const limits = [
    ...limitOfInflow(limited, entering, unitSteps, read, workshop),
    ...(conveyor.capacity === null
      ? []
      : [freeCapacity(stock, drains, read(conveyor.capacity, "capacity"), workshop)]),
  ];
  const most = limits.reduce((one, other) => binary("minimum", one, other), constant(Infinity));
  const base = addCell(workshop, `room in ${owner}`, place, {
    kind: "formula",
    node: arrested === null ? most : select(arrested, constant(0), most),
  });
  return { stock: owner, base, arrivals: [], claims: limited.inflows };
}

interface BeltRequest extends LimitedConveyor {
  readonly drains: ConveyorDrains;
  readonly entering: Node;
  readonly arrested: Truth | null;
  readonly unitSteps: number | null;
  readonly read: (equation: Equation, what: string) => Node;
}

function buildBelt(request: BeltRequest, workshop: Workshop): BeltValues | null {
  const { stock, conveyor, drains, entering, arrested } = request;
  const { owner } = stock.scope;
  const { place } = conveyor;
  const transit = transitOf(stock, conveyor, workshop);
  const found = workshop.cells[stock.cell];
  if (found.kind !== "stock") throw new Error(`"${owner}" is not a stock`);
  const { initial } = found;
  const unitSteps = conveyor.discrete ? request.unitSteps : null;
  const common = { owner, place, steps: transit.steps, initial, unitSteps, entering };
  if (drains.leaks.length === 0 && arrested === null && !transit.varies) {
    return buildLine(common, workshop);
  }
  const slats = slatsOf(stock, conveyor, transit);
  if (slats === null) return null;
  const belt: SlatBelt = {
    ...common,
    slats,
    stepSize: workshop.time.step,
    stepsVary: transit.varies,
    arrested,
    exponentialLeak: conveyor.exponentialLeak,
    leaks: drains.leaks.map(({ leakage, fraction }) => ({ leakage, fraction })),
  };
  const inParts = drains.leaks.some(({ leakage: { zone } }) => zone[0] > 0 || zone[1] < 1);
  return transit.varies && inParts ? buildLoads(belt, workshop) : buildSlats(belt, workshop);
}

/** What is free, and what becomes free in the step. */
function freeCapacity(
  stock: StockEnds,
  drains: ConveyorDrains,
  capacity: Node,
  { time }: Workshop,
): Node {
  const free = binary("subtract", capacity, { op: "cell", cell: stock.cell });
  const leaving = balancedSum([drains.exit.node, ...drains.leaks.map(({ node }) => node)]);
  return binary("add", binary("divide", free, constant(time.step)), leaving);
}

/** Of a discrete conveyor, what is left of the limit of the present unit of time. */
function limitOfInflow(
  { stock, conveyor }: LimitedConveyor,
  entering: Node,
  unitSteps: number | null,
  read: BeltRequest["read"],
  workshop: Workshop,
): readonly Node[] {
  if (conveyor.inflowLimit === null) return [];
  const limit = read(conveyor.inflowLimit, "inflow limit");
  if (!conveyor.discrete || unitSteps === null) return [limit];
  const dt = constant(workshop.time.step);
  const before = { op: "cell", cell: workshop.cells.length } as const;
  const next = binary("add", stepNumber(workshop.time), constant(1));
  const begins = compare("equal", binary("modulo", next, constant(unitSteps)), constant(0));
  const soFar = binary("add", before, binary("multiply", entering, dt));
  addCell(workshop, `what has entered ${stock.scope.owner} in the unit of time`, conveyor.place, {
    kind: "memory",
    initial: constant(0),
    next: select(begins, constant(0), soFar),
  });
  return [binary("divide", binary("subtract", limit, before), dt)];
}
