import type { ArgueDocument } from "#argue/document";
import { withInterval } from "#argue/words";
import { Names } from "../../cli/print-argue-names.js";

import { finding, heading, paragraph, table, type Block } from "../blocks.js";

/** Positions whose words can be read in more than one way, and whether the reading decides. */
export function readings(document: ArgueDocument): readonly Block[] {
  const names = new Names(document);
  const repeating = new Set(
    document.positions.filter(({ sameAs }) => sameAs !== null).map(({ key }) => key),
  );
  const found = document.readings.filter(({ position }) => !repeating.has(position));
  if (found.length === 0) return [];
  return [
    heading(2, "The same words, read differently"),
    paragraph(
      "Some words can be taken in more than one way. Each reading is a set of premises of its own; where the verdict depends on which one is meant, the reading is the crux.",
    ),
    ...found.flatMap(({ position, readings: all, across }) => [
      heading(3, names.name(position)),
      finding(across.sentence),
      ...table(
        `${names.name(position)}: verdict by reading`,
        [
          { title: "Read as" },
          { title: "Which means" },
          { title: "Favours" },
          { title: "Ahead by (interval)" },
          { title: "Conclusion" },
        ],
        all.map(({ label, why, premises, verdict, conclusion, answer }) => [
          why === null ? label : `${label} (${why})`,
          premises.map(({ name, read, main }) => `${name}: ${read} instead of ${main}`).join("; "),
          names.policies(verdict.favoured) + (answer === "flips" ? " (another verdict)" : ""),
          verdict.lead === null || verdict.runnerUp === null
            ? "–"
            : `${withInterval(verdict.lead, verdict.scale)} over ${names.policy(verdict.runnerUp)}`,
          conclusion.answer === "none" ? "–" : conclusion.answer,
        ]),
      ),
    ]),
  ];
}
