import { binary, constant, partsOfNode } from "../system.js";
import type { Cell, Node, System, Truth } from "../system.js";
import { isSteady, nodesOf, steadyCells } from "./steady.js";

/**
 * Part of the declared arithmetic: a quotient by what does not change during a run is a product with
 * its reciprocal, and of the factors of a product those that do not change during a run are multiplied
 * first; both are computed once a run. That changes the last bit, so it is left alone where
 * something looks at the quotient that could turn a bit into a jump: a comparison, INT, MODULO, a
 * table with steps, a number of steps. It is decided by the equations alone, not by what varies
 * between futures, and the interpreter has it as well.
 */
export function withReciprocals(system: System): System {
  const steady = steadyCells(system);
  const looked = lookedAt(system);
  const cells = system.cells.map((cell, index): Cell => {
    const exact = looked.has(index);
    switch (cell.kind) {
      case "formula":
        return steady.has(index) ? cell : { ...cell, node: rewrite(cell.node, steady, exact) };
      case "stock":
        return { ...cell, net: rewrite(cell.net, steady, exact) };
      case "memory":
        return { ...cell, next: rewrite(cell.next, steady, exact) };
      case "line":
        return { ...cell, input: rewrite(cell.input, steady, exact) };
      case "arrivals":
        return {
          ...cell,
          input: rewrite(cell.input, steady, exact),
          steps: rewrite(cell.steps, steady, true),
        };
      case "constant":
      case "frozen":
        return cell;
    }
  });
  return { ...system, cells };
}

/**
 * The cells whose value reaches what looks at the last bit: through sums, products and choices, in
 * which a quotient can come out whole, but neither through a stock nor through EXP or a curve, which
 * round it anyway.
 */
function lookedAt({ cells }: System): ReadonlySet<number> {
  const looked = new Set<number>();
  const waiting: number[] = [];
  const mark = (index: number) => {
    if (looked.has(index)) return;
    looked.add(index);
    waiting.push(index);
  };
  const visit = (root: Node, exact: boolean) => {
    const pending: { node: Node | Truth; exact: boolean }[] = [{ node: root, exact }];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      if (next.node.op === "cell" && next.exact) mark(next.node.cell);
      for (const part of partsOfNode(next.node)) {
        pending.push({ node: part, exact: isLookedAt(next.node, part, next.exact) });
      }
    }
  };
  for (const cell of cells) {
    for (const node of nodesOf(cell)) visit(node, false);
    if (cell.kind === "line") mark(cell.steps);
    if (cell.kind === "arrivals") visit(cell.steps, true);
  }
  for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
    const cell = cells[index];
    if (cell.kind === "stock") continue;
    for (const node of nodesOf(cell)) visit(node, true);
  }
  return looked;
}

/** Whether the last bit of a part matters, given whether that of the whole does. */
function isLookedAt(whole: Node | Truth, part: Node | Truth, exact: boolean): boolean {
  switch (whole.op) {
    case "compare":
    case "countQuantile":
      return true;
    case "lookup":
      return whole.table.jumps;
    case "unary":
      if (whole.name === "floor" || whole.name === "truncate") return true;
      return exact && (whole.name === "negate" || whole.name === "absolute");
    case "binary":
      if (whole.name === "modulo") return true;
      // Whether an exponent is whole decides what a negative number to its power is.
      if (whole.name === "power") return part === whole.right;
      return exact && whole.name !== "gammaShare" && whole.name !== "gammaQuantile";
    default:
      return exact;
  }
}

/** A sum of an array is as deep as it has elements, to the left, so it is gone through in a loop. */
function rewriteChain(
  whole: Node & { op: "binary" },
  steady: ReadonlySet<number>,
  exact: boolean,
): Node {
  const chain: { node: Node & { op: "binary" }; exact: boolean }[] = [];
  let first: Node = whole;
  let inside = exact;
  while (first.op === "binary") {
    chain.push({ node: first, exact: inside });
    inside = isLookedAt(first, first.left, inside);
    first = first.left;
  }
  let factors = [rewrite(first, steady, inside)];
  for (const { node, exact } of chain.reverse()) {
    const { name, left, right } = node;
    const part = () => rewrite(right, steady, isLookedAt(node, right, exact));
    if (!exact && name === "multiply") factors.push(part());
    else if (!exact && name === "divide" && isSteady(right, steady) && !isSteady(left, steady)) {
      factors.push(binary("divide", constant(1), right));
    } else factors = [{ ...node, left: product(factors, steady), right: part() }];
  }
  return product(factors, steady);
}

/** The product from left to right; of a mixture, what is steady first. */
function product(factors: readonly Node[], steady: ReadonlySet<number>): Node {
  const multiply = (left: Node, right: Node) => binary("multiply", left, right);
  if (factors.length < 3) return factors.reduce(multiply);
  const first = factors.filter((factor) => isSteady(factor, steady));
  if (first.length < 2) return factors.reduce(multiply);
  return [...first, ...factors.filter((factor) => !first.includes(factor))].reduce(multiply);
}

/** The node with products for quotients; recursion is as deep as an equation. */
function rewrite(node: Node, steady: ReadonlySet<number>, exact: boolean): Node {
  const inner = (part: Node) => rewrite(part, steady, isLookedAt(node, part, exact));
  switch (node.op) {
    case "constant":
    case "cell":
    case "time":
    case "stepTime":
    case "random":
      return node;
    case "unary":
      return { ...node, operand: inner(node.operand) };
    case "binary":
      return rewriteChain(node, steady, exact);
    case "countQuantile": {
      const { of, share, low, high } = node;
      const own =
        of.kind === "poisson"
          ? { ...of, mean: inner(of.mean) }
          : { ...of, trials: inner(of.trials), probability: inner(of.probability) };
      return { ...node, of: own, share: inner(share), low: inner(low), high: inner(high) };
    }
    case "lookup":
      return { ...node, input: inner(node.input) };
    case "select": {
      const { condition, ifTrue, ifFalse } = node;
      return {
        ...node,
        condition: rewriteTruth(condition, steady),
        ifTrue: inner(ifTrue),
        ifFalse: inner(ifFalse),
      };
    }
    case "number":
      return { ...node, truth: rewriteTruth(node.truth, steady) };
  }
}

/** In a comparison every quotient that can come out whole is left as it is. */
function rewriteTruth(truth: Truth, steady: ReadonlySet<number>): Truth {
  switch (truth.op) {
    case "compare": {
      const { left, right } = truth;
      return { ...truth, left: rewrite(left, steady, true), right: rewrite(right, steady, true) };
    }
    case "and":
    case "or": {
      const { left, right } = truth;
      return { ...truth, left: rewriteTruth(left, steady), right: rewriteTruth(right, steady) };
    }
    case "not":
      return { ...truth, operand: rewriteTruth(truth.operand, steady) };
  }
}
