import type {
  BinaryOperator,
  Expression,
  Reference,
  Subscript,
  UnaryOperator,
} from "#study/expression";
import { keyOf } from "#study/name";
import type { Place } from "#study/place";
import { externalFunctions } from "./external-functions.js";
import type { Lexer, Token } from "./lexer.js";
import { expectSymbol, parseName, SyntaxProblem, unexpected } from "./expecting.js";
import type { Problems } from "./problems.js";
import { notAvailable, type WrittenCall } from "./syntax.js";
import { parseTable } from "./tables.js";

/** Brackets, signs and `^` may stand in one another this deep. */
const deepest = 256;

const comparisons: ReadonlyMap<string, BinaryOperator> = new Map([
  ["=", "="],
  ["<>", "<>"],
  ["<", "<"],
  ["<=", "<="],
  [">", ">"],
  [">=", ">="],
]);

/**
 * Reads an expression: `:OR:` binds loosest, then `:AND:`, `:NOT:`, comparisons, sums, products,
 * signs, and `^`, which goes from right to left. Throws a `SyntaxProblem`.
 */
export function parseExpression(lexer: Lexer, problems: Problems): Expression {
  return new ExpressionParser(lexer, problems).disjunction(0);
}

class ExpressionParser {
  readonly #lexer: Lexer;
  readonly #problems: Problems;

  constructor(lexer: Lexer, problems: Problems) {
    this.#lexer = lexer;
    this.#problems = problems;
  }

