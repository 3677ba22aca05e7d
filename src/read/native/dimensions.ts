import type { Dimension, DimensionMapping } from "#study/model";
import { keyOf } from "#study/name";
import type { Place } from "#study/place";
import type { Leaf, List, Located, NamesEntry } from "./located.js";
import { counted, suggestion, type Report } from "./report.js";
import type { dimensionSchema, modelSchema } from "./schema/model.js";

type RawDimension = Located<typeof dimensionSchema>;
type RawMappings = Extract<RawDimension, { readonly fields: unknown }>["fields"]["maps to"];
type Element = Dimension["elements"][number];

const mostElements = 100_000;
/** Among so many elements a misspelt one is looked for. */
const mostCompared = 200;

/** The dimensions of a model, in the order in which they are written; mappings need them all. */
export function readDimensions(
  raw: Located<typeof modelSchema>["fields"]["dimensions"],
  report: Report,
): ReadonlyMap<string, Dimension> {
  const dimensions = new Map<string, Dimension>();
  for (const entry of raw?.entries.values() ?? []) {
    const elements = readElements(entry, report);
    if (elements === undefined) continue;
    const { name, key, place } = entry;
    dimensions.set(key, { name, key, elements, mappings: [], place });
  }
  for (const { key, value } of raw?.entries.values() ?? []) {
    const dimension = dimensions.get(key);
    if (dimension === undefined || value === undefined || "items" in value) continue;
    const mappings = readMappings(dimension, value.fields["maps to"], dimensions, report);
    dimensions.set(key, { ...dimension, mappings });
  }
  tellAmbiguous(dimensions, report);
  return dimensions;
}

function readElements(
  { name, place, value }: NamesEntry<RawDimension>,
  report: Report,
): readonly Element[] | undefined {
  if (value === undefined) return undefined;
  if ("items" in value) return namedElements(name, value, report);
  const { elements, size } = value.fields;
  if (value.keys.has("elements") === value.keys.has("size")) {
    const message = value.keys.has("size")
      ? `\`${name}\` has elements and a size at once.`
      : `\`${name}\` has no elements.`;
    const help = "Write `elements:` and their names, or `size:` and how many there are.";
    report.error("bad-dimension", message, value.keys.get("size") ?? place, { help });
    return undefined;
  }
  if (elements !== undefined) return namedElements(name, elements, report);
  if (size === undefined) return undefined;
  if (size.value < 1 || size.value > mostElements) {
    const message = `A dimension has from 1 to ${mostElements.toLocaleString("en")} elements; here is ${size.text}.`;
    report.error("bad-dimension", message, size.place);
    return undefined;
  }
  return Array.from({ length: size.value }, (_, index) => elementOf(String(index + 1)));
}

function namedElements(
  dimension: string,
  list: List<Leaf<string>>,
  report: Report,
): readonly Element[] | undefined {
  const places = new Map<string, Place>();
  const elements: Element[] = [];
  for (const leaf of list.items) {
    if (leaf === undefined) return undefined;
    const element = elementOf(leaf.value);
    const first = places.get(element.key);
    if (first !== undefined) {
      const message = `\`${leaf.value}\` is an element of \`${dimension}\` already.`;
      const related = [{ message: "The first one.", place: first }];
      report.error("duplicate-name", message, leaf.place, { related });
      continue;
    }
    places.set(element.key, leaf.place);
    elements.push(element);
  }
  return elements;
}

function elementOf(name: string): Element {
  return { name, key: keyOf(name) };
}

/** `maps to:` by dimension, and in it by element. What is not named stands for nothing. */
function readMappings(
  dimension: Dimension,
  raw: RawMappings,
  dimensions: ReadonlyMap<string, Dimension>,
  report: Report,
): readonly DimensionMapping[] {
  const mappings: DimensionMapping[] = [];
  for (const { name, key, place, value } of raw?.entries.values() ?? []) {
    const target = dimensions.get(key);
    if (target === undefined) {
      const names = [...dimensions.values()].map((other) => other.name);
      const message = `\`${name}\` is no dimension of the model.`;
      report.error("unknown-name", message, place, { help: suggestion(name, names, "dimensions") });
      continue;
    }
    const elements = dimension.elements.map((): readonly string[] => []);
    const indexOf = new Map(dimension.elements.map((element, index) => [element.key, index]));
    const known = new Set(target.elements.map((element) => element.key));
    for (const each of value?.entries.values() ?? []) {
      const index = indexOf.get(each.key);
      if (index === undefined) tellNoElement(each.name, each.place, dimension, report);
      else elements[index] = targetsOf(each.value, target, known, report);
    }
    mappings.push({ to: target.key, elements });
  }
  return mappings;
}

function targetsOf(
  value: Leaf<string> | List<Leaf<string>> | undefined,
  target: Dimension,
  known: ReadonlySet<string>,
  report: Report,
): readonly string[] {
  const leaves = value === undefined ? [] : "items" in value ? value.items : [value];
  return leaves.flatMap((leaf) => {
    if (leaf === undefined) return [];
    const key = keyOf(leaf.value);
    if (known.has(key)) return [key];
    tellNoElement(leaf.value, leaf.place, target, report);
    return [];
  });
}

function tellNoElement(name: string, place: Place, dimension: Dimension, report: Report): void {
  const names = dimension.elements.slice(0, mostCompared).map((element) => element.name);
  const count = counted(dimension.elements.length, "element");
  const message = `\`${name}\` is no element of \`${dimension.name}\`, which has ${count}.`;
  report.error("unknown-element", message, place, { help: suggestion(name, names, "elements") });
}

/** In `people[north]` it must be clear whether `north` is an element or a dimension. */
function tellAmbiguous(dimensions: ReadonlyMap<string, Dimension>, report: Report): void {
  for (const { name, elements, place } of dimensions.values()) {
    for (const element of elements) {
      const other = dimensions.get(element.key);
      if (other === undefined) continue;
      const message = `\`${element.name}\` is an element of \`${name}\` and a dimension at once.`;
      const related = [{ message: "The dimension.", place: other.place }];
      report.error("ambiguous-name", message, place, { help: "Rename one of them.", related });
    }
  }
}
