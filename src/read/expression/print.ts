import { findBuiltin } from "#study/builtins";
import type { Expression, Subscript } from "#study/expression";
import {
  comparisonLevelOf,
  conditionalLevel,
  levelOf,
  operatorLevels,
  primaryLevel,
  unaryLevel,
} from "#study/precedence";

/** How a format spells what an expression refers to. */
export interface Spelling {
  /** The name of a variable, dimension, element, macro or table. */
  name(name: string, key: string): string;
  /** The name of a builtin, as its row has it. */
  builtin(name: string): string;
}

/**
 * Writes an expression in XMILE's language (XMILE 1.0, section 3.3) with no more parentheses than
 * it needs, except where they spare a reader a doubt: around a choice that is an operand, a NOT
 * that is compared, and a comparison that is compared.
 */
export function printTree(tree: Expression, spelling: Spelling): string {
  return new Printer(spelling).print(tree);
}

/** The shortest text that reads back as the same number. */
export function printNumber(value: number): string {
  if (Number.isNaN(value)) return "(0 / 0)";
  if (value === Infinity) return "INF";
  if (value === -Infinity) return "-INF";
  return Object.is(value, -0) ? "-0" : String(value);
}

function isComparison(tree: Expression): boolean {
  return tree.kind === "binary" && comparisonLevelOf(tree.operator) > 0;
}

class Printer {
  readonly #spelling: Spelling;

  constructor(spelling: Spelling) {
    this.#spelling = spelling;
  }

  print(tree: Expression): string {
    switch (tree.kind) {
      case "number":
        return printNumber(tree.value);
      case "reference":
        return this.#spelling.name(tree.name, tree.key) + this.#subscripts(tree.subscripts);
      case "call":
        return this.#call(tree);
      case "unary": {
        const operand = this.#at(tree.operand, unaryLevel);
        return tree.operator === "not" ? `NOT ${operand}` : tree.operator + operand;
      }
      case "binary":
        return this.#binary(tree);
      case "conditional": {
        const condition = this.#at(tree.condition, conditionalLevel + 1);
        const consequent = this.#at(tree.consequent, conditionalLevel + 1);
        // Only what follows ELSE may be a choice again without parentheses: it ends where this ends.
        return `IF ${condition} THEN ${consequent} ELSE ${this.print(tree.alternative)}`;
      }
    }
  }

  /** In parentheses if it holds less tightly than what stands around it. */
  #at(tree: Expression, level: number): string {
    const text = this.print(tree);
    return levelOf(tree) < level ? `(${text})` : text;
  }

  #binary({ operator, left, right }: Expression & { readonly kind: "binary" }): string {
    const level = operatorLevels[operator];
    // To the right of ^ a sign needs no parentheses; to its left anything but a name does.
    if (operator === "^") return `${this.#at(left, primaryLevel)}^${this.#at(right, unaryLevel)}`;
    const compares = comparisonLevelOf(operator) > 0;
    const isNot = left.kind === "unary" && left.operator === "not";
    const doubtful = compares && (isNot || isComparison(left));
    const before = doubtful ? `(${this.print(left)})` : this.#at(left, level);
    const after =
      compares && isComparison(right) ? `(${this.print(right)})` : this.#at(right, level + 1);
    return `${before} ${operator.toUpperCase()} ${after}`;
  }

  #call(tree: Expression & { readonly kind: "call" }): string {
    if (tree.key === "transpose" && tree.arguments[0]?.kind === "reference") {
      return `${this.print(tree.arguments[0])}'`;
    }
    const builtin = findBuiltin(tree.key);
    const name =
      builtin === undefined
        ? this.#spelling.name(tree.name, tree.key)
        : this.#spelling.builtin(builtin.name);
    const subscripts = this.#subscripts(tree.subscripts);
    if (builtin !== undefined && builtin.parameters.length === 0 && tree.arguments.length === 0) {
      return name + subscripts;
    }
    return `${name}${subscripts}(${tree.arguments.map((value) => this.print(value)).join(", ")})`;
  }

  #subscripts(subscripts: readonly Subscript[]): string {
    if (subscripts.length === 0) return "";
    return `[${subscripts.map((subscript) => this.#subscript(subscript)).join(", ")}]`;
  }

  #subscript(subscript: Subscript): string {
    switch (subscript.kind) {
      case "all":
        return "*";
      case "name":
        return this.#spelling.name(subscript.name, subscript.key) + (subscript.reduced ? "!" : "");
      case "dimension":
        return `@${subscript.position}`;
      case "range":
        return `${this.print(subscript.from)}:${this.print(subscript.to)}`;
      case "position": {
        const { expression } = subscript;
        const text = this.print(expression);
        // A bare name between the brackets would be taken for an element.
        const isName = expression.kind === "reference" || expression.kind === "call";
        const isBare = isName && expression.subscripts.length === 0 && !text.endsWith(")");
        return isBare ? `(${text})` : text;
      }
    }
  }
}
