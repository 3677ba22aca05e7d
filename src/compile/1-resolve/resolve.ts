import type { Diagnostic } from "#study/diagnostic";
import type { Definition, Model, Variable, VariableName } from "#study/model";
import { nearestName } from "#study/near-miss";
import type { Place } from "#study/place";
import { resolveTable } from "#numeric/lookup";
import { createNumberArithmetic } from "#numeric/number-arithmetic";

import { evaluate } from "../evaluate.js";
import type { Environment } from "../evaluate.js";
import { binary, constant, startOf } from "../system.js";
import type { Cell, CellRule, Node, System } from "../system.js";
import { bindingsOf, definitionFor, elementKey, elementName, tuplesOver } from "./elements.js";
import { resolveExpression } from "./expression.js";
import type { Scope, StartValue } from "./scope.js";
import { atStepTime, negated, notBelowZero } from "./time.js";

/** Binds every name and spells out every builtin. The system is usable if there are no errors. */
export function resolve(model: Model): { system: System; diagnostics: Diagnostic[] } {
  const resolver = new Resolver(model);
  const system = resolver.resolveAll();
  checkFlowsAreUsedOnce(model, resolver.reports);
  return { system, diagnostics: resolver.reports.all };
}

/** Resolves cells in the order of the model, or before where their value at the start is needed. */
class Resolver {
  readonly reports = new Reports();
  readonly #model: Model;
  readonly #elements: readonly ResolvedElement[];
  readonly #cells: Cell[] = [];
  readonly #cellOf = new Map<string, number>();
  readonly #made = new Map<string, readonly Node[]>();
  readonly #state: ("waiting" | "open" | "done")[];
  readonly #structural = new Set<number>();
  readonly #arithmetic = createNumberArithmetic();

