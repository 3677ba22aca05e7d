import type { Equation, Expression, Subscript } from "#study/expression";
import type { Definition, Variable, VariableName } from "#study/model";
import type { Place } from "#study/place";
import type { Findings } from "./findings.js";
import { readIdentifier, splitQualified } from "./identifier.js";
import { wholeKey, type Instance } from "./instances.js";
import { isModelName, type Whole } from "./whole.js";
import { rewriteTree, rewriteVariable, type DefinitionChange } from "./rewrite.js";
import type { XmlText } from "./xml-text.js";

/** A variable of the whole by key, and whether it still needs an equation. */
export interface FlatVariable {
  readonly variable: Variable;
  readonly missing: { readonly place: Place; readonly isInput: boolean } | null;
}

interface Source {
  readonly name: string;
  readonly key: string;
  readonly place: Place;
}

/**
 * Puts the variables of all instances side by side, under `module.variable`, with their equations
 * referring to each other by these names. An input that is connected becomes an alias of what it is
 * connected to (XMILE 1.0, section 3.7.4); its own equation is only for runs without that.
 */
export function flatten(
  instances: readonly Instance[],
  whole: Whole,
  findings: Findings,
): ReadonlyMap<string, FlatVariable> {
  const elements = new Set(
    [...whole.dimensions.values()].flatMap((dimension) => [
      dimension.key,
      ...dimension.elements.map(({ key }) => key),
    ]),
  );
  const names = new Names(instances, whole, elements, findings);
  const sources = names.connections();
  const flat = new Map<string, FlatVariable>();
  for (const instance of instances) {
    for (const [key, draft] of instance.part.drafts) {
      const variable = names.globalised(draft.variable, instance);
      const { isInput } = draft;
      const missing = draft.missing === null ? null : { place: draft.missing, isInput };
      flat.set(wholeKey(instance, key), { variable, missing });
    }
  }
  for (const [key, source] of sources) {
    const target = flat.get(key);
    const from = flat.get(source.key);
    if (target === undefined || from === undefined) continue;
    flat.set(key, { variable: aliasOf(target.variable, from.variable, source), missing: null });
  }
  return flat;
}

function aliasOf(target: Variable, from: Variable, source: Source): Variable {
  if (from.kind === "table") return { ...target, kind: "table", definitions: from.definitions };
  const tree: Expression = {
    kind: "reference",
    name: source.name,
    key: source.key,
    subscripts: [],
    place: source.place,
  };
  const equation: Equation = { text: source.name, tree, place: source.place };
  const definition: Definition = {
    kind: "equation",
    equation,
    subscripts: target.dimensions,
    except: [],
  };
  const kind = target.kind === "flow" ? "flow" : "auxiliary";
  return { ...target, kind, definitions: [definition], nonNegative: false };
}

/** Finds what a name means inside an instance. */
class Names {
  readonly #instances: readonly Instance[];
  readonly #whole: Whole;
  readonly #elements: ReadonlySet<string>;
  readonly #findings: Findings;
  readonly #spelling: ReadonlyMap<string, string>;

