import { keyOf } from "#study/name";
import type { Equation, Expression, Reference, Subscript } from "#study/expression";
import type { Definition, Variable, VariableKind } from "#study/model";
import { isTable, outputsOf } from "./declarations.js";
import { definitionsOf, type Workshop } from "./definitions.js";
import { kindOf } from "./kinds.js";
import { freeRanges, withoutMarks, type Mark } from "./marks.js";
import type { Binding, Scope } from "./scope.js";
import {
  numberOf,
  type MacroStatement,
  type VariableStatement,
  type WrittenCall,
} from "./syntax.js";

/** The variables of the model that is being read. */
export interface Generated {
  has(key: string): boolean;
  isTable(key: string): boolean;
  add(variable: Variable): void;
}

/** More variables than this come from macros that call each other without end, or nearly so. */
const mostVariables = 100_000;

/**
 * Writes a macro out for each of its calls. The n-th instance has variables `MACRO#n.variable`,
 * which a name of the model cannot be by accident. Where the arguments have subscripts, so do the
 * variables of the instance: one for each range that is free in the arguments.
 */
export class MacroExpander {
  readonly #workshop: () => Workshop;
  readonly #model: Generated;
  readonly #counts = new Map<string, number>();
  readonly #active: MacroStatement[] = [];
  #written = 0;

  constructor(workshop: () => Workshop, model: Generated) {
    this.#workshop = workshop;
    this.#model = model;
  }

  /** One call, with its inputs resolved; gives what stands for its result. */
  expand(
    macro: MacroStatement,
    call: WrittenCall,
    inputs: readonly Expression[],
    scope: Scope,
  ): Expression {
    const nothing: Expression = { kind: "number", value: 0, place: call.place };
    if (!this.#check(macro, call)) return nothing;
    const { dimensions, problems } = this.#workshop();
    const found = freeRanges(inputs, dimensions);
    if (found === null) {
      problems.error(
        "reduction-mark",
        `In the arguments of "${call.name}" a range stands both with and without \`!\`.`,
        call.place,
        "Give the argument with the `!` a variable of its own.",
      );
      return nothing;
    }
    this.#written += macro.body.length + 1;
    const prefix = this.#prefix(macro);
    const marks: readonly Mark[] = found.map((mark) => ({ ...mark, reduced: false }));
    const locals = this.#bindLocals(macro, call, inputs, prefix, marks);
    this.#active.push(macro);
    for (const statement of macro.body) {
      if (locals.has(statement.target.key)) {
        this.#generate(statement, locals, { globals: scope.globals, locals });
      }
    }
    this.#active.pop();
    this.#addOutputs(macro, call, locals, scope);
    const result = locals.get(macro.target.key);
    return result?.kind === "variable" ? referenceTo(result, found, call) : nothing;
  }

  #check(macro: MacroStatement, call: WrittenCall): boolean {
    const { problems } = this.#workshop();
    const { name, key } = macro.target;
    if (!macro.body.some((statement) => statement.target.key === key)) {
      problems.error(
        "macro",
        `The macro "${name}" does not define "${name}", which is its result.`,
        macro.target.place,
        `Write an equation ${name} = … in it.`,
      );
      return false;
    }
    const counts =
      call.arguments.length !== macro.inputs.length ||
      (call.outputs.length > 0 && call.outputs.length !== macro.outputs.length);
    if (counts) {
      const inputs = [...macro.inputs].map((input) => input.name).join(", ");
      const outputs = macro.outputs.map((output) => output.name).join(", ");
      problems.error(
        "argument-count",
        `The macro is ${name}(${inputs}${outputs === "" ? "" : ` : ${outputs}`}), but ${call.arguments.length} inputs and ${call.outputs.length} outputs stand here.`,
        call.place,
      );
      return false;
    }
    if (this.#active.includes(macro) || this.#written >= mostVariables) {
      problems.error(
        "macro-circle",
        this.#active.includes(macro)
          ? `The macro "${name}" calls itself.`
          : `Macros make more than ${mostVariables} variables.`,
        call.place,
        "A macro is written out at every call, so that must come to an end.",
      );
      return false;
    }
    return true;
  }

  #prefix(macro: MacroStatement): string {
    let count = this.#counts.get(macro.target.key) ?? 0;
    let prefix: string;
    do {
      count += 1;
      prefix = `${macro.target.name}#${count}.`;
    } while (this.#model.has(keyOf(prefix + macro.target.name)));
    this.#counts.set(macro.target.key, count);
    return prefix;
  }

