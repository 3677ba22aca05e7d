import type { ArgueDocument } from "#argue/document";
import { arguedInWords } from "#argue/argued";
import { favouredInWords } from "#argue/summary";
import { capital, inWords, percent, possessive, twoDigits, withInterval } from "#argue/words";
import type { Names } from "./print-argue-names.js";

/** More choices of the modeller than this are counted instead of listed. */
const LISTED = 5;

/** For each speaker whose conclusion does not follow, what would make it follow. */
export function unspokenLines({ positions }: ArgueDocument, names: Names): readonly string[] {
  return positions.flatMap(({ key, unspoken, sameAs }) => {
    if (unspoken === null || sameAs !== null) return [];
    const concluded = { policies: unspoken.conclusion, against: unspoken.against };
    const argued = arguedInWords(concluded, (policy) => names.policy(policy));
    return [`${names.name(key)}, ${argued}: ${unspoken.statement}`];
  });
}

/** The modeller as one more speaker: which of the modeller's choices decide. */
export function modellerLines(
  { modeller, positions }: ArgueDocument,
  names: Names,
): readonly string[] {
  if (modeller === null) return [];
  const scaleOf = (position: string) =>
    positions.find(({ key }) => key === position)?.verdict.scale ?? "amount";
  const sure = modeller.choices.flatMap(({ name, value, changes }) => {
    const confirmed = changes.filter((change) => change.confirmed);
    if (confirmed.length === 0) return [];
    const whose = confirmed.map(({ position, at, favoured, lead }) => {
      const then = favouredInWords(favoured.map((key) => names.policy(key)));
      const ahead = lead === null ? "" : ` by ${withInterval(lead, scaleOf(position))}`;
      return `at ${twoDigits(at)} ${possessive(names.label(position))} verdict becomes ${then}${ahead}`;
    });
    return [`${name}, ${twoDigits(value)}: ${inWords(whose, "and")}.`];
  });
  const more = sure.length > LISTED ? [`${sure.length - LISTED} more that change a verdict.`] : [];
  const beliefs = modeller.beliefs
    .filter(({ changes }) => changes === "yes")
    .map(({ position, name, basis, favoured }) => {
      const then = favouredInWords(favoured.map((key) => names.policy(key)));
      return capital(
        `${possessive(names.label(position))} ${name} (${basis}), left open: ${then}.`,
      );
    });
  const turned = modeller.together
    .filter(({ same }) => !same)
    .map(({ position, favoured, best }) => {
      const then = favouredInWords(favoured.map((key) => names.policy(key)));
      return `${possessive(names.label(position))} verdict becomes ${then} (the old verdict is the best in ${percent(best.value ?? 0)})`;
    });
  const together =
    turned.length === 0 ? [] : [`All constants drawn at once: ${inWords(turned, "and")}.`];
  return [modeller.statement, ...sure.slice(0, LISTED), ...more, ...beliefs, ...together];
}
