import type { Equation, Expression, Subscript } from "#study/expression";
import type { Definition, Variable } from "#study/model";
import { keyOf } from "#study/name";
import type { Dimensions } from "./dimensions.js";
import type { Findings } from "./findings.js";
import type { Macro, Macros } from "./macro-definitions.js";
import { argumentOf, fillSubscripts, isSimple, timesUsed } from "./macro-arguments.js";
import { rewriteTree, rewriteVariable, type DefinitionChange } from "./rewrite.js";

/** Where a call stands: what its variables are named after and over which dimensions they go. */
interface Scope {
  readonly caller: string;
  readonly dimensions: readonly string[];
  readonly within: readonly Macro[];
}

type Call = Expression & { readonly kind: "call" };
/** What a parameter or a variable of a macro stands for, by its key in the macro. */
type Bindings = ReadonlyMap<string, Expression>;

const mostCalls = 30_000;

/**
 * Puts what macros compute in the place of their calls (XMILE 1.0, section 4.8): each call of a
 * macro with variables gets its own of them, named `caller#MACRO.variable` (`caller#MACRO#2.…` for
 * the second call), over the dimensions over which the calling equation goes. An argument that is
 * computed becomes such a variable too, so that it is computed once.
 */
export function expandMacros(
  variables: ReadonlyMap<string, Variable>,
  macros: Macros,
  dimensions: Dimensions,
  findings: Findings,
): ReadonlyMap<string, Variable> {
  if (macros.size === 0) return variables;
  const expansion = new Expansion(variables, macros, dimensions, findings);
  return expansion.all();
}

class Expansion {
  readonly #variables: ReadonlyMap<string, Variable>;
  readonly #macros: Macros;
  readonly #dimensions: Dimensions;
  readonly #findings: Findings;
  readonly #result = new Map<string, Variable>();
  /** What generated names begin with, so that no two calls share one. */
  readonly #bases = new Set<string>();
  #calls = 0;

  constructor(
    variables: ReadonlyMap<string, Variable>,
    macros: Macros,
    dimensions: Dimensions,
    findings: Findings,
  ) {
    this.#variables = variables;
    this.#macros = macros;
    this.#dimensions = dimensions;
    this.#findings = findings;
  }

  all(): ReadonlyMap<string, Variable> {
    for (const variable of this.#variables.values()) {
      // The caller keeps its place in the order, before what is generated for it.
      this.#result.set(variable.key, variable);
      const expanded = this.#expanded(variable, variable.name, []);
      this.#result.set(variable.key, expanded);
    }
    return this.#result;
  }

