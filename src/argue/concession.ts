import type { Basis, Distribution, Position, PremiseKind, Study } from "#study/study";
import { beliefKey } from "./belief.js";
import { criterionKey } from "./criterion.js";
import type { Scenario } from "./trial.js";

/** One thing that a speaker could grant another: a premise, or the criterion to judge by. */
export interface Concession {
  readonly key: string;
  readonly name: string;
  readonly kind: PremiseKind | "criterion";
  /** `new ground`: the speaker says nothing on it, so that granting it contradicts nothing. */
  readonly ground: "disagreement" | "new ground";
  /** What the speaker holds; the whole range where nothing is said. Null for the criterion. */
  readonly own: Distribution | null;
  readonly others: Distribution | null;
  /** On what the belief rests, on either side; null where it is not held, or for the criterion. */
  readonly basis: { readonly own: Basis | null; readonly others: Basis | null };
  /** The scenario of the speaker with this granted. */
  grant(scenario: Scenario): Scenario;
}

/** What `speaker` could concede to `other`: what `other` holds and `speaker` believes otherwise. */
export function concessionsOf(
  speaker: Position,
  other: Position,
  study: Study,
): readonly Concession[] {
  const found: Concession[] = [];
  for (const [key, premise] of study.premises) {
    const theirs = other.holds.get(key);
    if (theirs === undefined) continue;
    const ours = speaker.holds.get(key);
    const own = ours?.belief ?? premise.open;
    if (beliefKey(own) === beliefKey(theirs.belief)) continue;
    found.push({
      key,
      name: premise.name,
      kind: premise.kind,
      ground: ours === undefined ? "new ground" : "disagreement",
      own,
      others: theirs.belief,
      basis: { own: ours?.basis ?? null, others: theirs.basis },
      grant: ({ beliefs, criterion }) => ({
        // A map keeps the place of a key that is set again: the order stays the study's.
        beliefs: new Map(beliefs).set(key, theirs.belief),
        criterion,
      }),
    });
  }
  const own = speaker.criterion ?? study.criterion;
  const others = other.criterion ?? study.criterion;
  if (criterionKey(own) !== criterionKey(others)) {
    found.push({
      key: "criterion",
      name: "the criterion to judge by",
      kind: "criterion",
      ground: speaker.criterion === null ? "new ground" : "disagreement",
      own: null,
      others: null,
      basis: { own: null, others: null },
      grant: ({ beliefs }) => ({ beliefs, criterion: others }),
    });
  }
  return found;
}
