import type {
  Conveyor,
  Definition,
  GraphicalFunction,
  StockDefinition,
  VariableKind,
  VariableName,
} from "#study/model";
import type { DefinitionKind } from "../written.js";
import type { EquationPrinter } from "./native-equation.js";
import { equation, flag, list, mapping, number, pair, text, type YamlNode } from "./yaml-nodes.js";

/** A key of the format with what stands behind it; null for what has nothing to say. */
export type Entry = readonly [string, YamlNode | null];

/**
 * A definition as the format has it: the key that says what it is and its value, and what stands
 * beside it. Definitions of one kind with the same companions can share them.
 */
export interface DefinitionNodes {
  readonly kind: DefinitionKind;
  /** Where the value stands: the kind, but `points` for a table. */
  readonly valueKey: string;
  readonly value: YamlNode;
  readonly companions: readonly Entry[];
}

/** The nodes of a definition of a variable of a kind; `nameOf` displays a variable. */
export function definitionNodes(
  definition: Definition,
  kind: VariableKind,
  printer: EquationPrinter,
  nameOf: (key: string) => string,
): DefinitionNodes {
  switch (definition.kind) {
    case "constant": {
      const key = kind === "flow" ? "flow" : kind === "auxiliary" ? "aux" : "constant";
      return single(key, number(definition.value));
    }
    case "equation":
      return single(kind === "flow" ? "flow" : "aux", equation(printer.print(definition.equation)));
    case "stock":
      return single("stock", equation(printer.print(definition.initial)), [
        ["inflows", names(definition.inflows)],
        ["outflows", names(definition.outflows)],
        ["net", definition.net === null ? null : equation(printer.print(definition.net))],
        ...container(definition, printer),
      ]);
    case "table": {
      const interpolation = interpolationEntry(definition.table);
      const value = points(definition.table);
      if (definition.input === null) {
        return single("points", value, [interpolation, ["input unit", word(definition.inputUnit)]]);
      }
      const input = equation(printer.print(definition.input));
      const companions = [["table", input] as const, interpolation];
      return { kind: "table", valueKey: "points", value, companions };
    }
    case "data":
      return single("data", points(definition.table), [interpolationEntry(definition.table)]);
    case "driven": {
      const { role, by, leakage } = definition;
      const leak = leakage === null ? null : equation(printer.print(leakage.fraction));
      const [from, to] = leakage?.zone ?? [0, 1];
      return single("driven", text(role), [
        ["by", text(nameOf(by))],
        ["leak fraction", leak],
        ["leak zone", from === 0 && to === 1 ? null : pair([from, to])],
        ["leak integers", leakage?.integers === true ? flag(true) : null],
      ]);
    }
  }
}

function single(
  kind: DefinitionKind,
  value: YamlNode,
  companions: readonly Entry[] = [],
): DefinitionNodes {
  return { kind, valueKey: kind, value, companions };
}

function names(flows: readonly VariableName[]): YamlNode | null {
  return flows.length === 0 ? null : list(flows.map(({ name }) => text(name)));
}

function container({ container: held }: StockDefinition, printer: EquationPrinter): Entry[] {
  if (held === undefined) return [];
  if (held.kind === "queue") return [["queue", flag(true)]];
  return [["conveyor", conveyor(held, printer)]];
}

function conveyor(held: Conveyor, printer: EquationPrinter): YamlNode {
  const optional = (one: Conveyor["capacity"]) => one && equation(printer.print(one));
  const unless = (value: boolean, usual: boolean) => (value === usual ? null : flag(value));
  return mapping([
    ["transit time", equation(printer.print(held.transitTime))],
    ["capacity", optional(held.capacity)],
    ["inflow limit", optional(held.inflowLimit)],
    ["sample", optional(held.sample)],
    ["arrest", optional(held.arrest)],
    ["discrete", unless(held.discrete, false)],
    ["batch integrity", unless(held.batchIntegrity, false)],
    ["one at a time", unless(held.oneAtATime, true)],
    ["exponential leak", unless(held.exponentialLeak, false)],
  ]);
}

function points({ x, y }: GraphicalFunction): YamlNode {
  return list(x.map((at, index) => pair([at, y[index]])));
}

function interpolationEntry({ interpolation }: GraphicalFunction): Entry {
  return ["interpolation", interpolation === "continuous" ? null : text(interpolation)];
}

function word(value: string | null | undefined): YamlNode | null {
  return value === null || value === undefined || value === "" ? null : text(value);
}
