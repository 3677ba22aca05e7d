import type { Definition, Dimension, Model, NumberFormat, Variable } from "#study/model";
import { kindOf, kindOfWord } from "../kinds.js";
import { listedName } from "../name-list.js";
import { definitionNodes, type DefinitionNodes, type Entry } from "./definition-nodes.js";
import type { EquationPrinter } from "./native-equation.js";
import { equation, flag, list, mapping, number, pair, text, type YamlNode } from "./yaml-nodes.js";

/** A variable as the format has it; `shared` are the flows of several stocks. */
export function variableNode(
  variable: Variable,
  model: Model,
  printer: EquationPrinter,
  shared: ReadonlySet<string>,
): YamlNode {
  const { multiplier, unit, documentation, range, scale, format } = variable;
  const isFlow = variable.kind === "flow";
  const definitions = definitionEntries(variable, model, printer);
  return mapping([
    ["of", over(variable, model.dimensions)],
    ...definitions.entries,
    ["as", wordOf(variable, definitions.kinds)],
    ["non-negative", variable.nonNegative ? flag(true) : null],
    ["shared", isFlow && shared.has(variable.key) ? flag(true) : null],
    ["multiplier", isFlow && multiplier ? equation(printer.print(multiplier)) : null],
    ["unit", unit === null || unit === "" ? null : text(unit)],
    ...definitions.last,
    ["doc", documentation === null || documentation === "" ? null : text(documentation)],
    ["range", range === null ? null : pair(range)],
    ["scale", scale === undefined ? null : pair(scale)],
    ["format", format === undefined ? null : formatNode(format)],
  ]);
}

/** The flows that several stocks list on one side, as other formats have it without a word. */
export function sharedFlows({ variables }: Model): ReadonlySet<string> {
  const counts = { inflows: new Map<string, number>(), outflows: new Map<string, number>() };
  for (const { dimensions, definitions } of variables.values()) {
    const stocks = definitions.flatMap((one) =>
      one.kind === "stock" && one.net === null ? [one] : [],
    );
    for (const side of ["inflows", "outflows"] as const) {
      // Elements of one stock share the flow that is arrayed as they are.
      const keys =
        dimensions.length === 0
          ? (stocks[0]?.[side] ?? []).map(({ key }) => key)
          : new Set(stocks.flatMap((stock) => stock[side].map(({ key }) => key)));
      for (const key of keys) counts[side].set(key, (counts[side].get(key) ?? 0) + 1);
    }
  }
  const several = [...counts.inflows, ...counts.outflows].filter(([, count]) => count > 1);
  return new Set(several.map(([key]) => key));
}

function over({ dimensions }: Variable, known: ReadonlyMap<string, Dimension>): YamlNode | null {
  const nodes = dimensions.map((key) => text(known.get(key)?.name ?? key));
  if (nodes.length === 0) return null;
  return nodes.length === 1 ? nodes[0] : list(nodes);
}

interface DefinitionEntries {
  readonly entries: readonly Entry[];
  /** What stands behind the unit. */
  readonly last: readonly Entry[];
  readonly kinds: readonly DefinitionNodes["kind"][];
}

/**
 * One definition for all; else a mapping by element under the key that says what the variable is,
 * if all are alike but for the value; else `elements:`.
 */
function definitionEntries(
  variable: Variable,
  model: Model,
  printer: EquationPrinter,
): DefinitionEntries {
  const nameOf = (key: string) => model.variables.get(key)?.name ?? key;
  const written = withoutShadowed(variable.definitions).map((definition) => ({
    definition,
    nodes: definitionNodes(definition, variable.kind, printer, nameOf),
  }));
  const kinds = written.map(({ nodes }) => nodes.kind);
  const [first] = written;
  if (first === undefined) return { entries: [], last: [], kinds };
  const plain = written.every(({ definition }) => definition.except.length === 0);
  const isWhole = first.definition.subscripts.every((key, at) => key === variable.dimensions[at]);
  if (written.length === 1 && plain && isWhole) return { ...inOrder(first.nodes), kinds };
  const subscriptsOf = ({ subscripts }: Definition) => subscriptText(subscripts, printer);
  if (plain && written.every(({ nodes }) => isAlike(nodes, first.nodes))) {
    const values = written.map(({ definition, nodes }): Entry => [
      subscriptsOf(definition),
      nodes.value,
    ]);
    return { ...inOrder({ ...first.nodes, value: mapping(values) }), kinds };
  }
  const apart = written.map(({ definition, nodes }) => ({
    definition,
    // Where each says what it is, a number is a constant.
    nodes:
      definition.kind === "constant"
        ? ({ ...nodes, kind: "constant", valueKey: "constant" } as const)
        : nodes,
  }));
  const elements = apart.map(({ definition, nodes }): Entry => {
    const { entries, last } = inOrder(nodes);
    return [
      subscriptsOf(definition),
      mapping([...entries, ...last, ["except", exceptNode(definition, printer)]]),
    ];
  });
  const apartKinds = apart.map(({ nodes }) => nodes.kind);
  return { entries: [["elements", mapping(elements)]], last: [], kinds: apartKinds };
}

/** The key that says what it is comes first, as a reader looks for it. */
function inOrder(nodes: DefinitionNodes): Pick<DefinitionEntries, "entries" | "last"> {
  const { kind, valueKey, value, companions } = nodes;
  const own: Entry = [valueKey, value];
  const isLast = ([key]: Entry): boolean => key === "input unit";
  const first = companions.filter(([key]) => key === kind);
  const rest = companions.filter((entry) => entry[0] !== kind && !isLast(entry));
  return { entries: [...first, own, ...rest], last: companions.filter(isLast) };
}

function isAlike(one: DefinitionNodes, other: DefinitionNodes): boolean {
  const written = ({ companions }: DefinitionNodes) => String(mapping(companions));
  return one.kind !== "driven" && one.kind === other.kind && written(one) === written(other);
}

/** What a later definition of the same elements has replaced is left out. */
function withoutShadowed(definitions: readonly Definition[]): readonly Definition[] {
  const id = ({ subscripts }: Definition) => subscripts.join("\n");
  const last = new Map(
    definitions.flatMap((one, at) => (one.except.length === 0 ? [[id(one), at] as const] : [])),
  );
  return definitions.filter((one, at) => at >= (last.get(id(one)) ?? -1));
}

function subscriptText(keys: readonly string[], printer: EquationPrinter): string {
  return keys.map((key) => listedName(printer.elementName(key))).join(", ");
}

function exceptNode({ except }: Definition, printer: EquationPrinter): YamlNode | null {
  const texts = except.map((keys) => text(subscriptText(keys, printer)));
  if (texts.length === 0) return null;
  return texts.length === 1 ? texts[0] : list(texts);
}

/** What the keys of the definitions do not say. */
function wordOf({ kind }: Variable, kinds: DefinitionEntries["kinds"]): YamlNode | null {
  if (kindOf(kinds) === kind) return null;
  const word = Object.entries(kindOfWord).find(([, meant]) => meant === kind)?.[0];
  return word === undefined ? null : text(word);
}

function formatNode({ precision, scaleBy, displayAs, delimitThousands }: NumberFormat): YamlNode {
  return mapping([
    ["precision", precision === null ? null : number(precision)],
    ["scale by", scaleBy === 1 ? null : number(scaleBy)],
    ["display as", displayAs === "number" ? null : text(displayAs)],
    ["thousands", delimitThousands ? flag(true) : null],
  ]);
}
