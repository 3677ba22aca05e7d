import type { Criterion, Distribution, Position, PremiseKind, Study } from "#study/study";
import { beliefKey } from "./belief.js";
import { criterionKey } from "./criterion.js";
import type { AgreementResult, ApartResult } from "./document-apart.js";
import type { Look } from "./looks.js";
import type { PositionPair } from "./pairs.js";
import type { RunPlan, RunResults } from "./plan.js";
import { runTrials, type RunSettings } from "./run-trials.js";
import { standingOf } from "./standing.js";
import { favouredInWords } from "./summary.js";
import { scenarioKey, type Scenario, Trial } from "./trial.js";
import { capital, inWords, possessive, shortLabel } from "./words.js";

export interface ApartSettings extends RunSettings {
  readonly level: number;
  /** When agreements are looked at; only those that are undecided go on to the next look. */
  readonly looks: readonly Look[];
}

/** What is agreed on, one kind after the other and then all that evidence could settle. */
const LEVELS: readonly (readonly PremiseKind[])[] = [
  ["fact"],
  ["structure"],
  ["value"],
  ["fact", "structure"],
];

interface Agreement {
  readonly agreed: readonly PremiseKind[];
  readonly on: Position;
  readonly trials: readonly Trial[];
  /** At which it is answered: stricter where it was looked at more than once. */
  level: number;
}

/**
 * What speakers who disagree on the policy disagree about. All premises of a kind are agreed on, on
 * the terms of the one and of the other: both then hold what this one holds, and where it is silent
 * what the other does; the rest stays their own. What becomes of the disagreement tells what it is
 * about. The criterion is a value.
 */
export function* takeApart(
  study: Study,
  pairs: readonly { readonly id: string; readonly pair: PositionPair }[],
  settings: ApartSettings,
): Generator<RunPlan, ApartResult[], RunResults> {
  const trials = new Map<string, Trial>();
  const trialOf = (scenario: Scenario): Trial => {
    const key = scenarioKey(scenario);
    const trial = trials.get(key) ?? new Trial(scenario, study);
    trials.set(key, trial);
    return trial;
  };
  const apart = pairs.map(({ id, pair: { one, other } }) => {
    const differ = differences(one, other, study);
    const agreements = LEVELS.filter((kinds) =>
      kinds.some((kind) => differs(differ, kind)),
    ).flatMap((agreed) =>
      [one, other].map((on): Agreement => ({
        agreed,
        on,
        trials: [one, other].map((speaker) =>
          trialOf(agreedScenario(speaker, on, on === one ? other : one, agreed, study)),
        ),
        level: settings.level,
      })),
    );
    return { id, one, other, differ, agreements };
  });
  let open = apart.flatMap(({ agreements }) => agreements);
  let from = 0;
  for (const { futures, part } of settings.looks) {
    const wanted = new Set(open.flatMap((agreement) => agreement.trials));
    yield* runTrials([...wanted], "agreements", from, futures, settings);
    for (const agreement of open) agreement.level = 1 - (1 - settings.level) * part;
    open = open.filter((agreement) => relationOf(agreement, study) === "undecided");
    from = futures;
  }
  return apart.map(({ id, one, other, differ, agreements }) => {
    const reported = agreements.map((agreement) => report(agreement, [one, other], study));
    return {
      pair: id,
      differ,
      agreements: reported,
      about: aboutOf(reported),
      remains: remainsOf(reported),
      sentence: sentenceOf(reported, [one, other], study),
    };
  });
}

type Differ = ApartResult["differ"];

/** Premises that at least one of the two holds, and not alike: an open one is the whole range. */
function differences(one: Position, other: Position, study: Study): Differ {
  const differ: Differ = { fact: [], structure: [], value: [], criterion: false };
  for (const [key, { kind, open }] of study.premises) {
    const [ours, theirs] = [one, other].map(({ holds }) => holds.get(key)?.belief ?? open);
    if (beliefKey(ours) !== beliefKey(theirs)) differ[kind].push(key);
  }
  const [ours, theirs] = [one, other].map(({ criterion }) => criterion ?? study.criterion);
  differ.criterion = criterionKey(ours) !== criterionKey(theirs);
  return differ;
}

function differs(differ: Differ, kind: PremiseKind): boolean {
  return differ[kind].length > 0 || (kind === "value" && differ.criterion);
}

function agreedScenario(
  speaker: Position,
  on: Position,
  besides: Position,
  agreed: readonly PremiseKind[],
  study: Study,
): Scenario {
  const beliefs = new Map<string, Distribution>();
  for (const [key, { kind, open }] of study.premises) {
    const own = speaker.holds.get(key)?.belief;
    const common = on.holds.get(key)?.belief ?? besides.holds.get(key)?.belief;
    beliefs.set(key, (agreed.includes(kind) ? common : own) ?? open);
  }
  const own: Criterion | null = speaker.criterion;
  const common = on.criterion ?? besides.criterion;
  return { beliefs, criterion: (agreed.includes("value") ? common : own) ?? study.criterion };
}

