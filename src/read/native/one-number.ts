import { keyOf } from "#study/name";
import type { Variable } from "#study/model";
import type { Place } from "#study/place";
import { variableOf, type StudyContext } from "./context.js";
import type { Leaf } from "./located.js";
import { knownName } from "./names.js";
import { splitNames } from "./name-list.js";
import { listed, suggestion } from "./report.js";

type KnownVariable = Omit<Variable, "definitions">;

/** What stands for one number over time in a run. */
export interface OneNumber {
  /** Of the variable, or `key[element,element]`. */
  readonly key: string;
  readonly variable: KnownVariable;
}

/**
 * The variable that a leaf names; of an arrayed one, the element: `people[north, young]`. Undefined,
 * and told, if there is none or if an array is named as a whole.
 */
export function readOneNumber(
  leaf: Leaf<string> | undefined,
  context: StudyContext,
): OneNumber | undefined {
  if (leaf === undefined) return undefined;
  const whole = context.known.variables.names.has(keyOf(leaf.value));
  const bracket = whole ? -1 : leaf.text.indexOf("[");
  const name = bracket < 0 ? leaf.value : leaf.text.slice(0, bracket);
  const at = bracket < 0 ? leaf.place : leaf.placeAt(0, bracket);
  const key = knownName(name.trim(), at, context.known.variables, context.report);
  const variable = key === undefined ? undefined : variableOf(context, key);
  if (key === undefined || variable === undefined) return undefined;
  const elements = elementsIn(leaf, bracket, variable, context);
  if (elements === undefined) return undefined;
  return { key: elements.length === 0 ? key : `${key}[${elements.join(",")}]`, variable };
}

function elementsIn(
  leaf: Leaf<string>,
  bracket: number,
  variable: KnownVariable,
  context: StudyContext,
): readonly string[] | undefined {
  const { dimensions } = variable;
  const close = leaf.text.trimEnd().length - 1;
  if (bracket >= 0 && leaf.text[close] !== "]") {
    const message = `\`${leaf.text}\` opens a bracket that it does not close.`;
    context.report.error("unclosed-bracket", message, leaf.placeAt(bracket, 1));
    return undefined;
  }
  const inside = bracket < 0 ? "" : leaf.text.slice(bracket + 1, close);
  const names =
    bracket < 0
      ? []
      : splitNames(inside, (offset, length) => leaf.placeAt(bracket + 1 + offset, length));
  if (names.length !== dimensions.length) {
    tellCount(leaf, variable, names.length, context);
    return undefined;
  }
  const keys = names.map(({ name, key, place }, index) => {
    const elements = context.model.dimensions.get(dimensions[index])?.elements ?? [];
    if (elements.some((element) => element.key === key)) return key;
    const known = elements.map((element) => element.name);
    const message = `\`${name}\` is no element of \`${nameOfDimension(dimensions[index], context)}\`.`;
    const help = suggestion(name, known, "elements");
    context.report.error("unknown-element", message, place, { help });
    return undefined;
  });
  return keys.every((key) => key !== undefined) ? keys : undefined;
}

function tellCount(
  leaf: Leaf<string>,
  variable: KnownVariable,
  count: number,
  context: StudyContext,
): void {
  const { name, dimensions } = variable;
  if (dimensions.length === 0) {
    const message = `\`${name}\` is a single number, without elements.`;
    context.report.error("subscript-count", message, leaf.place, { help: `Write \`${name}\`.` });
    return;
  }
  const message =
    count === 0
      ? `\`${name}\` has a number for each element of ${dimensionsOf(variable, context)}; here one number is wanted.`
      : `\`${name}\` has a number for each element of ${dimensionsOf(variable, context)}, and here ${count === 1 ? "is 1 subscript" : `are ${count} subscripts`}.`;
  const example = dimensions.map(
    (key) => context.model.dimensions.get(key)?.elements[0]?.name ?? key,
  );
  const help = `Name an element, as in \`${name}[${example.join(", ")}]\`, or a variable that sums it up.`;
  context.report.error("subscript-count", message, leaf.place, { help });
}

/**
 * Tells of a premise or lever that the model has an array of: those are single numbers. True if it
 * was told.
 */
export function tellArray(
  noun: string,
  variable: KnownVariable,
  place: Place,
  context: StudyContext,
): boolean {
  if (variable.dimensions.length === 0) return false;
  const message = `The ${noun} \`${variable.name}\` is an array, with a number for each element of ${dimensionsOf(variable, context)}.`;
  const related = [{ message: "Here it is defined.", place: variable.place }];
  const help = `A ${noun} is one number: give it a constant of its own, and let the array use it.`;
  context.report.error("array-of-numbers", message, place, { help, related });
  return true;
}

function dimensionsOf({ dimensions }: KnownVariable, context: StudyContext): string {
  return listed(dimensions.map((key) => nameOfDimension(key, context)));
}

function nameOfDimension(key: string, context: StudyContext): string {
  return context.model.dimensions.get(key)?.name ?? key;
}
