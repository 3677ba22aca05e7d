import type { Conveyor } from "#study/model";

import { binary, compare, constant, select, unary } from "../../system.js";
import type { Node } from "../../system.js";
import type { StockEnds } from "./flow-ends.js";
import { addCell, heldOverStep } from "./workshop.js";
import type { Workshop } from "./workshop.js";

/** More slats than this make a model slower than anybody would wait for. */
const mostSlats = 4000;

/** How long things stay on a conveyor. */
export interface Transit {
  /** For what enters in the present step, in whole steps of at least one. */
  readonly steps: Node;
  /** Whether it may change in a run. */
  readonly varies: boolean;
  /** The transit time in steps, were it read in every step: what bounds it. */
  readonly unsampled: Node;
}

/**
 * The transit time in steps, to the nearest; none where it is below zero. With `sample` it is read
 * anew only where that is not zero (XMILE 1.0, section 4.2.1).
 */
export function transitOf(stock: StockEnds, conveyor: Conveyor, workshop: Workshop): Transit {
  const { scope } = stock;
  const { place } = conveyor.transitTime;
  const name = `transit time of ${scope.owner}`;
  const time = addCell(workshop, name, place, {
    kind: "formula",
    node: scope.resolve(conveyor.transitTime.tree, scope),
  });
  const varies = scope.startValue(time)?.varies ?? true;
  const current = varies ? sampled(stock, conveyor, time, workshop) : time;
  const steps = addCell(workshop, `${name}, in steps`, place, {
    kind: "formula",
    node: inSteps(current, workshop),
  });
  return {
    steps: heldOverStep(workshop, `${name}, in steps`, place, steps),
    varies,
    unsampled: inSteps(time, workshop),
  };
}

function inSteps(time: Node, workshop: Workshop): Node {
  const exact = binary("divide", time, constant(workshop.time.step));
  const nearest = unary("floor", binary("add", exact, constant(0.5 + 1e-6)));
  // No number stays none.
  const atLeastOne = select(compare("less", nearest, constant(1)), constant(1), nearest);
  return select(compare("less", time, constant(0)), constant(Number.NaN), atLeastOne);
}

function sampled({ scope }: StockEnds, { sample }: Conveyor, time: Node, workshop: Workshop): Node {
  if (sample === null) return time;
  const reads = compare("notEqual", scope.resolve(sample.tree, scope), constant(0));
  const before = { op: "cell", cell: workshop.cells.length } as const;
  const current = select(reads, time, before);
  addCell(workshop, `sampled transit time of ${scope.owner}`, sample.place, {
    kind: "memory",
    initial: time,
    next: current,
  });
  return current;
}

/**
 * How many slats the conveyor needs, at most: what it has at the start, or the most that the model
 * lets its transit time come to. The constants behind that cannot vary. Null where it is not known,
 * which is told.
 */
export function slatsOf(stock: StockEnds, conveyor: Conveyor, transit: Transit): number | null {
  const { scope } = stock;
  const start = scope.startValue(transit.unsampled);
  const bound = transit.varies ? scope.mostOf(transit.unsampled) : start;
  const slats = bound?.value ?? Number.NaN;
  if (bound !== null && slats >= 1 && slats <= mostSlats) {
    scope.fix({ value: slats, constants: bound.constants, varies: false });
    return slats;
  }
  const { message, help } = complaint(scope.owner, slats, start?.value);
  const { place } = conveyor.transitTime;
  scope.report({ code: "conveyor-length", severity: "error", message, place, help });
  return null;
}

function complaint(owner: string, slats: number, start: number | undefined) {
  if (start !== undefined && Number.isNaN(start)) {
    return {
      message: `the transit time of "${owner}" is below zero or no number at the start`,
      help: "give a time that is not below zero",
    };
  }
  if (!Number.isFinite(slats)) {
    return {
      message: `how long the transit time of "${owner}" can become is not known`,
      help: "state the most that it can be: as MIN(…, 10), by a graphical function, or by the range of the variable",
    };
  }
  return {
    message: `"${owner}" would need ${slats} slats, one for each step of its transit time`,
    help: `it can have up to ${mostSlats}: take a longer time step`,
  };
}
