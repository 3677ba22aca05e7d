import { partsOf, type Equation, type Expression } from "#study/expression";
import type { Definition, Variable } from "#study/model";

/** All equations of a variable: of its definitions, of what holds it, of what leaks, of its unit. */
export function equationsOf({ definitions, multiplier }: Variable): readonly Equation[] {
  const found = [...definitions.flatMap(equationsIn), multiplier];
  return found.filter((equation) => equation !== null && equation !== undefined);
}

function equationsIn(definition: Definition): readonly (Equation | null)[] {
  switch (definition.kind) {
    case "constant":
    case "data":
      return [];
    case "equation":
      return [definition.equation];
    case "table":
      return [definition.input];
    case "driven":
      return [definition.leakage?.fraction ?? null];
    case "stock": {
      const { initial, net, container } = definition;
      if (container?.kind !== "conveyor") return [initial, net];
      const { transitTime, capacity, inflowLimit, sample, arrest } = container;
      return [initial, net, transitTime, capacity, inflowLimit, sample, arrest];
    }
  }
}

/** An expression and everything in it. */
export function partsWithin(tree: Expression): readonly Expression[] {
  const found: Expression[] = [];
  const waiting = [tree];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    found.push(next);
    waiting.push(...partsOf(next));
  }
  return found;
}
