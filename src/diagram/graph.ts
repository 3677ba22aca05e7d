import { findBuiltin } from "#study/builtins";
import { settingsOf } from "#study/equations";
import type { Equation, Expression } from "#study/expression";
import { partsOf } from "#study/expression";
import type { Definition, Model, Variable, VariableKind } from "#study/model";

/** The variables of a model and what leads from one to another: what a diagram draws. */
export interface Graph {
  /** By key, in the order of the model. */
  readonly nodes: ReadonlyMap<string, GraphNode>;
  readonly links: readonly Link[];
  readonly pipes: readonly Pipe[];
}

export interface GraphNode {
  readonly key: string;
  readonly name: string;
  /** What it is drawn as. */
  readonly kind: VariableKind;
  readonly unit: string | null;
  readonly documentation: string | null;
  /** Whether it stands for an array. */
  readonly arrayed: boolean;
}

/**
 * One variable read by another. `value`: in the equation by which it is computed (or, of a conveyor,
 * in one of its settings); `initial`: for its value at the start alone.
 */
export interface Link {
  readonly from: string;
  readonly to: string;
  readonly role: "value" | "initial";
  /** Whether the effect passes a delay, a smooth or a memory on the way. */
  readonly delayed: boolean;
}

/** What a flow carries from one stock (or a cloud, null) to another. */
export interface Pipe {
  readonly flow: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** Reads the graph off the equations; names that no variable has are passed over. */
export function graphOf(model: Model): Graph {
  const nodes = new Map<string, GraphNode>();
  const links = new Map<string, Link>();
  const add = (link: Link): void => {
    if (!model.variables.has(link.from)) return;
    const id = `${link.from}\n${link.to}`;
    const before = links.get(id);
    // One arrow a pair: what acts all the time counts before what acts at the start, and what acts
    // at once before what is delayed.
    const stronger =
      before === undefined ||
      (before.role === "initial" && link.role === "value") ||
      (before.role === link.role && before.delayed && !link.delayed);
    if (stronger) links.set(id, link);
  };
  const pipes = pipesOf(model);
  const flows = new Set(pipes.map(({ flow }) => flow));
  for (const variable of model.variables.values()) {
    const { key, name, unit, documentation, dimensions } = variable;
    // A constant or a table that fills or drains a stock is drawn as the flow that it is.
    const kind = flows.has(key) ? "flow" : variable.kind;
    nodes.set(key, { key, name, kind, unit, documentation, arrayed: dimensions.length > 0 });
    for (const link of linksInto(variable)) add(link);
  }
  return { nodes, links: [...links.values()], pipes };
}

/** Names that Vensim gives the settings of time. */
const settings = ["initial_time", "final_time", "time_step", "saveper"];

/** Variables that only set the time, and that nothing else reads: no part of what a model says. */
export function timeSettings({ nodes, links }: Graph): ReadonlySet<string> {
  const used = new Set(links.flatMap(({ from, to }) => (settings.includes(to) ? [] : [from])));
  return new Set(settings.filter((key) => nodes.has(key) && !used.has(key)));
}

function linksInto(variable: Variable): readonly Link[] {
  const { key, multiplier } = variable;
  const read = (equation: Equation | null | undefined, role: Link["role"] = "value"): Link[] =>
    equation === null || equation === undefined
      ? []
      : readsOf(equation.tree).map(({ from, role: own, delayed }) => ({
          from,
          to: key,
          role: own === "initial" ? own : role,
          delayed,
        }));
  const links = variable.definitions.flatMap((definition) => {
    switch (definition.kind) {
      case "constant":
      case "data":
        return [];
      case "equation":
        return read(definition.equation);
      case "table":
        return read(definition.input);
      case "stock":
        return linksIntoStock(definition, read);
      case "driven": {
        const { by, role, leakage } = definition;
        const drained: Link = { from: by, to: key, role: "value", delayed: role === "exit" };
        return [drained, ...read(leakage?.fraction)];
      }
    }
  });
  return [...links, ...read(multiplier)];
}

function linksIntoStock(
  stock: Definition & { readonly kind: "stock" },
  read: (equation: Equation | null, role?: Link["role"]) => Link[],
): readonly Link[] {
  const { initial, net, container, inflows, outflows } = stock;
  const flows = new Set([...inflows, ...outflows].map(({ key }) => key));
  return [
    ...read(initial, "initial"),
    // What a net equation reads beside its flows acts on the stock itself.
    ...read(net).filter(({ from }) => !flows.has(from)),
    ...settingsOf(container).flatMap((equation) => read(equation)),
  ];
}

/** A variable that an expression reads; once for each place where it stands. */
export interface Read {
  readonly from: string;
  readonly role: Link["role"];
  readonly delayed: boolean;
}

/** All that an expression reads, in the order in which it is written. */
function readsOf(expression: Expression): readonly Read[] {
  const reads: Read[] = [];
  const walk = (part: Expression, role: Link["role"], delayed: boolean): void => {
    if (part.kind === "reference") reads.push({ from: part.key, role, delayed });
    if (part.kind !== "call") {
      for (const inner of partsOf(part)) walk(inner, role, delayed);
      return;
    }
    const builtin = findBuiltin(part.key);
    // A table of the model, called.
    if (builtin === undefined) reads.push({ from: part.key, role, delayed });
    const frozen = builtin?.key === "init";
    const keeps = builtin?.family === "delay" || builtin?.key === "previous";
    for (const inner of partsOf(part)) {
      const index = part.arguments.indexOf(inner);
      const name = builtin?.parameters[Math.min(index, builtin.parameters.length - 1)]?.name;
      const atStart = frozen || (keeps && index >= 0 && isInitial(name));
      walk(inner, atStart ? "initial" : role, delayed || (keeps && index === 0));
    }
  };
  walk(expression, "value", false);
  return reads;
}

function isInitial(parameter: string | undefined): boolean {
  return parameter !== undefined && /^initial/iu.test(parameter);
}

/**
 * The pipes: each flow from the stock that it drains to the stock that it fills. A flow that several
 * stocks list on one side has a pipe for each of them; one that none lists has clouds at both ends.
 */
function pipesOf(model: Model): readonly Pipe[] {
  const filled = new Map<string, string[]>();
  const drained = new Map<string, string[]>();
  const add = (ends: Map<string, string[]>, flow: string, stock: string): void => {
    const list = ends.get(flow) ?? [];
    if (!list.includes(stock)) list.push(stock);
    ends.set(flow, list);
  };
  for (const { key, definitions } of model.variables.values()) {
    for (const definition of definitions) {
      if (definition.kind !== "stock") continue;
      for (const flow of definition.inflows) add(filled, flow.key, key);
      for (const flow of definition.outflows) add(drained, flow.key, key);
    }
  }
  const pipes: Pipe[] = [];
  for (const { key, kind } of model.variables.values()) {
    const sources = drained.get(key) ?? [];
    const ends = filled.get(key) ?? [];
    if (kind !== "flow" && sources.length === 0 && ends.length === 0) continue;
    const count = Math.max(1, sources.length, ends.length);
    for (let index = 0; index < count; index++) {
      pipes.push({ flow: key, from: sources[index] ?? null, to: ends[index] ?? null });
    }
  }
  return pipes;
}
