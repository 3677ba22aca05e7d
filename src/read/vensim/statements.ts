import { isLineEnd, isSpace } from "./characters.js";
import { expectSymbol, parseName, SyntaxProblem, unexpected } from "./expecting.js";
import { parseEquationBody, parseExternalCall, parseTableBody } from "./bodies.js";
import { externalFunctions } from "./external-functions.js";
import { Lexer } from "./lexer.js";
import type { Problems } from "./problems.js";
import type {
  AliasStatement,
  Body,
  DataReading,
  GroupStatement,
  MacroStatement,
  Name,
  RangeItem,
  RangeStatement,
  Statement,
  VariableStatement,
  WrittenMapping,
} from "./syntax.js";
import { parseTail, tidyText } from "./tails.js";

const readings: ReadonlyMap<string, DataReading> = new Map<string, DataReading>([
  ["interpolate", "interpolate"],
  ["look forward", "look forward"],
  ["hold backward", "hold backward"],
  ["raw", "raw"],
  ["raise", "raw"],
]);

const checks: ReadonlySet<string> = new Set([
  "test input",
  "the condition",
  "condition",
  "implies",
  "at least once",
  "crossing",
]);

const endOfEquation = "An equation ends with `~ units ~ comment |`.";

/**
 * Everything between two `|`, in the order of the file. What cannot be read is reported and left
 * out.
 */
export function parseStatements(problems: Problems, start: number, end: number): Statement[] {
  const parser = new StatementParser(problems, new Lexer(problems, start, end));
  return parser.all();
}

class StatementParser {
  readonly #lexer: Lexer;
  readonly #problems: Problems;

  constructor(problems: Problems, lexer: Lexer) {
    this.#problems = problems;
    this.#lexer = lexer;
  }

  all(): Statement[] {
    const statements: Statement[] = [];
    while (this.#lexer.current.kind !== "end") {
      const statement = this.#lexer.isKeyword("macro") ? this.#macro() : this.#statement();
      if (statement !== null) statements.push(statement);
    }
    return statements;
  }

