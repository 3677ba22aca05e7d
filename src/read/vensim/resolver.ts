import type { Call, Expression, Reference, Subscript } from "#study/expression";
import type { GraphicalFunction } from "#study/model";
import { keyOf } from "#study/name";
import type { Dimensions } from "./dimensions.js";
import { functionRules, reductions, tableArguments, type FunctionRule } from "./functions.js";
import { nearest } from "./nearest.js";
import type { Problems } from "./problems.js";
import { rewriteCall, timeAt } from "./rewrites.js";
import { find, isTime, type Scope } from "./scope.js";
import { asWritten, type MacroStatement, type Name, type WrittenCall } from "./syntax.js";

/** What the resolver leaves to others: both add variables to the model. */
export interface Additions {
  /** Instantiates a macro for one call, whose inputs are resolved; gives its result. */
  expandMacro(
    macro: MacroStatement,
    call: WrittenCall,
    inputs: readonly Expression[],
    scope: Scope,
  ): Expression;
  /** Gives a lookup that is written inside an equation a variable of its own. */
  nameTable(table: GraphicalFunction): Name;
}

interface Where {
  /** The name of a table may stand here. */
  readonly table: boolean;
  /** Subscripts may be marked with `!` here. */
  readonly reduction: boolean;
}

/** Trees are 1000 high at most; this is for macros that use macros that … */
const deepest = 1500;

const nowhere: Where = { table: false, reduction: false };

/**
 * Turns equations as they are written into equations of the model: names become variables, numbers
 * (elements) or positions (ranges); calls become tables, macros or builtins. Errors are reported,
 * and something is given back anyway, so that all of them are found.
 */
export class Resolver {
  readonly #dimensions: Dimensions;
  readonly #macros: ReadonlyMap<string, MacroStatement>;
  readonly #additions: Additions;
  readonly #problems: Problems;
  #depth = 0;

  constructor(
    dimensions: Dimensions,
    macros: ReadonlyMap<string, MacroStatement>,
    additions: Additions,
    problems: Problems,
  ) {
    this.#dimensions = dimensions;
    this.#macros = macros;
    this.#additions = additions;
    this.#problems = problems;
  }

