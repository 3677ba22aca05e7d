import type { Equation } from "#study/expression";
import { parseEquation } from "../expression/equation.js";
import type { Findings } from "./findings.js";
import { numberIn, textOfChild } from "./values.js";
import type { XmlElement } from "./xml.js";
import type { XmlText } from "./xml-text.js";

/** Parses an equation; what is wrong with it is told, with its place in the file. */
export function readEquation(text: XmlText, findings: Findings): Equation | null {
  const { value, diagnostics } = parseEquation(text.text, (offset, length) =>
    text.place(offset, length),
  );
  findings.addAll(diagnostics);
  return value ?? null;
}

/** The equation that is the text of a child, or null if there is none. */
export function readEquationOf(
  element: XmlElement,
  name: string,
  findings: Findings,
): Equation | null {
  const text = textOfChild(element, name, findings);
  return text === null ? null : readEquation(text, findings);
}

/** The number that an equation is, with its sign, or null if it is anything else. */
export function literalOf(equation: Equation): number | null {
  const { tree } = equation;
  if (tree.kind === "number") return tree.value;
  if (tree.kind !== "unary" || tree.operand.kind !== "number") return null;
  if (tree.operator === "-") return -tree.operand.value;
  return tree.operator === "+" ? tree.operand.value : null;
}

/**
 * The parts of a list of numbers (`1, 2; 3, 4;`), which some tools write as the one equation of an
 * array, in row-major order; null for anything else.
 */
export function numberList(text: XmlText): readonly XmlText[] | null {
  const parts = text.text.replace(/[;,]\s*$/u, "").split(/[;,]/u);
  if (parts.length < 2 || !parts.every((part) => numberIn(part.trim()) !== null)) return null;
  let start = 0;
  return parts.map((part) => {
    const piece = text.slice(start, start + part.length).trim();
    start += part.length + 1;
    return piece;
  });
}
