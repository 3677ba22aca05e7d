import type { Dimension } from "#study/model";
import { elementIndexOf, readSubscripts, type ElementIndex } from "./element-subscripts.js";
import { numberList } from "./equations.js";
import { extension } from "./extension.js";
import type { Findings } from "./findings.js";
import { childNamed, childrenNamed, textOfChild } from "./values.js";
import type { XmlElement } from "./xml.js";
import type { XmlText } from "./xml-text.js";

/** For some elements of a variable (for all, if it is a scalar): where its equation stands. */
export interface VariablePart {
  /** Keys of elements or of dimensions, one for each dimension. */
  readonly subscripts: readonly string[];
  readonly equation: XmlText | null;
  readonly graph: XmlElement | null;
  /** The element that holds what else may differ between elements. */
  readonly element: XmlElement;
}

const elementChildren: ReadonlySet<string> = new Set([
  "eqn",
  "gf",
  "init_eqn",
  "mathml",
  "event_poster",
  "conveyor",
  "leak",
  "non_negative",
  "isee:delay_aux",
]);

/**
 * Splits a variable into the parts that have equations of their own (XMILE 1.0, section 4.5):
 * one for all elements; one for each `<element>`; or one equation for all with a graphical
 * function for each. Where elements are left over the variable's own equation holds for them.
 */
export function partsOfVariable(
  element: XmlElement,
  of: readonly Dimension[],
  findings: Findings,
): readonly VariablePart[] {
  const equations = equationTexts(element);
  const shared: VariablePart = {
    subscripts: of.map(({ key }) => key),
    equation: equations.length === 1 ? equations[0] : null,
    graph: childNamed(element, "gf", findings),
    element,
  };
  const children = childrenNamed(element, "element");
  if (equations.length > 1) return listedEquations(shared, equations, of, findings);
  if (children.length === 0) return listedNumbers(shared, of, findings) ?? [shared];
  if (of.length === 0) {
    const message = "This variable has elements and no <dimensions>.";
    findings.error("xmile-element", message, children[0].place, {
      help: 'Write <dimensions><dim name="…"/></dimensions> into the variable.',
    });
    return [];
  }
  const indices = of.map(elementIndexOf);
  const covered = new Map<string, XmlElement>();
  const parts = children.flatMap((child) => {
    const subscripts = subscriptsOf(child, indices, findings);
    if (subscripts === null) return [];
    cover(covered, child, subscripts, findings);
    return [elementPart(child, subscripts, shared, findings)];
  });
  if (covered.size >= countElements(of) || parts.length < children.length) return parts;
  if (shared.equation !== null || shared.graph !== null) return [shared, ...parts];
  if (!element.attributes.has(extension.partial)) tellMissing(element, covered, of, findings);
  return parts;
}

/** `1, 2; 3, 4` as the equation of an array: its elements in row-major order. */
function listedNumbers(
  shared: VariablePart,
  of: readonly Dimension[],
  findings: Findings,
): readonly VariablePart[] | null {
  if (shared.equation === null || of.length === 0) return null;
  const numbers = numberList(shared.equation);
  if (numbers === null) return null;
  const count = countElements(of);
  if (numbers.length !== count) {
    const message = `Here are ${numbers.length} numbers for ${count} elements.`;
    findings.error("xmile-number-list", message, shared.equation.place());
    return [];
  }
  const all = combinations(of.map(({ elements }) => elements.map(({ key }) => key)));
  return all.map((subscripts, index) => ({ ...shared, subscripts, equation: numbers[index] }));
}

function equationTexts(element: XmlElement): readonly XmlText[] {
  return childrenNamed(element, "eqn").flatMap((child) => {
    const text = child.text().trim();
    return text.text === "" ? [] : [text];
  });
}

/** Several `<eqn>`s, as Vensim exports an array: one for each element, in row-major order. */
function listedEquations(
  shared: VariablePart,
  equations: readonly XmlText[],
  of: readonly Dimension[],
  findings: Findings,
): readonly VariablePart[] {
  const count = countElements(of);
  if (equations.length === count) {
    const all = combinations(of.map(({ elements }) => elements.map(({ key }) => key)));
    return all.map((subscripts, index) => ({ ...shared, subscripts, equation: equations[index] }));
  }
  const elements = count === 1 ? "one element" : `${count} elements`;
  const message = `Here are ${equations.length} <eqn>s for ${elements}.`;
  findings.error("xmile-repeated", message, equations[1].place(), {
    help: "Keep one, or write one for each element.",
  });
  return [];
}

function subscriptsOf(
  child: XmlElement,
  indices: readonly ElementIndex[],
  findings: Findings,
): readonly string[] | null {
  for (const inner of child.children) {
    if (!elementChildren.has(inner.name)) findings.unread(inner, "<element>");
  }
  const text = child.attributes.get("subscript");
  if (text !== undefined) return readSubscripts(text, indices, findings);
  findings.error("xmile-element", "This <element> has no subscript.", child.place, {
    help: 'Write subscript="…", with one name for each dimension.',
  });
  return null;
}

function elementPart(
  child: XmlElement,
  subscripts: readonly string[],
  shared: VariablePart,
  findings: Findings,
): VariablePart {
  const equation = textOfChild(child, "eqn", findings) ?? shared.equation;
  const graph = childNamed(child, "gf", findings) ?? shared.graph;
  return { subscripts, equation, graph, element: child };
}

function cover(
  covered: Map<string, XmlElement>,
  child: XmlElement,
  subscripts: readonly string[],
  findings: Findings,
): void {
  const id = subscripts.join("\n");
  const first = covered.get(id);
  if (first === undefined) covered.set(id, child);
  else {
    const message = `The element [${subscripts.join(", ")}] stands here twice.`;
    findings.error("xmile-element-twice", message, child.place, {
      related: [{ message: "the first one", place: first.place }],
    });
  }
}

function tellMissing(
  element: XmlElement,
  covered: ReadonlyMap<string, XmlElement>,
  of: readonly Dimension[],
  findings: Findings,
): void {
  const count = countElements(of);
  const missing = count - covered.size;
  const shown: string[] = [];
  for (let position = 0; position < count && shown.length < 5; position++) {
    const keys = elementAt(of, position);
    if (!covered.has(keys.join("\n"))) shown.push(`[${keys.join(", ")}]`);
  }
  const more = missing > shown.length ? ` and ${missing - shown.length} more` : "";
  findings.error(
    "xmile-element-missing",
    `There is no equation for ${shown.join(", ")}${more} of ${named(element)}.`,
    element.place,
    { help: "Write an <element> for each, or one <eqn> for all that are left over." },
  );
}

function named(element: XmlElement): string {
  const name = element.attributes.get("name")?.text;
  return name === undefined ? `this <${element.name}>` : `\`${name}\``;
}

function countElements(of: readonly Dimension[]): number {
  return of.reduce((count, { elements }) => count * elements.length, 1);
}

/** The keys of the n-th element of an array in row-major order, counted from 0. */
function elementAt(of: readonly Dimension[], position: number): readonly string[] {
  let rest = position;
  return of
    .toReversed()
    .map(({ elements }) => {
      const { key } = elements[rest % elements.length];
      rest = Math.floor(rest / elements.length);
      return key;
    })
    .toReversed();
}

/** All ways to take one of each list, the last list varying fastest (row-major). */
export function combinations(lists: readonly (readonly string[])[]): readonly string[][] {
  return lists.reduce<string[][]>(
    (rows, list) => rows.flatMap((row) => list.map((key) => [...row, key])),
    [[]],
  );
}
