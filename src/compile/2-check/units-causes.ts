import type { Model } from "#study/model";
import { divideUnits, formatUnit, multiplyUnits } from "#study/unit";
import type { Unit } from "#study/unit";
import { declarationProblem, timeUnitProblem } from "./units-declarations.js";
import type { UnitEquation, UnitFinding } from "./units-equations.js";
import type { Reading } from "./units-inference.js";
import type { UnitProblem } from "./units-quantity.js";

/**
 * One wrong declaration makes every equation fail that uses it. So that a person reads of it once,
 * the fewest declarations are looked for whose change would close the equations that fail:
 * whichever closes most of them is reported, then the next (a greedy set cover). What no change of
 * one declaration explains is reported as it stands.
 *
 * Changes that are tried: a variable in the unit that its own equation or its flows give; else a
 * variable, or the unit of time, in the unit that would close an equation which uses it, if that
 * closes two equations and breaks none.
 */
export function causesOf(
  model: Model,
  equations: readonly UnitEquation[],
  reading: Reading,
): readonly UnitProblem[] {
  const failures = equations.flatMap((equation) => {
    const finding = equation.check(reading);
    return finding.problems.length === 0 ? [] : [{ equation, finding }];
  });
  const changes = [
    ...ownChanges(failures),
    ...(failures.length > 1 ? otherChanges(model, failures, reading) : []),
  ]
    .map((change) => ({ change, closed: closedBy(change, failures, equations, reading) }))
    .filter(({ change, closed }) => closed.size >= leastOf(change));
  const reports: Report[] = [];
  let open: readonly Failure[] = failures;
  let changed = reading;
  for (;;) {
    const [best] = changes
      .map(({ change, closed }) => ({
        change,
        explained: open.filter(({ equation }) => closed.has(equation)),
      }))
      .filter(({ change, explained }) => explained.length >= leastOf(change))
      .toSorted((a, b) => b.explained.length - a.explained.length);
    if (best === undefined) break;
    const problems = best.explained.flatMap(({ finding }) => finding.problems);
    reports.push({ at: best.change.key, problem: best.change.describe(problems) });
    changed = readWith(changed, best.change);
    // Beside what this one explains, what two wrong declarations explain together.
    open = open.filter(
      (failure) =>
        !best.explained.includes(failure) && failure.equation.check(changed).problems.length > 0,
    );
  }
  for (const { equation, finding } of open) {
    reports.push(...finding.problems.map((problem) => ({ at: equation.owner.key, problem })));
  }
  const order = [null, ...model.variables.keys()];
  return reports
    .toSorted((a, b) => order.indexOf(a.at) - order.indexOf(b.at))
    .map(({ problem }) => problem);
}

/** A problem and the key of the variable at which it is reported, null for the time settings. */
interface Report {
  readonly at: string | null;
  readonly problem: UnitProblem;
}

interface Failure {
  readonly equation: UnitEquation;
  readonly finding: UnitFinding;
}

/** Reading one declaration in another unit; `key` is null for the unit of time. */
interface Change {
  readonly key: string | null;
  readonly unit: Unit;
  /** Whether the variable's own equation or flows ask for it. */
  readonly own: boolean;
  describe(closed: readonly UnitProblem[]): UnitProblem;
}

/** A change that no own equation asks for has to explain more than one failure. */
function leastOf(change: Change): number {
  return change.own ? 1 : 2;
}

/** Those first whose equations read no other variable that fails: causes before consequences. */
function ownChanges(failures: readonly Failure[]): readonly Change[] {
  const failing = new Set(failures.map(({ equation }) => equation.owner.key));
  const othersRead = ({ uses, owner }: UnitEquation) =>
    [...uses].filter((key) => key !== owner.key && failing.has(key)).length;
  return failures
    .toSorted((a, b) => othersRead(a.equation) - othersRead(b.equation))
    .flatMap(({ equation, finding }) => {
      const [problem] = finding.problems;
      const { key } = equation.owner;
      const unit = finding.gives;
      return unit === null ? [] : [{ key, unit, own: true, describe: () => problem }];
    });
}

function otherChanges(
  model: Model,
  failures: readonly Failure[],
  reading: Reading,
): readonly Change[] {
  const uses = new Map<string, number>();
  for (const { equation } of failures) {
    for (const key of equation.uses) uses.set(key, (uses.get(key) ?? 0) + 1);
  }
  const changes = new Map<string, Change>();
  for (const { equation, finding } of failures) {
    const keys = [...equation.uses].filter(
      (key) => key !== equation.owner.key && uses.get(key)! > 1,
    );
    for (const { missing } of finding.problems) {
      if (missing === undefined) continue;
      for (const key of keys) {
        const variable = model.variables.get(key);
        const declared = reading.unitOf(key);
        if (variable === undefined || declared === null) continue;
        for (const unit of [multiplyUnits(declared, missing), divideUnits(declared, missing)]) {
          changes.set(`${key} ${formatUnit(unit)}`, {
            key,
            unit,
            own: false,
            describe: (closed) => declarationProblem(variable, declared, unit, closed),
          });
        }
      }
      const { time } = reading;
      if (!equation.usesTime || time === null) continue;
      const unit = multiplyUnits(time, missing);
      changes.set(` ${formatUnit(unit)}`, {
        key: null,
        unit,
        own: false,
        describe: (closed) => timeUnitProblem(model, time, unit, closed),
      });
    }
  }
  return [...changes.values()];
}

/** The failures that a change closes; none if it would break an equation that closes as it is. */
function closedBy(
  change: Change,
  failures: readonly Failure[],
  equations: readonly UnitEquation[],
  reading: Reading,
): ReadonlySet<UnitEquation> {
  const changed = readWith(reading, change);
  const touched = ({ uses }: UnitEquation) => change.key === null || uses.has(change.key);
  const closesIn = (equation: UnitEquation) => equation.check(changed).problems.length === 0;
  const failing = failures.map(({ equation }) => equation);
  // A variable's own equation speaks for a change even if others speak against it.
  if (!change.own) {
    const asked = new Set(failing);
    const breaks = equations.some(
      (equation) => !asked.has(equation) && touched(equation) && !closesIn(equation),
    );
    if (breaks) return new Set();
  }
  return new Set(failing.filter((equation) => touched(equation) && closesIn(equation)));
}

function readWith(reading: Reading, { key, unit }: Change): Reading {
  return {
    ...reading,
    time: key === null ? unit : reading.time,
    unitOf: (asked) => (asked === key ? unit : reading.unitOf(asked)),
  };
}
