import type { Equation } from "#study/expression";
import type { Conveyor, Definition, Variable } from "#study/model";
import { dimensionless, divideUnits } from "#study/unit";
import type { Unit } from "#study/unit";
import type { Reading } from "./units-inference.js";
import { closes, infer, keysIn } from "./units-equation.js";
import type { UnitEquation } from "./units-equation.js";
import { settingProblem } from "./units-problems.js";
import { fits } from "./units-quantity.js";

/** The unit that a setting is in; null where that is not known, or where any will do. */
type Expected = (reading: Reading) => Unit | null;

const any: Expected = () => null;
const perTime = (unit: Unit | null, { time }: Reading): Unit | null =>
  unit === null || time === null ? null : divideUnits(unit, time);

/** What sets how a conveyor moves: its transit time in units of time, its limits in its own unit. */
export function conveyorEquations(owner: Variable, conveyor: Conveyor): readonly UnitEquation[] {
  const held: Expected = (reading) => reading.unitOf(owner.key);
  const { transitTime, capacity, inflowLimit, sample, arrest } = conveyor;
  return [
    settingOf(owner, transitTime, "The transit time", ({ time }) => time),
    settingOf(owner, capacity, "The capacity", held),
    settingOf(owner, inflowLimit, "The inflow limit", (reading) => perTime(held(reading), reading)),
    settingOf(owner, sample, "The sample condition", any),
    settingOf(owner, arrest, "The arrest condition", any),
  ].flat();
}

/** The share that leaks from a conveyor: of what entered a pure number, of what is there per time. */
export function leakageEquations(
  owner: Variable,
  { by, leakage }: Definition & { readonly kind: "driven" },
): readonly UnitEquation[] {
  return settingOf(owner, leakage?.fraction ?? null, "The leak fraction", (reading) => {
    const conveyor = reading.variables.get(by);
    const exponential = conveyor?.definitions.some(
      (one) =>
        one.kind === "stock" && one.container?.kind === "conveyor" && one.container.exponentialLeak,
    );
    return exponential === true ? perTime(dimensionless, reading) : dimensionless;
  });
}

/** A multiplier may be in any unit: it tells from what to what its flow is turned. */
export function multiplierEquations(owner: Variable): readonly UnitEquation[] {
  return settingOf(owner, owner.multiplier ?? null, "The multiplier", any);
}

function settingOf(
  owner: Variable,
  equation: Equation | null,
  what: string,
  expectedIn: Expected,
): readonly UnitEquation[] {
  if (equation === null) return [];
  const { tree } = equation;
  return [
    {
      owner,
      uses: keysIn(tree, owner),
      usesTime: true,
      check(reading) {
        const { problems, quantity } = infer(tree, reading);
        const expected = expectedIn(reading);
        // A bare number is in the unit that is meant, as in any whole equation.
        const closed = expected === null || quantity.kind === "number";
        if (problems.length > 0 || closed || fits(quantity, expected, reading.time)) {
          return problems.length > 0 ? { problems, gives: null } : closes;
        }
        const part = { expression: tree, quantity };
        return { problems: [settingProblem(owner, what, part, expected)], gives: null };
      },
    },
  ];
}
