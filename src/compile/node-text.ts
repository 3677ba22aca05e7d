import type { Node, Truth } from "./system.js";

const binarySigns: Readonly<Record<string, string>> = {
  add: "+",
  subtract: "−",
  multiply: "·",
  divide: "/",
  power: "^",
  less: "<",
  lessOrEqual: "≤",
  equal: "=",
  notEqual: "≠",
  and: "and",
  or: "or",
};

/** What computes a number, as people write it; every inner operation in parentheses. */
export function nodeText(node: Node | Truth, nameOf: (cell: number) => string): string {
  const inner = (part: Node | Truth): string => {
    const text = nodeText(part, nameOf);
    return /^\(|^[^()]*$/u.test(text) && !/[ ]/u.test(text) ? text : bracketed(part, text);
  };
  switch (node.op) {
    case "constant":
      return String(node.value);
    case "cell":
      return nameOf(node.cell);
    case "time":
      return "time";
    case "stepTime":
      return "time at the start of the step";
    case "random":
      return `random(${node.stream})`;
    case "unary":
      return node.name === "negate"
        ? `−${inner(node.operand)}`
        : `${node.name}(${nodeText(node.operand, nameOf)})`;
    case "not":
      return `not ${inner(node.operand)}`;
    case "binary":
    case "compare": {
      const sign = binarySigns[node.name];
      if (sign !== undefined) return `${inner(node.left)} ${sign} ${inner(node.right)}`;
      return `${node.name}(${nodeText(node.left, nameOf)}, ${nodeText(node.right, nameOf)})`;
    }
    case "and":
    case "or":
      return `${inner(node.left)} ${node.op} ${inner(node.right)}`;
    case "countQuantile":
      return `${node.of.kind} quantile of ${inner(node.share)}`;
    case "lookup": {
      const { breaks, search } = node.table;
      return `table of ${breaks.length} records by ${search.kind}(${nodeText(node.input, nameOf)})`;
    }
    case "select": {
      const [condition, ifTrue, ifFalse] = [node.condition, node.ifTrue, node.ifFalse].map(inner);
      return `if ${condition} then ${ifTrue} else ${ifFalse}`;
    }
    case "number":
      return `1 if ${nodeText(node.truth, nameOf)}, else 0`;
  }
}

/** A name of several words needs no brackets, an operation does. */
function bracketed(part: Node | Truth, text: string): string {
  return ["cell", "constant", "time", "lookup"].includes(part.op) ? text : `(${text})`;
}
