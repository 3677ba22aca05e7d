import type { Diagnostic } from "#study/diagnostic";
import type { Definition, Model, Variable } from "#study/model";
import type { Place } from "#study/place";
import { streamOf } from "#numeric/hash";
import { resolveTable } from "#numeric/lookup";

import { constant } from "../system.js";
import type { Cell, CellRule, Node, System } from "../system.js";
import {
  bindingsOf,
  definitionsByElement,
  elementKey,
  elementName,
  positionsOf,
  tuplesOver,
} from "./elements.js";
import { resolveExpression } from "./expression.js";
import { withIndexes } from "./indexed-model.js";
import type { IndexedModel } from "./indexed-model.js";
import { withBindings } from "./scope.js";
import type { Scope } from "./scope.js";
import { tooLarge } from "./size.js";
import { startValueOf } from "./start-value.js";
import { upperBoundOf } from "./stocks/bounds.js";
import type { KnownBounds } from "./stocks/bounds.js";
import { undriven } from "./stocks/drains.js";
import { arriving, endsOf, netFlow } from "./stocks/flow-ends.js";
import type { StockDefinition, StockEnds } from "./stocks/flow-ends.js";
import { checkFlowsAreUsedOnce } from "./stocks/flow-use.js";
import { applyStockRules } from "./stocks/rules.js";
import type { DrivenFlow } from "./stocks/workshop.js";
import { applyShifts } from "./vensim/shift-if-true.js";
import { solveCircles } from "./vensim/simultaneous.js";
import { solveZeros } from "./vensim/zeros.js";
import { atStepTime, notBelowZero } from "./time.js";

/** Binds every name and spells out every builtin. The system is usable if there are no errors. */
export function resolve(model: Model): { system: System; diagnostics: Diagnostic[] } {
  const size = tooLarge(model);
  if (size !== null) {
    const nothing = {
      time: model.time,
      cells: [],
      cellOf: new Map(),
      structural: new Set<number>(),
    };
    return { system: nothing, diagnostics: [size] };
  }
  const resolver = new Resolver(withIndexes(model));
  const system = resolver.resolveAll();
  checkFlowsAreUsedOnce(model, (found) => resolver.reports.add(found));
  return { system, diagnostics: resolver.reports.all };
}

/** Resolves cells in the order of the model, or before where their value at the start is needed. */
class Resolver {
  readonly reports = new Reports();
  readonly #model: IndexedModel;
  readonly #elements: readonly ResolvedElement[];
  readonly #cells: Cell[] = [];
  readonly #cellOf = new Map<string, number>();
  readonly #made = new Map<string, readonly Node[]>();
  readonly #state: ("waiting" | "open" | "done")[];
  readonly #stocks: StockEnds[] = [];
  readonly #driven = new Map<number, DrivenFlow>();
  readonly #structural = new Set<number>();
  readonly #streams = new Set<number>();
  readonly #streamsOf = new Map<string, number>();
  readonly #bounds: KnownBounds;

  constructor(model: IndexedModel) {
    this.#model = model;
    this.#elements = [...model.variables.values()]
      .filter((variable) => hasValue(variable))
      .flatMap((variable) => elementsWithDefinitions(model, variable));
    for (const [index, { key }] of this.#elements.entries()) this.#cellOf.set(key, index);
    // Hidden cells come after all variables, so that a variable's cell is known at once.
    this.#cells.length = this.#elements.length;
    this.#state = this.#elements.map(() => "waiting");
    this.#bounds = {
      time: model.time,
      cell: (index) => this.#known(index),
      rangeOf: (index) => this.#elements[index]?.variable.range ?? null,
    };
  }

