import type { Equation } from "#study/expression";
import type { Place } from "#study/place";
import { requiredName } from "./dimensions.js";
import type { DraftVariable } from "./draft.js";
import { EquationReader } from "./equations.js";
import { readIdentifier, type Identifier } from "./identifier.js";
import { namesOf, readVariables, type PartContext } from "./model-part.js";
import { attributeOf, childrenNamed } from "./values.js";
import type { XmlElement } from "./xml.js";

/** A `<macro>`: a function of the file's own (XMILE 1.0, section 4.8). */
export interface Macro {
  readonly name: string;
  readonly key: string;
  readonly parameters: readonly MacroParameter[];
  /** Null if it has an error, which has been told. */
  readonly equation: Equation | null;
  /** Its own variables; each call has its own of them. */
  readonly drafts: ReadonlyMap<string, DraftVariable>;
  /** Where it has time settings of its own, which make it a run within each step. */
  readonly simSpecs: Place | null;
  readonly place: Place;
}

export interface MacroParameter extends Identifier {
  readonly otherwise: Equation | null;
}

/** By key; a name may stand for several macros with different numbers of parameters. */
export type Macros = ReadonlyMap<string, readonly Macro[]>;

const children: ReadonlySet<string> = new Set([
  "parm",
  "eqn",
  "format",
  "doc",
  "sim_specs",
  "variables",
  "views",
  "mathml",
]);

/** Reads macros; of two with the same name and number of parameters the first one holds. */
export function readMacros(elements: readonly XmlElement[], context: PartContext): Macros {
  const macros = new Map<string, Macro[]>();
  for (const element of elements) {
    const macro = readMacro(element, context);
    if (macro === null) continue;
    const known = macros.get(macro.key);
    if (known === undefined) macros.set(macro.key, [macro]);
    else if (!known.some(({ parameters }) => parameters.length === macro.parameters.length)) {
      known.push(macro);
    }
  }
  return macros;
}

function readMacro(element: XmlElement, context: PartContext): Macro | null {
  const { findings } = context;
  const name = requiredName(element, findings);
  if (name === null) return null;
  for (const child of element.children) {
    if (!children.has(child.name)) findings.unread(child, "<macro>");
  }
  const filter = attributeOf(element, "filter");
  if (filter !== null) {
    findings.warning(
      "xmile-option-filter",
      `\`${name.name}\` is an option filter and is not run: Parley has its own non-negative stocks and flows.`,
      filter.place(),
    );
    return null;
  }
  const names = macroNames(element);
  const equations = new EquationReader(findings, (key) => names.has(key));
  const parameters = childrenNamed(element, "parm").flatMap((child): MacroParameter[] => {
    const parameter = readIdentifier(child.text());
    if (parameter === null) {
      findings.error("xmile-name-missing", "<parm> has no name.", child.place);
      return [];
    }
    const text = attributeOf(child, "default");
    const otherwise = text === null ? null : equations.read(text);
    return [{ ...parameter, otherwise }];
  });
  const equation = equations.readChild(element, "eqn");
  if (childrenNamed(element, "eqn").length === 0) {
    const message = `The macro \`${name.name}\` has no <eqn> to say what it gives.`;
    findings.error("xmile-equation-missing", message, name.place);
  }
  const drafts = readMacroVariables(element, context);
  const simSpecs = childrenNamed(element, "sim_specs")[0]?.place ?? null;
  return { ...name, parameters, equation, drafts, simSpecs };
}

/** Keys of the parameters and variables of a macro. */
function macroNames(element: XmlElement): ReadonlySet<string> {
  const variables = childrenNamed(element, "variables").flatMap((block) => block.children);
  const parameters = childrenNamed(element, "parm").flatMap(
    (child) => readIdentifier(child.text())?.key ?? [],
  );
  return new Set([...parameters, ...namesOf(variables)]);
}

function readMacroVariables(
  element: XmlElement,
  context: PartContext,
): ReadonlyMap<string, DraftVariable> {
  const { findings, dimensions, fileBehavior } = context;
  const elements = childrenNamed(element, "variables").flatMap((block) => block.children);
  for (const module of elements.filter(({ name }) => name === "module")) {
    findings.error("xmile-unsupported", "Modules in macros are not supported.", module.place, {
      help: "Put the submodel's variables into the macro.",
    });
  }
  const drafts = readVariables(
    elements,
    { dimensions, behaviors: [fileBehavior], findings },
    macroNames(element),
  );
  for (const { variable, missing } of drafts.values()) {
    if (missing === null) continue;
    const message = `\`${variable.name}\` has no equation.`;
    findings.error("xmile-equation-missing", message, missing);
  }
  return drafts;
}
