import type { Equation, Expression } from "#study/expression";
import type { Definition, GraphicalFunction, StockDefinition, VariableName } from "#study/model";
import { sameEquation } from "./same-meaning.js";

type SameEquation = (one: Equation | null, other: Equation | null) => boolean;

/** Whether two definitions compute the same; where they hold is compared elsewhere. */
export function sameDefinition(
  one: Definition,
  other: Definition,
  isVariable: (key: string) => boolean,
): boolean {
  const same: SameEquation = (left, right) => sameEquation(left, right, isVariable);
  // A number is a constant or an equation that is a number.
  const equation = equationOf(one);
  const counterpart = equationOf(other);
  if (equation !== null && counterpart !== null) return same(equation, counterpart);
  switch (one.kind) {
    case "constant":
    case "equation":
      return false;
    case "data":
      return other.kind === "data" && sameTable(one.table, other.table);
    case "table":
      return (
        other.kind === "table" && sameTable(one.table, other.table) && same(one.input, other.input)
      );
    case "stock":
      return other.kind === "stock" && sameStock(one, other, same);
    case "driven": {
      if (other.kind !== "driven" || one.by !== other.by || one.role !== other.role) return false;
      const [leak, otherLeak] = [one.leakage, other.leakage];
      if (leak === null || otherLeak === null) return leak === otherLeak;
      return (
        same(leak.fraction, otherLeak.fraction) &&
        sameNumbers(leak.zone, otherLeak.zone) &&
        leak.integers === otherLeak.integers
      );
    }
  }
}

function equationOf(definition: Definition): Equation | null {
  if (definition.kind === "equation") return definition.equation;
  if (definition.kind === "stock") return isStill(definition) ? definition.initial : null;
  if (definition.kind !== "constant") return null;
  const { value, place } = definition;
  const tree: Expression = { kind: "number", value, place };
  return { text: "", tree, place };
}

/** A stock into which nothing ever flows, from a number on, is that number. */
function isStill({ initial, net, container }: StockDefinition): boolean {
  const isZero = net?.tree.kind === "number" && net.tree.value === 0;
  return container === undefined && isZero && initial.tree.kind === "number";
}

function sameTable(one: GraphicalFunction, other: GraphicalFunction): boolean {
  return (
    one.interpolation === other.interpolation &&
    sameNumbers(one.x, other.x) &&
    sameNumbers(one.y, other.y)
  );
}

function sameNumbers(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((value, at) => Object.is(value, other[at]));
}

/** Where a stock has an equation for its net flow, its lists are for show. */
function sameStock(one: StockDefinition, other: StockDefinition, same: SameEquation): boolean {
  const lists =
    one.net !== null ||
    (sameNames(one.inflows, other.inflows) && sameNames(one.outflows, other.outflows));
  if (!lists || !same(one.initial, other.initial) || !same(one.net, other.net)) return false;
  const [held, otherHeld] = [one.container, other.container];
  if (held === undefined || otherHeld === undefined) return held === otherHeld;
  if (held.kind === "queue" || otherHeld.kind === "queue") return held.kind === otherHeld.kind;
  return (
    same(held.transitTime, otherHeld.transitTime) &&
    same(held.capacity, otherHeld.capacity) &&
    same(held.inflowLimit, otherHeld.inflowLimit) &&
    same(held.sample, otherHeld.sample) &&
    same(held.arrest, otherHeld.arrest) &&
    held.discrete === otherHeld.discrete &&
    held.batchIntegrity === otherHeld.batchIntegrity &&
    held.oneAtATime === otherHeld.oneAtATime &&
    held.exponentialLeak === otherHeld.exponentialLeak
  );
}

function sameNames(one: readonly VariableName[], other: readonly VariableName[]): boolean {
  return one.length === other.length && one.every(({ key }, at) => key === other[at].key);
}
