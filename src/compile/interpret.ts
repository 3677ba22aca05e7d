import type { Arithmetic } from "#numeric/arithmetic";
import { uniform } from "#numeric/philox";

import { initialDependences, stepDependences } from "./3-schedule/dependences.js";
import { orderFrom } from "./3-schedule/order.js";
import { evaluate } from "./evaluate.js";
import { firstDraw, stagesOf, timeAt } from "./stages.js";
import { nothingArrives, startOf } from "./system.js";
import type { Cell, Node, System } from "./system.js";

/** Which future of which seed is run: what its random numbers depend on. */
export interface FutureOf {
  readonly seed: number | bigint;
  /** From 0 on. */
  readonly future: number;
}

/** Called at each step with the values of all cells by index; the array is used again. */
export type Observer = (step: number, time: number, values: Float64Array) => void;

/**
 * Runs one future, slowly and obviously: the twin that the compiled module is checked against, and
 * the one that tells which variable failed first. `parameters` replaces constants by cell index.
 */
export function interpret(
  system: System,
  arithmetic: Arithmetic<number, boolean>,
  parameters: ReadonlyMap<number, number>,
  observe: Observer,
  { seed, future }: FutureOf = { seed: 0, future: 0 },
): void {
  const { start, step, steps, method } = system.time;
  const { cells } = system;
  const values = new Float64Array(cells.length);
  let time = start;
  let stepTime = start;
  let draw = firstDraw;
  const random = (stream: number, settled: boolean): number =>
    settled ? uniform(0, 0, stream, draw) : uniform(seed, future, stream, draw);
  const valueOf = (node: Node): number =>
    evaluate(node, arithmetic, { cell: (index) => values[index], time, stepTime, random });

  for (const index of allInOrder(system, initialDependences(system))) {
    const cell = cells[index];
    const start = startOf(cell);
    values[index] = start === null ? (parameters.get(index) ?? constantOf(cell)) : valueOf(start);
  }
  const formulas = allInOrder(system, stepDependences(system)).flatMap((index) => {
    const cell = cells[index];
    return cell.kind === "formula" ? [{ index, node: cell.node, held: cell.held === true }] : [];
  });
  const stocks = [...cells.entries()].flatMap(([index, cell]) =>
    cell.kind === "stock"
      ? [{ index, change: cell.moves ?? cell.net, whole: cell.moves !== undefined }]
      : [],
  );
  const memories = [...cells.entries()].flatMap(([index, cell]) =>
    cell.kind === "memory" ? [{ index, next: cell.next }] : [],
  );
  const lines = [...cells.entries()].flatMap(([index, cell]) =>
    cell.kind === "line"
      ? [
          {
            index,
            input: cell.input,
            steps: values[cell.steps],
            initial: values[index],
            past: [] as number[],
          },
        ]
      : [],
  );
  const arrivals = [...cells.entries()].flatMap(([index, cell]) =>
    cell.kind === "arrivals"
      ? [{ index, cell, due: new Float64Array(steps + 2).fill(nothingArrives) }]
      : [],
  );
  const evaluateFormulas = (stage: number) => {
    for (const { index, node, held } of formulas) {
      if (stage === 0 || !held) values[index] = valueOf(node);
    }
  };
  const stages = stagesOf(method, step);

  for (let count = 0; ; count++) {
    stepTime = time = timeAt(start, step, 2 * count);
    draw = firstDraw + count;
    for (const { index, steps: back, initial, past } of lines) {
      values[index] = count < back ? initial : past[count - back];
    }
    for (const { index, due } of arrivals) values[index] = due[count];
    evaluateFormulas(0);
    observe(count, time, values);
    if (count === steps) return;
    for (const { input, past } of lines) past.push(valueOf(input));
    for (const { cell, due } of arrivals) {
      // Behind the last step there is room for all that comes later, or at no time that is a number.
      const target = count + valueOf(cell.steps);
      const at = target < steps + 1 ? Math.trunc(target) : steps + 1;
      const input = valueOf(cell.input);
      const alone = cell.together === "last" || due[at] === nothingArrives;
      due[at] = alone ? input : due[at] + input;
    }
    const remembered = memories.map(({ next }) => valueOf(next));
    const before = stocks.map(({ index }) => values[index]);
    const after = [...before];
    for (const [order, stage] of stages.entries()) {
      if (order > 0) {
        time = timeAt(start, step, 2 * count + stage.halves);
        evaluateFormulas(order);
      }
      const rates = stocks.map(({ change }) => valueOf(change));
      for (const [which, { index, whole }] of stocks.entries()) {
        after[which] = after[which] + (whole ? 1 : stage.weight) * rates[which];
        values[index] = before[which] + stage.ahead * rates[which];
      }
    }
    for (const [which, { index }] of stocks.entries()) values[index] = after[which];
    for (const [which, { index }] of memories.entries()) values[index] = remembered[which];
  }
}

function constantOf(cell: Cell): number {
  if (cell.kind !== "constant") throw new Error(`"${cell.name}" is not a constant`);
  return cell.value;
}

function allInOrder(
  system: System,
  dependencesOf: (cell: number) => readonly number[],
): readonly number[] {
  const { order } = orderFrom(system.cells.keys(), dependencesOf);
  if (order === null) throw new Error("the system has circular definitions; check it first");
  return order;
}
