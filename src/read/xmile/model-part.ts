import type { Place } from "#study/place";
import { readBehavior, type Behavior } from "./behavior.js";
import { requiredName, type Dimensions } from "./dimensions.js";
import { linkDrains } from "./drains.js";
import { EquationReader } from "./equations.js";
import type { DraftVariable } from "./draft.js";
import type { Findings } from "./findings.js";
import { foldNetFlows } from "./fold-net.js";
import { readIdentifier, type Identifier } from "./identifier.js";
import { readDocumentation } from "./properties.js";
import { attributeOf, childrenNamed } from "./values.js";
import type { VariableContext, VariableTag } from "./variable-context.js";
import { readVariable } from "./variables.js";
import { readViews, type DraftView } from "./views.js";
import type { XmlElement } from "./xml.js";
import type { XmlText } from "./xml-text.js";

/** One `<model>` by itself: names in it are its own (XMILE 1.0, chapter 4). */
export interface ModelPart {
  /** Null for the root. */
  readonly name: Identifier | null;
  readonly place: Place;
  readonly drafts: ReadonlyMap<string, DraftVariable>;
  readonly modules: readonly ModuleUse[];
  readonly groups: readonly DraftGroup[];
  readonly views: readonly DraftView[];
  readonly simSpecs: XmlElement | null;
}

/** A `<module>`: a submodel, and what is connected to its inputs (section 4.7.1). */
export interface ModuleUse {
  readonly name: Identifier;
  /** The path of the file that has the submodel, if it is another one. */
  readonly resource: XmlText | null;
  readonly connections: readonly Connection[];
}

export interface Connection {
  readonly to: XmlText;
  readonly from: XmlText;
}

export interface DraftGroup {
  readonly name: Identifier;
  readonly documentation: string | null;
  readonly members: readonly Identifier[];
}

export interface PartContext {
  readonly dimensions: Dimensions;
  readonly fileBehavior: Behavior;
  readonly findings: Findings;
}

const variableTags: ReadonlySet<string> = new Set(["stock", "flow", "aux", "gf"]);
/** Children of a model that say nothing about how it runs; the last ones are older than XMILE 1.0. */
const presentation: ReadonlySet<string> = new Set([
  "views",
  "style",
  "doc",
  "display",
  "interface",
  "prefs",
  "equation_prefs",
]);

export function readModelPart(element: XmlElement, context: PartContext): ModelPart {
  const { dimensions, findings } = context;
  tellEncryption(element, findings);
  const behavior = readBehavior(childrenNamed(element, "behavior"), findings);
  const behaviors = [behavior, context.fileBehavior];
  // Before XMILE 1.0 variables stood directly in the model.
  const variableElements = element.children.flatMap((child) =>
    child.name === "variables" ? child.children : isVariableLike(child) ? [child] : [],
  );
  for (const child of element.children) {
    const known = isVariableLike(child) || presentation.has(child.name);
    if (known || ["variables", "behavior", "sim_specs"].includes(child.name)) continue;
    findings.unknownPart(child, "<model>");
  }
  const drafts = readVariables(
    variableElements,
    { dimensions, behaviors, findings },
    new Set(namesOf(variableElements)),
  );
  const nameText = element.attributes.get("name");
  return {
    name: nameText === undefined ? null : readIdentifier(nameText),
    place: element.place,
    drafts,
    modules: readModules(variableElements, drafts, findings),
    groups: readGroups(variableElements, findings),
    views: readViews(childrenNamed(element, "views"), drafts),
    simSpecs: childrenNamed(element, "sim_specs")[0] ?? null,
  };
}

function isVariableLike({ name }: XmlElement): boolean {
  return variableTags.has(name) || name === "module" || name === "group";
}

/** The variables of a `<variables>` block, with conveyors and queues joined to their outflows. */
export function readVariables(
  elements: readonly XmlElement[],
  shared: Omit<VariableContext, "namedGraph" | "equations">,
  names: ReadonlySet<string>,
): ReadonlyMap<string, DraftVariable> {
  const { findings } = shared;
  const equations = new EquationReader(findings, (key) => names.has(key));
  const context = { ...shared, equations };
  const graphs = namedGraphs(elements);
  const drafts = new Map<string, DraftVariable>();
  const add = (draft: DraftVariable | null): void => {
    if (draft === null) return;
    const { variable } = draft;
    const first = drafts.get(variable.key);
    if (first === undefined) drafts.set(variable.key, draft);
    else {
      const message = `There are two variables called \`${variable.name}\`.`;
      findings.error("xmile-name-twice", message, variable.place, {
        help: "Names do not differ by case, spaces or underscores; rename one.",
        related: [{ message: "the first one", place: first.variable.place }],
      });
    }
  };
  const namedGraph = (key: string): XmlElement | null => graphs.get(key) ?? null;
  for (const element of elements) {
    if (variableTags.has(element.name)) {
      add(readVariable(element, element.name as VariableTag, { ...context, namedGraph }));
    } else if (!isVariableLike(element)) findings.unread(element, "<variables>");
  }
  for (const graph of embeddedNamedGraphs(elements)) {
    const key = graph.attributes.get("name");
    const name = key === undefined ? null : readIdentifier(key);
    if (name === null || drafts.has(name.key)) continue;
    add(readVariable(graph, "gf", { ...context, namedGraph }));
  }
  foldNetFlows(elements, drafts);
  return linkDrains(drafts, findings);
}

