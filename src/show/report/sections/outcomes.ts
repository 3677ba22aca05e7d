import type { ArgueDocument, PositionResult } from "#argue/document";
import { percent, twoDigits } from "#argue/words";
import { Names } from "../../cli/print-argue-names.js";

import { heading, list, paragraph, table, type Block } from "../blocks.js";

/** Every policy under every position's premises: the criterion, and what it is made of. */
export function outcomes(document: ArgueDocument): readonly Block[] {
  const names = new Names(document);
  const distinct = document.positions.filter(({ sameAs }) => sameAs === null);
  return [
    heading(2, "Every policy under every speaker's premises"),
    paragraph("Means over the futures of each speaker; the favoured policies stand first."),
    ...list(
      document.outcomes.map(({ name, label, unit }) =>
        unit === null || unit === "1" ? `${name}: ${label}` : `${name}: ${label} (${unit})`,
      ),
    ),
    ...distinct.flatMap((position) => policyTable(position, document, names)),
  ];
}

function policyTable(
  { key, label, policies, premises, criterion }: PositionResult,
  document: ArgueDocument,
  names: Names,
): readonly Block[] {
  const judged = criterion ?? document.criterion;
  const share = judged.kind === "success";
  const held = premises.held.length === 0 ? ", who leaves everything open" : "";
  return table(
    `${label}${held}; of the criterion ${judged.better === "less" ? "less" : "more"} is better`,
    [
      { title: "Policy" },
      { title: share ? "Success in" : "Criterion", number: true },
      { title: "Best in", number: true },
      ...document.outcomes.map(({ name }) => ({ title: name, number: true })),
    ],
    policies
      .toSorted((one, other) => order(key, names, one.policy) - order(key, names, other.policy))
      .map(({ policy, criterion: mean, best, outcomes }) => [
        names.policy(policy),
        mean.value === null ? "–" : share ? percent(mean.value) : twoDigits(mean.value),
        best.value === null ? "–" : percent(best.value),
        ...document.outcomes.map((outcome) => {
          const value = outcomes[outcome.key]?.value;
          return value === null || value === undefined ? "–" : outcomeText(value, outcome.unit);
        }),
      ]),
  );
}

/** The favoured policies first, the rest in the study's order. */
function order(position: string, names: Names, policy: string): number {
  const favoured = names.favoured(position).indexOf(policy);
  return favoured === -1 ? Number.MAX_SAFE_INTEGER : favoured;
}

/** Two digits, but a point in time in full. */
function outcomeText(value: number, unit: string | null): string {
  return unit !== null && /^(years?|months?|days?|weeks?)$/iu.test(unit) && value > 1000
    ? value.toFixed(1)
    : twoDigits(value);
}
