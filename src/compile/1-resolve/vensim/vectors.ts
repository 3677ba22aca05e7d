import type { Call, Expression } from "#study/expression";

import { binary, compare, constant, select } from "../../system.js";
import type { CompareName, Node } from "../../system.js";
import { elementsOf } from "../elements.js";
import { madeOnce, shared, unknown } from "../scope.js";
import type { ArrayLowering, Scope } from "../scope.js";
import { reducedOf, sumOf } from "../subscripts.js";
import { notAvailable } from "./arithmetic.js";
import { namedRange, readAt, withoutRange } from "./ranges.js";

/** A vector that a reference names by one of its elements: the last subscript runs. */
interface Vector {
  readonly nodes: readonly Node[];
  /** Where in it the element that the reference names stands, from 0. */
  readonly position: number;
  /** What else the nodes depend on. */
  readonly bindings: ReadonlyMap<string, string>;
}

/** The elements over the last dimension of a reference, or null (and a report) if it has none. */
function vectorOf(expression: Expression, scope: Scope, name: string): Vector | null {
  const range = namedRange(expression, 1, scope);
  if (expression.kind !== "reference" || range === null) {
    scope.report({
      code: "vector-wanted",
      severity: "error",
      message: `${name} wants a variable over a dimension here`,
      place: expression.place,
      help: "name an arrayed variable by its first or present element, as in price[seller]",
    });
    return null;
  }
  return {
    nodes: range.elements.map((element) => readAt(expression, new Map([[1, element]]), scope)),
    position: range.position,
    bindings: withoutRange(scope, range).bindings,
  };
}

/** For each element how many stand before it; equal ones in the order in which they are. */
function ranksOf(call: Call, vector: Vector, scope: Scope): readonly Node[] {
  return madeOnce(scope, call, vector.bindings, () => {
    const rising = compare("less", constant(0), scope.resolve(call.arguments[1], scope));
    const values = vector.nodes.map((node) => shared(scope, call.name, call.place, node));
    return values.map((value, index) => {
      const before = values.flatMap((other, position) => {
        if (position === index) return [];
        const ties: CompareName = position < index ? "lessOrEqual" : "less";
        const smaller: Node = { op: "number", truth: compare(ties, other, value) };
        const larger: Node = { op: "number", truth: compare(ties, value, other) };
        return [select(rising, smaller, larger)];
      });
      return shared(scope, `rank in ${call.name}`, call.place, sumOf(before));
    });
  });
}

/** The node at a computed position from 0; `otherwise` beyond the ends. */
function chosen(nodes: readonly Node[], position: Node, otherwise: Node): Node {
  return nodes.reduceRight(
    (rest, node, index) => select(compare("equal", position, constant(index)), node, rest),
    otherwise,
  );
}

/** VECTOR SORT ORDER(vector, direction): the position from 0 of what belongs at this place. */
const sortOrder: ArrayLowering = (call, scope) => {
  const vector = vectorOf(call.arguments[0], scope, call.name);
  if (vector === null) return unknown;
  const here = ranksOf(call, vector, scope).map((rank, index) =>
    select(compare("equal", rank, constant(vector.position)), constant(index), constant(0)),
  );
  return sumOf(here);
};

/** VECTOR RANK(vector, direction): the rank of this element, from 1. */
const rank: ArrayLowering = (call, scope) => {
  const vector = vectorOf(call.arguments[0], scope, call.name);
  if (vector === null) return unknown;
  return binary("add", ranksOf(call, vector, scope)[vector.position], constant(1));
};

/** VECTOR REORDER(vector, order): the element at the position that `order` has here. */
const reorder: ArrayLowering = (call, scope) => {
  const vector = vectorOf(call.arguments[0], scope, call.name);
  if (vector === null) return unknown;
  return chosen(vector.nodes, scope.resolve(call.arguments[1], scope), constant(notAvailable));
};

/** VECTOR ELM MAP(vector, offset): the element that stands `offset` behind the one named. */
const elementMap: ArrayLowering = (call, scope) => {
  const [reference, offset] = call.arguments;
  const vector = vectorOf(reference, scope, call.name);
  if (vector === null) return unknown;
  const position = binary("add", scope.resolve(offset, scope), constant(vector.position));
  const name = `position in ${call.name}`;
  const shown = shared(scope, name, call.place, position);
  return chosen(vector.nodes, shown, constant(notAvailable));
};

/** element position[range](p1, p2, …): the number that belongs to the present element. */
const elementPosition: ArrayLowering = (call, scope) => {
  const [range] = call.subscripts;
  if (range?.kind !== "name") return unknown;
  const binding = range.reduced ? reducedOf(range.key) : range.key;
  const present = scope.bindings.get(binding) ?? range.key;
  const position = call.arguments[elementsOf(scope.model, range.key).indexOf(present)];
  return position === undefined ? unknown : scope.resolve(position, scope);
};

export const vectorLowerings: ReadonlyMap<string, ArrayLowering> = new Map<string, ArrayLowering>([
  ["vensim.vector_sort_order", sortOrder],
  ["vensim.vector_rank", rank],
  ["vensim.vector_reorder", reorder],
  ["vensim.vector_elm_map", elementMap],
  ["vensim.element_position", elementPosition],
]);
