import type { Equation } from "./expression.js";
import type { Conveyor, Definition, Queue, Variable } from "./model.js";

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
    case "stock":
      return [definition.initial, definition.net, ...settingsOf(definition.container)];
  }
}

/** The equations that set how a conveyor moves; none of a queue, or of a stock that is neither. */
export function settingsOf(container: Conveyor | Queue | undefined): readonly Equation[] {
  if (container?.kind !== "conveyor") return [];
  const { transitTime, capacity, inflowLimit, sample, arrest } = container;
  return [transitTime, capacity, inflowLimit, sample, arrest].filter(
    (equation) => equation !== null,
  );
}
