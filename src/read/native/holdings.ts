import type { Distribution, HeldPremise, Premise } from "#study/study";
import { readHeld } from "./beliefs.js";
import type { StudyContext } from "./context.js";
import { supportOf } from "#study/distribution";
import type { Located, Names, NamesEntry } from "./located.js";
import { knownKey, knownName } from "./names.js";
import { spanOf } from "./premises.js";
import type { heldSchema } from "./schema/study.js";

type RawHeld = Located<typeof heldSchema>;

/** What stands under `premises` of a position or of a reading, by the key of the premise. */
export function readHoldings(
  raw: Names<RawHeld> | undefined,
  context: StudyContext,
  premises: ReadonlyMap<string, Premise>,
): ReadonlyMap<string, HeldPremise> {
  const holds = new Map<string, HeldPremise>();
  for (const entry of raw?.entries.values() ?? []) {
    const key = knownName(entry.name, entry.place, context.known.premises, context.report);
    const held = key === undefined ? undefined : readOne(entry, premises.get(key), context);
    if (key !== undefined && held !== undefined) holds.set(key, held);
  }
  return holds;
}

function readOne(
  entry: NamesEntry<RawHeld>,
  premise: Premise | undefined,
  context: StudyContext,
): HeldPremise | undefined {
  const { value: raw, place } = entry;
  if (raw === undefined) return undefined;
  const belief = readHeld(raw, premise?.open, context.report);
  if (belief !== undefined && premise !== undefined) tellOutside(belief, premise, raw, context);
  const claims = readCited(raw, context);
  const basis = raw.fields.basis?.value;
  if (
    basis !== undefined &&
    basis !== "added" &&
    !raw.keys.has("claim") &&
    !raw.keys.has("claims")
  ) {
    const message = `What is ${basis} rests on a claim, and none is named.`;
    const help = "Write `claim:` and its name; what the modeller adds has `basis: added`.";
    context.report.error("no-claim", message, place, { help });
  }
  if (belief === undefined || basis === undefined) return undefined;
  return { belief, basis, claims, note: raw.fields.note?.value ?? null, place };
}

function readCited(raw: RawHeld, context: StudyContext): readonly string[] {
  const leaves = [raw.fields.claim, ...(raw.fields.claims?.items ?? [])];
  const keys = leaves.map((leaf) => knownKey(leaf, context.known.claims, context.report));
  return [...new Set(keys.filter((key) => key !== undefined))];
}

/** A premise spans the whole range that anybody holds; nobody can hold more. */
function tellOutside(
  belief: Distribution,
  premise: Premise,
  raw: RawHeld,
  context: StudyContext,
): void {
  const { report } = context;
  const { open } = premise;
  const way = ["value", "range", "switch", "integers", "choice", "choices", "distribution"].find(
    (key) => raw.keys.has(key),
  );
  const place = raw.keys.get(way ?? "") ?? raw.place;
  const help = `Widen the premise, or correct what is held.`;
  const related = [{ message: "The premise.", place: premise.place }];
  if (belief.kind === "value") {
    const possible =
      open.kind === "choices"
        ? open.values.includes(belief.value)
        : open.kind !== "integers" || Number.isInteger(belief.value);
    const { low, high } = supportOf(open);
    if (possible && belief.value >= low && belief.value <= high) return;
    const message = `${belief.value} is not among what anybody holds about \`${premise.name}\` (${spanOf(open)}).`;
    report.error("outside-range", message, place, { help, related });
    return;
  }
  const held = supportOf(belief);
  const whole = supportOf(open);
  if (held.low >= whole.low && held.high <= whole.high) return;
  if (Number.isFinite(held.low) && Number.isFinite(held.high)) {
    const message = `This reaches from ${held.low} to ${held.high}, and \`${premise.name}\` only from ${whole.low} to ${whole.high}.`;
    report.error("outside-range", message, place, { help, related });
  } else {
    const message = `This distribution has tails beyond what \`${premise.name}\` spans (${spanOf(open)}).`;
    const bounded = "Give the distribution the ends `low` and `high`, or accept its tails.";
    report.warning("outside-range", message, place, { help: bounded, related });
  }
}
