import type { Definition, Model, Variable } from "#study/model";
import { bindElements } from "../xmile/bind-elements.js";
import { sameDefinition } from "./same-definition.js";
import { sameEquation } from "./same-meaning.js";

/** What about a variable is not as it was, in words that finish "… of `x` is not kept". */
export interface VariableDifferences {
  /** What changes what the model computes. */
  readonly numbers: readonly string[];
  /** What to write instead, where that is known. */
  readonly help?: string;
  /** What people read. */
  readonly words: readonly string[];
}

const splitHelp =
  "The other elements are stocks, and XMILE has one kind for a whole array: make a variable of their own for those that are not, or write the model to a .yaml file, which keeps both.";

/** Compares a variable with what became of it in another file. */
export function variableDifferences(
  before: Variable,
  after: Variable,
  models: { readonly before: Model; readonly after: Model },
): VariableDifferences {
  const isVariable = (key: string) => models.before.variables.has(key);
  const same = (left: unknown, right: unknown) => JSON.stringify(left) === JSON.stringify(right);
  const multipliers = [before.multiplier ?? null, after.multiplier ?? null] as const;
  const numbers = [
    ...(same(before.dimensions, after.dimensions) ? [] : ["the dimensions"]),
    ...(sameDefinitions(before, after, models) ? [] : [differentDefinition(before, models.before)]),
    ...(before.nonNegative === after.nonNegative ? [] : ["the bound at zero"]),
    ...(sameEquation(...multipliers, isVariable) ? [] : ["the multiplier"]),
  ];
  const words = [
    ...(before.name === after.name ? [] : ["the spelling"]),
    ...(sameKind(before, after) ? [] : [`the kind (${before.kind})`]),
    ...((before.unit ?? "") === (after.unit ?? "") ? [] : ["the unit"]),
    ...(sameText(before.documentation, after.documentation) ? [] : ["the documentation"]),
    ...(sameRange(before.range, after.range) ? [] : ["the plausible range"]),
    ...(sameRange(before.scale ?? null, after.scale ?? null) ? [] : ["the axis"]),
    ...(same(before.format, after.format) ? [] : ["the number format"]),
    ...(same(inputUnits(before), inputUnits(after)) ? [] : ["the unit of the input"]),
    ...(same(drawnFlows(before), drawnFlows(after)) ? [] : ["the list of flows"]),
    ...(comments(before) <= comments(after) ? [] : ["a comment in the equation"]),
  ];
  const isMixed =
    before.kind === "stock" && before.definitions.some(({ kind }) => kind !== "stock");
  return { numbers, words, ...(isMixed && numbers.length > 0 ? { help: splitHelp } : {}) };
}

/** Definitions may be divided in another way, as long as every element has the same one. */
function sameDefinitions(
  before: Variable,
  after: Variable,
  models: { readonly before: Model; readonly after: Model },
): boolean {
  const isVariable = (key: string) => models.before.variables.has(key);
  const matches = (one: Definition, other: Definition | undefined): boolean =>
    other !== undefined &&
    String(one.subscripts) === String(other.subscripts) &&
    String(one.except) === String(other.except) &&
    sameDefinition(one, other, isVariable);
  const { definitions } = before;
  const asWritten =
    definitions.length === after.definitions.length &&
    definitions.every((one, at) => matches(one, after.definitions[at]));
  if (asWritten || before.dimensions.length === 0) return asWritten;
  const bound = bindElements(before, models.before);
  const others = bindElements(after, models.after);
  return (
    bound.length === others.length &&
    bound.every(({ definition }, at) => matches(definition, others[at]?.definition))
  );
}

/** Of an array that is a stock for some elements only: for which it is not. */
function differentDefinition(variable: Variable, model: Model): string {
  const { kind, dimensions, definitions } = variable;
  const isMixed = kind === "stock" && definitions.some((one) => one.kind !== "stock");
  if (!isMixed || dimensions.length === 0) return "the definition";
  const others = bindElements(variable, model).flatMap(({ keys, definition }) =>
    definition.kind === "stock" ? [] : [`[${keys.join(", ")}]`],
  );
  const shown = others.slice(0, 3).join(", ");
  const more = others.length > 3 ? ` and ${others.length - 3} more` : "";
  return `the equation for ${shown}${more}`;
}

/** A number that was an auxiliary may come back as a constant, and the other way round. */
function sameKind(before: Variable, after: Variable): boolean {
  if (before.kind === after.kind) return true;
  const plain = ["constant", "auxiliary"];
  return plain.includes(before.kind) && plain.includes(after.kind);
}

/** Line ends and space at the ends do not count. */
export function sameText(before: string | null, after: string | null): boolean {
  const plain = (text: string | null) => (text ?? "").replace(/\r\n?/gu, "\n").trim();
  return plain(before) === plain(after);
}

function sameRange(
  before: readonly [number, number] | null,
  after: readonly [number, number] | null,
): boolean {
  if (before === null || after === null) return before === after;
  return before[0] === after[0] && before[1] === after[1];
}

function inputUnits({ definitions }: Variable): readonly string[] {
  return [
    ...new Set(
      definitions.flatMap((one) =>
        one.kind === "table" && one.input === null ? (one.inputUnit ?? []) : [],
      ),
    ),
  ];
}

/** The flows of a stock whose net flow is an equation. */
function drawnFlows({ definitions }: Variable): readonly string[] {
  const keys = definitions.flatMap((one) =>
    one.kind === "stock" && one.net !== null
      ? [...one.inflows.map(({ key }) => `+${key}`), ...one.outflows.map(({ key }) => `-${key}`)]
      : [],
  );
  return [...new Set(keys)].toSorted();
}

/** How many comments in braces stand in the equations. */
function comments({ definitions }: Variable): number {
  const texts = definitions.flatMap((one) => {
    if (one.kind === "equation") return [one.equation.text];
    if (one.kind === "stock") return [one.initial.text, one.net?.text ?? ""];
    return one.kind === "table" ? [one.input?.text ?? ""] : [];
  });
  return texts.join("").split("{").length - 1;
}
