import type { ArgueDocument } from "#argue/document";
import { inWords, percent, twoDigits, withInterval } from "#argue/words";
import { Names } from "../../cli/print-argue-names.js";

import { speakers } from "./verdicts.js";
import { finding, heading, list, paragraph, table, type Block } from "../blocks.js";

/** Questions that would do less than this are not told one by one. */
const TOLD = 0.05;

/** All positions at once: what a reader who is in doubt between them would find. */
export function together(document: ArgueDocument): readonly Block[] {
  const { pooled, agreement } = document;
  if (pooled === null && agreement === null) return [];
  return [
    heading(2, "Everybody together"),
    ...(pooled === null ? [] : pooledBlocks(pooled, document)),
    ...(agreement === null ? [] : agreementBlocks(agreement, document)),
  ];
}

function pooledBlocks(
  pooled: NonNullable<ArgueDocument["pooled"]>,
  document: ArgueDocument,
): readonly Block[] {
  const names = new Names(document);
  const scale = document.positions[0].verdict.scale;
  const lead =
    pooled.lead === null || pooled.runnerUp === null
      ? ""
      : `, ahead of ${names.policy(pooled.runnerUp)} by ${withInterval(pooled.lead, scale)}`;
  return [
    paragraph(
      `For somebody who does not know whom to believe: ${pooled.rule}. These weights are a choice, not a finding.${pooled.criteria === null ? "" : ` Left out are those ${pooled.criteria}.`}`,
    ),
    finding(`Then ${names.policies(pooled.favoured)}${lead}.`),
    ...table(
      "Policies under all positions together; mean regret is the mean distance from the best policy of each future, furthest behind is the distance from the best mean",
      [
        { title: "Policy" },
        { title: "Criterion", number: true },
        { title: "Best in", number: true },
        { title: "Mean regret", number: true },
        { title: "Furthest behind", number: true },
        { title: "With whose premises" },
      ],
      pooled.policies.map(({ policy, criterion, best, regret, worstRegret }) => [
        names.policy(policy),
        digits(criterion.value),
        best.value === null ? "–" : percent(best.value),
        digits(regret.value),
        digits(worstRegret.value.value),
        names.name(worstRegret.position),
      ]),
    ),
    paragraph(
      `Whoever wants to be least wrong under the worst of these positions takes ${inWords(
        pooled.minimax.map((key) => names.policy(key)),
        "or",
      )}. To know which of them is right would be worth ${
        pooled.valueOfKnowingWhoIsRight.value === 0
          ? "nothing: each of them favours that policy"
          : withInterval(pooled.valueOfKnowingWhoIsRight, scale)
      }.`,
    ),
  ];
}

function digits(value: number | null): string {
  return value === null ? "–" : twoDigits(value);
}

function agreementBlocks(
  agreement: NonNullable<ArgueDocument["agreement"]>,
  document: ArgueDocument,
): readonly Block[] {
  const names = new Names(document);
  const share = agreement.all.value;
  const policies = agreement.policies
    .filter((one) => (one.share.value ?? 0) > 0)
    .map((one) => `${names.policy(one.policy)} in ${percent(one.share.value ?? 0)}`);
  const closer = agreement.learned
    .filter((one) => !one.now && (one.share.value ?? 0) >= TOLD)
    .map(
      ({ premise, positions, share: after }) =>
        `${names.premise(premise)}, for ${speakers(positions, names)}: in ${percent(after.value ?? 0)} of its answers.`,
    );
  return [
    ...(share === null
      ? []
      : [
          paragraph(
            `The same policy is best for ${agreement.positions.length === 2 ? "both" : `all ${agreement.positions.length}`} of them in ${percent(share)} of the combinations sampled${policies.length === 0 ? "" : ` (${policies.join("; ")})`}.`,
          ),
        ]),
    ...(agreement.learned.length === 0
      ? []
      : [
          paragraph(
            closer.length === 0
              ? `No single question would do: of the ${agreement.learned.length} that several of them believe the same about, none would bring those to one policy in ${percent(TOLD)} or more of its answers.`
              : "Questions whose answer would bring those who believe the same about it to one policy:",
          ),
          ...list(closer),
        ]),
  ];
}
