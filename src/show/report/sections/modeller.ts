import type { ArgueDocument } from "#argue/document";
import { inWords, twoDigits, withInterval } from "#argue/words";
import { Names } from "../../cli/print-argue-names.js";

import { finding, heading, paragraph, table, type Block } from "../blocks.js";
import { speakers } from "./verdicts.js";

/** Whoever built the model on trial: which of their own choices decide. */
export function modeller(document: ArgueDocument): readonly Block[] {
  const trial = document.modeller;
  if (trial === null) return [];
  const names = new Names(document);
  const unlike = trial.together.filter(({ same }) => !same);
  return [
    heading(2, "The modeller on trial"),
    paragraph(
      "A model holds more than its speakers say. Every constant that nobody disputes was chosen by whoever built it, and so was every premise that is added or inferred. This is what moving them does.",
    ),
    finding(trial.statement),
    ...table(
      "Constants whose move changes a verdict, or seems to",
      [
        { title: "Constant" },
        { title: "As it is" },
        { title: "Moved to" },
        { title: "Changes the verdict of" },
        { title: "To" },
        { title: "Clear" },
      ],
      trial.choices.map(({ name, value, unit, changes }) => [
        name,
        unit === null || unit === "1" ? twoDigits(value) : `${twoDigits(value)} ${unit}`,
        inWords([...new Set(changes.map(({ at }) => twoDigits(at)))], "or"),
        speakers(
          changes.map(({ position }) => position),
          names,
        ),
        inWords([...new Set(changes.map(({ favoured }) => names.policies(favoured)))], "or"),
        changes.some(({ confirmed }) => confirmed)
          ? "yes"
          : `seemed so in ${trial.screening} futures`,
      ]),
    ),
    ...table(
      "Premises that the modeller added or inferred, each left open instead",
      [
        { title: "Premise" },
        { title: "Of" },
        { title: "Held" },
        { title: "Basis" },
        { title: "Left open, favours" },
        { title: "Another verdict" },
      ],
      trial.beliefs
        .filter(({ changes }) => changes !== "no")
        .map(({ name, position, belief, basis, favoured, changes, lead }) => [
          name,
          names.name(position),
          belief,
          basis,
          names.policies(favoured),
          lead === null
            ? changes
            : `${changes}: ${withInterval(lead, document.positions[0].verdict.scale)}`,
        ]),
    ),
    // How many stay as they are is said above.
    ...(unlike.length === 0
      ? []
      : [
          paragraph(
            `With all constants drawn at once from their moved ranges, the verdict is another for ${speakers(
              unlike.map(({ position }) => position),
              names,
            )}.`,
          ),
        ]),
  ];
}
