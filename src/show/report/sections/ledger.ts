import type { ArgueDocument } from "#argue/document";
import { inWords } from "#argue/words";
import { Names } from "../../cli/print-argue-names.js";

import { heading, paragraph, table, type Block } from "../blocks.js";

/** What was changed in the study after it was frozen, and whether with the verdict in view. */
export function ledger(document: ArgueDocument): readonly Block[] {
  const names = new Names(document);
  const { changes, unexplained, sentence } = document.ledger;
  const verdicts = (one: (typeof changes)[number]["before"]): string =>
    one === null
      ? "not recorded"
      : one
          .map(({ position, favoured }) => `${names.name(position)}: ${names.policies(favoured)}`)
          .join("; ");
  return [
    heading(2, "What was changed, and when"),
    paragraph(sentence),
    ...table(
      "Changes since the study was frozen",
      [
        { title: "Date" },
        { title: "Reason" },
        { title: "Parts" },
        { title: "Verdict in view" },
        { title: "Verdicts before" },
        { title: "Verdicts after" },
      ],
      changes.map(({ date, reason, parts, verdictInView, before, after }) => [
        date,
        reason,
        inWords(
          parts.map(({ name }) => name),
          "and",
        ),
        verdictInView ? "yes" : "no",
        verdicts(before),
        verdicts(after),
      ]),
    ),
    ...(unexplained.length === 0
      ? []
      : [
          paragraph(
            `Changed without a reason being given: ${inWords(
              unexplained.map(({ name, kind, change }) => `${name} (${kind} ${change})`),
              "and",
            )}.`,
          ),
        ]),
  ];
}
