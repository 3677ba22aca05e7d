import { partsOf, type Expression } from "#study/expression";
import { findBuiltin } from "#study/builtins";
import { keyOf } from "#study/name";
import type { Place } from "#study/place";
import { loosestLevel } from "#study/precedence";
import { builtinMisuse } from "./calls.js";
import { surprisingComparison } from "./comparisons.js";
import { binaryOperatorOf, unaryOperatorOf } from "./operators.js";
import type { ExpressionProblems, PlaceAt, Span } from "./problems.js";
import { subscriptsAt } from "./subscripts.js";
import type { Keyword, KeywordToken, NameToken, SymbolText, Token } from "./token.js";

/** Parentheses, arguments, subscripts, IF parts, signs and powers inside one another. */
const deepestNesting = 256;
/** Other rooms walk the tree recursively; a chain such as a + b + c … is as deep as it is long. */
const highestTree = 2_000;

/**
 * A precedence parser over the tokens of one equation (XMILE 1.0, section 3.3). It never fails: an
 * error is told to `problems`, a hole is put where an operand is missing, and reading goes on, so
 * that all errors of an equation are found at once.
 */
export class ExpressionParser {
  readonly #tokens: readonly Token[];
  readonly #text: string;
  readonly #placeAt: PlaceAt;
  readonly #problems: ExpressionProblems;
  readonly #isVariable: (key: string) => boolean;
  readonly #heights = new WeakMap<Expression, number>();
  readonly #inParentheses = new WeakSet<Expression>();
  #next = 0;
  #nesting = 0;
  /** Behind the token that was taken last. */
  #lastEnd = 0;

  constructor(
    tokens: readonly Token[],
    text: string,
    placeAt: PlaceAt,
    problems: ExpressionProblems,
    isVariable: (key: string) => boolean,
  ) {
    this.#isVariable = isVariable;
    this.#tokens = tokens;
    this.#text = text;
    this.#placeAt = placeAt;
    this.#problems = problems;
  }

  /** The whole equation, up to the end. */
  equation(): Expression {
    const tree = this.expression();
    while (this.peek().kind !== "end") {
      this.#tellSurplus(this.peek());
      this.advance();
      this.expression();
    }
    return tree;
  }

  /** Anything up to a comma, a closing bracket, THEN, ELSE or the end. */
  expression(): Expression {
    return this.#nested(() => this.#binary(loosestLevel));
  }

  peek(ahead = 0): Token {
    return this.#tokens[Math.min(this.#next + ahead, this.#tokens.length - 1)];
  }

  advance(): Token {
    const token = this.peek();
    if (token.kind === "end") return token;
    this.#next += 1;
    this.#lastEnd = token.offset + token.length;
    return token;
  }

  /** Whether the next token is this sign. */
  at(symbol: SymbolText, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === "symbol" && token.text === symbol;
  }

  /** Takes the sign if it comes next. */
  accept(symbol: SymbolText): boolean {
    if (!this.at(symbol)) return false;
    this.advance();
    return true;
  }

  textOf(span: Span): string {
    return this.#text.slice(span.offset, span.offset + span.length);
  }