  constructor(
    instances: readonly Instance[],
    whole: Whole,
    elements: ReadonlySet<string>,
    findings: Findings,
  ) {
    this.#instances = instances;
    this.#whole = whole;
    this.#elements = elements;
    this.#findings = findings;
    this.#spelling = new Map(
      instances.flatMap((instance) =>
        [...instance.part.drafts].map(([key, { variable }]): [string, string] => [
          wholeKey(instance, key),
          instance.prefix + variable.name,
        ]),
      ),
    );
  }

  /** What each connected input is connected to, by the input's key in the whole. */
  connections(): ReadonlyMap<string, Source> {
    const sources = new Map<string, Source>();
    for (const instance of this.#instances) {
      const { use, parent } = instance;
      if (use === null || parent === null) continue;
      for (const { to, from } of use.connections) {
        const target = this.#end(to, instance, parent, "to");
        const source = this.#end(from, instance, parent, "from");
        if (target === null || source === null || target.key === source.key) continue;
        const first = sources.get(target.key);
        if (first === undefined) sources.set(target.key, { ...source, place: from.place() });
        else if (first.key !== source.key) {
          const message = `\`${target.name}\` is connected to two variables.`;
          this.#findings.error("xmile-connect", message, to.place(), {
            related: [{ message: "the first connection", place: first.place }],
          });
        }
      }
    }
    return sources;
  }

  /** A variable with its own and all other names as they are in the whole. */
  globalised(variable: Variable, instance: Instance): Variable {
    const equation = (written: Equation): Equation => {
      const tree = rewriteTree(written.tree, (node) => this.#node(node, instance));
      return tree === written.tree ? written : { ...written, tree };
    };
    const change: DefinitionChange = {
      equation,
      variable: (name) => this.#listed(name, instance),
      key: (key) => wholeKey(instance, key),
    };
    const changed = rewriteVariable(variable, change);
    if (instance.prefix === "") return changed;
    const name = instance.prefix + variable.name;
    return { ...changed, name, key: wholeKey(instance, variable.key) };
  }

  #node(node: Expression, instance: Instance): Expression {
    if (node.kind !== "reference" && node.kind !== "call") return node;
    const subscripts = this.#subscripts(node.subscripts, instance);
    const found = this.#resolve(node.key, node.name, instance);
    if (found === null && node.kind === "reference") this.#tellUnknown(node, instance);
    if (found === null && node.kind === "call") this.#tellModelCall(node);
    const { name, key } = found ?? node;
    if (key === node.key && subscripts === node.subscripts) return node;
    return { ...node, name, key, subscripts };
  }

  /** A variable that counts a position: `sales[i]`. Elements hide variables there (note 9). */
  #subscripts(subscripts: readonly Subscript[], instance: Instance): readonly Subscript[] {
    if (instance.prefix === "" || subscripts.length === 0) return subscripts;
    return subscripts.map((subscript) => {
      if (subscript.kind !== "name" || this.#elements.has(subscript.key)) return subscript;
      const found = this.#resolve(subscript.key, subscript.name, instance);
      return found === null ? subscript : { ...subscript, ...found };
    });
  }

  #listed(name: VariableName, instance: Instance): VariableName {
    const found = this.#resolve(name.key, name.name, instance);
    return found === null ? name : { ...name, ...found, name: this.#spelled(found.key) };
  }

  /** The name of a variable as its own element spells it. */
  #spelled(key: string): string {
    return this.#spelling.get(key) ?? key;
  }

  /** A name of an instance in the whole; null if no variable is meant. */
  #resolve(
    key: string,
    name: string,
    instance: Instance,
  ): { readonly name: string; readonly key: string } | null {
    const { drafts } = instance.part;
    if (drafts.has(key)) {
      return { name: instance.prefix + name, key: wholeKey(instance, key) };
    }
    const point = key.indexOf(".");
    if (point < 0) return null;
    const first = key.slice(0, point);
    const rest = key.slice(point + 1);
    const restName = name.slice(name.indexOf(".") + 1);
    if (first === "") return this.#resolve(rest, restName, this.#instances[0]);
    if (this.#whole.dimensions.has(first)) return null;
    const inner = this.#instanceCalled(first, instance);
    return inner === null ? null : this.#resolve(rest, restName, inner);
  }

  /** The instance that a module name means: within, beside, around, or anywhere if there is one. */
  #instanceCalled(key: string, instance: Instance): Instance | null {
    for (let outer: Instance | null = instance; outer !== null; outer = outer.parent) {
      const child = outer.children.get(key);
      if (child !== undefined) return child;
      if (outer.use?.name.key === key) return outer;
    }
    const all = this.#instances.filter(({ use }) => use?.name.key === key);
    return all.length === 1 ? all[0] : null;
  }

  /** One end of a connection: `to` is a name of the module or qualified, `from` one around it. */
  #end(text: XmlText, instance: Instance, parent: Instance, side: "to" | "from"): Source | null {
    const parts = splitQualified(text).map((part) => readIdentifier(part));
    const key = parts.map((part) => part?.key ?? "").join(".");
    const name = parts.map((part) => part?.name ?? "").join(".");
    const own = side === "to" ? [instance, parent] : [parent, instance];
    for (const scope of own) {
      const found = this.#resolve(key, name, scope);
      if (found !== null) return { ...found, place: text.place() };
    }
    // Some tools write a point for the model around the module rather than for the root.
    const around = key.startsWith(".") ? this.#resolve(key.slice(1), name.slice(1), parent) : null;
    if (around !== null) return { ...around, place: text.place() };
    this.#findings.error("xmile-connect", `There is no variable \`${text.text}\`.`, text.place(), {
      help:
        side === "to"
          ? "It names an input of the module, or `module.input`."
          : "It names a variable around the module, or `module.output`.",
    });
    return null;
  }

  /** Variables of other models are not visible without their model's name (section 3.7.4). */
  #tellUnknown(node: Expression & { kind: "reference" }, instance: Instance): void {
    if (instance.prefix === "") return;
    const point = node.key.indexOf(".");
    const first = point < 0 ? node.key : node.key.slice(0, point);
    if (this.#elements.has(first)) return;
    const near = this.#findings.nearest(node.name, () =>
      [...instance.part.drafts.values()].map(({ variable }) => variable.name),
    );
    const module = instance.use?.name.name ?? "";
    this.#findings.error(
      "xmile-unknown-name",
      `There is no variable \`${node.name}\` in the module ${module}.`,
      node.place,
      {
        help:
          near === undefined
            ? "A variable of another model is written `model.variable`, of the root `.variable`."
            : `Did you mean \`${near}\`?`,
      },
    );
  }

  #tellModelCall(node: Expression & { kind: "call" }): void {
    if (this.#whole.macros.has(node.key)) return;
    if (!isModelName(node.key, this.#whole)) return;
    const message = `Calling the model \`${node.name}\` like a function is not supported.`;
    this.#findings.error("xmile-unsupported", message, node.place, {
      help: "Add a <module> for it and connect its input.",
    });
  }
}

/** Tells which variables have no equation; gives the others, by key. */
export function completeVariables(
  flat: ReadonlyMap<string, FlatVariable>,
  findings: Findings,
): ReadonlyMap<string, Variable> {
  const complete = new Map<string, Variable>();
  for (const [key, { variable, missing }] of flat) {
    complete.set(key, variable);
    if (missing === null) continue;
    const why = missing.isInput ? " and nothing is connected to this input" : "";
    const message = `\`${variable.name}\` has no equation${why}.`;
    findings.error("xmile-equation-missing", message, missing.place, {
      help: "Write <eqn>…</eqn> into it.",
    });
  }
  return complete;
}
