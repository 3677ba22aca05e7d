import type { ArgueDocument } from "#argue/document";
import type { GroupValueResult, ValueResult } from "#argue/document-value";
import { favouredInWords } from "#argue/summary";
import {
  capital,
  claimLabel,
  count,
  inWords,
  percent,
  possessive,
  thousands,
  twoDigits,
  withInterval,
} from "#argue/words";
import type { Names } from "./print-argue-names.js";

/** More premises than this are counted instead of listed. */
const LISTED = 5;

/** All positions together: the pooled verdict, where they agree, and what knowing more is worth. */
export function togetherLines(document: ArgueDocument, names: Names): readonly string[] {
  return [...pooledLines(document, names), ...agreementLines(document, names)];
}

type Scale = ArgueDocument["positions"][number]["verdict"]["scale"];

/** Of the study's criterion, by which the pooled view is judged. */
function scaleOf({ criterion }: Pick<ArgueDocument, "criterion">): Scale {
  return criterion.kind === "success" ? "share" : "amount";
}

function pooledLines({ pooled, criterion }: ArgueDocument, names: Names): readonly string[] {
  if (pooled === null) return [];
  const scale = scaleOf({ criterion });
  const verdict = favouredInWords(pooled.favoured.map((key) => names.policy(key)));
  const ahead =
    pooled.lead === null || pooled.runnerUp === null
      ? ""
      : `, ahead of ${names.policy(pooled.runnerUp)} by ${withInterval(pooled.lead, scale)}`;
  const [safest] = pooled.minimax;
  const worst = pooled.policies.find(({ policy }) => policy === safest)?.worstRegret;
  const regret =
    worst === undefined
      ? ""
      : (worst.value.value ?? 0) <= 0
        ? ` ${capital(names.policy(safest))} is behind for nobody.`
        : ` Least far behind at worst: ${names.policy(safest)}, by ${twoDigits(worst.value.value ?? 0)} (for ${names.speaker(worst.position)}).`;
  const left = pooled.criteria === null ? "" : ` Left out: ${pooled.criteria}.`;
  return [
    `${count(pooled.weights.length, "position")} pooled (${pooled.rule}): ${verdict}${ahead}.${regret}${left}`,
  ];
}

function agreementLines({ agreement }: ArgueDocument, names: Names): readonly string[] {
  if (agreement === null) return [];
  const on = agreement.policies
    .filter(({ share }) => (share.value ?? 0) > 0)
    .toSorted((one, other) => (other.share.value ?? 0) - (one.share.value ?? 0))
    .map(({ policy, share }) => `${names.policy(policy)} ${percent(share.value ?? 0)}`);
  const what = on.length === 0 ? "" : ` (${on.join(", ")})`;
  const all = percent(agreement.all.value ?? 0);
  return [`In ${all} of the futures sampled the same policy is the best for all of them${what}.`];
}

/** What it would be worth to know more, for the pooled view and then for the first position. */
export function knowingLines(document: ArgueDocument, names: Names): readonly string[] {
  const [first] = document.positions;
  return [
    ...(document.value === null
      ? []
      : valueLines("the pooled view", document.value, scaleOf(document), names).map(
          (line) =>
            `${line} In this view a premise of which the positions hold different ranges also tells who is right.`,
        )),
    ...(first === undefined || first.value === null
      ? []
      : valueLines(names.speaker(first.key), first.value, first.verdict.scale, names)),
  ];
}

