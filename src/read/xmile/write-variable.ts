import type { Conveyor, Definition, Model, StockDefinition, Variable } from "#study/model";
import { extension } from "./extension.js";
import { escapeName, printName } from "./print-name.js";
import { printNumber } from "./print-expression.js";
import { graphNode, PartWriter } from "./write-parts.js";
import { node, type XmlNode } from "./write-xml.js";

/** Writes the elements of one variable; a stock with a net equation brings a flow along. */
export class VariableWriter {
  readonly #model: Model;
  readonly #parts: PartWriter;

  constructor(model: Model) {
    this.#model = model;
    this.#parts = new PartWriter(model);
  }

  write(variable: Variable): readonly XmlNode[] {
    const partial = this.#parts.isPartial(variable) ? "true" : null;
    const name = {
      ...openRange(variable),
      name: escapeName(variable.name),
      [extension.partial]: partial,
    };
    if (variable.kind === "stock") return this.#stock(variable, name);
    if (variable.kind === "flow") return [this.#flow(variable, name)];
    const [first] = variable.definitions;
    if (first?.kind === "table" && first.input === null && variable.dimensions.length === 0) {
      const attributes = { ...name, [extension.inputUnit]: first.inputUnit ?? null };
      return [graphNode(first.table, attributes, properties(variable))];
    }
    const isData = variable.kind === "data" ? { [extension.data]: "true" } : {};
    const content = [...this.#parts.parts(variable), ...properties(variable)];
    return [node("aux", { ...name, ...isData }, content)];
  }

  #stock(variable: Variable, name: XmlNode["attributes"]): readonly XmlNode[] {
    const stock = withAllFlows(variable.definitions.filter(isStock));
    const net = stock?.net ?? null;
    const flowName = net === null ? null : this.#freeName(`${variable.name} net flow`);
    const lists = stock === undefined ? [] : flowNodes(stock, flowName);
    const content = [
      ...this.#parts.parts(variable),
      ...lists,
      ...this.#option(stock),
      ...(variable.nonNegative ? [node("non_negative")] : []),
      ...properties(variable),
    ];
    const written = node("stock", name, content);
    if (flowName === null) return [written];
    const flow: Variable = {
      ...variable,
      name: flowName,
      kind: "flow",
      definitions: variable.definitions.map(netFlow),
      unit: null,
      documentation: null,
    };
    const attributes = {
      name: escapeName(flowName),
      [extension.net]: escapeName(variable.name),
      [extension.partial]: name[extension.partial],
    };
    return [written, node("flow", attributes, this.#parts.parts(flow))];
  }

  #option(stock: StockDefinition | undefined): readonly XmlNode[] {
    const container = stock?.container;
    if (container === undefined) return [];
    return [container.kind === "queue" ? node("queue") : this.#conveyor(container)];
  }

  #conveyor(conveyor: Conveyor): XmlNode {
    const flag = (value: boolean, otherwise: boolean): string | null =>
      value === otherwise ? null : String(value);
    const child = (name: string, equation: Conveyor["capacity"]): readonly XmlNode[] =>
      equation === null ? [] : [node(name, {}, this.#parts.text(equation))];
    const attributes = {
      discrete: flag(conveyor.discrete, false),
      batch_integrity: flag(conveyor.batchIntegrity, false),
      one_at_a_time: flag(conveyor.oneAtATime, true),
      exponential_leak: flag(conveyor.exponentialLeak, false),
    };
    return node("conveyor", attributes, [
      ...child("len", conveyor.transitTime),
      ...child("capacity", conveyor.capacity),
      ...child("in_limit", conveyor.inflowLimit),
      ...child("sample", conveyor.sample),
      ...child("arrest", conveyor.arrest),
    ]);
  }

  #flow(variable: Variable, name: XmlNode["attributes"]): XmlNode {
    const driven = variable.definitions.find((definition) => definition.kind === "driven");
    const leakage = driven?.leakage ?? null;
    const [start, end] = leakage?.zone ?? [0, 1];
    const zone = {
      leak_start: start === 0 ? null : printNumber(start),
      leak_end: end === 1 ? null : printNumber(end),
    };
    const { multiplier } = variable;
    return node("flow", { ...name, ...zone }, [
      ...this.#parts.parts(variable),
      ...(leakage !== null && variable.definitions.length > 1 ? [node("leak")] : []),
      ...(leakage?.integers === true ? [node("leak_integers")] : []),
      ...(driven?.role === "overflow" ? [node("overflow")] : []),
      ...(multiplier === undefined ? [] : [node("multiplier", {}, this.#parts.text(multiplier))]),
      ...(variable.nonNegative ? [node("non_negative")] : []),
      ...properties(variable),
    ]);
  }

  #freeName(wanted: string): string {
    const keys = this.#model.variables;
    let name = wanted;
    const key = (): string => name.toLowerCase().replace(/[\s_\u00a0]+/gu, "_");
    for (let number = 2; keys.has(key()); number++) name = `${wanted} ${number}`;
    return name;
  }
}

function isStock(definition: Definition): definition is Definition & { kind: "stock" } {
  return definition.kind === "stock";
}

/** An element that is a constant while others are stocks is a stock into which nothing flows. */
function netFlow(definition: Definition): Definition {
  const { subscripts, except } = definition;
  if (isStock(definition) && definition.net !== null) {
    return { subscripts, except, kind: "equation", equation: definition.net };
  }
  const place = { file: "", line: 1, column: 1, length: 1 };
  return { subscripts, except, kind: "constant", value: 0, place };
}

/** The lists of flows belong to the stock as a whole, whichever of its elements have them. */
function withAllFlows(
  stocks: readonly (Definition & { readonly kind: "stock" })[],
): StockDefinition | undefined {
  const [first] = stocks;
  if (first === undefined) return undefined;
  const all = (list: "inflows" | "outflows"): StockDefinition["inflows"] => [
    ...new Map(stocks.flatMap((one) => one[list]).map((flow) => [flow.key, flow])).values(),
  ];
  return { ...first, inflows: all("inflows"), outflows: all("outflows") };
}

/** With a net equation the flows in the lists are for diagrams, and the net flow is the one. */
function flowNodes(stock: StockDefinition, net: string | null): readonly XmlNode[] {
  const list = (tag: string, names: StockDefinition["inflows"]): readonly XmlNode[] =>
    names.map(({ name }) => node(tag, {}, printName(name)));
  if (net === null) return [...list("inflow", stock.inflows), ...list("outflow", stock.outflows)];
  return [
    node("inflow", {}, printName(net)),
    ...list(extension.inflow, stock.inflows),
    ...list(extension.outflow, stock.outflows),
  ];
}

function isOpen([low, high]: readonly [number, number]): boolean {
  return low === -Infinity || high === Infinity;
}

/** Both ends of a range are numbers in XMILE. */
function openRange({ range }: Variable): XmlNode["attributes"] {
  if (range === null || !isOpen(range)) return {};
  return { [extension.range]: range.map(printNumber).join(", ") };
}

/** What a variable has besides its equations (section 4.1). */
function properties(variable: Variable): readonly XmlNode[] {
  const { unit, documentation, range, scale, format } = variable;
  const interval = (name: string, [low, high]: readonly [number, number]): XmlNode =>
    node(name, { min: printNumber(low), max: printNumber(high) });
  return [
    ...(unit === null ? [] : [node("units", {}, unit)]),
    ...(documentation === null ? [] : [node("doc", {}, escapeDocumentation(documentation))]),
    ...(range === null || isOpen(range) ? [] : [interval("range", range)]),
    ...(scale === undefined ? [] : [interval("scale", scale)]),
    ...(format === undefined
      ? []
      : [
          node("format", {
            precision: format.precision === null ? null : printNumber(format.precision),
            scale_by: format.scaleBy === 1 ? null : printNumber(format.scaleBy),
            display_as: format.displayAs,
            delimit_000s: format.delimitThousands ? "true" : null,
          }),
        ]),
  ];
}

/** Plain text has escapes for line breaks, tabs and backslashes; HTML stays as it is (section 4.1). */
export function escapeDocumentation(text: string): string {
  if (/^<(?:!doctype|html|\?xml)/iu.test(text)) return text;
  return text
    .replace(/\\/gu, "\\\\")
    .replace(/\r\n?|\n/gu, "\\n")
    .replace(/\t/gu, "\\t");
}
