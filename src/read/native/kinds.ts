import type { VariableKind } from "#study/model";
import type { DefinitionKind } from "./written.js";

/** What may stand beside the key that says what a definition is. */
export const companionsOf: Readonly<Record<DefinitionKind, readonly string[]>> = {
  stock: ["inflows", "outflows", "net", "conveyor", "queue"],
  flow: [],
  aux: [],
  constant: [],
  table: ["points", "interpolation"],
  points: ["interpolation", "input unit"],
  data: ["interpolation"],
  driven: ["by", "leak fraction", "leak zone", "leak integers"],
};

const kindOfKey: Readonly<Record<DefinitionKind, VariableKind>> = {
  stock: "stock",
  flow: "flow",
  aux: "auxiliary",
  constant: "constant",
  table: "auxiliary",
  points: "table",
  data: "data",
  driven: "flow",
};

/** What a variable is whose definitions are of these kinds, unless `as:` says otherwise. */
export function kindOf(kinds: readonly DefinitionKind[]): VariableKind {
  const order: readonly VariableKind[] = ["stock", "flow", "data", "table", "auxiliary"];
  const found = kinds.map((kind) => kindOfKey[kind]);
  return order.find((kind) => found.includes(kind)) ?? "constant";
}

/** The values of `as:`, which says it where the definitions do not. */
export const kindOfWord = { flow: "flow", aux: "auxiliary", data: "data" } as const;
