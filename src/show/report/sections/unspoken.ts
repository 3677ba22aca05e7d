import type { ArgueDocument } from "#argue/document";
import { percent, withInterval } from "#argue/words";
import { Names } from "../../cli/print-argue-names.js";

import { heading, list, paragraph, strong, type Block, type Text } from "../blocks.js";

/** What speakers would have to add for their conclusions to follow. */
export function unspoken(document: ArgueDocument): readonly Block[] {
  const names = new Names(document);
  const found = document.positions.filter(
    (position) => position.unspoken !== null && position.sameAs === null,
  );
  if (found.length === 0) return [];
  return [
    heading(2, "What is left unsaid"),
    paragraph(
      "Where a conclusion does not follow from what its speaker says, it may still follow from that together with something the speaker leaves open. This is the smallest such addition that was found, and who says it.",
    ),
    ...found.flatMap((position): readonly Block[] => {
      const result = position.unspoken;
      if (result === null) return [];
      const sets = result.sets.map(({ words, over, lead, confirmed }): Text => {
        const ahead = `ahead of ${names.policy(over)} by ${withInterval(lead, position.verdict.scale)} in new futures`;
        return confirmed
          ? [strong(words), ` (${ahead}).`]
          : `${words} (${ahead}, which is not clear).`;
      });
      return [
        heading(3, names.speaker(position.key)),
        paragraph(result.statement),
        ...list(sets),
        ...shares(result.sets.flatMap(({ premises }) => premises)),
      ];
    }),
  ];
}

/** How much of what is open such a range takes away, once a premise. */
function shares(
  narrowed: readonly { readonly name: string; readonly open: string; readonly share: number }[],
): readonly Block[] {
  const seen = new Map(narrowed.map((one) => [one.name, one]));
  if (seen.size === 0) return [];
  const parts = [...seen.values()].map(
    ({ name, open, share }) => `${name} is open over ${open}; ${percent(share)} of that is left`,
  );
  return [paragraph(`${parts.join(". ")}.`)];
}
