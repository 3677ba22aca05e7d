import type { Expression } from "#study/expression";
import { sameTree as sameTreeExactly } from "../expression/same-tree.js";
import { vendorFunction } from "./functions.js";

/**
 * Whether two expressions mean the same, node by node, wherever they stand and however spelled;
 * `one` may have the functions of vendors without their namespace.
 */
export function sameTree(one: Expression, other: Expression): boolean {
  return sameTreeExactly(
    one,
    other,
    (key, otherKey) => key === otherKey || vendorFunction(key)?.key === otherKey,
  );
}
