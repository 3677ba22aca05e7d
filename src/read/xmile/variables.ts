import type { Definition, Variable, VariableKind } from "#study/model";
import { readDrainOptions } from "./conveyor.js";
import { DefinitionReader } from "./definition-reader.js";
import { readVariableDimensions, requiredName } from "./dimensions.js";
import type { DraftVariable } from "./draft.js";
import type { EquationReader } from "./equations.js";
import { extension } from "./extension.js";
import type { Findings } from "./findings.js";
import { partsOfVariable, type VariablePart } from "./parts.js";
import { readProperties } from "./properties.js";
import { attributeOf } from "./values.js";
import type { VariableContext, VariableTag } from "./variable-context.js";
import { nodeOf } from "./view-nodes.js";
import type { XmlElement } from "./xml.js";

const commonChildren = [
  "eqn",
  "mathml",
  "dimensions",
  "element",
  "units",
  "doc",
  "event_poster",
  "range",
  "scale",
  "format",
  "display",
];
const childrenOf: Readonly<Record<VariableTag, ReadonlySet<string>>> = {
  stock: new Set([...commonChildren, "inflow", "outflow", "non_negative", "conveyor", "queue"]),
  flow: new Set([
    ...commonChildren,
    "gf",
    "init_eqn",
    "non_negative",
    "multiplier",
    "overflow",
    "leak",
    "leak_integers",
  ]),
  aux: new Set([...commonChildren, "gf", "init_eqn"]),
  gf: new Set([...commonChildren, "gf", "xscale", "yscale", "xpts", "ypts"]),
};
const attributes: ReadonlySet<string> = new Set([
  "name",
  "access",
  "autoexport",
  "flow_concept",
  "leak_start",
  "leak_end",
  "type",
]);

/**
 * Reads a `<stock>`, `<flow>`, `<aux>` or a standalone `<gf>` (XMILE 1.0, sections 4.1 to 4.5).
 * Everything that is wrong in it is told; null if it has no name.
 */
export function readVariable(
  element: XmlElement,
  tag: VariableTag,
  context: VariableContext,
): DraftVariable | null {
  const { findings } = context;
  const name = requiredName(element, findings);
  tellUnread(element, tag, findings);
  if (name === null) return null;
  const of = readVariableDimensions(element, context.dimensions, findings);
  const parts = partsOfVariable(element, of, findings);
  const reader = new DefinitionReader(element, tag, context);
  const isData = element.attributes.has(extension.data);
  const read = parts.flatMap((part) => reader.definition(part) ?? []);
  const definitions = isData ? read.map(asData) : read;
  const drain = tag === "flow" ? readDrainOptions(element, context.equations, findings) : null;
  const multiplier = tag === "flow" ? context.equations.readChild(element, "multiplier") : null;
  const variable: Variable = {
    name: name.name,
    key: name.key,
    kind: isData ? "data" : kindOf(tag, definitions),
    dimensions: of.map(({ key }) => key),
    definitions,
    ...readProperties(element, findings),
    nonNegative: reader.nonNegative(),
    ...(multiplier === null ? {} : { multiplier }),
    place: name.place,
  };
  return {
    variable,
    isInput: attributeOf(element, "access")?.text.toLowerCase() === "input",
    drain,
    leaks: tag === "flow" ? leaksOf(parts, element, context.equations) : [],
    missing: reader.missing,
    symbol: symbolOf(element, name.key),
  };
}

function tellUnread(element: XmlElement, tag: VariableTag, findings: Findings): void {
  for (const child of element.children) {
    if (!childrenOf[tag].has(child.name)) findings.unread(child, `<${tag}>`);
  }
  for (const [name, value] of element.attributes) {
    if (!attributes.has(name)) findings.vendor(name, value.place());
  }
  const mathml = element.children.find(({ name }) => name === "mathml");
  if (mathml !== undefined && !element.children.some(({ name }) => name === "eqn")) {
    const message = "An equation in MathML alone is not supported.";
    findings.error("xmile-unsupported", message, mathml.place, { help: "Write it as <eqn>." });
  }
}

/** A series over time, which `write.ts` writes as a graphical function of TIME. */
function asData(definition: Definition): Definition {
  if (definition.kind !== "table") return definition;
  const { table, subscripts, except } = definition;
  return { kind: "data", table, subscripts, except };
}

function leaksOf(
  parts: readonly VariablePart[],
  element: XmlElement,
  equations: EquationReader,
): DraftVariable["leaks"] {
  return parts.flatMap((part) => {
    if (part.element === element) return [];
    const fraction = equations.readChild(part.element, "leak");
    return fraction === null ? [] : [{ subscripts: part.subscripts, fraction }];
  });
}

function kindOf(tag: VariableTag, definitions: readonly Definition[]): VariableKind {
  if (tag === "stock" || tag === "flow") return tag;
  if (tag === "gf") return "table";
  if (definitions.length === 0) return "auxiliary";
  if (definitions.every(({ kind }) => kind === "constant")) return "constant";
  const called = definitions.every(
    (definition) => definition.kind === "table" && definition.input === null,
  );
  return called ? "table" : "auxiliary";
}

/** Before XMILE 1.0 the symbol of a variable stood in the variable. */
function symbolOf(element: XmlElement, key: string): DraftVariable["symbol"] {
  const display = element.children.find(({ name }) => name === "display");
  return display === undefined ? null : nodeOf(display, key);
}
