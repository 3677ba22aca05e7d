import type { ArgueDocument } from "#argue/document";
import type { GroupValueResult, ValueResult } from "#argue/document-value";
import { count, inWords, percent, shortLabel, withInterval } from "#argue/words";
import { groupWords } from "../../cli/print-argue-knowing.js";
import { Names } from "../../cli/print-argue-names.js";

import { heading, paragraph, table, type Block } from "../blocks.js";

/** More than this many questions, or pairs of them, are not listed for one believer. */
const LISTED = { first: 6, others: 3 };
const PAIRS_LISTED = 3;

/** Which questions would be worth answering, to whom. */
export function value(document: ArgueDocument): readonly Block[] {
  const names = new Names(document);
  const results = [
    ...(document.value === null ? [] : [{ who: "All positions together", of: document.value }]),
    ...document.positions.flatMap(({ key, sameAs, value: of }) =>
      of === null || sameAs !== null ? [] : [{ who: names.name(key), of }],
    ),
  ];
  if (results.length === 0) return [];
  const rows = results.flatMap(({ who, of }) => rowsOf(who, of, document, names));
  const silent = results.filter(({ of }) => !of.singles.some(isTold));
  return [
    heading(2, "What would be worth knowing"),
    paragraph(
      "An answer is worth something to those who would then choose another policy. The value is how much better they would do on average, in the unit of the criterion, if they could know the answer before they choose. It depends on what is believed beforehand, so it is given for each position by itself.",
    ),
    ...table(
      "Questions whose answer is worth clearly more than a meaningless one, by the same method",
      [
        { title: "To whom" },
        { title: "Question" },
        { title: "Worth (interval)" },
        { title: "Of knowing everything" },
        { title: "Changes the choice in", number: true },
      ],
      rows,
    ),
    ...(silent.length === 0
      ? []
      : [
          paragraph(
            `For ${inWords(
              silent.map(({ who }, at) =>
                at === 0 && who.startsWith("All ") ? who.replace(/^All/u, "all") : shortLabel(who),
              ),
              "and",
            )} no single answer is worth clearly more than a meaningless one.`,
          ),
        ]),
    ...pairsParagraph(results, names),
    ...results.flatMap(({ who, of }) => {
      const groups = groupWords(of, document.positions[0].verdict.scale, names);
      return groups === null ? [] : [paragraph(`${who}: ${groups}`)];
    }),
  ];
}

/** Clear of what shuffled answers give, and clear of nothing. */
function isTold({ clear, value: { low } }: GroupValueResult): boolean {
  return clear && (low ?? 0) > 0;
}

function rowsOf(
  who: string,
  of: ValueResult,
  document: ArgueDocument,
  names: Names,
): readonly (readonly string[])[] {
  const scale = document.positions[0].verdict.scale;
  // All together and the first speaker stand for the rest, of whom less is told.
  const listed = of.claims.length > 0 ? LISTED.first : LISTED.others;
  const clear = of.singles.filter(isTold).slice(0, listed);
  return clear.map((one, at) => [
    at === 0 ? who : "",
    one.premises.map((key) => names.premise(key)).join(" and "),
    withInterval(one.value, scale),
    at === 0 ? withInterval(of.evpi, scale) : "",
    one.flips.value === null ? "–" : percent(one.flips.value),
  ]);
}

function pairsParagraph(
  results: readonly { readonly who: string; readonly of: ValueResult }[],
  names: Names,
): readonly Block[] {
  const tried = results.reduce((sum, { of }) => sum + of.pairsTried, 0);
  if (tried === 0) return [];
  const found = results.flatMap(({ who, of }) =>
    of.pairs
      .filter(isTold)
      .slice(0, PAIRS_LISTED)
      .map(
        ({ premises }) =>
          `${premises.map((key) => names.premise(key)).join(" with ")} (for ${who})`,
      ),
  );
  return [
    paragraph(
      found.length === 0
        ? `${count(tried, "pair")} of questions tried: none is worth clearly more together than the better of the two alone.`
        : `Worth clearly more together than either alone, the first of each, of ${count(tried, "pair")} tried: ${found.join("; ")}.`,
    ),
  ];
}
