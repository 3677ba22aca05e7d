import type { Call } from "#study/expression";

import { binary, compare, constant, select } from "../system.js";
import type { Node, Truth } from "../system.js";
import { eachElement } from "./arrays.js";
import { shared, unknown } from "./scope.js";
import type { ArrayLowering, Scope } from "./scope.js";
import { sumOf } from "./subscripts.js";

/**
 * RANK(array, rank[, second array]): the position, from 1, of the element that stands at the given
 * place in ascending order; ties go by the second array, then by position; 0 where there is no such
 * place (XMILE 1.0, section 3.7.1.3, and for indices out of range 3.7.1).
 */
export const rank: ArrayLowering = (call, scope) => {
  const keys = [call.arguments[0], call.arguments[2]].flatMap((argument) =>
    argument === undefined ? [] : [elementsIn(argument, call, scope)],
  );
  const [first, second] = keys;
  if (second !== undefined && second.length !== first.length) {
    scope.report({
      code: "rank-sizes",
      severity: "error",
      message: `RANK orders ${first.length} elements, and ties by ${second.length} others`,
      place: call.place,
      help: "give two arrays of the same size",
    });
    return unknown;
  }
  const wanted = shared(scope, "rank wanted", call.place, scope.resolve(call.arguments[1], scope));
  const positions = first.map((_, position) => {
    const ahead = first.map((_other, other) =>
      other === position ? constant(0) : count(comesBefore(keys, other, position)),
    );
    const place = binary("add", constant(1), sumOf(ahead));
    return select(compare("equal", place, wanted), constant(position + 1), constant(0));
  });
  return sumOf(positions);
};

function elementsIn(argument: Call["arguments"][number], call: Call, scope: Scope): Node[] {
  return eachElement(argument, scope).map((inner, index) =>
    shared(scope, `element ${index + 1} in RANK`, call.place, inner.resolve(argument, inner)),
  );
}

/** Whether the one element comes before the other in ascending order. */
function comesBefore(keys: readonly (readonly Node[])[], one: number, other: number): Truth {
  const [first, second] = keys;
  const less = compare("less", first[one], first[other]);
  const tie = compare("equal", first[one], first[other]);
  const earlier = one < other;
  if (second === undefined) return earlier ? { op: "or", left: less, right: tie } : less;
  const secondLess = compare("less", second[one], second[other]);
  const secondTie = compare("equal", second[one], second[other]);
  const byTie: Truth = earlier ? { op: "or", left: secondLess, right: secondTie } : secondLess;
  return { op: "or", left: less, right: { op: "and", left: tie, right: byTie } };
}

function count(truth: Truth): Node {
  return { op: "number", truth };
}
