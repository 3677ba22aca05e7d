import type { Claim, Study } from "#study/study";

/** How many claims are bound to the model, and what became of the rest. */
export interface Coverage {
  readonly claims: number;
  readonly bound: number;
  /** Marked as unmodelled, with a reason. */
  readonly unmodelled: number;
  /** `unmodelled: to be bound`, as `parley new` writes it. */
  readonly toBeBound: number;
}

export function coverageOf(study: Study): Coverage {
  const claims = [...study.claims.values()];
  const count = (holds: (claim: Claim) => boolean) => claims.filter(holds).length;
  const isOpen = (claim: Claim) => /^to be bound\b/i.test(claim.unmodelled ?? "");
  return {
    claims: claims.length,
    bound: count((claim) => claim.unmodelled === null),
    unmodelled: count((claim) => claim.unmodelled !== null && !isOpen(claim)),
    toBeBound: count(isOpen),
  };
}
