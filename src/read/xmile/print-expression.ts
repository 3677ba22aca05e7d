import type { Expression } from "#study/expression";
import { printTree } from "../expression/print.js";
import { printName } from "./print-name.js";

export { printNumber } from "../expression/print.js";

/**
 * Writes an expression as XMILE has it. isee's own functions are written without their namespace,
 * as isee's tools have them, unless `isTaken` says that a variable has the key.
 */
export function printExpression(
  tree: Expression,
  isTaken: (key: string) => boolean = () => false,
): string {
  return printTree(tree, {
    name: printName,
    builtin: (name) => functionName(name, isTaken),
  });
}

/** `vensim.PULSE TRAIN` is written `vensim.PULSE_TRAIN`: a name of a vendor's namespace. */
function functionName(name: string, isTaken: (key: string) => boolean): string {
  const joined = name.replace(/\s+/gu, "_");
  const own = joined.startsWith("isee.") ? joined.slice("isee.".length) : joined;
  return isTaken(own.toLowerCase()) ? joined : own;
}
