import type { Conclusion } from "#study/study";
import type { StudyContext } from "./context.js";
import type { Located } from "./located.js";
import { knownKey } from "./names.js";
import type { positionSchema } from "./schema/study.js";

/** What a speaker argues for: a policy, or policies in an order. */
export function readConclusion(
  position: Located<typeof positionSchema>,
  context: StudyContext,
): Conclusion | null {
  const raw = position.fields.concludes;
  if (raw === undefined) return null;
  const { known, report } = context;
  const { policy, ranking } = raw.fields;
  if (raw.keys.has("policy") === raw.keys.has("ranking")) {
    const message = raw.keys.has("policy")
      ? "A conclusion is a `policy` or a `ranking`, not both."
      : "This conclusion favours nothing.";
    const help = "Write `policy:` and its name, or `ranking:` and several, best first.";
    report.error("bad-conclusion", message, raw.place, { help });
  }
  const leaves = policy === undefined ? (ranking?.items ?? []) : [policy];
  const policies: string[] = [];
  for (const leaf of leaves) {
    const key = knownKey(leaf, known.policies, report);
    if (key === undefined || leaf === undefined) continue;
    if (policies.includes(key)) {
      const message = `\`${leaf.value}\` stands in this ranking twice.`;
      report.error("bad-conclusion", message, leaf.place);
    } else policies.push(key);
  }
  const claim = knownKey(raw.fields.claim, known.claims, report);
  if (claim === undefined || policies.length === 0) return null;
  return { policies, claim, place: raw.place };
}