  resolveAll(): System {
    for (const index of this.#elements.keys()) this.#resolve(index);
    applyStockRules(
      {
        time: this.#model.time,
        cells: this.#cells,
        stocks: this.#stocks,
        driven: this.#driven,
        report: (diagnostic) => this.reports.add(diagnostic),
      },
      this.#model,
    );
    const report = (diagnostic: Diagnostic) => this.reports.add(diagnostic);
    solveZeros(this.#cells, report);
    solveCircles(this.#cells, report);
    applyShifts(this.#cells, this.#model.time, report);
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
    const { key, name, variable, definition, elements, bindings } = this.#elements[index];
    const scope: Scope = {
      model: this.#model,
      time: this.#model.time,
      owner: name,
      ownerCell: index,
      ownerVariable: variable,
      bindings,
      positions: positionsOf(variable, definition, elements),
      cellOf: (key, of = []) => this.#cellOf.get(elementKey(key, of)),
      addState: (label, place, rule) =>
        this.#addCells(name, [label], place, ([cell]) => [rule(cell)])[0],
      addStates: (labels, place, rules) => this.#addCells(name, labels, place, rules),
      newStream: (text) => this.#newStream(key, text),
      made: this.#made,
      startValue: (node) =>
        startValueOf(node, { start: this.#model.time.start, cell: (of) => this.#known(of) }),
      mostOf: (node) => upperBoundOf(node, this.#bounds),
      fix: ({ constants }) => constants.forEach((cell) => this.#structural.add(cell)),
      report: (diagnostic) => this.reports.add(diagnostic),
      resolve: resolveExpression,
    };
    if (definition.kind === "driven") this.#driven.set(index, { definition, scope });
    const rule =
      definition.kind === "stock"
        ? this.#stock(variable, definition, elements, scope)
        : resolveDefinition(definition, scope);
    const bounded: CellRule =
      variable.nonNegative && rule.kind === "formula"
        ? { kind: "formula", node: notBelowZero(rule.node) }
        : rule;
    this.#cells[index] = { name, place: placeOf(variable, definition), ...bounded };
    this.#state[index] = "done";
  }

  /** Named by the variable and by how many it has before, so that other variables do not matter. */
  #newStream(key: string, text: string): number {
    const before = this.#streamsOf.get(key) ?? 0;
    this.#streamsOf.set(key, before + 1);
    let name = `${key} ${before} ${text}`;
    while (this.#streams.has(streamOf(name))) name += " ";
    const stream = streamOf(name);
    this.#streams.add(stream);
    return stream;
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

  #known(index: number): Cell | null {
    this.#resolve(index);
    return this.#state[index] === "open" ? null : this.#cells[index];
  }

  /** As a plain stock; what else it is, is built in when all cells are there. */
  #stock(
    variable: Variable,
    definition: StockDefinition,
    elements: readonly string[],
    scope: Scope,
  ): CellRule {
    // A definition for single elements binds no dimension; flows are those of the same element.
    const positions = variable.dimensions.map((key, index) => ({ key, element: elements[index] }));
    const own = new Map(positions.map(({ key, element }) => [key, element]));
    const ends = endsOf(variable, definition, { ...withBindings(scope, own), positions });
    this.#stocks.push(ends);
    return {
      kind: "stock",
      initial: resolveExpression(definition.initial.tree, scope),
      net:
        definition.net === null
          ? netFlow(
              ends.inflows.map((end) => arriving(end, end.node)),
              ends.outflows.map(({ node }) => node),
            )
          : resolveExpression(definition.net.tree, scope),
    };
  }
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
  /** Keys of the elements, one for each dimension of the variable. */
  readonly elements: readonly string[];
  readonly bindings: ReadonlyMap<string, string>;
}

function elementsWithDefinitions(model: IndexedModel, variable: Variable): ResolvedElement[] {
  const definitions = definitionsByElement(model, variable);
  return tuplesOver(model, variable.dimensions).flatMap((elements): ResolvedElement[] => {
    const definition = definitions.get(elementKey(variable.key, elements));
    // An element without an equation does not exist: whoever reads it is told.
    if (definition === undefined) return [];
    const name = elementName(model, variable, elements);
    return [
      {
        key: elementKey(variable.key, elements),
        name,
        variable,
        definition,
        elements,
        bindings: bindingsOf(model, variable, definition, elements),
      },
    ];
  });
}

/** Where an element has an equation of its own, that is its place. */
function placeOf({ definitions, place }: Variable, definition: Definition): Place {
  if (definitions.length === 1) return place;
  switch (definition.kind) {
    case "constant":
    case "driven":
      return definition.place;
    case "equation":
      return definition.equation.place;
    case "stock":
      return (definition.net ?? definition.initial).place;
    case "table":
      return (definition.input ?? definition.table).place;
    case "data":
      return definition.table.place;
  }
}

/** A table without an input is called by others and has no value of its own. */
function hasValue(variable: Variable): boolean {
  const [definition] = variable.definitions;
  return definition.kind !== "table" || definition.input !== null;
}

function resolveDefinition(
  definition: Exclude<Definition, StockDefinition>,
  scope: Scope,
): CellRule {
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
      return undriven;
  }
}
