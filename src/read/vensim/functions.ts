import type { Builtin } from "#study/builtins";
import { vensimBuiltins } from "#study/builtins/vensim";

/** What a function of Vensim becomes: a builtin of the given name, or a rewriting by its key. */
export type FunctionRule =
  | {
      readonly kind: "builtin";
      readonly name: string;
      readonly key: string;
      readonly minimum: number;
      readonly maximum: number;
      /** What the last arguments are where they are left out. */
      readonly leftOut?: readonly number[];
    }
  | {
      readonly kind: "rewritten";
      readonly minimum: number;
      readonly maximum: number;
    }
  | { readonly kind: "unsupported"; readonly why: string; readonly help: string };

/** Vensim's name, XMILE's name where it means the same, number of arguments. */
const shared: readonly (readonly [string, string, number])[] = [
  ["abs", "ABS", 1],
  ["arccos", "ARCCOS", 1],
  ["arcsin", "ARCSIN", 1],
  ["arctan", "ARCTAN", 1],
  ["cos", "COS", 1],
  ["exp", "EXP", 1],
  ["ln", "LN", 1],
  ["max", "MAX", 2],
  ["min", "MIN", 2],
  ["sin", "SIN", 1],
  ["sqrt", "SQRT", 1],
  ["step", "STEP", 2],
  ["tan", "TAN", 1],
  ["delay1", "DELAY1", 2],
  ["delay1i", "DELAY1", 3],
  ["delay3", "DELAY3", 2],
  ["delay3i", "DELAY3", 3],
  ["smooth", "SMTH1", 2],
  ["smoothi", "SMTH1", 3],
  ["smooth3", "SMTH3", 2],
  ["smooth3i", "SMTH3", 3],
  ["initial", "INIT", 1],
  ["reinitial", "INIT", 1],
];

const rewritten: readonly (readonly [string, number])[] = [
  ["if_then_else", 3],
  ["power", 2],
  ["game", 1],
  ["elmcount", 1],
  ["time_base", 2],
  ["get_time_value", 3],
  ["integ", 2],
  ["with_lookup", 1],
];

const unsupported: readonly (readonly [string, string, string])[] = [
  ["a_function_of", "it stands for an equation that is not written yet", "Write the equation."],
  ["message", "a run has nobody to show a message to", "Remove the call."],
];

/**
 * Functions of which the last argument may be left out. The example of the manual's page on QUEUE AGE
 * AVERAGE does so; no quantity is all of the queue.
 */
const leftOut: ReadonlyMap<string, readonly number[]> = new Map([
  ["queue_age_average", [0]],
  ["queue_attrib_average", [0]],
  ["queue_attrib_max", [0]],
  ["queue_attrib_min", [0]],
]);

function makeRules(builtins: readonly Builtin[]): ReadonlyMap<string, FunctionRule> {
  const rules = new Map<string, FunctionRule>();
  for (const { name, key, parameters } of builtins) {
    const own = key.slice("vensim.".length);
    const needed = parameters.filter((parameter) => !parameter.optional).length;
    const last = leftOut.get(own);
    rules.set(own, {
      kind: "builtin",
      name,
      key,
      minimum: needed - (last?.length ?? 0),
      maximum: parameters.length,
      ...(last === undefined ? {} : { leftOut: last }),
    });
  }
  for (const [own, name, count] of shared) {
    const key = name.toLowerCase();
    rules.set(own, { kind: "builtin", name, key, minimum: count, maximum: count });
  }
  for (const [own, count] of rewritten) {
    rules.set(own, { kind: "rewritten", minimum: count, maximum: count });
  }
  for (const [own, why, help] of unsupported) rules.set(own, { kind: "unsupported", why, help });
  rules.delete("element_position");
  return rules;
}

/** Every function that may stand in an equation, by key. */
export const functionRules: ReadonlyMap<string, FunctionRule> = makeRules(vensimBuiltins);

/** Which arguments, counted from 0, are names of tables. */
export const tableArguments: ReadonlyMap<string, readonly number[]> = new Map([
  ["lookup_extrapolate", [0]],
  ["lookup_forward", [0]],
  ["lookup_backward", [0]],
  ["lookup_invert", [0]],
  ["lookup_area", [0]],
  ["lookup_slope", [0]],
  ["delay_conveyor", [3]],
  ["delay_profile", [0]],
  ["queue_fifo", [2]],
  ["queue_fifo_attrib", [4, 5]],
  ["random_lookup", [0]],
]);

/** Functions that go over the ranges marked with `!` in their arguments. */
export const reductions: ReadonlySet<string> = new Set([
  "sum",
  "prod",
  "vmin",
  "vmax",
  "vector_select",
]);
