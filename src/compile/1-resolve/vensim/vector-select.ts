import type { Expression } from "#study/expression";

import { binary, compare, constant, select } from "../../system.js";
import type { BinaryName, Node, Truth } from "../../system.js";
import { eachElement } from "../arrays.js";
import type { ArrayLowering } from "../scope.js";
import { sumOf } from "../subscripts.js";

/** An element that may be selected: by a number that is not 0, which also weighs it. */
interface Candidate {
  readonly weight: Node;
  readonly selected: Truth;
  readonly value: Node;
}

/**
 * VECTOR SELECT(selection, expression, missing, action, error action): over the ranges marked
 * with `!`, of what is selected. Actions 0 to 5 weigh: sum, product, least, largest, mean, product
 * of powers; 6 to 10 do not: sum, product, least, largest, mean. `missing` if nothing is selected.
 */
export const vectorSelect: ArrayLowering = (call, scope) => {
  const [selection, expression, missing, action] = call.arguments;
  const both: Expression = {
    kind: "binary",
    operator: "*",
    left: selection,
    right: expression,
    place: call.place,
  };
  const candidates = eachElement(both, scope, "marked").map((inner): Candidate => {
    const weight = inner.resolve(selection, inner);
    const value = inner.resolve(expression, inner);
    return { weight, selected: compare("notEqual", weight, constant(0)), value };
  });
  const any = candidates.reduce<Truth>(
    (found, { selected }) => ({ op: "or", left: found, right: selected }),
    compare("notEqual", constant(0), constant(0)),
  );
  const actionNode = scope.resolve(action, scope);
  const result = choices.reduceRight<Node>(
    (rest, make, index) =>
      select(compare("equal", actionNode, constant(index)), make(candidates), rest),
    constant(Number.NaN),
  );
  return select(any, result, scope.resolve(missing, scope));
};

type Choice = (candidates: readonly Candidate[]) => Node;

const choices: readonly Choice[] = [
  (all) => foldSelected(all, "add", 0, weighed),
  (all) => foldSelected(all, "multiply", 1, weighed),
  (all) => foldSelected(all, "minimum", Infinity, weighed),
  (all) => foldSelected(all, "maximum", -Infinity, weighed),
  (all) => binary("divide", foldSelected(all, "add", 0, weighed), countOf(all)),
  (all) => foldSelected(all, "multiply", 1, ({ weight, value }) => binary("power", value, weight)),
  (all) => foldSelected(all, "add", 0, plain),
  (all) => foldSelected(all, "multiply", 1, plain),
  (all) => foldSelected(all, "minimum", Infinity, plain),
  (all) => foldSelected(all, "maximum", -Infinity, plain),
  (all) => binary("divide", foldSelected(all, "add", 0, plain), countOf(all)),
];

function weighed({ weight, value }: Candidate): Node {
  return binary("multiply", weight, value);
}

function plain({ value }: Candidate): Node {
  return value;
}

function countOf(candidates: readonly Candidate[]): Node {
  return sumOf(candidates.map(({ selected }) => ({ op: "number", truth: selected })));
}

function foldSelected(
  candidates: readonly Candidate[],
  name: BinaryName,
  neutral: number,
  of: (candidate: Candidate) => Node,
): Node {
  return candidates.reduce<Node>(
    (result, candidate) =>
      binary(name, result, select(candidate.selected, of(candidate), constant(neutral))),
    constant(neutral),
  );
}
