import type { Rows } from "#numeric/arithmetic";
import type { NumberArithmetic } from "#numeric/number-arithmetic";

import {
  changeDependences,
  initialDependences,
  stepDependences,
} from "../3-schedule/dependences.js";
import { orderFrom } from "../3-schedule/order.js";
import { evaluate } from "../evaluate.js";
import type { Environment } from "../evaluate.js";
import type { OutcomeReading, Probe } from "../probes.js";
import { stagesOf, timeAt } from "../stages.js";
import { startOf } from "../system.js";
import type { Cell, Node, System, Together } from "../system.js";
import { CodeBuilder } from "./code.js";
import type { Instruction, Operation, RoutineCode } from "./instruction.js";

/** What a kernel computes: values, what moves the states, and what is read off. */
export interface Code {
  readonly instructions: readonly Instruction[];
  readonly tables: readonly Rows[];
  readonly routines: readonly RoutineCode[];
  /** How many rows of parameters there are; if `random`, two more follow them. */
  readonly parameters: number;
  readonly random: boolean;
  readonly states: readonly State[];
  /** The values that delay lines keep, one at each step. */
  readonly lines: readonly number[];
  /** What is sent ahead at each step, by how many steps. */
  readonly arrivals: readonly Arrival[];
  readonly probes: readonly { readonly value: number; readonly probe: Probe }[];
  /** How what the probes found becomes outcomes. */
  readonly readings: readonly OutcomeReading[];
  /** The values of the cells that are needed, in the order in which they are computed. */
  readonly values: ReadonlyMap<number, number>;
  /** The values that are saved over time, in the order asked for. */
  readonly series: readonly number[];
}

/** A state by slot: integrated (`change` is its rate) or set at the end of a step to `change`. */
export interface State {
  readonly integrated: boolean;
  readonly initial: number;
  readonly change: number;
  /** Whether `change` is taken away instead of added. */
  readonly negated: boolean;
  /** Whether `change` is what it moves by in a step, instead of its rate. */
  readonly whole: boolean;
}

export interface Arrival {
  readonly input: number;
  readonly steps: number;
  readonly together: Together;
}

export interface LowerRequest {
  /** Cells that vary between futures, in the order of their rows. */
  readonly parameters: readonly number[];
  readonly probes: readonly Probe[];
  readonly readings: readonly OutcomeReading[];
  readonly series: readonly number[];
}

/** Only what the probes and series need, and the states that move it, is lowered. */
export function lower(system: System, request: LowerRequest, known: NumberArithmetic): Code {
  const builder = new CodeBuilder(known);
  const roots = [...request.probes.map(({ cell }) => cell), ...request.series];
  const { order, states } = whatIsNeeded(system, roots);
  const lines = order.filter((cell) => system.cells[cell].kind === "line");
  const arrivals = order.filter((cell) => system.cells[cell].kind === "arrivals");
  const rows = new Map(request.parameters.map((cell, row) => [cell, row]));
  const slots = new Map(states.map((cell, slot) => [cell, slot]));

  const initial = lowerStart(system, states, order, rows, builder);
  const values = new Map<number, number>();
  const environment: Environment<number> = {
    cell: (index) => values.get(index) as number,
    time: builder.time(),
    stepTime: builder.stepTime(),
    random: (stream, settled) => builder.random(stream, settled),
  };
  const valueOf = (node: Node) => evaluate(node, builder, environment);
  // With a single stage a step there is nothing to hold.
  const staged = stagesOf(system.time.method, system.time.step).length > 1;
  const held = (value: number) => (staged ? builder.hold(value) : value);
  const valueOfCell = (index: number): number => {
    const cell = system.cells[index];
    switch (cell.kind) {
      case "constant":
        return constantValue(cell, rows.get(index), builder);
      case "formula":
        return cell.held === true ? held(valueOf(cell.node)) : valueOf(cell.node);
      case "frozen":
        return initial.get(index) as number;
      case "line":
        return builder.line(
          lines.indexOf(index),
          values.get(cell.steps) as number,
          initial.get(index) as number,
        );
      case "arrivals":
        return builder.arrival(arrivals.indexOf(index));
      case "stock":
      case "memory":
        return builder.state(slots.get(index) as number);
    }
  };
  for (const index of order) values.set(index, valueOfCell(index));
  const changeOf = (cell: Cell): number => {
    if (cell.kind === "stock") return valueOf(cell.moves ?? cell.net);
    if (cell.kind === "memory") return valueOf(cell.next);
    if (cell.kind === "line") return valueOf(cell.input);
    throw new Error(`"${cell.name}" is not a state`);
  };
  return {
    instructions: builder.instructions,
    tables: builder.tables,
    routines: builder.routines,
    parameters: request.parameters.length,
    states: states.map((index) => {
      const cell = system.cells[index];
      const integrated = cell.kind === "stock";
      const change = changeOf(cell);
      // y + h·(−k) and y − h·k are the same.
      const positive = integrated ? builder.negated(change) : null;
      return {
        integrated,
        initial: initial.get(index) as number,
        change: positive ?? change,
        negated: positive !== null,
        whole: integrated && cell.moves !== undefined,
      };
    }),
    lines: lines.map((index) => changeOf(system.cells[index])),
    arrivals: arrivals.flatMap((index) => {
      const cell = system.cells[index];
      if (cell.kind !== "arrivals") return [];
      const { together } = cell;
      return [{ input: valueOf(cell.input), steps: valueOf(cell.steps), together }];
    }),
    probes: request.probes.map((probe) => ({ value: values.get(probe.cell) as number, probe })),
    readings: request.readings,
    values,
    series: request.series.map((cell) => values.get(cell) as number),
    // The last, since it looks at all that was lowered.
    random: builder.instructions.some(({ operation }) => isRandom(operation)),
  };
}

