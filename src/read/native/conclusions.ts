import type { Conclusion } from "#study/study";
import type { StudyContext } from "./context.js";
import type { Leaf, Located } from "./located.js";
import { knownKey } from "./names.js";
import type { positionSchema } from "./schema/study.js";

/** What a speaker argues for, a policy or policies in an order, and what against. */
export function readConclusion(
  position: Located<typeof positionSchema>,
  context: StudyContext,
): Conclusion | null {
  const raw = position.fields.concludes;
  if (raw === undefined) return null;
  const { known, report } = context;
  const { policy, ranking } = raw.fields;
  const ways = (["policy", "ranking", "against"] as const).filter((way) => raw.keys.has(way));
  if (ways.length === 0 || (ways.includes("policy") && ways.includes("ranking"))) {
    const message =
      ways.length > 0
        ? "A conclusion is a `policy` or a `ranking`, not both."
        : "This conclusion favours nothing, and is against nothing.";
    const help =
      "Write `policy:` and its name, or `ranking:` and several, best first, or `against:` and what is argued against.";
    report.error("bad-conclusion", message, raw.place, { help });
  }
  const policies = namedPolicies(
    policy === undefined ? (ranking?.items ?? []) : [policy],
    "ranking",
    context,
  );
  const against = namedPolicies(listed(raw.fields.against), "list", context);
  for (const { key, leaf } of against) {
    if (!policies.some((one) => one.key === key)) continue;
    const message = `\`${leaf.value}\` is argued for and against at once.`;
    report.error("bad-conclusion", message, leaf.place);
  }
  if (known.policies.whole && against.length > 0 && against.length >= known.policies.names.size) {
    const message = "This conclusion is against every policy of the study, so that none is left.";
    const help = "Add the policy that would be left, or take one away here.";
    report.error("bad-conclusion", message, against[0].leaf.place, { help });
  }
  const claim = knownKey(raw.fields.claim, known.claims, report);
  if (claim === undefined || policies.length + against.length === 0) return null;
  return {
    policies: policies.map(({ key }) => key),
    against: against.map(({ key }) => key),
    claim,
    place: raw.place,
  };
}

type RawConclusion = NonNullable<Located<typeof positionSchema>["fields"]["concludes"]>;

/** One name, or a list of them. */
function listed(raw: RawConclusion["fields"]["against"]): readonly (Leaf<string> | undefined)[] {
  if (raw === undefined) return [];
  return "items" in raw ? raw.items : [raw];
}

function namedPolicies(
  leaves: readonly (Leaf<string> | undefined)[],
  what: string,
  { known, report }: StudyContext,
): readonly { readonly key: string; readonly leaf: Leaf<string> }[] {
  const found: { readonly key: string; readonly leaf: Leaf<string> }[] = [];
  for (const leaf of leaves) {
    const key = knownKey(leaf, known.policies, report);
    if (key === undefined || leaf === undefined) continue;
    if (found.some((one) => one.key === key)) {
      const message = `\`${leaf.value}\` stands in this ${what} twice.`;
      report.error("bad-conclusion", message, leaf.place);
    } else found.push({ key, leaf });
  }
  return found;
}
