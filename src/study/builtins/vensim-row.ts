import type { Builtin, BuiltinParameter } from "./row.js";
import { keyOf } from "../name.js";

/** A parameter and its unit. */
export function parameter(name: string, unit: string): BuiltinParameter {
  return { name, unit, optional: false };
}

/** The row of a Vensim function: `name` is as Vensim writes it, `example` an equation. */
export function vensimRow(
  name: string,
  family: Builtin["family"],
  parameters: readonly BuiltinParameter[],
  unit: string,
  doc: string,
  example: string,
): Builtin {
  const full = `vensim.${name}`;
  return { name: full, key: keyOf(full), family, parameters, unit, doc, example };
}
