import type { ArgueDocument } from "./document.js";

/**
 * What the share beside a favoured policy is of: of the combinations in which it is the best, or,
 * where a condition is the criterion, in which the condition is met.
 */
export interface BestShare {
  /** Of a column. */
  readonly title: string;
  /** What the column holds, to follow its title. */
  readonly means: string;
}

export function bestShareOf({ positions }: Pick<ArgueDocument, "positions">): BestShare {
  const conditions = positions.filter(({ verdict }) => verdict.scale === "share").length;
  const met = "in which the condition is met under the favoured policy";
  if (conditions > 0 && conditions === positions.length) {
    return { title: "met in", means: `the share of the combinations sampled ${met}` };
  }
  const best =
    "the share of the combinations sampled in which the favoured policy is the best of all";
  return {
    title: "best in",
    means: conditions === 0 ? best : `${best}, or, for who judges by a condition, ${met}`,
  };
}
