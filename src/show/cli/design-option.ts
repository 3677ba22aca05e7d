import { InvalidArgumentError } from "commander";

import type { PlannedDesign } from "#store/plan";

/** Levels of a premise in a full factorial, if not said. */
const usualLevels = 3;

/** Reads `monte carlo`, `latin hypercube`, `sobol`, `sobol:plain` and `full factorial:4`. */
export function readDesignOption(text: string): PlannedDesign {
  const name = text
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/gu, " ");
  if (name === "monte carlo" || name === "latin hypercube") return { kind: name };
  if (name === "sobol") return { kind: "sobol", scrambled: true };
  if (name === "sobol:plain") return { kind: "sobol", scrambled: false };
  const levels = /^full factorial(?::(\d{1,6}))?$/u.exec(name);
  if (levels !== null && Number(levels[1] ?? usualLevels) > 0) {
    return { kind: "full factorial", levels: Number(levels[1] ?? usualLevels) };
  }
  throw new InvalidArgumentError(
    "It is `monte carlo`, `latin hypercube`, `sobol`, `sobol:plain`, `full factorial` or `full factorial:4` (levels of each premise).",
  );
}

/** "plain Monte Carlo", "a Latin hypercube" … */
export function designInWords(design: PlannedDesign): string {
  switch (design.kind) {
    case "monte carlo":
      return "plain Monte Carlo";
    case "latin hypercube":
      return "a Latin hypercube";
    case "sobol":
      return design.scrambled ? "the Sobol sequence, scrambled" : "the Sobol sequence";
    case "full factorial":
      return `a full factorial, ${design.levels} levels`;
    case "table":
      return `a table of ${design.rows} rows`;
  }
}