  #binary(least: number): Expression {
    let left = this.#unary();
    for (;;) {
      const token = this.peek();
      const found = binaryOperatorOf(token);
      if (found === undefined) {
        if (!this.#operatorIsMissing(token)) return left;
        this.#unary();
        continue;
      }
      if (found.level < least) return left;
      this.advance();
      const { operator } = found;
      const surprise = this.#inParentheses.has(left) ? null : surprisingComparison(left, operator);
      if (surprise !== null) {
        this.#problems.warning(surprise.code, surprise.message, token, surprise.help);
      }
      const right = this.#binary(found.level + 1);
      const place = this.#placeAt(token.offset, token.length);
      left = this.#measured(
        found.safe
          ? safeDivision(left, right, place)
          : { kind: "binary", operator, left, right, place },
      );
    }
  }

  #unary(): Expression {
    const token = this.peek();
    const operator = unaryOperatorOf(token);
    if (operator === undefined) return this.#power();
    this.advance();
    const operand = this.#nested(() => this.#unary());
    const place = this.#placeAt(token.offset, token.length);
    return this.#measured({ kind: "unary", operator, operand, place });
  }

  #power(): Expression {
    const left = this.#transposed(this.#primary());
    const token = this.peek();
    if (!this.accept("^")) return left;
    const right = this.#nested(() => this.#unary());
    const place = this.#placeAt(token.offset, token.length);
    return this.#measured({ kind: "binary", operator: "^", left, right, place });
  }

  /** `A'`: an array with its dimensions in reverse order (XMILE 1.0, section 3.7.1.1). */
  #transposed(array: Expression): Expression {
    let tree = array;
    for (let token = this.peek(); this.accept("'"); token = this.peek()) {
      const place = this.#placeAt(token.offset, token.length);
      tree = this.#measured({
        kind: "call",
        name: "TRANSPOSE",
        key: "transpose",
        subscripts: [],
        arguments: [tree],
        place,
      });
    }
    return tree;
  }

  #primary(): Expression {
    const token = this.peek();
    const place = this.#placeAt(token.offset, token.length);
    if (token.kind === "number") {
      this.advance();
      if (!Number.isFinite(token.value)) {
        const message = `\`${this.textOf(token)}\` is larger than any number that can be held.`;
        this.#problems.error("number-too-large", message, token, "Write INF for infinity.");
      }
      return { kind: "number", value: token.value, place };
    }
    if (token.kind === "name") return this.#named(token);
    if (token.kind === "keyword" && token.text === "if") return this.#conditional(token);
    if (token.kind === "keyword" && token.text === "mod" && this.at("(", 1)) {
      return this.#named({ ...token, kind: "name", name: this.textOf(token) });
    }
    if (this.accept("(")) {
      const inner = this.expression();
      this.close(token, ")");
      this.#inParentheses.add(inner);
      return inner;
    }
    return this.#hole(token);
  }

  /** A variable, a function call, or a builtin without parentheses. */
  #named(token: NameToken): Expression {
    this.advance();
    const { name } = token;
    const key = keyOf(name);
    const place = this.#placeAt(token.offset, token.length);
    const subscripts = this.at("[") ? subscriptsAt(this, this.#placeAt, this.#problems) : [];
    const builtin = findBuiltin(name);
    if (!this.at("(")) {
      const isReference =
        builtin === undefined || (builtin.family !== "time" && this.#isVariable(key));
      if (isReference) return this.#measured({ kind: "reference", name, key, subscripts, place });
      this.#tellMisuse(builtinMisuse(builtin, null), token);
      return { kind: "call", name, key: builtin.key, subscripts, arguments: [], place };
    }
    const values = this.#arguments();
    if (builtin !== undefined) this.#tellMisuse(builtinMisuse(builtin, values.length), token);
    return this.#measured({
      kind: "call",
      name,
      key: builtin?.key ?? key,
      subscripts,
      arguments: values,
      place,
    });
  }

  #arguments(): readonly Expression[] {
    const open = this.advance();
    const values: Expression[] = [];
    if (this.accept(")")) return values;
    do values.push(this.expression());
    while (this.accept(","));
    this.close(open, ")");
    return values;
  }

  #conditional(token: KeywordToken): Expression {
    this.advance();
    const place = this.#placeAt(token.offset, token.length);
    const condition = this.#vensimConditional(token) ?? this.expression();
    if (!this.#acceptKeyword("then")) this.#tellIncompleteIf("THEN", token);
    const consequent = this.expression();
    if (!this.#acceptKeyword("else")) this.#tellIncompleteIf("ELSE", token);
    const alternative = this.expression();
    return this.#measured({ kind: "conditional", condition, consequent, alternative, place });
  }

  /** IF THEN ELSE(…) as Vensim writes it: told, and read over. */
  #vensimConditional(token: KeywordToken): Expression | null {
    const then = this.peek();
    const next = this.peek(1);
    const misread = then.kind === "keyword" && then.text === "then" && next.kind === "keyword";
    if (!misread || next.text !== "else") return null;
    const span = { offset: token.offset, length: next.offset + next.length - token.offset };
    const help = "Write `IF condition THEN this ELSE that`.";
    this.#giveUp("vensim-if", "This is Vensim's way to write a choice.", span, help);
    return this.#hole(this.peek());
  }

  #acceptKeyword(keyword: Keyword): boolean {
    const token = this.peek();
    if (token.kind !== "keyword" || token.text !== keyword) return false;
    this.advance();
    return true;
  }

  #tellIncompleteIf(missing: string, token: Token): void {
    const help = "Write `IF condition THEN this ELSE that`; all three parts are needed.";
    this.#problems.error("incomplete-if", `This IF has no ${missing}.`, token, help);
  }

  /** Takes the closing bracket, past whatever should not stand before it. */
  close(open: Span, symbol: ")" | "]"): void {
    while (!this.accept(symbol)) {
      const token = this.peek();
      if (token.kind === "end" || token.kind === "keyword") {
        const opened = this.textOf(open);
        const message = `\`${opened}\` is opened here and never closed.`;
        this.#problems.error("unclosed-bracket", message, open, `Close it with \`${symbol}\`.`);
        return;
      }
      this.#tellSurplus(token);
      this.advance();
      this.expression();
    }
  }

  /** Where an operand should stand and does not; takes the token unless it closes something. */
  #hole(token: Token): Expression {
    const place = this.#placeAt(token.offset, token.length);
    if (this.#problems.hasErrorWithin(this.#lastEnd, this.#reachOf(token))) {
      // The sign that could not be read may have been meant as the operand.
    } else if (token.kind === "end") {
      const message = "The equation ends where a number, a name or `(` should follow.";
      this.#problems.error("unexpected-end", message, token);
    } else {
      const found = this.textOf(token);
      const message = `Here a number, a name or \`(\` should stand, not \`${found}\`.`;
      this.#problems.error("missing-operand", message, token, helpForMissingOperand(found));
      if (binaryOperatorOf(token) !== undefined || found === "!" || found === "[") {
        this.advance();
        return this.#nested(() => this.#unary());
      }
    }
    return { kind: "number", value: NaN, place };
  }

  /** Up to where nothing that could be read stands: the token, or the end of the text. */
  #reachOf(token: Token): number {
    return token.kind === "end" ? this.#text.length : token.offset;
  }

  /** Two operands in a row: told, and read on as if there were an operator between them. */
  #operatorIsMissing(token: Token): boolean {
    const operand =
      token.kind === "number" ||
      token.kind === "name" ||
      this.at("(") ||
      (token.kind === "keyword" && (token.text === "if" || token.text === "not"));
    if (!operand) return false;
    // A sign that could not be read may have been meant as the operator.
    if (this.#problems.hasErrorWithin(this.#lastEnd, token.offset)) return true;
    const found = this.textOf(token);
    const message = `An operator is missing before \`${found}\`.`;
    const help = "Write `*` for a product. A name of several words is one name without quotes.";
    this.#problems.error("missing-operator", message, token, help);
    return true;
  }

  #tellSurplus(token: Token): void {
    const found = this.textOf(token);
    const message = `\`${found}\` closes or separates nothing here.`;
    const help =
      found === ","
        ? "A comma stands between the arguments of a function only; 20,000 is written 20000."
        : undefined;
    this.#problems.error("surplus-sign", message, token, help);
  }

  #tellMisuse(
    misuse: { readonly message: string; readonly help: string } | null,
    span: Span,
  ): void {
    if (misuse === null) return;
    this.#problems.error("wrong-arguments", misuse.message, span, misuse.help);
  }

  #nested(read: () => Expression): Expression {
    if (this.#nesting >= deepestNesting) {
      const token = this.peek();
      const message = `This equation is nested more than ${deepestNesting} levels deep.`;
      this.#giveUp("nested-too-deep", message, token, "Split it over several variables.");
    }
    this.#nesting += 1;
    const tree = read();
    this.#nesting -= 1;
    return tree;
  }

  /** Tells one last error and leaves the rest of the equation unread. */
  #giveUp(code: string, message: string, span: Span, help: string): void {
    this.#problems.lastError(code, message, span, help);
    this.#next = this.#tokens.length - 1;
  }

  /** Takes a node's height, and gives up on a tree that is too high. */
  #measured(node: Expression): Expression {
    let height = 1;
    for (const part of partsOf(node)) height = Math.max(height, 1 + (this.#heights.get(part) ?? 1));
    this.#heights.set(node, height);
    if (height > highestTree && !this.#problems.silenced) {
      const message = `This equation chains more than ${highestTree.toLocaleString("en")} operators.`;
      const span = { offset: this.#lastEnd, length: 1 };
      this.#giveUp("equation-too-long", message, span, "Split it over several variables.");
    }
    return node;
  }
}

/** `a // b`, as Stella writes SAFEDIV(a, b) (isee systems, Stella help, "Operators"). */
function safeDivision(left: Expression, right: Expression, place: Place): Expression {
  const of = { name: "SAFEDIV", key: "safediv", subscripts: [], place };
  return { kind: "call", ...of, arguments: [left, right] };
}

function helpForMissingOperand(found: string): string | undefined {
  if (found === "=") return "An equation has no name and no `=` in front: only what is computed.";
  return undefined;
}