  resolve(expression: Expression, scope: Scope, where: Where = nowhere): Expression {
    if (this.#depth > deepest) {
      this.#problems.error(
        "too-deep",
        "Macros and equations stand in one another too deep here.",
        expression.place,
        "Give an inner part a variable of its own.",
      );
      return expression;
    }
    this.#depth += 1;
    const resolved = this.#resolve(expression, scope, where);
    this.#depth -= 1;
    return resolved;
  }

  #resolve(expression: Expression, scope: Scope, where: Where): Expression {
    const inner: Where = { table: false, reduction: where.reduction };
    switch (expression.kind) {
      case "number":
        return expression;
      case "reference":
        return this.#reference(expression, scope, where);
      case "call":
        return this.#call(asWritten(expression), scope, inner);
      case "unary":
        return { ...expression, operand: this.resolve(expression.operand, scope, inner) };
      case "binary":
        return {
          ...expression,
          left: this.resolve(expression.left, scope, inner),
          right: this.resolve(expression.right, scope, inner),
        };
      case "conditional":
        return {
          ...expression,
          condition: this.resolve(expression.condition, scope, inner),
          consequent: this.resolve(expression.consequent, scope, inner),
          alternative: this.resolve(expression.alternative, scope, inner),
        };
    }
  }

  #reference(reference: Reference, scope: Scope, where: Where): Expression {
    const binding = find(scope, reference.key);
    this.#checkSubscripts(reference.subscripts, where);
    if (binding === undefined) return this.#otherName(reference, scope);
    if (binding.table && !where.table) this.#tableAsValue(reference);
    if (binding.kind === "argument") {
      if (reference.subscripts.length > 0) this.#rank(reference, 0);
      return binding.expression;
    }
    if (reference.subscripts.length !== binding.rank) this.#rank(reference, binding.rank);
    return {
      kind: "reference",
      name: binding.name,
      key: binding.key,
      subscripts: [...reference.subscripts, ...binding.marks],
      place: reference.place,
    };
  }

  /** Time, an element (its position), a range (the position of its current element). */
  #otherName(reference: Reference, scope: Scope): Expression {
    const { name, key, subscripts, place } = reference;
    if (isTime(scope, key)) return timeAt(place);
    // `range!` outside of brackets is written as `range[range!]` by the parser.
    const [mark] = subscripts;
    const marked = mark?.kind === "name" && mark.key === key && mark.reduced;
    if (subscripts.length === 0 || marked) {
      const dimension = this.#dimensions.all.get(key);
      if (dimension !== undefined) {
        return {
          kind: "call",
          name: "vensim.element position",
          key: "vensim.element_position",
          subscripts: [{ kind: "name", name, key, reduced: marked, place }],
          arguments: dimension.elements.map((element) => ({
            kind: "number",
            value: this.#dimensions.positions.get(element.key) ?? 0,
            place,
          })),
          place,
        };
      }
      const position = this.#dimensions.positions.get(key);
      if (position !== undefined) return { kind: "number", value: position, place };
    }
    this.#unknownName(reference, scope);
    return reference;
  }

  #unknownName({ name, key, place }: Reference, scope: Scope): void {
    if (scope.locals !== null && scope.globals.has(key)) {
      this.#problems.error(
        "unknown-variable",
        `"${name}" is not defined in this macro.`,
        place,
        `Write "${name}$" for the variable of the model.`,
      );
      return;
    }
    const split = this.#splitName(name, scope);
    if (split !== null) {
      this.#problems.error("unknown-variable", `"${name}" is not defined.`, place, split);
      return;
    }
    const names = [...(scope.locals ?? scope.globals).keys(), ...this.#dimensions.all.keys()];
    this.#problems.error(
      "unknown-variable",
      `"${name}" is not defined.`,
      place,
      this.#spelling(key, names, "Define it, or correct its name."),
    );
  }

  /** Help where two names stand side by side: spaces belong to names. */
  #splitName(name: string, scope: Scope): string | null {
    const words = name.split(" ");
    for (let count = 1; count < Math.min(words.length, 20); count++) {
      const [left, right] = [words.slice(0, count).join(" "), words.slice(count).join(" ")];
      if (find(scope, keyOf(left)) !== undefined && find(scope, keyOf(right)) !== undefined) {
        return `Write an operator between "${left}" and "${right}".`;
      }
    }
    return null;
  }

  #call(call: WrittenCall, scope: Scope, where: Where): Expression {
    const text = call.texts.findIndex((written) => written.startsWith("'"));
    if (text >= 0 && functionRules.get(call.key)?.kind !== "unsupported") {
      this.#problems.error(
        "syntax",
        `The text ${call.texts[text]} stands where a number belongs.`,
        call.arguments[text].place,
        "Only functions that read files take texts.",
      );
    }
    const binding = find(scope, call.key);
    if (binding?.table === true) return this.#tableCall(call, scope, where);
    const macro = this.#macros.get(call.key);
    if (macro !== undefined) {
      this.#checkPlain(call);
      const inputs = call.arguments.map((argument) =>
        this.resolve(argument, scope, { ...where, table: true }),
      );
      return this.#additions.expandMacro(macro, call, inputs, scope);
    }
    const rule = functionRules.get(call.key);
    if (rule !== undefined) return this.#functionCall(call, rule, scope, where);
    if (binding !== undefined) {
      this.#problems.error(
        "not-a-lookup",
        `"${call.name}" is no lookup and takes no argument.`,
        call.place,
        "Write an operator such as * before the bracket, or define the lookup.",
      );
    } else {
      this.#problems.error(
        "unknown-function",
        `There is no function, macro or lookup "${call.name}".`,
        call.place,
        this.#spelling(
          call.key,
          [...functionRules.keys(), ...this.#macros.keys(), ...scope.globals.keys()],
          "Define the lookup or macro, or write what it computes.",
        ),
      );
    }
    for (const argument of call.arguments) {
      this.resolve(argument, scope, { table: true, reduction: true });
    }
    return { kind: "number", value: 0, place: call.place };
  }

  #tableCall(call: WrittenCall, scope: Scope, where: Where): Expression {
    const { name, key, subscripts, place } = call;
    const named = this.#reference({ kind: "reference", name, key, subscripts, place }, scope, {
      ...where,
      table: true,
    });
    if (call.arguments.length !== 1) this.#countProblem(call, "1 argument");
    const inputs = call.arguments.map((argument) => this.resolve(argument, scope, where));
    if (named.kind !== "reference") return named;
    return { ...named, kind: "call", arguments: inputs };
  }

  #functionCall(call: WrittenCall, rule: FunctionRule, scope: Scope, where: Where): Expression {
    this.#checkPlain(call);
    if (call.outputs.length > 0) {
      this.#problems.error(
        "macro-outputs",
        `${call.name} has no outputs behind a colon.`,
        call.outputs[0].place,
        "Remove the colon and what follows it.",
      );
    }
    if (rule.kind === "unsupported") {
      this.#problems.error(
        "unsupported-function",
        `${call.name.toUpperCase()} is not supported: ${rule.why}.`,
        call.place,
        rule.help,
      );
      return { kind: "number", value: 0, place: call.place };
    }
    const count = call.arguments.length;
    if (count < rule.minimum || count > rule.maximum) {
      const { minimum, maximum } = rule;
      const wanted = minimum === maximum ? `${minimum}` : `${minimum} or ${maximum}`;
      this.#countProblem(call, `${wanted} argument${maximum === 1 ? "" : "s"}`);
      return { kind: "number", value: 0, place: call.place };
    }
    if (call.key === "elmcount") return this.#elementCount(call);
    if (call.table !== null) return this.#inlineTable(call, call.table, scope, where);
    const reduction = where.reduction || reductions.has(call.key);
    const tables = tableArguments.get(call.key) ?? [];
    const inputs = call.arguments.map((argument, index) =>
      this.resolve(argument, scope, { reduction, table: tables.includes(index) }),
    );
    if (rule.kind === "rewritten") return rewriteCall(call, inputs, this.#problems);
    const missing = (rule.leftOut ?? []).slice(0, rule.maximum - count);
    const filled = missing.map((value) => ({ kind: "number", value, place: call.place }) as const);
    return {
      kind: "call",
      name: rule.name,
      key: rule.key,
      subscripts: [],
      arguments: [...inputs, ...filled],
      place: call.place,
    };
  }

  #elementCount(call: WrittenCall): Expression {
    const [argument] = call.arguments;
    const dimension =
      argument.kind === "reference" ? this.#dimensions.all.get(argument.key) : undefined;
    if (dimension === undefined) {
      this.#problems.error(
        "unknown-range",
        "ELMCOUNT takes the name of a subscript range.",
        call.place,
        "Name a range that is defined as `name: element, element …`.",
      );
    }
    return { kind: "number", value: dimension?.elements.length ?? 0, place: call.place };
  }

  #inlineTable(call: WrittenCall, table: GraphicalFunction, scope: Scope, where: Where): Call {
    const inputs = call.arguments.map((argument) => this.resolve(argument, scope, where));
    const { name, key } = this.#additions.nameTable(table);
    return { kind: "call", name, key, subscripts: [], arguments: inputs, place: call.place };
  }

  #checkSubscripts(subscripts: readonly Subscript[], where: Where): void {
    for (const subscript of subscripts) {
      if (subscript.kind !== "name") continue;
      const { name, key, place } = subscript;
      const range = this.#dimensions.all.has(key);
      if (!range && !this.#dimensions.positions.has(key)) {
        this.#problems.error(
          "unknown-subscript",
          `"${name}" is neither a subscript range nor an element of one.`,
          place,
          this.#spelling(
            key,
            [...this.#dimensions.all.keys(), ...this.#dimensions.positions.keys()],
            `Define it: "${name}: …".`,
          ),
        );
      } else if (subscript.reduced && !(range && where.reduction)) {
        this.#problems.error(
          "reduction-mark",
          range
            ? `"${name}!" stands outside of SUM, PROD, VMIN, VMAX and VECTOR SELECT.`
            : `"${name}" is an element; only a range can be marked with \`!\`.`,
          place,
          "Remove the `!`, or put the expression into such a function.",
        );
      }
    }
  }

  #rank(reference: Reference, rank: number): void {
    const { name, subscripts, place } = reference;
    const plural = rank === 1 ? "subscript" : "subscripts";
    this.#problems.error(
      "subscript-count",
      `"${name}" has ${rank} ${plural}, but ${subscripts.length} stand here.`,
      place,
      rank === 0 ? "Remove the brackets." : `Write ${name}[…] with ${rank} ${plural}.`,
    );
  }

  #tableAsValue({ name, place }: Reference): void {
    this.#problems.error(
      "lookup-as-value",
      `"${name}" is a lookup and has no value by itself.`,
      place,
      `Apply it: ${name}(input).`,
    );
  }

  #checkPlain(call: WrittenCall): void {
    if (call.subscripts.length === 0) return;
    this.#problems.error(
      "subscript-count",
      `The function ${call.name} has no subscripts.`,
      call.place,
      "Put the subscripts behind the names of its arguments.",
    );
  }

  #countProblem(call: WrittenCall, wanted: string): void {
    this.#problems.error(
      "argument-count",
      `${call.name} takes ${wanted}, but ${call.arguments.length} stand here.`,
      call.place,
    );
  }

  #spelling(key: string, candidates: readonly string[], otherwise: string): string {
    const like = this.#problems.full ? null : nearest(key, candidates);
    return like === null ? otherwise : `Did you mean "${like.split("_").join(" ")}"?`;
  }
}
