import type { Equation, Expression } from "#study/expression";
import type { Model, Variable, VariableName } from "#study/model";
import { dimensionless, divideUnits, formatUnit } from "#study/unit";
import type { Unit } from "#study/unit";
import { inferUnit } from "./units-inference.js";
import type { Reading } from "./units-inference.js";
import type { Part, UnitProblem } from "./units-quantity.js";
import { describe, inUnit, listed, remedy, theUnit, withUnit } from "./units-words.js";

interface EquationMismatch {
  readonly owner: Variable;
  /** "its equation" or "its initial value". */
  readonly what: string;
  readonly tree: Expression;
  readonly declared: Unit;
  readonly gives: Unit;
}

/** An equation that closes in itself, but not with the unit that is declared. */
export function equationProblem(mismatch: EquationMismatch, reading: Reading): UnitProblem {
  const { owner, what, tree, declared, gives } = mismatch;
  return {
    code: "unit-equation",
    message: `${owner.name} is declared ${inUnit(declared)}, but ${what} gives ${theUnit(gives)}: ${breakdown(tree, reading)}.`,
    place: tree.place,
    help: `Declare ${theUnit(gives)}, or, if ${theUnit(declared)} is meant, ${remedyIn(tree, divideUnits(declared, gives))}.`,
    missing: divideUnits(declared, gives),
    ...declaredThere(owner),
  };
}

/** What is missing may be the unit of a number that stands bare in the product. */
function remedyIn(tree: Expression, missing: Unit): string {
  const bare = factorsOf(tree, false).filter(
    ({ expression }) => expression.kind === "number" && Math.abs(expression.value) !== 1,
  );
  if (bare.length !== 1) return remedy(missing);
  const [{ expression, divides }] = bare;
  const unit = divides ? divideUnits(dimensionless, missing) : missing;
  return `give ${describe(expression)}, which is a pure number here, a name and the unit ${formatUnit(unit)}`;
}

/** "pool (people) times base rate (1/year)"; of a sum or choice, the first part that has a unit. */
function breakdown(tree: Expression, reading: Reading): string {
  const partOf = (expression: Expression): Part => ({
    expression,
    quantity: inferUnit(expression, reading, () => {}),
  });
  const factors = factorsOf(tree, false);
  if (factors.length > 1) {
    return factors
      .map(({ expression, divides }, index) => {
        const part = partOf(expression);
        // In a product a bare number is a number and nothing else.
        const words =
          part.quantity.kind === "number"
            ? describe(expression)
            : withUnit(expression, part.quantity);
        const joint = divides ? "divided by " : index === 0 ? "" : "times ";
        return divides && index === 0 ? `1 ${joint}${words}` : `${joint}${words}`;
      })
      .join(" ");
  }
  const inner = alternativesOf(tree).find((part) => partOf(part).quantity.kind === "unit");
  if (inner !== undefined) return breakdown(inner, reading);
  const { expression, quantity } = partOf(tree);
  return withUnit(expression, quantity);
}

/** The parts of a sum or a choice, each of which is in the unit of the whole. */
function alternativesOf(tree: Expression): readonly Expression[] {
  if (tree.kind === "conditional") return [tree.consequent, tree.alternative];
  if (tree.kind === "unary" && tree.operator !== "not") return [tree.operand];
  const isSum = tree.kind === "binary" && (tree.operator === "+" || tree.operator === "-");
  return isSum ? [tree.left, tree.right] : [];
}

interface Factor {
  readonly expression: Expression;
  readonly divides: boolean;
}

function factorsOf(tree: Expression, divides: boolean): readonly Factor[] {
  if (tree.kind !== "binary" || (tree.operator !== "*" && tree.operator !== "/")) {
    return [{ expression: tree, divides }];
  }
  const inverted = tree.operator === "/" ? !divides : divides;
  return [...factorsOf(tree.left, divides), ...factorsOf(tree.right, inverted)];
}