  #bindLocals(
    macro: MacroStatement,
    call: WrittenCall,
    inputs: readonly Expression[],
    prefix: string,
    marks: readonly Mark[],
  ): Map<string, Binding> {
    const locals = new Map<string, Binding>();
    const variable = (name: string, plain: boolean, table: boolean): Binding => ({
      kind: "variable",
      name: prefix + name,
      key: keyOf(prefix + name),
      rank: 0,
      table,
      marks: plain ? [] : marks,
    });
    macro.inputs.forEach((input, index) => {
      const expression = inputs[index];
      if (expression.kind === "number" || expression.kind === "reference") {
        const table = expression.kind === "reference" && this.#model.isTable(expression.key);
        locals.set(input.key, { kind: "argument", expression: withoutMarks(expression), table });
        return;
      }
      const binding = variable(input.name, false, false);
      locals.set(input.key, binding);
      const equation: Equation = {
        text: call.texts[index],
        tree: withoutMarks(expression),
        place: call.arguments[index].place,
      };
      this.#addVariable(binding, "auxiliary", input.place, null, null, [
        { kind: "equation", equation, subscripts: marks.map((mark) => mark.key), except: [] },
      ]);
    });
    const seen = new Set<string>();
    for (const statement of macro.body) {
      const { target, body, subscripts } = statement;
      if (subscripts.length > 0 || seen.has(target.key) || locals.has(target.key)) {
        this.#refuse(statement, subscripts.length > 0);
        if (subscripts.length > 0) continue;
      }
      seen.add(target.key);
      const plain =
        isTable(statement) || (body.kind === "expression" && numberOf(body.equation.tree) !== null);
      if (!locals.has(target.key)) {
        locals.set(target.key, variable(target.name, plain, isTable(statement)));
      }
    }
    for (const output of outputsOf(macro.body)) {
      if (!locals.has(output.key)) locals.set(output.key, variable(output.name, false, false));
    }
    return locals;
  }

  #refuse({ target }: VariableStatement, subscripted: boolean): void {
    this.#workshop().problems.error(
      "macro",
      subscripted
        ? `"${target.name}" has subscripts inside a macro.`
        : `"${target.name}" is defined twice in the macro.`,
      target.place,
      subscripted
        ? "Write the macro without; it is written out for every element of its arguments."
        : "Remove one definition; inputs need none.",
    );
  }

  #generate(
    statement: VariableStatement,
    locals: ReadonlyMap<string, Binding>,
    scope: Scope,
  ): void {
    const binding = locals.get(statement.target.key);
    if (binding?.kind !== "variable") return;
    const subscripts = keysOf(binding.marks);
    const reach = { subscripts, except: [] };
    const definitions = definitionsOf(statement, reach, scope, this.#workshop());
    const { documentation, range } = statement.tail;
    const kind = kindOf(definitions);
    this.#addVariable(binding, kind, statement.target.place, documentation, range, definitions);
  }

  /** Variables that the call names behind its colon take the values of the macro's outputs. */
  #addOutputs(
    macro: MacroStatement,
    call: WrittenCall,
    locals: ReadonlyMap<string, Binding>,
    scope: Scope,
  ): void {
    call.outputs.forEach((output, index) => {
      const inner = locals.get(macro.outputs[index].key);
      const outer = (scope.locals ?? scope.globals).get(output.key);
      if (outer?.kind !== "variable") return;
      if (inner?.kind !== "variable") {
        this.#workshop().problems.error(
          "macro",
          `The macro "${macro.target.name}" does not define its output "${macro.outputs[index].name}".`,
          macro.outputs[index].place,
        );
        return;
      }
      const subscripts = [...keysOf(output.subscripts), ...keysOf(outer.marks)];
      const tree = referenceTo(inner, inner.marks, call);
      const equation = { text: call.name, tree, place: output.place };
      this.#addVariable(outer, "auxiliary", output.place, null, null, [
        { kind: "equation", equation, subscripts, except: [] },
      ]);
    });
  }

  #addVariable(
    binding: Binding,
    kind: VariableKind,
    place: Variable["place"],
    documentation: string | null,
    range: Variable["range"],
    definitions: readonly Definition[],
  ): void {
    if (binding.kind !== "variable" || definitions.length === 0) return;
    this.#model.add({
      name: binding.name,
      key: binding.key,
      kind,
      dimensions: definitions[0].subscripts,
      definitions,
      unit: null,
      unitPlace: null,
      documentation,
      range,
      nonNegative: false,
      place,
    });
  }
}

function keysOf(subscripts: readonly Subscript[]): readonly string[] {
  return subscripts.flatMap((subscript) => (subscript.kind === "name" ? [subscript.key] : []));
}

function referenceTo(
  binding: Binding & { kind: "variable" },
  marks: readonly Subscript[],
  call: WrittenCall,
): Reference {
  const subscripts = binding.marks.length === 0 ? [] : marks;
  return {
    kind: "reference",
    name: binding.name,
    key: binding.key,
    subscripts: subscripts.map((subscript) => ({ ...subscript, place: call.place })),
    place: call.place,
  };
}
