import type { ArgueDocument } from "#argue/document";
import { claimLabel } from "#argue/words";
import { Names } from "../../cli/print-argue-names.js";

import { heading, paragraph, table, type Block } from "../blocks.js";

/** Who holds what, in whose words, and how far that is the modeller's reading. */
export function premises(document: ArgueDocument): readonly Block[] {
  const names = new Names(document);
  const held = document.premises.flatMap((premise) => {
    const holders = document.positions.flatMap((position) =>
      position.premises.held
        .filter((one) => one.premise === premise.key)
        .map((one) => ({ position, one })),
    );
    const first = [
      premise.name,
      kinds[premise.kind],
      "anybody",
      premise.unit === null || premise.unit === "1"
        ? premise.open
        : `${premise.open} ${premise.unit}`,
      premise.why,
    ];
    return [
      first,
      ...holders.map(({ position, one }) => [
        "",
        "",
        names.name(position.key),
        one.belief,
        one.claims.length === 0
          ? one.basis
          : `${one.basis}, ${one.claims.map(claimLabel).join(", ")}`,
      ]),
    ];
  });
  const { added, inferred } = document.positions.reduce(
    (sum, { premises: { added: a, inferred: i } }) => ({
      added: sum.added + a,
      inferred: sum.inferred + i,
    }),
    { added: 0, inferred: 0 },
  );
  return [
    heading(2, "Who holds what"),
    paragraph(
      "Stated: the speaker says it. Inferred: whoever built the study reads it out of the words. Added: the modeller supplied it. What a speaker is silent about stays open for them, over the whole range that anybody holds, and is no disagreement. “Anybody” is that whole range.",
    ),
    ...table(
      `Premises and those who hold them (${inferred} inferred, ${added} added), with the claims they rest on`,
      [
        { title: "Premise" },
        { title: "About" },
        { title: "Who" },
        { title: "Holds" },
        { title: "What it is about; how we know who holds it" },
      ],
      held,
    ),
  ];
}

const kinds = { fact: "a fact", structure: "how the world works", value: "a value judgement" };