  #statement(): VariableStatement | RangeStatement | AliasStatement | GroupStatement | null {
    const lexer = this.#lexer;
    if (lexer.accept("|")) return null;
    if (lexer.isSymbol("*")) return this.#group();
    if (lexer.isKeyword("end of macro")) {
      this.#problems.error(
        "macro",
        "`:END OF MACRO:` stands here without a `:MACRO:` before it.",
        lexer.placeOf(lexer.advance()),
        "Remove it, or write `:MACRO: NAME(inputs)` where the macro begins.",
      );
      return null;
    }
    if (lexer.current.kind === "keyword" && checks.has(lexer.current.text)) {
      this.#skipRealityCheck();
      return null;
    }
    const target = this.#attempt(() =>
      parseName(lexer, this.#problems, "the name of a variable, range or macro"),
    );
    const subscripts: Name[] = [];
    if (target !== null) {
      const entry = this.#attempt(() => this.#entry(target, subscripts));
      if (entry !== null) return entry === "nothing" ? null : entry;
    }
    lexer.skipToTail();
    const tail = parseTail(lexer, this.#problems);
    if (target === null) return null;
    // The name is kept, so that equations that use it are not called wrong as well.
    const body = { kind: "broken" } as const;
    return { kind: "variable", target, subscripts, except: [], reading: null, body, tail };
  }

  /** Null if there is an error, which is reported. */
  #attempt<T>(parse: () => T): T | null {
    try {
      return parse();
    } catch (problem) {
      if (!(problem instanceof SyntaxProblem)) throw problem;
      return null;
    }
  }

  #skipRealityCheck(): void {
    const lexer = this.#lexer;
    this.#problems.warn(
      "reality-check",
      "A Reality Check is passed over: it tests the model and is no part of it.",
      lexer.placeOf(lexer.current),
    );
    lexer.skipToTail();
    parseTail(lexer, this.#problems);
  }

  /** What follows a name; `subscripts` receives those between its brackets. */
  #entry(
    target: Name,
    subscripts: Name[],
  ): VariableStatement | RangeStatement | AliasStatement | "nothing" {
    const lexer = this.#lexer;
    if (lexer.isSymbol("[")) subscripts.push(...this.#names());
    const except: Name[][] = [];
    if (lexer.isKeyword("except")) {
      lexer.advance();
      do {
        if (!lexer.isSymbol("[")) unexpected(lexer, this.#problems, "`[`", ":EXCEPT: [a, b].");
        except.push(this.#names());
      } while (lexer.accept(","));
    }
    let reading: DataReading | null = null;
    while (lexer.current.kind === "keyword" && readings.has(lexer.current.text)) {
      reading = readings.get(lexer.advance().text) ?? null;
    }
    if (lexer.current.kind === "keyword" && checks.has(lexer.current.text)) {
      this.#skipRealityCheck();
      return "nothing";
    }
    if (lexer.isSymbol(":") && subscripts.length === 0) return this.#range(target);
    if (lexer.isSymbol("<->") && subscripts.length === 0) return this.#alias(target);
    const body = this.#body(target);
    if (lexer.current.kind === "keyword" && checks.has(lexer.current.text)) {
      this.#skipRealityCheck();
      return "nothing";
    }
    this.#expectTail();
    const tail = parseTail(lexer, this.#problems);
    return { kind: "variable", target, subscripts, except, reading, body, tail };
  }

  #body(target: Name): Body {
    const lexer = this.#lexer;
    if (lexer.accept("=") || lexer.accept("==")) {
      return parseEquationBody(lexer, this.#problems, false);
    }
    if (lexer.accept(":=")) return parseEquationBody(lexer, this.#problems, true);
    if (lexer.accept("(")) return parseTableBody(lexer, this.#problems);
    if (lexer.isSymbol("~") || lexer.isSymbol("|")) return { kind: "none" };
    if (lexer.isKeyword("is")) {
      lexer.advance();
      if (lexer.current.kind !== "text") unexpected(lexer, this.#problems, "a text in '…'");
      return { kind: "text", text: lexer.advance().text };
    }
    return unexpected(
      lexer,
      this.#problems,
      `\`=\` behind "${target.name}"`,
      "An equation is written `name = expression ~ units ~ comment |`.",
    );
  }

  #expectTail(): void {
    if (this.#lexer.isSymbol("~") || this.#lexer.isSymbol("|")) return;
    if (this.#lexer.current.kind === "end") return;
    unexpected(
      this.#lexer,
      this.#problems,
      "an operator or the end of the equation",
      endOfEquation,
    );
  }

  /** `[a, b]`, from the bracket on. */
  #names(): Name[] {
    const lexer = this.#lexer;
    lexer.advance();
    const names: Name[] = [];
    do names.push(parseName(lexer, this.#problems, "the name of a subscript"));
    while (lexer.accept(","));
    expectSymbol(lexer, this.#problems, "]", "Subscripts are names with commas between: [a, b].");
    return names;
  }

  /** `range: A, (B1-B9) -> other, (third: C, D)`, from the colon on. */
  #range(target: Name): RangeStatement {
    const lexer = this.#lexer;
    lexer.advance();
    const items: RangeItem[] = [];
    let external = null;
    const first = lexer.current;
    if (
      first.kind === "name" &&
      externalFunctions.has(first.text.toLowerCase().split(" ").join("_"))
    ) {
      external = parseExternalCall(lexer, this.#problems);
    } else {
      do items.push(this.#rangeItem());
      while (lexer.accept(","));
    }
    const mappings: WrittenMapping[] = [];
    if (lexer.accept("->")) {
      do mappings.push(this.#mapping());
      while (lexer.accept(","));
    }
    this.#expectTail();
    parseTail(lexer, this.#problems);
    return { kind: "range", target, items, external, mappings };
  }

  #rangeItem(): RangeItem {
    const lexer = this.#lexer;
    if (!lexer.accept("(")) {
      return { kind: "name", name: parseName(lexer, this.#problems, "the name of an element") };
    }
    const help = "A numbered range is written (A1-A9).";
    const first = parseName(lexer, this.#problems, "the first name of a numbered range");
    expectSymbol(lexer, this.#problems, "-", help);
    const last = parseName(lexer, this.#problems, "the last name of a numbered range");
    expectSymbol(lexer, this.#problems, ")", help);
    return { kind: "series", first, last };
  }

  #mapping(): WrittenMapping {
    const lexer = this.#lexer;
    if (!lexer.accept("(")) {
      return { to: parseName(lexer, this.#problems, "the name of a range"), items: null };
    }
    const to = parseName(lexer, this.#problems, "the name of a range");
    expectSymbol(lexer, this.#problems, ":", "A mapping is written -> (range: element, element).");
    const items: Name[] = [];
    do items.push(parseName(lexer, this.#problems, "the name of an element"));
    while (lexer.accept(","));
    expectSymbol(lexer, this.#problems, ")", "A mapping is written -> (range: element, element).");
    return { to, items };
  }

  #alias(target: Name): AliasStatement {
    this.#lexer.advance();
    const other = parseName(this.#lexer, this.#problems, "the name of a range");
    this.#expectTail();
    parseTail(this.#lexer, this.#problems);
    return { kind: "alias", target, other };
  }

  /** Stars, `.Name`, stars, `~`, a comment, `|`. */
  #group(): GroupStatement {
    const lexer = this.#lexer;
    const { text, limit } = lexer;
    let at = lexer.current.start;
    const skip = () => {
      while (at < limit && (text[at] === "*" || isSpace(text.charCodeAt(at)))) at += 1;
    };
    skip();
    if (text[at] === ".") at += 1;
    const start = at;
    while (at < limit && !isLineEnd(text.charCodeAt(at)) && !"~|*".includes(text[at])) at += 1;
    const name = text.slice(start, at).trim();
    skip();
    lexer.moveTo(at);
    lexer.skipToTail();
    const from = lexer.current.start + 1;
    parseTail(lexer, this.#problems);
    const end = lexer.previousEnd - 1;
    // `~ comment |`; an empty part before the comment does no harm.
    const parts = text.slice(from, Math.max(from, end)).split("~").map(tidyText);
    const comment = parts.find((part) => part !== null) ?? null;
    return { kind: "group", name, documentation: comment };
  }

  /** `:MACRO: NAME(inputs : outputs)`, equations, `:END OF MACRO:`. */
  #macro(): MacroStatement | null {
    const lexer = this.#lexer;
    const opening = lexer.advance();
    const header = this.#attempt(() => this.#macroHeader());
    const body: VariableStatement[] = [];
    while (lexer.current.kind !== "end" && !lexer.isKeyword("end of macro")) {
      if (lexer.isKeyword("macro")) {
        this.#problems.error(
          "macro",
          "A macro is defined inside another one.",
          lexer.placeOf(lexer.advance()),
          "Write `:END OF MACRO:` first; macros may call each other in any order.",
        );
        continue;
      }
      const statement = this.#statement();
      if (statement === null) continue;
      if (statement.kind === "variable") body.push(statement);
      else if (statement.kind !== "group") {
        this.#problems.error(
          "macro",
          `The range "${statement.target.name}" is defined inside a macro.`,
          statement.target.place,
          "Define it outside the macro.",
        );
      }
    }
    if (lexer.isKeyword("end of macro")) lexer.advance();
    else {
      this.#problems.error(
        "macro",
        "The macro that begins here has no end.",
        lexer.placeOf(opening),
        "Write `:END OF MACRO:` behind its last equation.",
      );
    }
    return header === null ? null : { kind: "macro", ...header, body };
  }

  #macroHeader() {
    const lexer = this.#lexer;
    const target = parseName(lexer, this.#problems, "the name of a macro");
    const help = "A macro begins with `:MACRO: NAME(input, input : output)`.";
    expectSymbol(lexer, this.#problems, "(", help);
    const inputs: Name[] = [];
    const outputs: Name[] = [];
    if (!lexer.isSymbol(")") && !lexer.isSymbol(":")) {
      do inputs.push(parseName(lexer, this.#problems, "the name of an input"));
      while (lexer.accept(","));
    }
    if (lexer.accept(":")) {
      do outputs.push(parseName(lexer, this.#problems, "the name of an output"));
      while (lexer.accept(","));
    }
    expectSymbol(lexer, this.#problems, ")", help);
    return { target, inputs, outputs };
  }
}
