import { hasErrors } from "#study/diagnostic";
import type { Equation } from "#study/expression";
import { parseEquation } from "../expression/equation.js";
import type { Findings } from "./findings.js";
import { numberIn, textOfChild } from "./values.js";
import type { XmlElement } from "./xml.js";
import type { XmlText } from "./xml-text.js";

/**
 * Parses the equations of one model or macro; what is wrong with them is told, with its place in the
 * file. Variables may have the names of functions there (`delay`), so their keys are given.
 */
export class EquationReader {
  readonly #findings: Findings;
  readonly #isVariable: (key: string) => boolean;

  constructor(findings: Findings, isVariable: (key: string) => boolean) {
    this.#findings = findings;
    this.#isVariable = isVariable;
  }

  read(text: XmlText): Equation | null {
    const written = this.#parse(text, text.text);
    if (!hasErrors(written.diagnostics)) {
      this.#findings.addAll(written.diagnostics);
      return written.value ?? null;
    }
    const turned = withNotInFront(text.text);
    const repaired = turned === null ? null : this.#parse(text, turned);
    if (repaired?.value === undefined) {
      this.#findings.addAll(written.diagnostics);
      return null;
    }
    this.#findings.warning(
      "xmile-not-behind",
      "NOT stands behind what it negates here, and is read as if it stood before it.",
      text.place(),
      { help: `Write ${turned ?? ""}.` },
    );
    return repaired.value;
  }

  /** The equation that is the text of a child, or null if there is none. */
  readChild(element: XmlElement, name: string): Equation | null {
    const text = textOfChild(element, name, this.#findings);
    return text === null ? null : this.read(text);
  }

  #parse(place: XmlText, text: string): ReturnType<typeof parseEquation> {
    return parseEquation(text, (offset, length) => place.place(offset, length), this.#isVariable);
  }
}

/**
 * `IF a not THEN …`, which an exporter in circulation writes for NOT a: the same text with each such
 * NOT before its operand, at the same length so that places stay; null if there is none.
 */
function withNotInFront(text: string): string | null {
  const turned = text.replace(
    /("[^"]*"|[\p{L}_][\p{L}\p{N}_.]*|\([^()]*\))(\s+)(not)(?=\s*(?:$|[),]|(?:then|else|and|or)\b))/giu,
    "$3$2$1",
  );
  return turned === text ? null : turned;
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
