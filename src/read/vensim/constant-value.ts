import { binaryValue } from "#study/binary-value";
import { builtins } from "#study/builtins";
import type { BinaryOperator, Expression } from "#study/expression";
import type { Definition, Variable } from "#study/model";

/** Why the value at the start cannot be told from the text alone. */
export interface NoValue {
  readonly why: string;
}

/** Equations and what they use may stand in one another this deep; more is mostly a circle. */
const deepest = 1500;

/** Functions that change over time by themselves. */
const varying: ReadonlySet<string> = new Set(["test input", "delay", "memory", "random", "data"]);

/** Operations and look-ups before it is given up: shared parts are computed again each time. */
const mostSteps = 100_000;

/**
 * Computes scalars at the start of a run without compiling: arithmetic, comparisons, conditions
 * and a few functions. Used for the time settings only, which must be known before.
 */
export class StartValues {
  readonly #variables: ReadonlyMap<string, Variable>;
  #start: number | null = null;
  #step: number | null = null;
  #steps = 0;

  constructor(variables: ReadonlyMap<string, Variable>) {
    this.#variables = variables;
  }

  /** The time at which the run begins, once it is known. */
  set start(time: number) {
    this.#start = time;
  }

  /** The time step, once it is known: test inputs switch half a step early. */
  set step(step: number) {
    this.#step = step;
  }

  of(key: string): number | NoValue {
    this.#steps = 0;
    try {
      return this.#variable(key, 0);
    } catch (problem) {
      if (problem instanceof Unknown) return { why: problem.message };
      throw problem;
    }
  }

  /** Whether the variable depends on time or on a stock. */
  varies(key: string): boolean {
    const seen = new Set<string>();
    const waiting = [key];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (next === "time" || varying.has(builtins.get(next)?.family ?? "array")) return true;
      if (seen.has(next)) continue;
      seen.add(next);
      for (const definition of this.#variables.get(next)?.definitions ?? []) {
        if (definition.kind === "stock" || definition.kind === "data") return true;
        const tree = treeOf(definition);
        if (tree !== null) waiting.push(...keysIn(tree));
      }
    }
    return false;
  }

  /** The middle of the first step. */
  #middle(): number {
    if (this.#start === null || this.#step === null) throw new Unknown("it depends on Time");
    return this.#start + this.#step / 2;
  }

  #variable(key: string, depth: number): number {
    if (key === "time") {
      if (this.#start !== null) return this.#start;
      throw new Unknown("it depends on Time");
    }
    const variable = this.#variables.get(key);
    if (variable === undefined) throw new Unknown(`"${key}" is not defined`);
    if (variable.dimensions.length > 0) throw new Unknown(`"${variable.name}" is an array`);
    const definition = variable.definitions[0];
    if (definition?.kind === "constant") return definition.value;
    const tree = definition === undefined ? null : treeOf(definition);
    if (tree === null) throw new Unknown(`"${variable.name}" is read from a table`);
    return this.#value(tree, depth + 1);
  }

  #value(expression: Expression, depth: number): number {
    this.#steps += 1;
    if (depth > deepest) throw new Unknown("it depends on itself, or is too deep");
    if (this.#steps > mostSteps) throw new Unknown("it takes too long to compute");
    const value = (part: Expression) => this.#value(part, depth + 1);
    switch (expression.kind) {
      case "number":
        return expression.value;
      case "reference":
        if (expression.subscripts.length > 0) throw new Unknown(`it uses "${expression.name}[…]"`);
        return this.#variable(expression.key, depth);
      case "unary": {
        const operand = value(expression.operand);
        if (expression.operator === "not") return operand === 0 ? 1 : 0;
        return expression.operator === "-" ? -operand : operand;
      }
      case "binary":
        return operate(expression.operator, value(expression.left), value(expression.right));
      case "conditional":
        return value(expression.condition) !== 0
          ? value(expression.consequent)
          : value(expression.alternative);
      case "call": {
        const [first, second] = expression.arguments;
        switch (expression.key) {
          case "init":
          case "abs":
            return expression.key === "abs" ? Math.abs(value(first)) : value(first);
          case "max":
            return Math.max(value(first), value(second));
          case "min":
            return Math.min(value(first), value(second));
          case "vensim.integer":
            return Math.trunc(value(first));
          case "vensim.active_initial":
            return value(second);
          case "step":
            return this.#middle() > value(second) ? value(first) : 0;
          case "vensim.pulse": {
            const begin = value(first);
            const width = Math.max(value(second), this.#step ?? 0);
            return this.#middle() > begin && this.#middle() < begin + width ? 1 : 0;
          }
          case "vensim.ramp": {
            const [begin, end] = [value(second), value(expression.arguments[2])];
            const time = this.#middle() - (this.#step ?? 0) / 2;
            return time > begin ? value(first) * (Math.min(time, end) - begin) : 0;
          }
          default:
            throw new Unknown(`it uses the function ${expression.name}`);
        }
      }
    }
  }
}

class Unknown extends Error {}

function treeOf(definition: Definition): Expression | null {
  if (definition.kind === "equation") return definition.equation.tree;
  if (definition.kind === "stock") return definition.initial.tree;
  return definition.kind === "table" && definition.input !== null ? definition.input.tree : null;
}

function keysIn(tree: Expression): readonly string[] {
  const keys: string[] = [];
  const visit = (expression: Expression): void => {
    // What is frozen at the start does not vary, whatever it is of.
    if (expression.kind === "call" && expression.key === "init") return;
    if (expression.kind === "reference" || expression.kind === "call") keys.push(expression.key);
    if (expression.kind === "call") expression.arguments.forEach(visit);
    else if (expression.kind === "unary") visit(expression.operand);
    else if (expression.kind === "binary") {
      visit(expression.left);
      visit(expression.right);
    } else if (expression.kind === "conditional") {
      visit(expression.condition);
      visit(expression.consequent);
      visit(expression.alternative);
    }
  };
  visit(tree);
  return keys;
}

function operate(operator: BinaryOperator, left: number, right: number): number {
  return operator === "^" ? power(left, right) : binaryValue(operator, left, right);
}

/** Whole exponents only, by multiplication: the same bits everywhere. */
function power(base: number, exponent: number): number {
  const times = Math.abs(exponent);
  if (!Number.isInteger(exponent) || times > 1024) throw new Unknown("it uses ^ with a fraction");
  let result = 1;
  for (let count = 0; count < times; count++) result *= base;
  return exponent < 0 ? 1 / result : result;
}
