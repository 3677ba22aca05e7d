import type { ConcessionResult } from "#argue/document";
import { favouredInWords } from "#argue/summary";
import { count, inWords, possessive, thousands, withInterval } from "#argue/words";
import type { Names } from "./print-argue-names.js";

/** "2 cruxes, 1 undecided, 4 change nothing (7 concessions tried)". */
export function tally(tried: readonly ConcessionResult[], crux: string, tied: boolean): string {
  const many = (answer: ConcessionResult["answer"]): number =>
    tried.filter((one) => one.answer === answer).length;
  const [flips, open, holds] = [many("flips"), many("undecided"), many("holds")];
  const parts = [
    flips === 0 ? `no ${crux} found` : count(flips, "crux", "cruxes"),
    ...(open === 0 ? [] : [tied ? `${open} leave the tie` : `${open} undecided`]),
    ...(holds === 0 ? [] : [`${holds} ${holds === 1 ? "changes" : "change"} nothing`]),
  ];
  return `${parts.join(", ")} (${count(tried.length, "concession")} tried)`;
}

/** Those that flip: first those that lead to what the other favours, then those that lead further. */
export function flipsOf(tried: readonly ConcessionResult[]): readonly ConcessionResult[] {
  return tried
    .filter(({ answer }) => answer === "flips")
    .toSorted(
      (one, two) =>
        Number(two.reachesOther) - Number(one.reachesOther) || leadOf(two) - leadOf(one),
    );
}

/**
 * Those that may flip, the nearest to it first. None where the verdict was a tie: what leaves a tie
 * a tie is no crux.
 */
export function possibleOf(
  tried: readonly ConcessionResult[],
  tied: boolean,
): readonly ConcessionResult[] {
  if (tied) return [];
  return tried.filter(({ answer }) => answer === "undecided").toSorted((one, two) => one.p - two.p);
}

function leadOf({ lead }: ConcessionResult): number {
  return lead?.value ?? 0;
}

/** What is given up, and what is then favoured, for a concession that flips. */
export function flipWords(one: ConcessionResult, from: string, to: string, names: Names): string {
  const settles = names.isTied(from) && one.favoured.length === 1 ? "settles the tie, " : "then ";
  const reached = one.reachesOther
    ? ""
    : `; not what ${possessive(names.label(to))} premises favour`;
  return `${givenUp(one, from, names)}: ${settles}${favoured(one, names)}${aheadBy(one, names)}${reached}`;
}

/** The same for one of which it cannot be told. */
export function openWords(one: ConcessionResult, from: string, names: Names): string {
  const unclear = one.favoured.length === 1 ? ", not clear for so many tries" : "";
  const spent = ` after ${thousands(one.futures)} futures`;
  return `${givenUp(one, from, names)}: then ${favoured(one, names)}${aheadBy(one, names)}${unclear}${spent}`;
}

function aheadBy(
  { lead, over, scale, favoured: [best, ...tied] }: ConcessionResult,
  names: Names,
): string {
  if (lead === null || over === null) return "";
  const who = tied.length === 0 ? "" : `${names.policy(best)} `;
  return `, ${who}ahead of ${names.policy(over)} by ${withInterval(lead, scale)}`;
}

function favoured(one: ConcessionResult, names: Names): string {
  return favouredInWords(one.favoured.map((key) => names.policy(key)));
}

function givenUp(one: ConcessionResult, from: string, names: Names): string {
  const premises = one.premises.map(({ name, kind, ground, own, others }) => {
    const remarks = [
      ...(own === null || others === null ? [] : [`${others} instead of ${own}`]),
      ...(ground === "new ground" && kind !== "criterion"
        ? [`new ground for ${names.speaker(from)}`]
        : []),
      ...(kind === "value" || kind === "criterion"
        ? ["a value judgement: no evidence could settle it"]
        : []),
    ];
    return remarks.length === 0 ? name : `${name} (${remarks.join("; ")})`;
  });
  return inWords(premises, "and");
}