function valueLines(
  who: string,
  value: ValueResult,
  scale: Scale,
  names: Names,
): readonly string[] {
  const clear = value.singles.filter((single) => single.clear);
  const most = clear.slice(0, LISTED).map(({ premises: [premise], value: worth, switches }) => {
    const at = switches
      .filter((one) => one.at.value !== null)
      .map(
        (one) =>
          `${names.policy(one.from)} turns to ${names.policy(one.to)} at ${twoDigits(one.at.value ?? 0)}`,
      );
    const turns = at.length === 0 ? "" : ` [${at.join(", ")}]`;
    return `${names.premise(premise)} ${withInterval(worth, scale)}${turns}`;
  });
  const rest = clear.length > LISTED ? [`${clear.length - LISTED} more`] : [];
  const known = [...most, ...rest];
  const others = value.singles.length - clear.length;
  const nothing =
    others === 0
      ? ""
      : ` ${others === 1 ? "1 other premise is" : `${others} other premises are`} not told from nothing.`;
  const alone =
    known.length === 0
      ? `no single premise of ${value.singles.length} is worth clearly more than nothing.`
      : `${inWords(known, "and")}.${nothing}`;
  const pairs = value.pairs.slice(0, 3).map(
    ({ premises, value: worth }) =>
      `${inWords(
        premises.map((key) => names.premise(key)),
        "with",
      )} ${withInterval({ ...worth, low: worth.value, high: worth.value }, scale)}`,
  );
  const together =
    pairs.length === 0 ? "" : ` Together worth more than alone: ${pairs.join(", ")}.`;
  const groups = groupWords(value, scale, names);
  const whole = groups === null ? "" : ` ${groups.replace(/^l/u, "L")}`;
  return [
    `To ${who}, with ${names.policy(value.policy)} as the verdict, knowing everything is worth ${withInterval(value.evpi, scale)} (${thousands(value.futures)} futures). By itself: ${alone}${together}${whole}`,
  ];
}

/**
 * What it would be worth to learn several premises at once: all that one claim is about, and all that
 * one speaker holds; the largest of either that is clear. Null where there is none.
 */
export function groupWords(
  { singles, claims, speakers }: ValueResult,
  scale: Scale,
  names: Names,
): string | null {
  // Only what is worth more than the best premise by itself says anything new.
  const alone = Math.max(0, ...singles.map(({ value }) => value.value ?? 0));
  const told = <Group extends GroupValueResult>(groups: readonly Group[]): Group | undefined =>
    groups.find(
      ({ clear, premises, value }) =>
        clear && premises.length > 1 && (value.low ?? 0) > 0 && (value.value ?? 0) > alone,
    );
  const claim = told(claims);
  const speaker = told(speakers);
  const parts = [
    ...(claim === undefined
      ? []
      : [
          `everything that claim ${claimLabel(claim.claim)} is about (${inWords(
            claim.premises.map((key) => names.premise(key)),
            "and",
          )}) ${withInterval(claim.value, scale)}`,
        ]),
    ...(speaker === undefined
      ? []
      : [
          `all that ${names.speaker(speaker.position)} took a stand on (${count(speaker.premises.length, "premise")}) ${withInterval(speaker.value, scale)}`,
        ]),
  ];
  return parts.length === 0 ? null : `learned together, worth most: ${parts.join("; ")}.`;
}

/** Over which range of the weights the first position's verdict holds. */
export function weightLines(
  { positions: [first], outcomes }: ArgueDocument,
  names: Names,
): readonly string[] {
  if (first === undefined || first.weights === null || first.verdict.favoured.length === 0)
    return [];
  const labels = new Map(outcomes.map(({ key, label }) => [key, label]));
  const ranges = first.weights.flatMap(({ outcome, premise, now, low, high, below, above }) => {
    const name = premise === null ? `of ${labels.get(outcome) ?? outcome}` : names.premise(premise);
    const ends = [
      ...(below === null
        ? []
        : [`above ${twoDigits(low.value ?? 0)} (below it ${names.policy(below)})`]),
      ...(above === null || high === null
        ? []
        : [`below ${twoDigits(high.value ?? 0)} (above it ${names.policy(above)})`]),
    ];
    return ends.length === 0 ? [] : [`${name}, now ${now}: ${ends.join(" and ")}`];
  });
  const verdict = names.policy(first.verdict.favoured[0]);
  const who = possessive(names.label(first.key));
  if (ranges.length === 0)
    return [`No single weight of the criterion would turn ${who} verdict, ${verdict}.`];
  return [
    `With ${who} premises ${verdict} stays the best while one weight, the others as they are, is: ${ranges.join("; ")}.`,
  ];
}
