import { resolveTable } from "#numeric/lookup";
import type { Call, Expression } from "#study/expression";
import type { GraphicalFunction } from "#study/model";

import { binary, compare, constant, select, unary } from "../../system.js";
import type { CellRule, Node } from "../../system.js";
import { unknown } from "../scope.js";
import type { ArrayLowering, BuiltinCall, Scope } from "../scope.js";
import { notBelowZero } from "../time.js";
import { balancedSum } from "../stocks/sums.js";
import { namedTable } from "./named-table.js";
import { sharesOf } from "./profile.js";
import { keepQueue } from "./queue-slots.js";

/** More ages than this are too many parts to look at in each step. */
const mostSlots = 4000;

/** What is left of a part that is below this share of what was taken is a rounding error. */
const rounding = 1e-12;

/**
 * QUEUE FIFO(inflow, outflow, profile, initial, age range): a stock that knows how long its contents
 * have been there; the oldest leaves first. It does not change within a step. A negative inflow is an
 * outflow and the other way round; a queue that would fall below zero has all it has from the last
 * step (Vensim Help, "QUEUE FIFO"). What has come in within a step is one part, a step old at the next
 * one. What is there at the start is divided by the profile into parts of a step each, the first a
 * step old.
 */
export const queueFifo: ArrayLowering = (call, scope) => {
  const [inflow, outflow, profile, initial, range] = call.arguments;
  return queue(call, scope, { inflow, outflow, profile, initial, range });
};

/**
 * QUEUE FIFO ATTRIB(in, out, attribute, change, profile, attribute profile, initial, initial
 * attribute, age range): the same, with an attribute of each part: that of the inflow, to which the
 * change is added in each step, the one of the inflow included. At the start it is the initial
 * attribute times the height of the attribute profile (Vensim Help, "QUEUE FIFO ATTRIB").
 */
export const queueFifoAttrib: ArrayLowering = (call, scope) => {
  const [inflow, outflow, attribute, change, profile, heights, initial, first, range] =
    call.arguments;
  const table = namedTable(call, heights, scope, "table")?.table;
  if (table === undefined) return unknown;
  const attributes = { attribute, change, table, first };
  return queue(call, scope, { inflow, outflow, profile, initial, range, attributes });
};

interface Wanted {
  readonly inflow: Expression;
  readonly outflow: Expression;
  readonly profile: Expression;
  readonly initial: Expression;
  readonly range: Expression;
  readonly attributes?: Attributes;
}

interface Attributes {
  readonly attribute: Expression;
  readonly change: Expression;
  readonly table: GraphicalFunction;
  readonly first: Expression;
}

function queue(call: Call, scope: Scope, wanted: Wanted): Node {
  const made: BuiltinCall = { name: call.name, arguments: [], place: call.place, scope };
  const table = namedTable(call, wanted.profile, scope, "table");
  const count = stepsOf(made, scope.resolve(wanted.range, scope));
  if (table === null || count === null || !isWhole(call, scope)) return unknown;
  const shares = sharesOf(made, table.table, { count, place: wanted.profile.place });
  if (shares === null) return unknown;
  const { start, stop, step } = scope.time;
  const slots = count + Math.max(1, Math.ceil((stop - start) / step - 1e-9));
  if (slots > mostSlots) return tooLong(made, slots);
  return slotsOf(made, wanted, shares, slots);
}

/** A part of the contents for each age that anything can have in a run. */
function slotsOf(
  made: BuiltinCall,
  wanted: Wanted,
  shares: readonly number[],
  count: number,
): Node {
  const { name, place, scope } = made;
  const ages = Array.from({ length: count }, (_, index) => index);
  const kinds = wanted.attributes === undefined ? ["part", "sum"] : ["part", "sum", "attribute"];
  const labels = kinds.flatMap((kind) => ages.map((age) => `${kind} ${age + 1} of ${name}`));
  scope.addStates(labels, place, (cells) => {
    const nodes = cells.map((cell): Node => ({ op: "cell", cell }));
    const amounts = nodes.slice(0, count);
    const sums = nodes.slice(count, 2 * count);
    const attributes = nodes.slice(2 * count);
    // Known before the flows are resolved, which may look into the queue.
    keepQueue(scope, { amounts, sums, attributes });
    const initial = frozen(made, "initial content", wanted.initial);
    warnOfInitial(made, wanted.initial);
    const { comes, goes } = flowsOf(made, wanted);
    const error = keep(made, "rounding", binary("multiply", constant(rounding), goes));
    const rest = keep(made, "rest", binary("subtract", sums[0], goes));
    const short = compare("less", rest, unary("negate", error));
    const first = binary("add", comes, select(short, rest, constant(0)));
    return [
      ...ages.map((age): CellRule => {
        const part = binary("multiply", initial, constant(shares[age] ?? 0));
        return {
          kind: "memory",
          initial: age < shares.length ? part : constant(0),
          next: age === 0 ? first : leftOf(amounts[age - 1], sums[age - 1], goes, error),
        };
      }),
      ...ages.map((age): CellRule => {
        const older = sums[age + 1];
        const node = older === undefined ? amounts[age] : binary("add", older, amounts[age]);
        return { kind: "formula", node };
      }),
      ...attributeRules(made, wanted, shares.length, attributes),
    ];
  });
  return balancedSum(scope.made.get(`amounts in ${scope.ownerCell}`) ?? []);
}