  #expanded(variable: Variable, caller: string, within: readonly Macro[]): Variable {
    const scopeOf = (dimensions: readonly string[]): Scope => ({ caller, dimensions, within });
    return rewriteVariable(variable, this.#change(scopeOf(variable.dimensions)), (definition) =>
      this.#change(scopeOf(this.#dimensionsOf(variable, definition))),
    );
  }

  #change(scope: Scope): DefinitionChange {
    return {
      equation: (equation) => {
        const tree = this.#tree(equation.tree, scope);
        return tree === equation.tree ? equation : { ...equation, tree };
      },
      variable: (name) => name,
      key: (key) => key,
    };
  }

  /** The dimensions over which one definition goes: all but those where it is for one element. */
  #dimensionsOf(variable: Variable, definition: Definition): readonly string[] {
    return definition.subscripts.filter((key, index) => {
      const dimension = this.#dimensions.get(variable.dimensions[index]);
      const isElement = dimension?.elements.some((element) => element.key === key) ?? false;
      return !isElement && this.#dimensions.has(key);
    });
  }

  #tree(tree: Expression, scope: Scope): Expression {
    return rewriteTree(tree, (node) => {
      if (node.kind !== "call") return node;
      const candidates = this.#macros.get(node.key);
      return candidates === undefined ? node : this.#call(node, candidates, scope);
    });
  }

  #call(call: Call, candidates: readonly Macro[], scope: Scope): Expression {
    const macro = this.#chosen(call, candidates);
    if (macro === null || macro.equation === null) return call;
    if (scope.within.includes(macro)) {
      this.#refuse(call, `The macro \`${macro.name}\` calls itself, which is not supported.`);
      return call;
    }
    if (macro.simSpecs !== null) {
      this.#refuse(call, `\`${macro.name}\` has <sim_specs> of its own, which is not supported.`);
      return call;
    }
    this.#calls += 1;
    if (this.#calls > mostCalls) {
      const message = `Macros that call macros come to more than ${mostCalls} calls.`;
      if (this.#calls === mostCalls + 1) this.#refuse(call, message);
      return call;
    }
    const base = this.#base(`${scope.caller}#${macro.name}`);
    const bindings = this.#bind(call, macro, base, scope);
    const inside: Scope = { ...scope, caller: base, within: [...scope.within, macro] };
    for (const { variable } of macro.drafts.values()) {
      const own = this.#own(variable, base, scope, bindings, macro);
      this.#result.set(own.key, own);
      this.#result.set(own.key, this.#expanded(own, own.name, inside.within));
    }
    return this.#tree(this.#substituted(macro.equation.tree, bindings, macro, scope), inside);
  }

  #chosen(call: Call, candidates: readonly Macro[]): Macro | null {
    const count = call.arguments.length;
    const fits = candidates.find(({ parameters }) => {
      const least = parameters.filter(({ otherwise }) => otherwise === null).length;
      return count >= least && count <= parameters.length;
    });
    if (fits !== undefined) return fits;
    const usages = candidates.map(
      ({ name, parameters }) => `${name}(${parameters.map((one) => one.name).join(", ")})`,
    );
    this.#findings.error(
      "wrong-arguments",
      `The macro \`${call.name}\` is called with ${count} arguments.`,
      call.place,
      { help: `Write ${usages.join(" or ")}.` },
    );
    return null;
  }

  #refuse(call: Call, message: string): void {
    this.#findings.error("xmile-unsupported", message, call.place);
  }

  #base(wanted: string): string {
    let base = wanted;
    for (let number = 2; this.#bases.has(keyOf(base)); number++) base = `${wanted}#${number}`;
    this.#bases.add(keyOf(base));
    return base;
  }

  #bind(call: Call, macro: Macro, base: string, scope: Scope): Bindings {
    const bindings = new Map<string, Expression>();
    macro.parameters.forEach((parameter, index) => {
      const given = argumentOf(call, parameter, index);
      const isGiven = index < call.arguments.length;
      const tree = isGiven ? given : this.#substituted(given, bindings, macro, scope);
      const uses = timesUsed(parameter.key, macro);
      const direct = isSimple(tree) || (macro.drafts.size === 0 && uses.plain && uses.times <= 1);
      bindings.set(
        parameter.key,
        direct ? tree : this.#computed(tree, `${base}.${parameter.name}`, call, scope),
      );
    });
    for (const { variable } of macro.drafts.values()) {
      const name = `${base}.${variable.name}`;
      bindings.set(variable.key, referenceTo(name, call));
    }
    return bindings;
  }

  /** A variable for an argument that is computed. */
  #computed(tree: Expression, name: string, call: Call, scope: Scope): Expression {
    const equation: Equation = { text: "", tree, place: tree.place };
    const variable: Variable = {
      name,
      key: keyOf(name),
      kind: "auxiliary",
      dimensions: scope.dimensions,
      definitions: [{ kind: "equation", equation, subscripts: scope.dimensions, except: [] }],
      unit: null,
      unitPlace: null,
      documentation: null,
      range: null,
      nonNegative: false,
      place: call.place,
    };
    this.#result.set(variable.key, variable);
    return referenceTo(name, call);
  }

  /** A macro's variable as one call has it, its dimensions after those of the call. */
  #own(variable: Variable, base: string, scope: Scope, bindings: Bindings, macro: Macro): Variable {
    const name = `${base}.${variable.name}`;
    const changed = rewriteVariable(variable, {
      equation: (equation) => ({
        ...equation,
        tree: this.#substituted(equation.tree, bindings, macro, scope),
      }),
      variable: (listed) => {
        const bound = bindings.get(listed.key);
        return bound?.kind === "reference"
          ? { name: bound.name, key: bound.key, place: listed.place }
          : listed;
      },
      key: (key) => keyOf(`${base}.`) + key,
    });
    return {
      ...changed,
      name,
      key: keyOf(name),
      dimensions: [...scope.dimensions, ...variable.dimensions],
      definitions: changed.definitions.map((definition) => ({
        ...definition,
        subscripts: [...scope.dimensions, ...definition.subscripts],
      })),
    };
  }

  #substituted(tree: Expression, bindings: Bindings, macro: Macro, scope: Scope): Expression {
    return rewriteTree(tree, (node) => {
      if (node.kind !== "reference" && node.kind !== "call") return node;
      const subscripts = node.subscripts.map((one) => boundSubscript(one, bindings));
      const bound = bindings.get(node.key);
      if (bound === undefined) return { ...node, subscripts };
      const own = macro.drafts.get(node.key)?.variable;
      const complete =
        own === undefined || subscripts.length === 0
          ? subscripts
          : [...this.#scopeSubscripts(scope, node), ...subscripts];
      if (node.kind === "call") {
        if (bound.kind === "reference") return { ...node, name: bound.name, key: bound.key };
        this.#refuse(node, `\`${node.name}\` is called, and its argument is no variable.`);
        return node;
      }
      const filled = fillSubscripts(bound, complete);
      if (filled !== null) return filled;
      const message = `\`${node.name}\` has subscripts here, and its argument is no array for them.`;
      this.#findings.error("xmile-macro-subscripts", message, node.place);
      return node;
    });
  }

  #scopeSubscripts(scope: Scope, node: Expression): readonly Subscript[] {
    return scope.dimensions.map((key) => ({
      kind: "name",
      name: this.#dimensions.get(key)?.name ?? key,
      key,
      reduced: false,
      place: node.place,
    }));
  }
}

function referenceTo(name: string, call: Call): Expression {
  return { kind: "reference", name, key: keyOf(name), subscripts: [], place: call.place };
}

/** `A[i]`, where i is a parameter or a variable of the macro. */
function boundSubscript(subscript: Subscript, bindings: Bindings): Subscript {
  if (subscript.kind !== "name") return subscript;
  const bound = bindings.get(subscript.key);
  if (bound === undefined) return subscript;
  return { kind: "position", expression: bound, place: subscript.place };
}