  constructor(model: Model) {
    this.#model = model;
    this.#elements = [...model.variables.values()]
      .filter((variable) => hasValue(variable))
      .flatMap((variable) => elementsWithDefinitions(model, variable));
    for (const [index, { key }] of this.#elements.entries()) this.#cellOf.set(key, index);
    // Hidden cells come after all variables, so that a variable's cell is known at once.
    this.#cells.length = this.#elements.length;
    this.#state = this.#elements.map(() => "waiting");
  }

  resolveAll(): System {
    for (const index of this.#elements.keys()) this.#resolve(index);
    return {
      time: this.#model.time,
      cells: this.#cells,
      cellOf: this.#cellOf,
      structural: this.#structural,
    };
  }

  #resolve(index: number): void {
    if (this.#state[index] !== "waiting") return;
    this.#state[index] = "open";
    const { name, variable, definition, bindings } = this.#elements[index];
    const scope: Scope = {
      model: this.#model,
      time: this.#model.time,
      owner: name,
      ownerCell: index,
      bindings,
      cellOf: (key, of = []) => this.#cellOf.get(elementKey(key, of)),
      addState: (label, place, rule) =>
        this.#addCells(name, [label], place, ([cell]) => [rule(cell)])[0],
      addStates: (labels, place, rules) => this.#addCells(name, labels, place, rules),
      made: this.#made,
      startValue: (node) => this.#startValue(node),
      fix: ({ constants }) => constants.forEach((cell) => this.#structural.add(cell)),
      report: (diagnostic) => this.reports.add(diagnostic),
      resolve: resolveExpression,
    };
    const rule = resolveDefinition(definition, scope);
    const bounded: CellRule =
      variable.nonNegative && rule.kind === "formula"
        ? { kind: "formula", node: notBelowZero(rule.node) }
        : rule;
    this.#cells[index] = { name, place: variable.place, ...bounded };
    this.#state[index] = "done";
  }

  /** Takes the places of hidden cells before their rules are made, which may refer to them. */
  #addCells(
    owner: string,
    labels: readonly string[],
    place: Place,
    rules: (cells: readonly number[]) => readonly CellRule[],
  ): readonly Node[] {
    const first = this.#cells.length;
    this.#cells.length += labels.length;
    const cells = labels.map((_, index) => first + index);
    for (const [index, rule] of rules(cells).entries()) {
      this.#cells[first + index] = { name: `${labels[index]} in ${owner}`, place, ...rule };
    }
    return cells.map((cell): Node => ({ op: "cell", cell }));
  }

  /** What a node is at the start, with the constants of the model; null if that is circular. */
  #startValue(node: Node): StartValue | null {
    const { start } = this.#model.time;
    const constants = new Set<number>();
    let circular = false;
    let varies = false;
    const now = (): number => {
      varies = true;
      return start;
    };
    const environment: Environment<number> = {
      cell: (index) => cell(index),
      get time() {
        return now();
      },
      get stepTime() {
        return now();
      },
    };
    const valueOf = (inner: Node): number => evaluate(inner, this.#arithmetic, environment);
    // A cell may be read very often by what it leads to: each is evaluated once.
    const known = new Map<number, { readonly value: number; readonly varies: boolean }>();
    const cell = (index: number): number => {
      this.#resolve(index);
      if (this.#state[index] === "open") {
        circular = true;
        return Number.NaN;
      }
      const found = this.#cells[index];
      if (found.kind === "constant") {
        constants.add(index);
        return found.value;
      }
      const others = varies;
      let first = known.get(index);
      if (first === undefined) {
        varies = false;
        const value = valueOf(startOf(found) as Node);
        first = { value, varies: mayChange(found, varies) };
        known.set(index, first);
      }
      varies = others || first.varies;
      return first.value;
    };
    const value = valueOf(node);
    return circular ? null : { value, constants, varies };
  }
}

/** Whether a cell may have another value later on, if that at the start depends on time or not. */
function mayChange(cell: Cell, atStart: boolean): boolean {
  if (cell.kind === "frozen") return false;
  return atStart || cell.kind !== "formula" || cell.start !== undefined;
}

/** What the equation of an arrayed variable is wrong about is said once, not for each element. */
class Reports {
  readonly all: Diagnostic[] = [];
  readonly #said = new Set<string>();

  add(diagnostic: Diagnostic): void {
    const { code, message, place } = diagnostic;
    const said = `${code} ${message} ${place?.file} ${place?.line} ${place?.column}`;
    if (this.#said.has(said)) return;
    this.#said.add(said);
    this.all.push(diagnostic);
  }
}

interface ResolvedElement {
  readonly key: string;
  readonly name: string;
  readonly variable: Variable;
  readonly definition: Definition;
  readonly bindings: ReadonlyMap<string, string>;
}

function elementsWithDefinitions(model: Model, variable: Variable): ResolvedElement[] {
  return tuplesOver(model, variable.dimensions).flatMap((elements): ResolvedElement[] => {
    const definition = definitionFor(model, variable, elements);
    // An element without an equation does not exist: whoever reads it is told.
    if (definition === undefined) return [];
    const name = elementName(model, variable, elements);
    return [
      {
        key: elementKey(variable.key, elements),
        name,
        variable,
        definition,
        bindings: bindingsOf(model, variable, definition, elements),
      },
    ];
  });
}

/** A table without an input is called by others and has no value of its own. */
function hasValue(variable: Variable): boolean {
  const [definition] = variable.definitions;
  return definition.kind !== "table" || definition.input !== null;
}

function resolveDefinition(definition: Definition, scope: Scope): CellRule {
  switch (definition.kind) {
    case "constant":
      return { kind: "constant", value: definition.value };
    case "equation":
      return { kind: "formula", node: resolveExpression(definition.equation.tree, scope) };
    case "table":
      return {
        kind: "formula",
        node: {
          op: "lookup",
          table: resolveTable(definition.table),
          input:
            definition.input === null
              ? constant(0)
              : resolveExpression(definition.input.tree, scope),
        },
      };
    case "data":
      return {
        kind: "formula",
        node: { op: "lookup", table: resolveTable(definition.table), input: atStepTime() },
      };
    case "driven":
      // The conveyor or queue that drives it has been told; see `tellContainer`.
      return { kind: "constant", value: Number.NaN };
    case "stock":
      tellContainer(definition, scope);
      return {
        kind: "stock",
        initial: resolveExpression(definition.initial.tree, scope),
        net: netFlow(definition, scope),
      };
  }
}

/** Conveyors and queues are read and not yet run: never a plain stock in their place. */
function tellContainer(definition: Definition & { kind: "stock" }, scope: Scope): void {
  const { container } = definition;
  if (container === undefined) return;
  scope.report({
    code: "container-unsupported",
    severity: "error",
    message: `"${scope.owner}" is a ${container.kind}, which cannot be run yet`,
    place: container.place,
  });
}

/** Inflows minus outflows, from left to right as they are listed. */
function netFlow(definition: Definition & { kind: "stock" }, scope: Scope): Node {
  if (definition.net !== null) return resolveExpression(definition.net.tree, scope);
  let sum: Node | null = null;
  for (const inflow of definition.inflows) {
    const node = arriving(inflow, flowNode(inflow, scope), scope);
    sum = sum === null ? node : binary("add", sum, node);
  }
  for (const outflow of definition.outflows) {
    const node = flowNode(outflow, scope);
    sum = sum === null ? negated(node) : binary("subtract", sum, node);
  }
  return sum ?? constant(0);
}

/** A flow whose unit changes on the way arrives multiplied (XMILE 1.0, section 4.3). */
function arriving(flow: VariableName, node: Node, scope: Scope): Node {
  const multiplier = scope.model.variables.get(flow.key)?.multiplier;
  if (multiplier === undefined) return node;
  return binary("multiply", node, resolveExpression(multiplier.tree, scope));
}

function flowNode(flow: VariableName, scope: Scope): Node {
  const variable = scope.model.variables.get(flow.key);
  if (variable?.kind === "flow") {
    const { name, key, place } = flow;
    return resolveExpression({ kind: "reference", name, key, subscripts: [], place }, scope);
  }
  const flows = [...scope.model.variables.values()].filter(({ kind }) => kind === "flow");
  const near = nearestName(
    flow.name,
    flows.map(({ name }) => name),
  );
  scope.report({
    code: variable === undefined ? "unknown-flow" : "not-a-flow",
    severity: "error",
    message:
      variable === undefined
        ? `"${flow.name}" is not a flow of the model`
        : `"${flow.name}" is listed as a flow of "${scope.owner}", but it is a ${variable.kind}`,
    place: flow.place,
    help:
      near === undefined || near === variable?.name
        ? `define it with "flow:" instead of "${variable?.kind === "auxiliary" ? "aux" : "constant"}:"`
        : `did you mean "${near}"?`,
  });
  return constant(Number.NaN);
}

/** What leaves one stock may arrive in one other: a flow has at most two ends. */
function checkFlowsAreUsedOnce(model: Model, reports: Reports): void {
  const ends = { in: new Map<string, string>(), out: new Map<string, string>() };
  for (const stock of model.variables.values()) {
    for (const definition of stock.definitions) {
      if (definition.kind !== "stock") continue;
      const listed = [
        ...definition.inflows.map((flow) => ({ flow, side: "in" as const })),
        ...definition.outflows.map((flow) => ({ flow, side: "out" as const })),
      ];
      for (const { flow, side } of listed) {
        const other = ends[side].get(flow.key);
        const another = other !== undefined && other !== stock.name;
        const twice = other === stock.name && stock.dimensions.length === 0;
        if ((another || twice) && model.variables.has(flow.key)) {
          reports.add({
            code: "flow-used-twice",
            severity: "error",
            message: `"${flow.name}" flows ${side === "in" ? "into" : "out of"} "${other}" already, here again ${side === "in" ? "into" : "out of"} "${stock.name}"`,
            place: flow.place,
            help: "a flow leaves at most one stock and enters at most one: make two flows of it",
          });
        }
        ends[side].set(flow.key, stock.name);
      }
    }
  }
}