function isRandom(operation: Operation): boolean {
  return ["random", "firstRandom", "settledRandom"].includes(operation);
}

/** The needed cells, each after what it depends on within a step, and the states among them. */
function whatIsNeeded(
  system: System,
  roots: readonly number[],
): { order: readonly number[]; states: readonly number[] } {
  const isState = (cell: number) => ["stock", "memory"].includes(system.cells[cell].kind);
  const dependencesOf = stepDependences(system);
  const reached = new Set<number>();
  const all: number[] = [];
  // Round by round, as chains of states may be thousands long: each looks at what is new only.
  for (let wanted: readonly number[] = roots; wanted.length > 0;) {
    const { order } = orderFrom(wanted, (cell) =>
      dependencesOf(cell).filter((dependence) => !reached.has(dependence)),
    );
    if (order === null) throw new Error("the system has circular definitions; check it first");
    for (const cell of order) reached.add(cell);
    all.push(...order);
    wanted = order
      .flatMap((cell) => changeDependences(system, cell))
      .filter((cell) => !reached.has(cell));
  }
  return { order: all, states: all.filter(isState).toSorted((a, b) => a - b) };
}

/** The values of the states, and of what is frozen, at the start. */
function lowerStart(
  system: System,
  states: readonly number[],
  needed: readonly number[],
  rows: ReadonlyMap<number, number>,
  builder: CodeBuilder,
): ReadonlyMap<number, number> {
  const kept = needed.filter((cell) => ["frozen", "line"].includes(system.cells[cell].kind));
  const { order } = orderFrom([...states, ...kept], initialDependences(system));
  if (order === null) throw new Error("the system has circular definitions; check it first");
  const start = builder.constant(timeAt(system.time.start, system.time.step, 0));
  const values = new Map<number, number>();
  const environment: Environment<number> = {
    cell: (index) => values.get(index) as number,
    time: start,
    stepTime: start,
    random: (stream, settled) => builder.firstRandom(stream, settled),
  };
  for (const index of order) {
    const cell = system.cells[index];
    const node = startOf(cell);
    values.set(
      index,
      node === null
        ? constantValue(cell as Cell & { kind: "constant" }, rows.get(index), builder)
        : evaluate(node, builder, environment),
    );
  }
  return values;
}

function constantValue(
  cell: Cell & { kind: "constant" },
  row: number | undefined,
  builder: CodeBuilder,
): number {
  return row === undefined ? builder.constant(cell.value) : builder.parameter(row);
}
