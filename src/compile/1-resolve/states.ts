import type { Place } from "#study/place";

import { binary, constant } from "../system.js";
import type { Node } from "../system.js";
import type { BuiltinCall, Lowering, Scope } from "./scope.js";

/** Where a chain of hidden stocks belongs. */
interface Chain {
  readonly name: string;
  readonly place: Place;
  readonly scope: Scope;
  readonly order: number;
}

/**
 * n stocks in a row, each adjusting to the one before over `averaging` / n; all begin at `initial`.
 * The value is the last.
 */
export function smoothChain(chain: Chain, input: Node, averaging: Node, initial: Node): Node {
  const { name, place, scope, order } = chain;
  const time = stageTime(averaging, order);
  let before = input;
  for (let stage = 1; stage <= order; stage++) {
    const source = before;
    before = scope.addState(label(name, stage, order), place, (cell) => ({
      kind: "stock",
      initial,
      net: binary("divide", binary("subtract", source, { op: "cell", cell }), time),
    }));
  }
  return before;
}

/**
 * n stocks in a row, each emptied over `delayTime` / n, in equilibrium with an outflow of `initial`:
 * each begins with initial · delayTime / n. The value is the last outflow.
 */
export function delayChain(chain: Chain, input: Node, delayTime: Node, initial: Node): Node {
  const { name, place, scope, order } = chain;
  const time = stageTime(delayTime, order);
  let before = input;
  for (let stage = 1; stage <= order; stage++) {
    const inflow = before;
    const held = scope.addState(label(name, stage, order), place, (cell) => ({
      kind: "stock",
      initial: binary("multiply", initial, time),
      net: binary("subtract", inflow, binary("divide", { op: "cell", cell }, time)),
    }));
    before = binary("divide", held, time);
  }
  return before;
}

/** SMTHn(input, averaging time[, initial]) of XMILE 1.0, section 3.5.3. */
const smooth =
  (order: number): Lowering =>
  ({ name, place, scope, arguments: [input, averaging, initial = input] }) =>
    smoothChain({ name, place, scope, order }, input, averaging, initial);

/** DELAYn(input, delay time[, initial]) of XMILE 1.0, section 3.5.3. */
const delay =
  (order: number): Lowering =>
  ({ name, place, scope, arguments: [input, delayTime, initial = input] }) =>
    delayChain({ name, place, scope, order }, input, delayTime, initial);

/** PREVIOUS(x, initial): x as it was one step ago (XMILE 1.0, section 3.5.6). */
function previous({ name, place, scope, arguments: [input, initial] }: BuiltinCall): Node {
  return scope.addState(name, place, () => ({ kind: "memory", initial, next: input }));
}

/** INIT(x): x as it was at the start. */
function initialValue({ name, place, scope, arguments: [input] }: BuiltinCall): Node {
  return scope.addState(name, place, () => ({ kind: "frozen", initial: input }));
}

/** SELF: what the equation defines, which only a state can read. */
const self: Lowering = ({ scope }) => ({ op: "cell", cell: scope.ownerCell });

function stageTime(time: Node, order: number): Node {
  return order === 1 ? time : binary("divide", time, constant(order));
}

function label(name: string, stage: number, order: number): string {
  return order === 1 ? name : `${name} (stage ${stage})`;
}

export const stateLowerings: ReadonlyMap<string, Lowering> = new Map<string, Lowering>([
  ["smth1", smooth(1)],
  ["smth3", smooth(3)],
  ["delay1", delay(1)],
  ["delay3", delay(3)],
  ["previous", previous],
  ["init", initialValue],
  ["self", self],
]);
