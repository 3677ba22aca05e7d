import type { Basis, Distribution, Position, PremiseKind, Study } from "#study/study";
import type { MemberSet } from "#analyse/member-sets";
import { beliefKey } from "./belief.js";
import { criterionKey } from "./criterion.js";
import type { Scenario } from "./trial.js";

/** Something in which two positions differ: a premise, or the criterion to judge by. */
export interface Differing {
  readonly key: string;
  readonly name: string;
  readonly kind: PremiseKind | "criterion";
  /** What either holds; the whole range where nothing is said. Null for the criterion. */
  readonly one: Distribution | null;
  readonly other: Distribution | null;
  readonly basis: { readonly one: Basis | null; readonly other: Basis | null };
  /** Whether either says something on it. */
  readonly held: "both" | "one" | "other";
}

/**
 * Where two positions differ. One of them may leave a premise open: then it is no disagreement, but
 * part of what makes the one position into the other, as new ground for whoever leaves it open and
 * a withdrawal for whoever holds it.
 */
export function differingOf(one: Position, other: Position, study: Study): readonly Differing[] {
  const found: Differing[] = [];
  for (const [key, premise] of study.premises) {
    const ours = one.holds.get(key);
    const theirs = other.holds.get(key);
    const own = ours?.belief ?? premise.open;
    const others = theirs?.belief ?? premise.open;
    if (beliefKey(own) === beliefKey(others)) continue;
    found.push({
      key,
      name: premise.name,
      kind: premise.kind,
      one: own,
      other: others,
      basis: { one: ours?.basis ?? null, other: theirs?.basis ?? null },
      held: ours === undefined ? "other" : theirs === undefined ? "one" : "both",
    });
  }
  const own = one.criterion ?? study.criterion;
  const others = other.criterion ?? study.criterion;
  if (criterionKey(own) !== criterionKey(others)) {
    found.push({
      key: "criterion",
      name: "the criterion to judge by",
      kind: "criterion",
      one: null,
      other: null,
      basis: {
        one: one.criterion === null ? null : "stated",
        other: other.criterion === null ? null : "stated",
      },
      held: one.criterion === null ? "other" : other.criterion === null ? "one" : "both",
    });
  }
  return found;
}

/** The scenario of `one` with `taken`, by index in `differing`, taken over from `other`. */
export function hybridOf(
  one: Scenario,
  other: Scenario,
  differing: readonly Differing[],
  taken: MemberSet,
): Scenario {
  const beliefs = new Map(one.beliefs);
  let { criterion } = one;
  for (const member of taken) {
    const { key, kind } = differing[member];
    if (kind === "criterion") criterion = other.criterion;
    else beliefs.set(key, other.beliefs.get(key) as Distribution);
  }
  return { beliefs, criterion };
}

/** What conceding costs where nobody says otherwise; in words for the document. */
export const COSTS =
  "giving up what one stated costs 1, what the modeller inferred from one's words 0.5, what the modeller added 0.25; taking over a premise on which one says nothing 0.25";

const COST_OF: Readonly<Record<Basis, number>> = { stated: 1, inferred: 0.5, added: 0.25 };
const COST_OF_NEW_GROUND = 0.25;

/** The default cost of a concession to whoever holds the premise on that basis; null: says nothing. */
export function costOf(basis: Basis | null): number {
  return basis === null ? COST_OF_NEW_GROUND : COST_OF[basis];
}
