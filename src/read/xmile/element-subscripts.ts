import type { Dimension } from "#study/model";
import type { Findings } from "./findings.js";
import { readIdentifier, splitNames } from "./identifier.js";
import type { XmlText } from "./xml-text.js";

/** A dimension whose elements are found by key in one step. */
export interface ElementIndex {
  readonly dimension: Dimension;
  readonly keys: ReadonlySet<string>;
}

export function elementIndexOf(dimension: Dimension): ElementIndex {
  return { dimension, keys: new Set(dimension.elements.map(({ key }) => key)) };
}

/**
 * Reads the `subscript` of an `<element>` (XMILE 1.0, section 4.1): for each dimension the key of an
 * element, given by name, by position counted from 1, or as `dimension.element`. Null if it is not
 * right, which is told.
 */
export function readSubscripts(
  text: XmlText,
  of: readonly ElementIndex[],
  findings: Findings,
): readonly string[] | null {
  const parts = splitNames(text);
  if (parts.length !== of.length) {
    const wanted = of.length === 1 ? "one subscript" : `${of.length} subscripts`;
    const names = of.map(({ dimension }) => dimension.name).join(", ");
    const message = `Here are ${parts.length}; the variable has ${wanted}: ${names}.`;
    findings.error("xmile-subscript-count", message, text.place());
    return null;
  }
  const keys = parts.map((part, index) => elementKey(part, of[index], findings));
  return keys.every((key) => key !== null) ? keys : null;
}

function elementKey(
  part: XmlText,
  { dimension, keys }: ElementIndex,
  findings: Findings,
): string | null {
  const written = readIdentifier(part)?.key ?? "";
  const prefix = `${dimension.key}.`;
  const key = written.startsWith(prefix) ? written.slice(prefix.length) : written;
  if (keys.has(key)) return key;
  const byPosition = /^\d+$/u.test(key) ? dimension.elements[Number(key) - 1] : undefined;
  if (byPosition !== undefined) return byPosition.key;
  const near = findings.nearest(written, () => dimension.elements.map(({ name }) => name));
  findings.error(
    "xmile-unknown-element",
    `${dimension.name} has no element \`${part.text.trim()}\`.`,
    part.trim().place(),
    { help: near === undefined ? `It has ${listed(dimension)}.` : `Did you mean \`${near}\`?` },
  );
  return null;
}

function listed({ elements }: Dimension): string {
  const shown = elements
    .slice(0, 8)
    .map(({ name }) => name)
    .join(", ");
  return elements.length > 8 ? `${shown}, … (${elements.length} in all)` : shown;
}
