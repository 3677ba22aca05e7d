import type { Call, Expression } from "#study/expression";

import { binary } from "../../system.js";
import type { Node } from "../../system.js";
import { elementsOf } from "../elements.js";
import { madeOnce, unknown, withBindings } from "../scope.js";
import type { ArrayLowering, Scope } from "../scope.js";
import { fromNamed, namedRange, readAt } from "./ranges.js";

/** A search is given up after so many turns, whatever is asked for. */
const mostTurns = 50;

/**
 * FIND ZERO(xs, z, zs, xi, n, skip, tol, max iter, method): what the variable on the left has to be,
 * over its last range, for z to be zero, which depends on it in the same step: nonlinear equations
 * solved at once, from xi on in each step. `xs` times x and `zs` times z are of order 1 (Vensim Help,
 * "FIND ZERO"). n of the elements take part, of which the first `skip` keep xi and have no equation,
 * for systems that leave the level open. It is near enough where no |z · zs| is above tol; where it
 * does not come so near within `max iter` turns, at most 50 or as many as there is room for, x is no number.
 *
 * The search is always Newton's, each turn of which is shortened until z comes nearer to zero
 * (`zeros.ts`), whichever method the number asks for: where there are several zeros it may be another
 * one than Vensim's, which is told as a warning.
 */
export const findZero: ArrayLowering = (call, scope) => {
  const bound = scope.positions.at(-1);
  if (bound === undefined || !scope.model.dimensions.has(bound.key)) {
    return wrong(call, call, scope, "must stand in an equation over a range, as x[s] = …");
  }
  const elements = elementsOf(scope.model, bound.key);
  const common = new Map(scope.bindings);
  common.delete(bound.key);
  const parts = madeOnce(scope, call, common, () => search(call, scope, bound.key, elements));
  return parts[elements.indexOf(bound.element)] ?? unknown;
};

function search(
  call: Call,
  scope: Scope,
  range: string,
  elements: readonly string[],
): readonly Node[] {
  const [scales, zeros, zeroScales, starts, count, skip, tolerance, most, method] = call.arguments;
  const [taking, skipped, turns] = [count, skip, most].map((argument) => known(argument, scope));
  const size = elements.length;
  if (taking === null || taking < 1 || taking > size) {
    wrong(call, count, scope, `takes 1 to ${size} elements here, by a number that stays the same`);
    return [];
  }
  if (skipped === null || skipped < 0 || skipped >= taking) {
    wrong(
      call,
      skip,
      scope,
      `can skip 0 to ${taking - 1} elements, by a number that stays the same`,
    );
    return [];
  }
  if (turns === null || turns < 1) {
    wrong(call, most, scope, "wants a whole number of at least 1 as its most turns");
    return [];
  }
  // It says nothing that is followed here, but must be something.
  scope.resolve(method, scope);
  warn(call, scope, skipped);
  const at = (vector: Expression, index: number) =>
    elementOf(vector, index, elements[index], range, scope);
  const near = scope.resolve(tolerance, scope);
  const searched = elements.slice(skipped, taking);
  const labels = searched.map((element) => `${element} of ${call.name}`);
  const { file, line, column } = call.place;
  const group = [scope.owner, file, line, column].join(" ");
  const found = scope.addStates(labels, call.place, () =>
    searched.map((_, number) => {
      const index = skipped + number;
      const node = binary("multiply", at(zeros, index), at(zeroScales, index));
      const [from, scale] = [at(starts, index), at(scales, index)];
      const limits = { tolerance: near, turns: Math.min(turns, mostTurns) };
      return { kind: "formula", node, unknown: { group, from, scale, ...limits } } as const;
    }),
  );
  return elements.map((_, index) => found[index - skipped] ?? at(starts, index));
}

/** An element of a vector: from the one that it names on, or the one of the range on the left. */
function elementOf(
  vector: Expression,
  index: number,
  element: string,
  range: string,
  scope: Scope,
): Node {
  const named = namedRange(vector, 1, scope);
  if (vector.kind === "reference" && named !== null) {
    const subscript = vector.subscripts.at(-1);
    const isElement = subscript?.kind === "name" && !scope.model.dimensions.has(subscript.key);
    const own = isElement ? fromNamed(named).elements[index] : undefined;
    if (own !== undefined) return readAt(vector, new Map([[1, own]]), scope);
  }
  return scope.resolve(vector, withBindings(scope, new Map([[range, element]])));
}

/** A whole number that is known when the model is compiled, or null. */
function known(argument: Expression, scope: Scope): number | null {
  const start = scope.startValue(scope.resolve(argument, scope));
  if (start === null || start.varies || !Number.isInteger(start.value)) return null;
  scope.fix(start);
  return start.value;
}

function wrong(call: Call, { place }: Expression, scope: Scope, what: string): Node {
  scope.report({
    code: "find-zero",
    severity: "error",
    message: `${call.name} ${what}`,
    place,
    help: "write x[s] = FIND ZERO(xs[s], z[s], zs[s], xi[s], ELMCOUNT(s), 0, 1e-6, 50, 0)",
  });
  return unknown;
}

function warn({ name, place }: Call, scope: Scope, skipped: number): void {
  const left =
    skipped === 0
      ? ""
      : `; the first ${skipped === 1 ? "element keeps its initial value" : `${skipped} elements keep their initial values`}`;
  scope.report({
    code: "find-zero-method",
    severity: "warning",
    message: `${name} searches by Newton's method here, whatever its last argument: where there are several zeros, Vensim may find another one${left}`,
    place,
  });
}
