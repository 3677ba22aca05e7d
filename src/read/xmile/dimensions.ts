import type { Dimension } from "#study/model";
import { extension } from "./extension.js";
import type { Findings } from "./findings.js";
import { readIdentifier, splitNames, type Identifier } from "./identifier.js";
import { attributeOf, childrenNamed, readNumber } from "./values.js";
import type { XmlElement } from "./xml.js";

export type Dimensions = ReadonlyMap<string, Dimension>;

/** Of one dimension, and of all numbered ones of a file together. */
const largestSize = 100_000;
/** Of an array, over all its dimensions. */
const mostElements = 1_000_000;

/**
 * Reads `<dimensions>` blocks (XMILE 1.0, section 2.5): elements by name, or `size` many that are
 * named "1", "2", …. A dimension that an included file repeats alike is one; differing ones are an
 * error.
 */
export function readDimensions(blocks: readonly XmlElement[], findings: Findings): Dimensions {
  const dimensions = new Map<string, Dimension>();
  let total = 0;
  for (const block of blocks) {
    for (const child of block.children) {
      if (child.name !== "dim") {
        findings.unread(child, "<dimensions>");
        continue;
      }
      const dimension = total > largestSize ? null : readDimension(child, findings);
      if (dimension === null) continue;
      total += dimension.elements.length;
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
  if (total > largestSize) {
    const message = `The dimensions have more than ${largestSize} elements together.`;
    findings.error("xmile-dimension-size", message, blocks[0].place);
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
  if (count > mostElements) {
    const message = `This array has ${count} elements; at most ${mostElements} are read.`;
    findings.error("xmile-array-size", message, element.place);
    return [];
  }
  return list;
}

function tellUnknownDimension(name: Identifier, dimensions: Dimensions, findings: Findings): void {
  const near = findings.nearest(name.name, () =>
    [...dimensions.values()].map((dimension) => dimension.name),
  );
  findings.error(
    "xmile-unknown-dimension",
    `There is no dimension \`${name.name}\`.`,
    name.place,
    near === undefined
      ? { help: `Add <dim name="${name.name}" size="…"/> to <dimensions>.` }
      : { help: `Did you mean \`${near}\`?` },
  );
}
