import { binary, constant } from "../system.js";
import type { Node } from "../system.js";
import type { BuiltinCall, Lowering } from "./scope.js";

/**
 * SMTHn(input, averaging time[, initial]): n stages in a row, each adjusting to the one before over
 * averaging time / n (XMILE 1.0, section 3.5.3). Starts at `initial`, else at the input.
 */
const smooth =
  (order: number): Lowering =>
  ({ name, place, scope, arguments: [input, averaging, initial = input] }) => {
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
  };

/**
 * DELAYn(input, delay time[, initial]): material delay; n stocks in a row, each emptied over delay
 * time / n. Starts in equilibrium: each stock holds outflow · delay time / n.
 */
const delay =
  (order: number): Lowering =>
  ({ name, place, scope, arguments: [input, delayTime, initial = input] }) => {
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
  };

/** PREVIOUS(x, initial): x as it was one step ago (XMILE 1.0, section 3.5.6). */
function previous({ name, place, scope, arguments: [input, initial] }: BuiltinCall): Node {
  return scope.addState(name, place, () => ({ kind: "memory", initial, next: input }));
}

/** INIT(x): x as it was at the start. */
function initialValue({ name, place, scope, arguments: [input] }: BuiltinCall): Node {
  return scope.addState(name, place, () => ({ kind: "frozen", initial: input }));
}

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
]);
