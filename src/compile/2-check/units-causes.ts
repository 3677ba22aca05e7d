import type { Model } from "#study/model";
import { divideUnits, formatUnit, multiplyUnits } from "#study/unit";
import type { Unit } from "#study/unit";
import { declarationProblem, timeUnitProblem } from "./units-declarations.js";
import type { UnitEquation, UnitFinding } from "./units-equation.js";
import type { Reading } from "./units-inference.js";
import type { UnitProblem } from "./units-quantity.js";

/**
 * One wrong declaration makes every equation fail that uses it. So that a person reads of it once,
 * the fewest declarations are looked for whose change would close the equations that fail:
 * whichever closes most of them, and breaks none that closes, is reported, then the next (a greedy set
 * cover). What no change of one declaration explains is reported as it stands.
 *
 * Changes that are tried: a variable in the unit that its own equation or its flows give; else a
 * variable, or the unit of time, in the unit that would close an equation which uses it, if that
 * closes at least two.
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
  const open = new Map(failures.map(({ equation, finding }) => [equation, finding]));
  const changed = new Map<string | null, Unit>();
  const reread = readWith(reading, changed);
  for (;;) {
    const [best] = changes
      .map(({ change, closed }) => ({
        change,
        explained: [...closed].filter((equation) => open.has(equation)),
      }))
      .filter(({ change, explained }) => explained.length >= leastOf(change))
      .toSorted((a, b) => b.explained.length - a.explained.length);
    if (best === undefined) break;
    const { change, explained } = best;
    const problems = explained.flatMap((equation) => open.get(equation)?.problems ?? []);
    reports.push({ at: change.key, problem: change.describe(problems) });
    changed.set(change.key, change.unit);
    for (const equation of explained) open.delete(equation);
    // And what two wrong declarations explain together.
    for (const equation of open.keys()) {
      if (reads(equation, change) && equation.check(reread).problems.length === 0) {
        open.delete(equation);
      }
    }
  }
  for (const [equation, { problems }] of open) {
    reports.push(...problems.map((problem) => ({ at: equation.owner.key, problem })));
  }
  return inOrder(model, reports);
}

/** By the order of the variables; of a variable's elements, what is said of all is said once. */
function inOrder(model: Model, reports: readonly Report[]): readonly UnitProblem[] {
  const order = new Map<string | null, number>(
    [null, ...model.variables.keys()].map((key, index) => [key, index]),
  );
  const once = new Map(reports.map((report) => [`${report.at} ${report.problem.message}`, report]));
  return [...once.values()]
    .toSorted((a, b) => (order.get(a.at) ?? 0) - (order.get(b.at) ?? 0))
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
      if (!isBaseUnit(unit)) continue;
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

/** Whether people could count time in it. */
function isBaseUnit(unit: Unit): boolean {
  return unit.size === 1 && [...unit.values()].every(({ exponent }) => exponent === 1);
}

/** The failures that a change closes; none if it would break an equation that closes as it is. */
function closedBy(
  change: Change,
  failures: readonly Failure[],
  equations: readonly UnitEquation[],
  reading: Reading,
): ReadonlySet<UnitEquation> {
  const reread = readWith(reading, new Map([[change.key, change.unit]]));
  const closesNow = (equation: UnitEquation) => equation.check(reread).problems.length === 0;
  const failing = new Set(failures.map(({ equation }) => equation));
  const touched = equations.filter((one) => reads(one, change));
  if (touched.some((one) => !failing.has(one) && !closesNow(one))) return new Set();
  return new Set(touched.filter((one) => failing.has(one) && closesNow(one)));
}

function reads(equation: UnitEquation, { key }: Change): boolean {
  return key === null || equation.uses.has(key);
}

function readWith(reading: Reading, units: ReadonlyMap<string | null, Unit>): Reading {
  return {
    variables: reading.variables,
    inputUnitOf: reading.inputUnitOf,
    get time() {
      return units.get(null) ?? reading.time;
    },
    unitOf: (key) => units.get(key) ?? reading.unitOf(key),
  };
}
