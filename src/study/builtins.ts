import { arithmeticRows } from "./builtins/arithmetic.js";
import { delayRows } from "./builtins/delays.js";
import { elementaryRows } from "./builtins/elementary.js";
import {
  iseeArithmeticRows,
  iseeElementaryRows,
  iseeMemoryRows,
  iseeRandomRows,
  iseeTableRows,
} from "./builtins/isee.js";
import { memoryRows } from "./builtins/memory.js";
import type { Builtin, BuiltinParameter, RowText } from "./builtins/row.js";
import { testInputRows } from "./builtins/test-inputs.js";
import { timeRows } from "./builtins/time.js";
import { vensimBuiltins } from "./builtins/vensim.js";
import {
  xmileArrayRows,
  xmileDelayRows,
  xmileMemoryRows,
  xmileRandomRows,
} from "./builtins/xmile.js";
import { keyOf } from "./name.js";

export type { Builtin, BuiltinParameter, UnitSignature } from "./builtins/row.js";

/** All builtins by key. `IF … THEN … ELSE …` is none of them: it is syntax. */
export const builtins: ReadonlyMap<string, Builtin> = new Map(
  [
    ...rowsOf("arithmetic", arithmeticRows),
    ...rowsOf("elementary", elementaryRows),
    ...rowsOf("test input", testInputRows),
    ...rowsOf("time", timeRows),
    ...rowsOf("delay", delayRows),
    ...rowsOf("memory", memoryRows),
    ...vensimBuiltins,
    ...rowsOf("delay", xmileDelayRows),
    ...rowsOf("memory", xmileMemoryRows),
    ...rowsOf("random", xmileRandomRows),
    ...rowsOf("array", xmileArrayRows),
    ...rowsOf("arithmetic", iseeArithmeticRows),
    ...rowsOf("elementary", iseeElementaryRows),
    ...rowsOf("random", iseeRandomRows),
    ...rowsOf("memory", iseeMemoryRows),
    ...rowsOf("table", iseeTableRows),
  ].map((row) => [row.key, row]),
);

/**
 * The builtin of a name or key, or undefined. XMILE's own namespace may be given
 * (`std.MIN`; XMILE 1.0, section 3.2.2.3).
 */
export function findBuiltin(name: string): Builtin | undefined {
  const key = keyOf(name);
  return builtins.get(key.startsWith("std.") ? key.slice(4) : key);
}

/** How few and how many arguments it takes; Infinity for any number. */
export function arityOf(builtin: Builtin): { readonly least: number; readonly most: number } {
  const least = builtin.parameters.filter((parameter) => !parameter.optional).length;
  const repeats = builtin.parameters.some((parameter) => parameter.repeated === true);
  return { least, most: repeats ? Infinity : builtin.parameters.length };
}

/** How it is written: `PULSE(magnitude, first[, interval])`, or `TIME` without parentheses. */
export function usageOf(builtin: Builtin): string {
  if (builtin.parameters.length === 0) return builtin.name;
  const parameters = builtin.parameters.map((parameter, index) => {
    const name = parameter.repeated === true ? `${parameter.name} …` : parameter.name;
    const text = index === 0 ? name : `, ${name}`;
    return parameter.optional ? `[${text}]` : text;
  });
  return `${builtin.name}(${parameters.join("")})`;
}

function rowsOf(family: Builtin["family"], rows: readonly RowText[]): readonly Builtin[] {
  return rows.map((row) => ({
    ...row,
    key: keyOf(row.name),
    family,
    parameters: row.parameters.map(parameterOf),
  }));
}

function parameterOf(text: string): BuiltinParameter {
  const [name, unit] = text.split(": ");
  if (name.startsWith("...")) return { name: name.slice(3), unit, optional: true, repeated: true };
  const optional = name.endsWith("?");
  return { name: optional ? name.slice(0, -1) : name, unit, optional };
}
