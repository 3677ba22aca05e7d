import type { Definition, VariableKind } from "#study/model";

/** What a variable is, by its definitions; flows are found later. */
export function kindOf(definitions: readonly Definition[]): VariableKind {
  const has = (kind: Definition["kind"]) =>
    definitions.some((definition) => definition.kind === kind);
  if (has("stock")) return "stock";
  if (has("data")) return "data";
  const callable = definitions.some(
    (definition) => definition.kind === "table" && definition.input === null,
  );
  if (callable) return "table";
  const constant = definitions.every((definition) => definition.kind === "constant");
  return constant && definitions.length > 0 ? "constant" : "auxiliary";
}
