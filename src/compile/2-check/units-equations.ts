import type { Equation } from "#study/expression";
import type { Definition, Model, StockDefinition, Variable, VariableName } from "#study/model";
import { divideUnits, multiplyUnits, sameUnit } from "#study/unit";
import type { Unit } from "#study/unit";
import { closes, infer, keysIn } from "./units-equation.js";
import type { UnitEquation } from "./units-equation.js";
import type { Reading } from "./units-inference.js";
import {
  equationProblem,
  flowProblem,
  flowsProblem,
  netFlowProblem,
} from "./units-declarations.js";
import { inputProblem } from "./units-problems.js";
import { fits } from "./units-quantity.js";
import { conveyorEquations, leakageEquations, multiplierEquations } from "./units-settings.js";

/** Everything in a model that must close, in the order in which it is written. */
export function unitEquationsOf(model: Model): readonly UnitEquation[] {
  return [...model.variables.values()].flatMap((variable) => [
    ...variable.definitions.flatMap((definition) => equationsOf(model, variable, definition)),
    ...multiplierEquations(variable),
  ]);
}

function equationsOf(
  model: Model,
  owner: Variable,
  definition: Definition,
): readonly UnitEquation[] {
  switch (definition.kind) {
    case "constant":
    case "data":
      return [];
    case "driven":
      return leakageEquations(owner, definition);
    case "equation":
      return [equationOf(owner, definition.equation, "its equation")];
    case "table":
      return definition.input === null ? [] : [inputOf(owner, definition.input)];
    case "stock":
      return [
        equationOf(owner, definition.initial, "its initial value"),
        definition.net === null
          ? flowsOf(model, owner, definition)
          : netFlowOf(owner, definition.net),
        ...(definition.container?.kind === "conveyor"
          ? conveyorEquations(owner, definition.container)
          : []),
      ];
  }
}

/** An equation gives the unit that is declared; one made of bare numbers gives any. */
function equationOf(owner: Variable, { tree }: Equation, what: string): UnitEquation {
  return {
    owner,
    uses: keysIn(tree, owner),
    usesTime: false,
    check(reading) {
      const { problems, quantity } = infer(tree, reading);
      const declared = reading.unitOf(owner.key);
      if (problems.length > 0 || quantity.kind !== "unit" || declared === null) {
        return { problems, gives: null };
      }
      if (sameUnit(quantity.unit, declared)) return closes;
      const problem = equationProblem(
        { owner, what, tree, declared, gives: quantity.unit },
        reading,
      );
      return { problems: [problem], gives: quantity.unit };
    },
  };
}

/** The input of a table is in any unit, or in the one declared; the table gives the variable's. */
function inputOf(owner: Variable, { tree }: Equation): UnitEquation {
  return {
    owner,
    uses: keysIn(tree, owner),
    usesTime: false,
    check(reading) {
      const { problems, quantity } = infer(tree, reading);
      const expected = reading.inputUnitOf(owner.key);
      if (problems.length > 0 || expected === null || fits(quantity, expected, reading.time)) {
        return { problems, gives: null };
      }
      const part = { expression: tree, quantity };
      return { problems: [inputProblem(owner, part, expected, tree.place)], gives: null };
    },
  };
}

/** The unit of every flow, times the unit of time, is that of the stock. */
function flowsOf(model: Model, stock: Variable, definition: StockDefinition): UnitEquation {
  const inflows = new Set<VariableName>(definition.inflows);
  const flows = [...definition.inflows, ...definition.outflows];
  const multiplierOf = ({ key }: VariableName) => model.variables.get(key)?.multiplier ?? null;
  const read = definition.inflows.flatMap((flow) => {
    const multiplier = multiplierOf(flow);
    return multiplier === null ? [] : [...keysIn(multiplier.tree, stock)];
  });
  return {
    owner: stock,
    uses: new Set([stock.key, ...flows.map(({ key }) => key), ...read]),
    usesTime: true,
    check(reading) {
      const declared = reading.unitOf(stock.key);
      const { time } = reading;
      if (declared === null || time === null) return closes;
      const known = flows.flatMap((flow) => {
        const isInflow = inflows.has(flow);
        const multiplier = isInflow ? multiplierOf(flow) : null;
        const unit = multipliedUnit(reading.unitOf(flow.key), multiplier, reading);
        return unit === null ? [] : [{ flow, unit, isInflow, multiplier }];
      });
      const expected = divideUnits(declared, time);
      const misfits = known.filter(({ unit }) => !sameUnit(unit, expected));
      if (misfits.length === 0) return closes;
      const [first] = misfits;
      const agree = known.every(({ unit }) => sameUnit(unit, first.unit));
      const problem =
        misfits.length === 1
          ? flowProblem(stock, declared, first, expected)
          : flowsProblem(stock, declared, misfits, expected);
      return { problems: [problem], gives: agree ? multiplyUnits(first.unit, time) : null };
    },
  };
}

/** In what a flow arrives; null where that is not known. A bare number may turn any unit into any. */
function multipliedUnit(
  unit: Unit | null,
  multiplier: Equation | null,
  reading: Reading,
): Unit | null {
  if (unit === null || multiplier === null) return unit;
  const { quantity } = infer(multiplier.tree, reading);
  return quantity.kind === "unit" ? multiplyUnits(unit, quantity.unit) : null;
}

function netFlowOf(stock: Variable, { tree }: Equation): UnitEquation {
  return {
    owner: stock,
    uses: keysIn(tree, stock),
    usesTime: true,
    check(reading) {
      const { problems, quantity } = infer(tree, reading);
      const declared = reading.unitOf(stock.key);
      const { time } = reading;
      if (problems.length > 0 || declared === null || time === null) {
        return { problems, gives: null };
      }
      const expected = divideUnits(declared, time);
      if (quantity.kind !== "unit" || fits(quantity, expected, null)) return closes;
      const problem = netFlowProblem(stock, tree, quantity.unit, expected);
      return { problems: [problem], gives: multiplyUnits(quantity.unit, time) };
    },
  };
}