function favouredBy(trial: Trial, study: Study, level: number) {
  const policies = [...study.policies.keys()];
  const standing = standingOf(
    trial.comparison,
    policies.map((_, index) => index),
    level,
  );
  return { lead: standing.lead, favoured: standing.favoured.map((index) => policies[index]) };
}

/** `ends`: the same is favoured; `remains`: nothing is favoured by both. */
function relationOf({ trials, level }: Agreement, study: Study): AgreementResult["relation"] {
  const [ours, theirs] = trials.map((trial) => favouredBy(trial, study, level).favoured);
  if (ours.length === 0 || theirs.length === 0) return "undecided";
  const common = ours.filter((policy) => theirs.includes(policy)).length;
  if (common === 0) return "remains";
  return common === ours.length && common === theirs.length ? "ends" : "undecided";
}

function report(agreement: Agreement, pair: readonly Position[], study: Study): AgreementResult {
  const { agreed, on, trials, level } = agreement;
  return {
    agreed: [...agreed],
    on: on.key,
    relation: relationOf(agreement, study),
    verdicts: trials.map((trial, at) => ({
      position: pair[at].key,
      scale: trial.scorer.scale,
      ...favouredBy(trial, study, level),
    })),
  };
}

function relationsAt(
  agreements: readonly AgreementResult[],
  kinds: string,
): readonly AgreementResult["relation"][] {
  return agreements
    .filter(({ agreed }) => agreed.join(" ") === kinds)
    .map(({ relation }) => relation);
}

function allEnd(relations: readonly AgreementResult["relation"][]): boolean {
  return relations.length > 0 && relations.every((relation) => relation === "ends");
}

function aboutOf(agreements: readonly AgreementResult[]): ApartResult["about"] {
  const alone = (["fact", "structure", "value"] as const).filter((kind) =>
    allEnd(relationsAt(agreements, kind)),
  );
  const words = { fact: "facts", structure: "structure", value: "values" } as const;
  if (alone.length === 1) return words[alone[0]];
  if (alone.length > 1) return "several";
  if (allEnd(relationsAt(agreements, "fact structure"))) return "facts and structure";
  return agreements.some(({ relation }) => relation === "undecided") ? "undecided" : "several";
}

function remainsOf(agreements: readonly AgreementResult[]): ApartResult["remains"] {
  const relations = relationsAt(agreements, "fact structure");
  // Who differs in no fact and no structure differs in values alone.
  if (relations.length === 0) return "a disagreement about values";
  if (allEnd(relations)) return "nothing";
  return relations.every((relation) => relation === "remains")
    ? "a disagreement about values"
    : "undecided";
}

const nouns = { fact: "facts", structure: "structure", value: "values" } as const;

function sentenceOf(
  agreements: readonly AgreementResult[],
  pair: readonly Position[],
  study: Study,
): string {
  const speaker = (key: string): string =>
    shortLabel(pair.find((position) => position.key === key)?.label ?? key);
  const label = (key: string): string => study.policies.get(key)?.label ?? key;
  const names = pair.map(({ key }) => speaker(key)).join(" and ");
  const both = agreements.filter(({ agreed }) => agreed.join(" ") === "fact structure");
  const terms = both.map(({ on, relation, verdicts }) => {
    const [ours, theirs] = verdicts.map(({ favoured }) => favouredInWords(favoured.map(label)));
    const told =
      relation === "ends"
        ? `both favour ${ours}`
        : verdicts
            .map(({ position }, at) =>
              at === 0
                ? `${possessive(speaker(position))} premises favour ${ours}`
                : `${possessive(speaker(position))} ${theirs}`,
            )
            .join(" and ");
    return `on ${possessive(speaker(on))} terms ${told}`;
  });
  const alone = (["fact", "structure", "value"] as const)
    .filter((kind) => allEnd(relationsAt(agreements, kind)))
    .map((kind) => nouns[kind]);
  const without = (["fact", "structure", "value"] as const)
    .filter((kind) => relationsAt(agreements, kind).length === 0)
    .map((kind) => nouns[kind]);
  return [
    terms.length === 0
      ? capital(`${names} differ in no fact and no structure: what they disagree about is values.`)
      : `Were all facts and structure agreed between ${names}: ${terms.join("; ")}.`,
    ...(alone.length === 0 ? [] : [`To agree on ${inWords(alone, "or")} alone would end it.`]),
    ...(without.length === 0 || terms.length === 0
      ? []
      : [`They do not differ in ${inWords(without, "and")}.`]),
  ].join(" ");
}