  disjunction(depth: number): Expression {
    let left = this.#conjunction(depth);
    while (this.#lexer.isKeyword("or")) {
      const place = this.#lexer.placeOf(this.#lexer.advance());
      left = { kind: "binary", operator: "or", left, right: this.#conjunction(depth), place };
    }
    return left;
  }

  #conjunction(depth: number): Expression {
    let left = this.#negation(depth);
    while (this.#lexer.isKeyword("and")) {
      const place = this.#lexer.placeOf(this.#lexer.advance());
      left = { kind: "binary", operator: "and", left, right: this.#negation(depth), place };
    }
    return left;
  }

  #negation(depth: number): Expression {
    if (!this.#lexer.isKeyword("not")) return this.#comparison(depth);
    const place = this.#lexer.placeOf(this.#lexer.advance());
    const operand = this.#negation(this.#deeper(depth));
    return { kind: "unary", operator: "not", operand, place };
  }

  #comparison(depth: number): Expression {
    let left = this.#sum(depth);
    for (;;) {
      const token = this.#lexer.current;
      const operator = token.kind === "symbol" ? comparisons.get(token.text) : undefined;
      if (operator === undefined) return left;
      const place = this.#lexer.placeOf(this.#lexer.advance());
      left = { kind: "binary", operator, left, right: this.#sum(depth), place };
    }
  }

  #sum(depth: number): Expression {
    let left = this.#product(depth);
    while (this.#lexer.isSymbol("+") || this.#lexer.isSymbol("-")) {
      const token = this.#lexer.advance();
      const operator = token.text === "+" ? "+" : "-";
      const place = this.#lexer.placeOf(token);
      left = { kind: "binary", operator, left, right: this.#product(depth), place };
    }
    return left;
  }

  #product(depth: number): Expression {
    let left = this.#signed(depth);
    while (this.#lexer.isSymbol("*") || this.#lexer.isSymbol("/")) {
      const token = this.#lexer.advance();
      const operator = token.text === "*" ? "*" : "/";
      const place = this.#lexer.placeOf(token);
      left = { kind: "binary", operator, left, right: this.#signed(depth), place };
    }
    return left;
  }

  #signed(depth: number): Expression {
    const token = this.#lexer.current;
    let operator: UnaryOperator | null = null;
    if (this.#lexer.isSymbol("-")) operator = "-";
    else if (this.#lexer.isSymbol("+")) operator = "+";
    else if (this.#lexer.isKeyword("not")) operator = "not";
    if (operator === null) return this.#power(depth);
    this.#lexer.advance();
    const operand = this.#signed(this.#deeper(depth));
    return { kind: "unary", operator, operand, place: this.#lexer.placeOf(token) };
  }

  #power(depth: number): Expression {
    const left = this.#primary(depth);
    if (!this.#lexer.isSymbol("^")) return left;
    const place = this.#lexer.placeOf(this.#lexer.advance());
    const right = this.#signed(this.#deeper(depth));
    return { kind: "binary", operator: "^", left, right, place };
  }

  #primary(depth: number): Expression {
    const lexer = this.#lexer;
    const token = lexer.current;
    if (token.kind === "number") {
      lexer.advance();
      if (!Number.isFinite(token.value)) {
        this.#problems.error(
          "number-range",
          `The number ${token.text} is too large for a double (1.8e308).`,
          lexer.placeOf(token),
          "Write a smaller one.",
        );
      }
      return { kind: "number", value: token.value, place: lexer.placeOf(token) };
    }
    if (token.kind === "keyword" && token.text === "na") {
      lexer.advance();
      return { kind: "number", value: notAvailable, place: lexer.placeOf(token) };
    }
    if (token.kind === "symbol" && token.text === "(") {
      lexer.advance();
      const inner = this.disjunction(this.#deeper(depth));
      expectSymbol(lexer, this.#problems, ")", "Close the bracket.");
      return inner;
    }
    if (token.kind === "name" && token.text !== "") return this.#reference(depth);
    return unexpected(lexer, this.#problems, "a number, a name or `(`");
  }

  #reference(depth: number): Expression {
    const lexer = this.#lexer;
    const token = lexer.advance();
    const key = keyOf(token.text);
    const subscripts = lexer.isSymbol("[") ? parseSubscripts(lexer, this.#problems) : [];
    const place = lexer.placeOf(token);
    if (lexer.isSymbol("!") && subscripts.length === 0) {
      lexer.advance();
      const mark = { kind: "name", name: token.text, key, reduced: true, place } as const;
      return { kind: "reference", name: token.text, key, subscripts: [mark], place };
    }
    if (!lexer.isSymbol("(")) {
      return { kind: "reference", name: token.text, key, subscripts, place };
    }
    if (externalFunctions.has(key) || key === "tabbed_array") {
      this.#problems.error(
        "not-whole-equation",
        `${token.text.toUpperCase()} must be the whole equation.`,
        place,
        "Give it a variable of its own, and use that variable here.",
      );
      throw new SyntaxProblem();
    }
    if (key === "with_lookup") return this.#withLookup(token, place, depth);
    return this.#call(token, key, subscripts, place, depth);
  }

  #call(
    token: Token,
    key: string,
    subscripts: readonly Subscript[],
    place: Place,
    depth: number,
  ): WrittenCall {
    const lexer = this.#lexer;
    lexer.advance();
    const inputs: Expression[] = [];
    const texts: string[] = [];
    const outputs: Reference[] = [];
    const inner = this.#deeper(depth);
    if (!lexer.isSymbol(")") && !lexer.isSymbol(":")) {
      do {
        const start = lexer.current.start;
        inputs.push(lexer.current.kind === "text" ? this.#text() : this.disjunction(inner));
        texts.push(lexer.text.slice(start, lexer.previousEnd));
      } while (lexer.accept(","));
    }
    if (lexer.accept(":")) {
      do {
        const output = parseName(lexer, this.#problems, "the name of an output");
        const marks = lexer.isSymbol("[") ? parseSubscripts(lexer, this.#problems) : [];
        outputs.push({ kind: "reference", ...output, subscripts: marks });
      } while (lexer.accept(","));
    }
    expectSymbol(lexer, this.#problems, ")", `The arguments of ${token.text} end with \`)\`.`);
    return {
      kind: "call",
      name: token.text,
      key,
      subscripts,
      arguments: inputs,
      outputs,
      table: null,
      texts,
      place,
    };
  }

  /** A text is no value; what it is an argument of decides whether that is an error. */
  #text(): Expression {
    return { kind: "number", value: 0, place: this.#lexer.placeOf(this.#lexer.advance()) };
  }

  /** `WITH LOOKUP(input, ([range],(x,y),…))`. */
  #withLookup(token: Token, place: Place, depth: number): WrittenCall {
    const lexer = this.#lexer;
    lexer.advance();
    const start = lexer.current.start;
    const input = this.disjunction(this.#deeper(depth));
    const text = lexer.text.slice(start, lexer.previousEnd);
    expectSymbol(lexer, this.#problems, ",", "WITH LOOKUP(input, ((x,y),(x,y)…)).");
    expectSymbol(lexer, this.#problems, "(", "WITH LOOKUP(input, ((x,y),(x,y)…)).");
    const table = parseTable(lexer, this.#problems);
    expectSymbol(lexer, this.#problems, ")", "WITH LOOKUP(input, ((x,y),(x,y)…)).");
    return {
      kind: "call",
      name: token.text,
      key: "with_lookup",
      subscripts: [],
      arguments: [input],
      outputs: [],
      table,
      texts: [text],
      place,
    };
  }

  #deeper(depth: number): number {
    if (depth < deepest) return depth + 1;
    this.#problems.error(
      "too-deep",
      `Brackets and signs stand in one another more than ${deepest} deep.`,
      this.#lexer.placeOf(this.#lexer.current),
      "Give an inner part a variable of its own.",
    );
    throw new SyntaxProblem();
  }
}

/** `[a, b!]`, from the bracket on. */
function parseSubscripts(lexer: Lexer, problems: Problems): Subscript[] {
  lexer.advance();
  const subscripts: Subscript[] = [];
  do {
    const name = parseName(lexer, problems, "the name of a subscript");
    const reduced = lexer.accept("!");
    subscripts.push({ kind: "name", ...name, reduced });
  } while (lexer.accept(","));
  expectSymbol(lexer, problems, "]", "Subscripts are names with commas between them: [a, b].");
  return subscripts;
}