export interface FlowOfStock {
  readonly flow: VariableName;
  readonly unit: Unit;
  readonly isInflow: boolean;
  /** By what an inflow is turned from the unit in which it leaves; `unit` is that after it. */
  readonly multiplier: Equation | null;
}

/** One flow that is not in its stock's unit per time. */
export function flowProblem(
  stock: Variable,
  declared: Unit,
  { flow, unit, isInflow, multiplier }: FlowOfStock,
  expected: Unit,
): UnitProblem {
  const direction = isInflow ? "flows into" : "flows out of";
  const found =
    multiplier === null ? "it is" : `times its multiplier, ${describe(multiplier.tree)}, it is`;
  return {
    code: "unit-flow",
    message: `${flow.name} ${direction} ${stock.name} (${formatUnit(declared)}), so it is expected ${inUnit(expected)}, but ${found} ${inUnit(unit)}.`,
    place: flow.place,
    help: `A flow is in the unit of its stock per unit of time: ${formatUnit(expected)}.`,
    missing: divideUnits(expected, unit),
    ...declaredThere(stock),
  };
}

/** Several flows that are not in their stock's unit per time. */
export function flowsProblem(
  stock: Variable,
  declared: Unit,
  flows: readonly FlowOfStock[],
  expected: Unit,
): UnitProblem {
  const words = flows.map(({ flow, unit }) => `${flow.name} (${formatUnit(unit)})`);
  return {
    code: "unit-flow",
    message: `${stock.name} is declared ${inUnit(declared)}, so its flows are expected ${inUnit(expected)}, but these are not: ${listed(words)}.`,
    place: stock.unitPlace ?? stock.place,
    help: "A flow is in the unit of its stock per unit of time. Are the units of the stock and of time right?",
    missing: divideUnits(expected, flows[0].unit),
    related: flows.map(({ flow, unit }) => ({
      message: `${flow.name} is ${inUnit(unit)}.`,
      place: flow.place,
    })),
  };
}

/** A net flow that is written as one equation. */
export function netFlowProblem(
  stock: Variable,
  tree: Expression,
  unit: Unit,
  expected: Unit,
): UnitProblem {
  return {
    code: "unit-flow",
    message: `The net flow of ${stock.name} is expected ${inUnit(expected)}, but its equation gives ${theUnit(unit)}.`,
    place: tree.place,
    help: "A flow is in the unit of its stock per unit of time.",
    missing: divideUnits(expected, unit),
    ...declaredThere(stock),
  };
}

/** A declaration on which several equations fail that would close with another one. */
export function declarationProblem(
  variable: Variable,
  declared: Unit,
  meant: Unit,
  closed: readonly UnitProblem[],
): UnitProblem {
  return {
    code: "unit-declaration",
    message: `${variable.name} is declared ${inUnit(declared)}, but ${closed.length} equations that use it would close only if it were ${inUnit(meant)}.`,
    place: variable.unitPlace ?? variable.place,
    help: `Declare ${theUnit(meant)}, or change the equations.`,
    related: relatedTo(closed),
  };
}

/** A unit of time that no flow goes with. */
export function timeUnitProblem(
  model: Model,
  declared: Unit,
  meant: Unit,
  closed: readonly UnitProblem[],
): UnitProblem {
  return {
    code: "unit-declaration",
    message: `Time is counted ${inUnit(declared)}, but ${closed.length} stocks and equations would close only if it were ${inUnit(meant)}.`,
    place: model.time.place,
    help: `Count time ${inUnit(meant)}, or give the flows per ${theUnit(declared)}.`,
    related: relatedTo(closed),
  };
}

function relatedTo(problems: readonly UnitProblem[]): NonNullable<UnitProblem["related"]> {
  return problems.flatMap(({ message, place }) => (place ? [{ message, place }] : []));
}

function declaredThere({ name, unit, unitPlace }: Variable): Pick<UnitProblem, "related"> {
  if (unitPlace === null) return {};
  return { related: [{ message: `The unit of ${name}, ${unit}.`, place: unitPlace }] };
}
