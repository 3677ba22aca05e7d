import type { Equation } from "#study/expression";
import type { VariableName } from "#study/model";
import type { DraftVariable } from "./draft.js";
import { extension } from "./extension.js";
import { readIdentifier } from "./identifier.js";
import { childrenNamed } from "./values.js";
import type { XmlElement } from "./xml.js";

/**
 * Takes back what `write.ts` does for stocks that have one equation for the net flow: the flow that
 * was made for it becomes that equation again, and the flows of the diagram the stock's lists.
 */
export function foldNetFlows(
  elements: readonly XmlElement[],
  drafts: Map<string, DraftVariable>,
): void {
  for (const element of elements) {
    if (!element.attributes.has(extension.net)) continue;
    const target = keyIn(element.attributes.get(extension.net));
    const own = keyIn(element.attributes.get("name"));
    const stock = target === null ? undefined : drafts.get(target);
    const flow = own === null ? undefined : drafts.get(own);
    const source = elements.find(
      (one) => one.name === "stock" && keyIn(one.attributes.get("name")) === target,
    );
    if (stock === undefined || flow === undefined || source === undefined || own === null) continue;
    const { variable } = stock;
    const lists = {
      inflows: listed(source, extension.inflow),
      outflows: listed(source, extension.outflow),
    };
    const definitions = variable.definitions.map((definition) =>
      definition.kind === "stock"
        ? { ...definition, ...lists, net: netFor(definition.subscripts, flow) }
        : definition,
    );
    drafts.set(variable.key, { ...stock, variable: { ...variable, definitions } });
    drafts.delete(own);
  }
}

function keyIn(text: Parameters<typeof readIdentifier>[0] | undefined): string | null {
  return text === undefined ? null : (readIdentifier(text)?.key ?? null);
}

function listed(element: XmlElement, tag: string): readonly VariableName[] {
  return childrenNamed(element, tag).flatMap((child) => readIdentifier(child.text()) ?? []);
}

function netFor(subscripts: readonly string[], flow: DraftVariable): Equation | null {
  const id = subscripts.join("\n");
  const found = flow.variable.definitions.find((one) => one.subscripts.join("\n") === id);
  if (found?.kind === "equation") return found.equation;
  if (found?.kind !== "constant") return null;
  const { value, place } = found;
  return { text: String(value), tree: { kind: "number", value, place }, place };
}
