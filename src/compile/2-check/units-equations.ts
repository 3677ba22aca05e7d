import type { Equation, Expression } from "#study/expression";
import { partsWithin } from "#study/expression";
import type { Definition, Model, StockDefinition, Variable, VariableName } from "#study/model";
import { divideUnits, multiplyUnits, sameUnit } from "#study/unit";
import type { Unit } from "#study/unit";
import { inferUnit } from "./units-inference.js";
import type { Reading } from "./units-inference.js";
import {
  equationProblem,
  flowProblem,
  flowsProblem,
  netFlowProblem,
} from "./units-declarations.js";
import { inputProblem } from "./units-problems.js";
import { fits } from "./units-quantity.js";
import type { UnitProblem } from "./units-quantity.js";

/** Something that must close in its units: an equation, a stock with its flows. */
export interface UnitEquation {
  readonly owner: Variable;
  /** Keys of the variables whose units it reads, the owner's among them. */
  readonly uses: ReadonlySet<string>;
  /** Whether the unit of time is read, so that a wrong one would show here. */
  readonly usesTime: boolean;
  check(reading: Reading): UnitFinding;
}

/** What is wrong with an equation in one reading of the units; nothing if it closes. */
export interface UnitFinding {
  readonly problems: readonly UnitProblem[];
  /** If the declaration of the owner is all that disagrees: the unit that the equation gives. */
  readonly gives: Unit | null;
}

const closes: UnitFinding = { problems: [], gives: null };

/** Everything in a model that must close, in the order in which it is written. */
export function unitEquationsOf(model: Model): readonly UnitEquation[] {
  return [...model.variables.values()].flatMap((variable) =>
    variable.definitions.flatMap((definition) => equationsOf(variable, definition)),
  );
}

function equationsOf(owner: Variable, definition: Definition): readonly UnitEquation[] {
  switch (definition.kind) {
    case "constant":
    case "data":
    case "driven":
      return [];
    case "equation":
      return [equationOf(owner, definition.equation, "its equation")];
    case "table":
      return definition.input === null ? [] : [inputOf(owner, definition.input)];
    case "stock":
      return [
        equationOf(owner, definition.initial, "its initial value"),
        definition.net === null ? flowsOf(owner, definition) : netFlowOf(owner, definition.net),
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
function flowsOf(stock: Variable, definition: StockDefinition): UnitEquation {
  const inflows = new Set<VariableName>(definition.inflows);
  const flows = [...definition.inflows, ...definition.outflows];
  return {
    owner: stock,
    uses: new Set([stock.key, ...flows.map(({ key }) => key)]),
    usesTime: true,
    check(reading) {
      const declared = reading.unitOf(stock.key);
      const { time } = reading;
      if (declared === null || time === null) return closes;
      const known = flows.flatMap((flow) => {
        const unit = reading.unitOf(flow.key);
        return unit === null ? [] : [{ flow, unit, isInflow: inflows.has(flow) }];
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

function infer(tree: Expression, reading: Reading) {
  const problems: UnitProblem[] = [];
  const quantity = inferUnit(tree, reading, (problem) => problems.push(problem));
  return { problems, quantity };
}

function keysIn(tree: Expression, owner: Variable): ReadonlySet<string> {
  const keys = new Set([owner.key]);
  for (const part of partsWithin(tree)) {
    if (part.kind === "reference" || part.kind === "call") keys.add(part.key);
  }
  return keys;
}
