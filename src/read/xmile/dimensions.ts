import type { Dimension } from "#study/model";
import { extension } from "./extension.js";
import type { Findings } from "./findings.js";
import { readIdentifier, splitNames, type Identifier } from "./identifier.js";
import { attributeOf, childrenNamed, readNumber } from "./values.js";
import type { XmlElement } from "./xml.js";
import type { XmlText } from "./xml-text.js";

export type Dimensions = ReadonlyMap<string, Dimension>;

const largestSize = 1_000_000;

/**
 * Reads `<dimensions>` blocks (XMILE 1.0, section 2.5): elements by name, or `size` many that are
 * named "1", "2", …. A dimension that an included file repeats alike is one; differing ones are an
 * error.
 */
export function readDimensions(blocks: readonly XmlElement[], findings: Findings): Dimensions {
  const dimensions = new Map<string, Dimension>();
  for (const block of blocks) {
    for (const child of block.children) {
      if (child.name !== "dim") {
        findings.unread(child, "<dimensions>");
        continue;
      }
      const dimension = readDimension(child, findings);
      if (dimension === null) continue;
      const known = dimensions.get(dimension.key);
      if (known === undefined) dimensions.set(dimension.key, dimension);
      else if (elementKeys(known) !== elementKeys(dimension)) {
        findings.error(
          "xmile-dimension-twice",
          `The dimension ${dimension.name} is defined twice, with different elements.`,
          dimension.place,
          { related: [{ message: "the first definition", place: known.place }] },
        );
      }
    }
  }
  return dimensions;
}

function elementKeys(dimension: Dimension): string {
  return dimension.elements.map(({ key }) => key).join("\n");
}

function readDimension(element: XmlElement, findings: Findings): Dimension | null {
  const name = requiredName(element, findings);
  if (name === null) return null;
  const named = childrenNamed(element, "elem");
  for (const child of element.children) {
    if (child.name !== "elem" && child.name !== extension.map) findings.unread(child, "<dim>");
  }
  const elements =
    named.length > 0 ? namedElements(named, findings) : numberedElements(element, findings);
  if (elements === null) return null;
  const mappings = childrenNamed(element, extension.map).flatMap(readMapping);
  return { name: name.name, key: name.key, elements, mappings, place: name.place };
}

type Elements = Dimension["elements"];

function namedElements(named: readonly XmlElement[], findings: Findings): Elements {
  const elements = new Map<string, Identifier>();
  for (const child of named) {
    const name = requiredName(child, findings);
    if (name === null) continue;
    const first = elements.get(name.key);
    if (first === undefined) elements.set(name.key, name);
    else {
      findings.error(
        "xmile-element-twice",
        `The element ${name.name} stands here twice.`,
        name.place,
        {
          related: [{ message: "the first one", place: first.place }],
        },
      );
    }
  }
  return [...elements.values()].map(({ name, key }) => ({ name, key }));
}

function numberedElements(element: XmlElement, findings: Findings): Elements | null {
  const text = attributeOf(element, "size");
  if (text === null) {
    const message = "This dimension has neither elements nor a size.";
    findings.error("xmile-dimension-size", message, element.place, {
      help: 'Write size="3", or an <elem name="…"/> for each element.',
    });
    return null;
  }
  const size = readNumber(text, "The size of a dimension", findings);
  if (size === null) return null;
  if (!Number.isInteger(size) || size < 1 || size > largestSize) {
    const message = `A dimension of size ${size} is not possible: 1 to ${largestSize} are.`;
    findings.error("xmile-dimension-size", message, text.place());
    return null;
  }
  return Array.from({ length: size }, (_, index) => {
    const name = String(index + 1);
    return { name, key: name };
  });
}

function readMapping(element: XmlElement): Dimension["mappings"] {
  const to = element.attributes.get("to");
  const name = to === undefined ? null : readIdentifier(to);
  if (name === null) return [];
  const elements = childrenNamed(element, extension.mapElement).map((child) =>
    splitNames(child.attributes.get("to") ?? child.text()).flatMap((part) => {
      const target = readIdentifier(part);
      return target === null ? [] : [target.key];
    }),
  );
  return [{ to: name.key, elements }];
}

