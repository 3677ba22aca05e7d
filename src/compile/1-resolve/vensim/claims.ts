import { builtins } from "#study/builtins";
import type { Call, Expression, Reference } from "#study/expression";

import { binary, constant, unary } from "../../system.js";
import type { Node } from "../../system.js";
import { elementsOf } from "../elements.js";
import { shared } from "../scope.js";
import type { Scope } from "../scope.js";
import { atLeastSmallest } from "./curves.js";
import type { Curve, CurveKind } from "./curves.js";
import { fromNamed, namedRange, readAt } from "./ranges.js";
import type { NamedRange } from "./ranges.js";

/**
 * By Vensim's number of the kind, the first element of a profile. With ten more, the allocation is in
 * whole numbers (Vensim Help, "ALLOCATE AVAILABLE").
 */
const kinds: readonly CurveKind[] = ["fixed", "rectangular", "triangular", "normal", "exponential"];
const inWholeNumbers = 10;

/** What the first element of a profile says. */
type Kind = Pick<Curve, "kind" | "whole">;

/** The range of those who share: the last of a quantity; null and a report where there is none. */
export function claimants(call: Call, quantity: Expression, scope: Scope): NamedRange | null {
  const range = namedRange(quantity, 1, scope);
  if (range !== null) return range;
  return wanted(call, quantity, scope, "a variable over those who share, as in demand[buyer]");
}

/**
 * The curves of a range: quantities over it, and profiles over it and, from the element named on,
 * four that say kind, priority, width and extra. Null and a report where they are not of that form.
 */
export function curvesOf(
  call: Call,
  [quantity, profile]: readonly [Expression, Expression],
  range: NamedRange,
  scope: Scope,
): readonly Curve[] | null {
  if (quantity.kind !== "reference" || profile.kind !== "reference") {
    return wanted(call, profile, scope, "a profile, as in priority[buyer, ptype]");
  }
  const parts = namedRange(profile, 1, scope);
  const owners = ownersOf(profile, 2, range, scope);
  const partKeys = parts === null ? [] : fromNamed(parts, 4).elements;
  if (partKeys.length < 4) {
    return wanted(call, profile, scope, "a profile of four elements: kind, priority, width, extra");
  }
  if (owners === null) return wanted(call, profile, scope, "a profile for each of those who share");
  const curves: Curve[] = [];
  for (const [index, element] of range.elements.entries()) {
    const part = (place: number) =>
      readAt(
        profile,
        new Map([
          [2, owners[index]],
          [1, partKeys[place]],
        ]),
        scope,
      );
    const kind = kindOf(call, profile, part(0), scope);
    if (kind === null) return null;
    curves.push(
      curveOf(call, element, kind, readAt(quantity, new Map([[1, element]]), scope), scope, [
        part(1),
        part(2),
      ]),
    );
  }
  return curves;
}

/**
 * The curves of requests and priorities over a range, all rectangular and of one width. Null and a
 * report if they are not such.
 */
export function rectangularCurves(
  call: Call,
  [request, priority, width]: readonly [Expression, Expression, Node],
  range: NamedRange,
  scope: Scope,
): readonly Curve[] | null {
  if (request.kind !== "reference" || priority.kind !== "reference") {
    return wanted(call, priority, scope, "a priority for each of those who share");
  }
  const owners = ownersOf(priority, 1, range, scope);
  if (owners === null) return wanted(call, priority, scope, "a priority for each claimant");
  const rectangle: Kind = { kind: "rectangular", whole: false };
  return range.elements.map((element, index) =>
    curveOf(call, element, rectangle, readAt(request, new Map([[1, element]]), scope), scope, [
      readAt(priority, new Map([[1, owners[index]]]), scope),
      width,
    ]),
  );
}

/** Those of another reference's range that stand for the elements of a range; null if none do. */
function ownersOf(
  reference: Reference,
  back: number,
  range: NamedRange,
  scope: Scope,
): readonly string[] | null {
  const dimension = scope.model.variables.get(reference.key)?.dimensions.at(-back);
  if (dimension === undefined) return null;
  const elements = elementsOf(scope.model, dimension);
  if (range.elements.every((element) => elements.includes(element))) return range.elements;
  const subscript = reference.subscripts.at(-back);
  const own = subscript?.kind === "name" ? elementsOf(scope.model, subscript.key) : elements;
  return own.length === range.elements.length ? own : null;
}

function curveOf(
  call: Call,
  element: string,
  { kind, whole }: Kind,
  quantity: Node,
  scope: Scope,
  [priority, width]: readonly [Node, Node],
): Curve {
  const keep = (label: string, node: Node) =>
    shared(scope, `${label} of ${element} in ${call.name}`, call.place, node);
  const asked = binary("maximum", quantity, constant(0));
  return {
    quantity: keep("quantity", whole ? unary("floor", asked) : asked),
    kind,
    whole,
    priority: keep("priority", priority),
    width: keep("width", atLeastSmallest(width)),
  };
}

function wanted(call: Call, argument: Expression, scope: Scope, what: string): null {
  scope.report({
    code: "allocation-argument",
    severity: "error",
    message: `${call.name} wants ${what}`,
    place: argument.place,
    help: `name it by an element or its range: ${builtins.get(call.key)?.example ?? call.name}`,
  });
  return null;
}

/** The kind must be known when the model is compiled: it says what is computed. */
function kindOf(call: Call, profile: Reference, node: Node, scope: Scope): Kind | null {
  const start = scope.startValue(node);
  const value = start === null || start.varies ? null : start.value;
  const whole = value !== null && value >= inWholeNumbers && call.key === sharesWhole;
  const kind = value === null ? undefined : kinds[whole ? value - inWholeNumbers : value];
  if (start !== null && kind !== undefined) {
    scope.fix(start);
    return { kind, whole };
  }
  const { message, help } = kindProblem(value);
  scope.report({
    code: "allocation-kind",
    severity: "error",
    message: `the kind of curve in ${call.name} ${message}`,
    place: profile.place,
    help,
  });
  return null;
}

/** The function that hands out whole numbers. */
const sharesWhole = "vensim.allocate_available";

function kindProblem(value: number | null): { readonly message: string; readonly help: string } {
  const others = "use 0 (fixed), 1 (rectangular), 2 (triangular), 3 (normal) or 4 (exponential)";
  if (value === null) {
    return { message: "changes in the course of a run", help: `make it a constant: ${others}` };
  }
  const shape = value >= inWholeNumbers ? value - inWholeNumbers : value;
  if (shape === 5 || shape === 6) {
    return {
      message: `is ${value}, a truncated curve of constant elasticity, which is not supported`,
      help: `${others}; how its quantity, priority, width and elasticity make the curve could not be made out from Vensim Help, "Specifying the Curves" and "Prioritization, Demand and Supply Curves"`,
    };
  }
  if (kinds[shape] !== undefined && shape !== value) {
    return {
      message: `is ${value}: only ALLOCATE AVAILABLE hands out whole numbers`,
      help: `use ${shape}`,
    };
  }
  return { message: `is ${value}`, help: `${others}; ten more for an allocation in whole numbers` };
}
