// Nodes of a resolved system as expressions of JavaScript.

const unary = {
  negate: (of) => `(-${of})`,
  absolute: (of) => `Math.abs(${of})`,
  squareRoot: (of) => `Math.sqrt(${of})`,
  floor: (of) => `Math.floor(${of})`,
  truncate: (of) => `Math.trunc(${of})`,
  exp: (of) => `Math.exp(${of})`,
  ln: (of) => `Math.log(${of})`,
  log10: (of) => `Math.log10(${of})`,
  sin: (of) => `Math.sin(${of})`,
  cos: (of) => `Math.cos(${of})`,
  tan: (of) => `Math.tan(${of})`,
  arcsin: (of) => `Math.asin(${of})`,
  arccos: (of) => `Math.acos(${of})`,
  arctan: (of) => `Math.atan(${of})`,
};
const binary = {
  add: (left, right) => `(${left} + ${right})`,
  subtract: (left, right) => `(${left} - ${right})`,
  multiply: (left, right) => `(${left} * ${right})`,
  divide: (left, right) => `(${left} / ${right})`,
  minimum: (left, right) => `Math.min(${left}, ${right})`,
  maximum: (left, right) => `Math.max(${left}, ${right})`,
  power: (left, right) => `Math.pow(${left}, ${right})`,
};
const comparisons = { less: "<", lessOrEqual: "<=", equal: "===", notEqual: "!==" };

/** What the expressions call for tables: by cells of one width, else by going through the breaks. */
export const lookupText = `function cellLookup(rows, low, high, scale, offset, x) {
  const input = x < low ? low : x > high ? high : x;
  const at = 2 * ((input * scale + offset + 0.5) | 0);
  return rows[at] + rows[at + 1] * input;
}
function breakLookup(breaks, rows, low, high, x) {
  const input = x < low ? low : x > high ? high : x;
  let at = 0;
  while (at + 1 < breaks.length && breaks[at + 1] <= input) at++;
  return rows[2 * at] + rows[2 * at + 1] * input;
}`;

/**
 * The expression of a node; a cell is called `v` and its number. Definitions of the tables that it
 * reads are added to `tables`. Throws for what has no counterpart here.
 */
export function expressionOf(node, tables) {
  const text = (part) => expressionOf(part, tables);
  switch (node.op) {
    case "constant":
      return `(${node.value})`;
    case "cell":
      return `v${node.cell}`;
    case "time":
    case "stepTime":
      return node.op;
    case "unary":
    case "binary": {
      const write = (node.op === "unary" ? unary : binary)[node.name];
      if (write === undefined) throw new Error(`the function ${node.name} is not generated`);
      return node.op === "unary"
        ? write(text(node.operand))
        : write(text(node.left), text(node.right));
    }
    case "lookup": {
      const { breaks, intercepts, slopes, low, high, search } = node.table;
      const array = (numbers) => {
        const name = `table${tables.length}`;
        tables.push(`const ${name} = new Float64Array([${[...numbers].join(", ")}]);`);
        return name;
      };
      const input = text(node.input);
      if (search.kind === "cells") {
        const { records, scale, offset } = search;
        return `cellLookup(${array(records)}, ${low}, ${high}, ${scale}, ${offset}, ${input})`;
      }
      const rows = intercepts.flatMap((intercept, at) => [intercept, slopes[at]]);
      return `breakLookup(${array(breaks)}, ${array(rows)}, ${low}, ${high}, ${input})`;
    }
    case "select":
      return `(${text(node.condition)} ? ${text(node.ifTrue)} : ${text(node.ifFalse)})`;
    case "number":
      return `(${text(node.truth)} ? 1 : 0)`;
    case "compare":
      return `(${text(node.left)} ${comparisons[node.name]} ${text(node.right)})`;
    case "and":
    case "or":
      return `(${text(node.left)} ${node.op === "and" ? "&&" : "||"} ${text(node.right)})`;
    case "not":
      return `!${text(node.operand)}`;
    default:
      throw new Error(`${node.op} is not generated`);
  }
}
