import { binary, constant } from "../../system.js";
import type { Node } from "../../system.js";

/**
 * The sum of many nodes, in halves: a chain of thousands of additions would be a tree as deep, and
 * rounds more.
 */
export function balancedSum(nodes: readonly Node[]): Node {
  if (nodes.length === 0) return constant(0);
  if (nodes.length === 1) return nodes[0];
  const middle = nodes.length >> 1;
  return binary("add", balancedSum(nodes.slice(0, middle)), balancedSum(nodes.slice(middle)));
}