/** The `name` of an element that cannot do without. */
export function requiredName(element: XmlElement, findings: Findings): Identifier | null {
  const text = element.attributes.get("name");
  const name = text === undefined ? null : readIdentifier(text);
  if (name === null) {
    const message = `<${element.name}> has no name.`;
    findings.error("xmile-name-missing", message, text?.place() ?? element.place, {
      help: `Write <${element.name} name="…">.`,
    });
  }
  return name;
}

/** The dimensions of a variable, in order, as its `<dimensions>` lists them (section 4.1.4). */
export function readVariableDimensions(
  element: XmlElement,
  dimensions: Dimensions,
  findings: Findings,
): readonly Dimension[] {
  const list: Dimension[] = [];
  for (const block of childrenNamed(element, "dimensions")) {
    for (const child of block.children) {
      if (child.name !== "dim") {
        findings.unread(child, "<dimensions>");
        continue;
      }
      const name = requiredName(child, findings);
      if (name === null) continue;
      const dimension = dimensions.get(name.key);
      if (dimension !== undefined) list.push(dimension);
      else tellUnknownDimension(name, dimensions, findings);
    }
  }
  const count = list.reduce((product, { elements }) => product * elements.length, 1);
  if (count > largestSize) {
    const message = `This array has ${count} elements; at most ${largestSize} are read.`;
    findings.error("xmile-array-size", message, element.place);
    return [];
  }
  return list;
}

function tellUnknownDimension(name: Identifier, dimensions: Dimensions, findings: Findings): void {
  const known = [...dimensions.values()].map((dimension) => dimension.name);
  const near = findings.nearest(name.name, known);
  findings.error(
    "xmile-unknown-dimension",
    `There is no dimension \`${name.name}\`.`,
    name.place,
    near === undefined
      ? { help: `Add <dim name="${name.name}" size="…"/> to <dimensions>.` }
      : { help: `Did you mean \`${near}\`?` },
  );
}

/**
 * Reads the `subscript` of an `<element>`: for each dimension the key of an element, given by name,
 * by position counted from 1, or as `dimension.element`; a dimension or subrange of the same
 * elements stands for each of them. Null if it is not right, which is told.
 */
export function readSubscripts(
  text: XmlText,
  of: readonly Dimension[],
  dimensions: Dimensions,
  findings: Findings,
): readonly string[] | null {
  const parts = splitNames(text);
  if (parts.length !== of.length) {
    const wanted = of.length === 1 ? "one subscript" : `${of.length} subscripts`;
    const message = `Here are ${parts.length}; the variable has ${wanted}: ${of.map(({ name }) => name).join(", ")}.`;
    findings.error("xmile-subscript-count", message, text.place());
    return null;
  }
  const keys = parts.map((part, index) => elementKey(part, of[index], dimensions, findings));
  return keys.every((key) => key !== null) ? keys : null;
}

function elementKey(
  part: XmlText,
  dimension: Dimension,
  dimensions: Dimensions,
  findings: Findings,
): string | null {
  const name = readIdentifier(part);
  const written = name?.key ?? "";
  const prefix = `${dimension.key}.`;
  const key = written.startsWith(prefix) ? written.slice(prefix.length) : written;
  if (dimension.elements.some((element) => element.key === key)) return key;
  if (/^\d+$/u.test(key)) {
    const byPosition = dimension.elements[Number(key) - 1];
    if (byPosition !== undefined) return byPosition.key;
  }
  const range = dimensions.get(key);
  const within = new Set(dimension.elements.map((element) => element.key));
  if (range !== undefined && range.elements.every((element) => within.has(element.key))) return key;
  const names = dimension.elements.map((element) => element.name);
  const near = findings.nearest(written, names);
  findings.error(
    "xmile-unknown-element",
    `${dimension.name} has no element \`${part.text.trim()}\`.`,
    part.trim().place(),
    { help: near === undefined ? `It has ${listed(names)}.` : `Did you mean \`${near}\`?` },
  );
  return null;
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 8).join(", ");
  return names.length > 8 ? `${shown}, … (${names.length} in all)` : shown;
}