/** What comes in and goes out within a step, neither below zero. */
function flowsOf(made: BuiltinCall, wanted: Wanted) {
  const { scope } = made;
  const inflow = keep(made, "inflow", scope.resolve(wanted.inflow, scope));
  const outflow = keep(made, "outflow", scope.resolve(wanted.outflow, scope));
  const within = (one: Node, other: Node) => {
    const flow = binary("subtract", notBelowZero(one), binary("minimum", other, constant(0)));
    return keep(made, "flow", binary("multiply", flow, constant(scope.time.step)));
  };
  return { comes: within(inflow, outflow), goes: within(outflow, inflow) };
}

function keep({ name, place, scope }: BuiltinCall, label: string, node: Node): Node {
  return scope.addState(`${label} of ${name}`, place, () => ({ kind: "formula", node }));
}

function frozen({ name, place, scope }: BuiltinCall, label: string, expression: Expression): Node {
  return scope.addState(`${label} of ${name}`, place, () => ({
    kind: "frozen",
    initial: scope.resolve(expression, scope),
  }));
}

/** What is left of a part when so much is taken from the oldest on. */
function leftOf(amount: Node, sum: Node, taken: Node, error: Node): Node {
  const left = binary("subtract", sum, taken);
  const rest = notBelowZero(binary("minimum", amount, left));
  return select(compare("lessOrEqual", left, error), constant(0), rest);
}

/** The attribute of each part; at the start by the height in the middle of the part. */
function attributeRules(
  made: BuiltinCall,
  { attributes: wanted }: Wanted,
  parts: number,
  own: readonly Node[],
): readonly CellRule[] {
  if (wanted === undefined) return [];
  const { scope } = made;
  const { table } = wanted;
  const width = table.x[table.x.length - 1] - table.x[0];
  const resolved = (expression: Expression) => scope.resolve(expression, scope);
  const first = frozen(made, "initial attribute", wanted.first);
  const change = binary("multiply", resolved(wanted.change), constant(scope.time.step));
  const changed = keep(made, "change of attributes", change);
  const comes = keep(made, "attribute that enters", resolved(wanted.attribute));
  return own.map((_, age): CellRule => {
    const input = constant(table.x[0] + (width * (age + 0.5)) / parts);
    const height: Node = { op: "lookup", table: resolveTable(table), input };
    return {
      kind: "memory",
      initial: age < parts ? binary("multiply", first, height) : constant(0),
      next: binary("add", age === 0 ? comes : own[age - 1], changed),
    };
  });
}

/** The whole steps of the age range as it is at the start; null and a report where it is no number. */
function stepsOf({ name, place, scope }: BuiltinCall, range: Node): number | null {
  const start = scope.startValue(range);
  const steps = Math.floor((start?.value ?? Number.NaN) / scope.time.step + 0.5 + 1e-6);
  if (start !== null && Number.isFinite(steps)) {
    scope.fix(start);
    return Math.max(1, steps);
  }
  scope.report({
    code: "queue-age-range",
    severity: "error",
    message: `the age range of ${name} is not known at the start`,
    place,
    help: "give a number or a constant: over how much time what is there at the start has come in",
  });
  return null;
}

/** Whether the call is the whole equation of its variable; a report where not. */
function isWhole(call: Call, { ownerVariable, report }: Scope): boolean {
  const whole = ownerVariable.definitions.some(
    (definition) => definition.kind === "equation" && definition.equation.tree === call,
  );
  if (whole) return true;
  report({
    code: "queue-not-whole",
    severity: "error",
    message: `${call.name} is a stock: it must be the whole equation`,
    place: call.place,
    help: "give it a variable of its own, and use that variable here",
  });
  return false;
}

function tooLong({ name, place, scope }: BuiltinCall, slots: number): Node {
  scope.report({
    code: "queue-too-long",
    severity: "error",
    message: `what is in ${name} can have ${slots} ages in steps; ${mostSlots} are the most`,
    place,
    help: "make the time step longer, the run shorter, or use DELAY FIXED",
  });
  return unknown;
}

/** The Help gives the ages at the start to a step only, so the choice is told. */
function warnOfInitial({ name, place, scope }: BuiltinCall, initial: Expression): void {
  if (initial.kind === "number" && initial.value === 0) return;
  scope.report({
    code: "queue-initial-ages",
    severity: "warning",
    message: `what is in ${name} at the start is 1, 2, 3 … steps old here, up to the age range; Vensim's Help leaves open where within a step`,
    place,
  });
}
