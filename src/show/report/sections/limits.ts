import type { ArgueDocument } from "#argue/document";
import { claimLabel, count } from "#argue/words";
import { notes } from "../../cli/print-argue-notes.js";

import { heading, list, paragraph, table, type Block } from "../blocks.js";

/** What the model leaves out, what no claim is bound to, and how the numbers came about. */
export function limits(document: ArgueDocument): readonly Block[] {
  const { study, limits: left, disclosures } = document;
  const { all, unmodelled } = study.claims;
  return [
    heading(2, "What this leaves out"),
    ...(left.length === 0
      ? [paragraph("The study does not say what its model leaves out.")]
      : list(left)),
    ...(all === 0
      ? []
      : [
          paragraph(
            `The texts make ${count(all, "claim")} that the study lists; ${all - unmodelled.length} of them are bound to something in the model. Nothing here depends on the others:`,
          ),
          ...table(
            "Claims that the model has nothing for",
            [{ title: "Claim" }, { title: "Says" }, { title: "Why it is left out" }],
            unmodelled.map(({ key, says, reason }) => [claimLabel(key), says, reason]),
          ),
        ]),
    ...(disclosures.length === 0
      ? []
      : [heading(2, "What the study discloses about itself"), ...list(disclosures)]),
    heading(2, "How the numbers came about"),
    ...list(notes(document)),
  ];
}