/** Keys of the variables of a block. */
export function namesOf(elements: readonly XmlElement[]): readonly string[] {
  return elements.flatMap((element) => {
    const text = variableTags.has(element.name) ? element.attributes.get("name") : undefined;
    return text === undefined ? [] : (readIdentifier(text)?.key ?? []);
  });
}

/** Graphical functions that have a name and points, standalone or inside a variable. */
function namedGraphs(elements: readonly XmlElement[]): ReadonlyMap<string, XmlElement> {
  const graphs = new Map<string, XmlElement>();
  const standalone = elements.filter(({ name }) => name === "gf");
  for (const graph of [...standalone, ...embeddedNamedGraphs(elements)]) {
    const text = graph.attributes.get("name");
    const name = text === undefined ? null : readIdentifier(text);
    if (name !== null && !graphs.has(name.key)) graphs.set(name.key, graph);
  }
  return graphs;
}

/** Those inside a variable whose name is another than the variable's: others may call them. */
function embeddedNamedGraphs(elements: readonly XmlElement[]): readonly XmlElement[] {
  return elements.flatMap((element) =>
    childrenNamed(element, "gf").filter(
      (graph) => graph.attributes.has("name") && childrenNamed(graph, "ypts").length > 0,
    ),
  );
}

function readModules(
  elements: readonly XmlElement[],
  drafts: ReadonlyMap<string, DraftVariable>,
  findings: Findings,
): readonly ModuleUse[] {
  const modules = new Map<string, ModuleUse>();
  for (const element of elements) {
    if (element.name !== "module") continue;
    const name = requiredName(element, findings);
    if (name === null) continue;
    if (modules.has(name.key) || drafts.has(name.key)) {
      const message = `There is another variable or module called \`${name.name}\`.`;
      findings.error("xmile-name-twice", message, name.place);
      continue;
    }
    const connections = readConnections(element, findings);
    modules.set(name.key, { name, resource: attributeOf(element, "resource"), connections });
  }
  return [...modules.values()];
}

const moduleChildren: ReadonlySet<string> = new Set([
  "connect",
  "connect2",
  "doc",
  "units",
  "display",
  "event_poster",
]);

/** `<connect2>` repeats the connections of `<connect>` in files that have both. */
function readConnections(element: XmlElement, findings: Findings): readonly Connection[] {
  for (const child of element.children) {
    if (!moduleChildren.has(child.name)) findings.unread(child, "<module>");
  }
  const first = childrenNamed(element, "connect");
  const used = first.length > 0 ? first : childrenNamed(element, "connect2");
  return used.flatMap((child) => {
    const to = attributeOf(child, "to");
    const from = attributeOf(child, "from");
    if (to !== null && from !== null) return [{ to, from }];
    findings.error("xmile-connect", "This connection has no two ends.", child.place, {
      help: 'Write <connect to="module.input" from="variable"/>.',
    });
    return [];
  });
}

/** Groups ("sectors"; section 4.6). Some tools list the members as `<var>`. */
function readGroups(elements: readonly XmlElement[], findings: Findings): readonly DraftGroup[] {
  return elements.flatMap((element) => {
    if (element.name !== "group") return [];
    const name = requiredName(element, findings);
    const members = element.children.flatMap((child) => {
      if (child.name === "entity") return requiredName(child, findings) ?? [];
      if (child.name === "var") return readIdentifier(child.text()) ?? [];
      if (child.name !== "doc" && child.name !== "display") findings.unread(child, "<group>");
      return [];
    });
    return name === null
      ? []
      : [{ name, documentation: readDocumentation(element, findings), members }];
  });
}

function tellEncryption(element: XmlElement, findings: Findings): void {
  const scheme = element.attributes.get("encryption-scheme");
  if (scheme === undefined) return;
  findings.error("xmile-unsupported", "This model is encrypted.", scheme.place(), {
    help: "Save it without a password in the tool that it comes from.",
  });
}
