import { arguedInWords } from "#argue/argued";
import { bestShareOf } from "#argue/best-share";
import type { ArgueDocument, PositionResult } from "#argue/document";
import { inWords, percent, withInterval } from "#argue/words";
import { tableLines } from "./print-argue-layout.js";
import { Names } from "./print-argue-names.js";

/** One row a position, within `width` columns; the first line is the titles. */
export function positionTable(document: ArgueDocument, width: number): readonly string[] {
  const names = new Names(document);
  // Five gaps and the narrow columns; the others share the rest.
  const rest = width - 5 * 2 - 9 - 10 - 10;
  const part = (share: number): number => Math.floor(rest * share);
  return tableLines(
    [
      { title: "position", width: part(0.32) },
      { title: "favours", width: part(0.28) },
      { title: "ahead by (interval)", width: part(0.4) },
      { title: bestShareOf(document).title, width: 9 },
      { title: "S/I/A/open", width: 10 },
      { title: "conclusion", width: 10 },
    ],
    document.positions.map((position) => row(position, names)),
  );
}

function row(position: PositionResult, names: Names): readonly string[] {
  const { label, sameAs, verdict, premises, conclusion, policies } = position;
  const [best] = verdict.favoured;
  const shares = policies.filter(({ policy }) => policy === best).map((one) => one.best.value ?? 0);
  const lead =
    verdict.lead === null || verdict.runnerUp === null
      ? ""
      : `${withInterval(verdict.lead, verdict.scale)} over ${names.policy(verdict.runnerUp)}`;
  return [
    sameAs === null ? label : `${label} (same premises as ${names.speaker(sameAs)})`,
    names.verdict(position.key),
    lead,
    shares.map(percent).join(""),
    `${premises.stated}/${premises.inferred}/${premises.added}/${premises.open}`,
    conclusion.answer === "none" ? "none drawn" : conclusion.answer,
  ];
}

/** What the table has no room for: columns explained, and other policies that are best more often. */
export function positionNotes(document: ArgueDocument): readonly string[] {
  const names = new Names(document);
  const elsewhere = document.positions.flatMap(({ key, sameAs, verdict, policies }) => {
    const { mostOften } = verdict;
    if (sameAs !== null || mostOften === null || mostOften === verdict.favoured[0]) return [];
    const share = policies.find(({ policy }) => policy === mostOften)?.best.value ?? 0;
    return [`${names.speaker(key)} (${names.policy(mostOften)}, in ${percent(share)})`];
  });
  const untold = document.positions.flatMap(({ key, conclusion }) => {
    const { answer, reason, policies, against } = conclusion;
    if (answer === "none" || key === document.positions[0].key) return [];
    return policies.length + against.length === 0
      ? [
          `${names.name(key)}: untestable, ${reason}. The row is that of premises left open altogether.`,
        ]
      : [
          `${names.name(key)}, ${arguedInWords(conclusion, (key) => names.policy(key))}: ${answer}; ${reason}.`,
        ];
  });
  const { title, means } = bestShareOf(document);
  return [
    `${title}: ${means}, not a probability. S/I/A/open: premises stated, inferred, added by the modeller, and left open.`,
    ...(elsewhere.length === 0
      ? []
      : [
          `Most often the best is another policy than the one with the best mean for ${inWords(elsewhere, "and")}.`,
        ]),
    ...untold,
  ];
}
