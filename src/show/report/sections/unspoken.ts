import type { ArgueDocument, PositionResult } from "#argue/document";
import { arguedInWords } from "#argue/argued";
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
      const concluded = { policies: result.conclusion, against: result.against };
      const argued = arguedInWords(concluded, (policy) => names.policy(policy));
      const sets = result.sets.map(({ words, over, lead, confirmed, ...set }): Text => {
        const ahead = `${names.policy(set.ahead)} ahead of ${names.policy(over)} by ${withInterval(lead, position.verdict.scale)} in new futures`;
        return confirmed
          ? [strong(`If ${words}`), ` (${ahead}).`]
          : `${words} (${ahead}, which is not clear).`;
      });
      return [
        heading(3, names.name(position.key)),
        paragraph(`Argues ${argued}. ${told(result)}`),
        ...list(sets),
        ...shares(result.sets.flatMap(({ premises }) => premises)),
      ];
    }),
  ];
}

/** What was found is listed below; here only how it was looked for. */
function told({ sets, statement }: NonNullable<PositionResult["unspoken"]>): string {
  const found = sets.filter(({ confirmed }) => confirmed).length;
  if (found === 0) return statement;
  const [, how] = /\((of .*)\)\.$/u.exec(statement) ?? [];
  const tried = how === undefined ? "" : ` (${how})`;
  return `The conclusion follows in ${found === 1 ? "one case" : `each of ${found} cases`}${tried}:`;
}

/** How much of what is open each such range leaves, said once. */
function shares(
  narrowed: readonly {
    readonly name: string;
    readonly range: string;
    readonly open: string;
    readonly share: number;
  }[],
): readonly Block[] {
  const parts = narrowed.map(
    ({ name, range, open, share }) =>
      `${name} ${range} is ${percent(share)} of what is open (${open})`,
  );
  return parts.length === 0 ? [] : [paragraph(`${[...new Set(parts)].join("; ")}.`)];
}
