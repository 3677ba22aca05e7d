import type { Diagnostic } from "#study/diagnostic";
import type { Definition, Model, Variable, VariableName } from "#study/model";
import { nearestName } from "#study/near-miss";
import { resolveTable } from "#numeric/lookup";

import { binary, constant } from "../system.js";
import type { Cell, CellRule, Node, System } from "../system.js";
import { resolveExpression } from "./expression.js";
import type { Scope } from "./scope.js";
import { atStepTime, negated, notBelowZero } from "./time.js";

/** Binds every name and spells out every builtin. The system is usable if there are no errors. */
export function resolve(model: Model): { system: System; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const cells: Cell[] = [];
  const cellOf = new Map<string, number>();
  const withCells = [...model.variables.values()].filter(hasValue);
  for (const [index, variable] of withCells.entries()) cellOf.set(variable.key, index);
  // Hidden states come after all variables, so that a variable's cell is known before any equation.
  cells.length = withCells.length;
  for (const [index, variable] of withCells.entries()) {
    const scope: Scope = {
      model,
      time: model.time,
      owner: variable.name,
      ownerCell: index,
      cellOf: (key) => cellOf.get(key),
      addState(label, place, rule) {
        const cell = cells.length;
        cells.push({ name: `${label} in ${variable.name}`, place, ...rule(cell) });
        return { op: "cell", cell };
      },
      report: (diagnostic) => diagnostics.push(diagnostic),
    };
    const rule = resolveVariable(variable, scope);
    cells[index] = { name: variable.name, place: variable.place, ...rule };
  }
  checkFlowsAreUsedOnce(model, diagnostics);
  return { system: { time: model.time, cells, cellOf }, diagnostics };
}

/** A table without an input is called by others and has no value of its own. */
function hasValue(variable: Variable): boolean {
  const definition = variable.definitions[0];
  return definition.kind !== "table" || definition.input !== null;
}

function resolveVariable(variable: Variable, scope: Scope): CellRule {
  const rule = resolveDefinition(variable.definitions[0], scope);
  if (variable.nonNegative && rule.kind === "formula") {
    return { kind: "formula", node: notBelowZero(rule.node) };
  }
  return rule;
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
    case "stock":
      return {
        kind: "stock",
        initial: resolveExpression(definition.initial.tree, scope),
        net: netFlow(definition, scope),
      };
  }
}

/** Inflows minus outflows, from left to right as they are listed. */
function netFlow(definition: Definition & { kind: "stock" }, scope: Scope): Node {
  if (definition.net !== null) return resolveExpression(definition.net.tree, scope);
  let sum: Node | null = null;
  for (const inflow of definition.inflows) {
    const node = flowNode(inflow, scope);
    sum = sum === null ? node : binary("add", sum, node);
  }
  for (const outflow of definition.outflows) {
    const node = flowNode(outflow, scope);
    sum = sum === null ? negated(node) : binary("subtract", sum, node);
  }
  return sum ?? constant(0);
}

function flowNode(flow: VariableName, scope: Scope): Node {
  const variable = scope.model.variables.get(flow.key);
  const cell = scope.cellOf(flow.key);
  if (variable?.kind === "flow" && cell !== undefined) return { op: "cell", cell };
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
function checkFlowsAreUsedOnce(model: Model, diagnostics: Diagnostic[]): void {
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
        if (other !== undefined && model.variables.has(flow.key)) {
          diagnostics.push({
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
