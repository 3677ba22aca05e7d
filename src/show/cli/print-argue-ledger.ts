import type { ArgueDocument } from "#argue/document";
import type { LedgerResult } from "#argue/document-ledger";
import { favouredInWords } from "#argue/summary";
import { inWords } from "#argue/words";
import { paragraph } from "./print-argue-layout.js";
import { Names } from "./print-argue-names.js";
import type { Style } from "./style.js";

/** What was fixed beforehand and what was changed since, above all with the verdicts in view. */
export function ledgerLines(
  document: ArgueDocument,
  width: number,
  style: Style,
): readonly string[] {
  const { frozen, changes, unexplained, sentence } = document.ledger;
  const told = paragraph(sentence, width, "  ");
  if (frozen === null) return [told];
  const names = new Names(document);
  return [
    unexplained.length > 0 ? style.bold(told) : told,
    ...changes.map((change) => paragraph(changeInWords(change, names), width, "  · ")),
  ];
}

function changeInWords(
  { date, reason, verdictInView, parts, before, after }: LedgerResult["changes"][number],
  names: Names,
): string {
  const what = inWords(
    parts.map(
      ({ kind, name, change }) => `${kind === name ? `the ${kind}` : `${kind} ${name}`} ${change}`,
    ),
    "and",
  );
  const viewed = verdictInView ? "with verdicts in view" : "before any verdict was known";
  return `${date}, ${viewed}: ${what}. ${reason.replace(/\.?$/u, ".")} ${moved(before, after, names)}`;
}

function moved(
  before: LedgerResult["changes"][number]["before"],
  after: LedgerResult["changes"][number]["after"],
  names: Names,
): string {
  if (before === null) return "The verdicts before it were not noted.";
  if (after === null) return "The verdicts after it were not noted.";
  const words = (favoured: readonly string[]): string =>
    favouredInWords(favoured.map((key) => names.policy(key)));
  const changed = after.flatMap(({ position, favoured }) => {
    const old = before.find((one) => one.position === position)?.favoured;
    if (old === undefined || old.toSorted().join() === favoured.toSorted().join()) return [];
    return [`${names.speaker(position)} from ${words(old)} to ${words(favoured)}`];
  });
  return changed.length === 0 ? "It moved no verdict." : `It moved ${inWords(changed, "and")}.`;
}
