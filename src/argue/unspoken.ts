import { Moments } from "#analyse/moments";
import { setsOfSize } from "#analyse/member-sets";
import type { Position, Study } from "#study/study";
import { describeBelief } from "./belief.js";
import { concludes } from "./conclusion.js";
import type { UnspokenResult } from "./document-position.js";
import {
  endsOf,
  isWithin,
  narrowed,
  narrowedInWords,
  narrowingsOf,
  type Narrowing,
} from "./narrowing.js";
import type { Draw, RunPlan, RunResults } from "./plan.js";
import { runTrials, type RunSettings } from "./run-trials.js";
import { standingOf, type Standing } from "./standing.js";
import { Trial } from "./trial.js";
import { count, inWords, shortLabel, thousands } from "./words.js";

export interface UnspokenSettings extends RunSettings {
  readonly draw: Draw;
  readonly level: number;
  /** The first future in which what was found is tested, after all that were searched. */
  readonly from: number;
  readonly futures: number;
}

/** A speaker whose conclusion does not follow from what they hold. */
export interface Unfounded {
  readonly position: Position;
  readonly trial: Trial;
}

/** Of the sets of one size so many are tested in new futures, those that leave the most open. */
const TESTED = 4;
/** How far, in standard errors, a conclusion must be ahead where it is looked for. */
const AHEAD = 2.5;
const LEAST_ROWS = 40;
const LARGEST_SET = 3;
/** From one size to the next, so many parts of premises are combined, the most helpful ones. */
const COMBINED = 14;

/**
 * The smallest sets of open premises, narrowed, under which the conclusion of a speaker follows. They
 * are looked for among the futures that were run: first a part of one open premise, then two together,
 * then three; the lower or upper part of a range, or one value of few. What is found is run in new
 * futures with the premises so narrowed, since what was looked for in one sample proves nothing in it.
 */
export function* unspokenPremises(
  unfounded: readonly Unfounded[],
  study: Study,
  settings: UnspokenSettings,
): Generator<RunPlan, ReadonlyMap<string, UnspokenResult>, RunResults> {
  const searches = unfounded.map((one) => ({ ...one, ...search(one, study, settings.draw) }));
  const tests = searches.flatMap(({ position, trial, found }) =>
    found.map((set) => {
      const beliefs = new Map(trial.scenario.beliefs);
      for (const narrowing of set) {
        const open = beliefs.get(narrowing.premise);
        if (open !== undefined) beliefs.set(narrowing.premise, narrowed(open, narrowing));
      }
      const scenario = { beliefs, criterion: trial.scenario.criterion };
      return { position, set, trial: new Trial(scenario, study, [], 0, settings.from) };
    }),
  );
  yield* runTrials(
    tests.map(({ trial }) => trial),
    "unspoken",
    settings.from,
    settings.from + settings.futures,
    settings,
  );
  return new Map(
    searches.map(({ position, tried, rows }) => {
      const own = tests.filter((test) => test.position === position);
      // All that were tested for a speaker together.
      const level = 1 - (1 - settings.level) / Math.max(1, own.length);
      const sets = own
        .map(({ set, trial }) => reportSet(set, position, trial, study, level))
        .toSorted((one, other) => Number(other.confirmed) - Number(one.confirmed));
      const result: Omit<UnspokenResult, "statement"> = {
        conclusion: [...(position.concludes?.policies ?? [])],
        sets,
        tried: { ...tried, searched: rows, confirmed: own.length === 0 ? 0 : settings.futures },
      };
      return [position.key, { ...result, statement: statementOf(result) }];
    }),
  );
}

interface Found {
  readonly found: readonly (readonly Narrowing[])[];
  readonly tried: { readonly singles: number; readonly pairs: number; readonly triples: number };
  readonly rows: number;
}

function search({ position, trial }: Unfounded, study: Study, draw: Draw): Found {
  const margins = marginsOf(position, trial, study);
  const rows = margins[0]?.length ?? 0;
  const drawn = new Map<string, Float64Array>();
  for (const [key, premise] of study.premises) {
    if (!position.holds.has(key)) drawn.set(key, draw(key, premise.open, 0, rows));
  }
  const parts = [...drawn].flatMap(([key, values]) => narrowingsOf(key, values));
  const inside = new Map(
    parts.map((part) => {
      const values = drawn.get(part.premise) as Float64Array;
      return [part, Uint8Array.from(values, (value) => (isWithin(value, part) ? 1 : 0))] as const;
    }),
  );
  const ahead = (set: readonly Narrowing[]): number =>
    leadIn(
      margins,
      set.map((part) => inside.get(part) as Uint8Array),
    );
  const tried = { singles: 0, pairs: 0, triples: 0 };
  const counters = ["singles", "pairs", "triples"] as const;
  const helpful = parts
    .map((part) => ({ part, ahead: ahead([part]) }))
    .toSorted((one, other) => other.ahead - one.ahead);
  let candidates: readonly (readonly Narrowing[])[] = parts.map((part) => [part]);
  for (let size = 1; size <= LARGEST_SET; size++) {
    if (size > 1) {
      const most = helpful.slice(0, size === 2 ? 4 * COMBINED : COMBINED).map(({ part }) => part);
      candidates = setsOfSize(most.length, size)
        .map((set) => set.map((at) => most[at]))
        .filter((set) => new Set(set.map(({ premise }) => premise)).size === size);
    }
    tried[counters[size - 1]] = candidates.length;
    const enough = candidates.filter((set) => ahead(set) >= AHEAD);
    if (enough.length === 0) continue;
    const place = [...study.premises.keys()];
    const inOrder = widestOf(enough).map((set) =>
      set.toSorted((one, other) => place.indexOf(one.premise) - place.indexOf(other.premise)),
    );
    return { found: inOrder, tried, rows };
  }
  return { found: [], tried, rows };
}

/** One set for each choice of premises, the one that leaves the most open; the widest of these. */
function widestOf(sets: readonly (readonly Narrowing[])[]): readonly (readonly Narrowing[])[] {
  const open = (set: readonly Narrowing[]): number =>
    set.reduce((product, { share }) => product * share, 1);
  const seen = new Set<string>();
  return sets
    .toSorted((one, other) => open(other) - open(one))
    .filter((set) => {
      const name = set.map(({ premise, kept }) => `${premise} ${kept}`).join("|");
      if (seen.has(name)) return false;
      seen.add(name);
      return true;
    })
    .slice(0, TESTED);
}

/** How far each policy that is argued for is ahead of those it must beat, in every future. */
function marginsOf(position: Position, trial: Trial, study: Study): readonly Float64Array[] {
  const policies = [...study.policies.keys()];
  const argued = (position.concludes?.policies ?? []).map((key) => policies.indexOf(key));
  const sign = trial.scorer.better === "more" ? 1 : -1;
  const needed =
    argued.length === 1
      ? policies.flatMap((_, rival) => (rival === argued[0] ? [] : [[argued[0], rival]]))
      : argued.slice(1).map((worse, at) => [argued[at], worse]);
  return needed.map(([better, worse]) => {
    const [one, other] = [trial.scores(better), trial.scores(worse)];
    return one.map((score, row) => sign * (score - other[row]));
  });
}

/** The smallest lead over a rival in the futures inside all parts, in standard errors. */
function leadIn(margins: readonly Float64Array[], parts: readonly Uint8Array[]): number {
  let least = Infinity;
  for (const margin of margins) {
    const moments = new Moments();
    for (let row = 0; row < margin.length; row++) {
      if (Number.isNaN(margin[row]) || parts.some((part) => part[row] === 0)) continue;
      moments.add(margin[row]);
    }
    if (moments.count < LEAST_ROWS) return -Infinity;
    const error = moments.standardDeviation / Math.sqrt(moments.count);
    const lead = error === 0 ? Math.sign(moments.mean) * 1e9 : moments.mean / error;
    least = Math.min(least, lead);
  }
  return margins.length === 0 ? -Infinity : least;
}

function reportSet(
  set: readonly Narrowing[],
  position: Position,
  trial: Trial,
  study: Study,
  level: number,
): UnspokenResult["sets"][number] {
  const policies = [...study.policies.keys()];
  const all = policies.map((_, policy) => policy);
  const standing: Standing = standingOf(trial.comparison, all, level);
  const { answer } = concludes(position, study, trial.comparison, standing, level);
  const first = policies.indexOf(position.concludes?.policies[0] ?? "");
  const rival = standing.order.find((policy) => policy !== first) ?? first;
  const premises = set.map((narrowing) => {
    const premise = study.premises.get(narrowing.premise)!;
    const others = [...study.positions.values()].flatMap((other) => {
      const held = other.holds.get(premise.key);
      return held === undefined ? [] : [{ key: other.key, ends: endsOf(held.belief) }];
    });
    return {
      premise: premise.key,
      name: premise.name,
      low: narrowing.low,
      high: narrowing.high,
      range: narrowedInWords(premise.open, narrowing),
      open: describeBelief(premise.open),
      share: narrowing.share,
      saidBy: others
        .filter(({ ends }) => ends.every((end) => isWithin(end, outwards(narrowing))))
        .map(({ key }) => key),
      deniedBy: others
        .filter(({ ends: [low, high] }) => high < narrowing.low || low > narrowing.high)
        .map(({ key }) => key),
    };
  });
  return {
    premises,
    over: policies[rival],
    lead: trial.comparison.lead(first, rival, level),
    confirmed: answer === "follows",
    words: premises
      .map(({ name, range, saidBy, deniedBy }) => {
        const label = (key: string): string => shortLabel(study.positions.get(key)?.label ?? key);
        const said =
          saidBy.length === 0
            ? "nobody here says so"
            : `${inWords(saidBy.map(label), "and")} ${saidBy.length === 1 ? "says" : "say"} so`;
        const denied =
          deniedBy.length === 0
            ? ""
            : `, ${inWords(deniedBy.map(label), "and")} ${deniedBy.length === 1 ? "denies" : "deny"} it`;
        return `${name} is ${range} (${said}${denied})`;
      })
      .join(" and "),
  };
}

/** The part with its open end as far as anybody goes: a sample does not reach the end of a range. */
function outwards(narrowing: Narrowing): Narrowing {
  return {
    ...narrowing,
    low: narrowing.kept === "low" ? -Infinity : narrowing.low,
    high: narrowing.kept === "high" ? Infinity : narrowing.high,
  };
}

function statementOf({ sets, tried }: Omit<UnspokenResult, "statement">): string {
  const { singles, pairs, triples, searched, confirmed } = tried;
  const looked = [
    count(singles, "part of one open premise", "parts of one open premise"),
    ...(pairs === 0 ? [] : [count(pairs, "pair of such parts", "pairs of such parts")]),
    ...(triples === 0 ? [] : [count(triples, "set of three", "sets of three")]),
  ];
  const found = sets.filter((set) => set.confirmed);
  if (found.length === 0) {
    const perhaps =
      sets.length === 0 ? "" : ` ${sets.length} seemed to, and did not in new futures.`;
    return `Nothing found that would make it follow: ${inWords(looked, "and")} tried in ${thousands(searched)} futures.${perhaps}`;
  }
  const only = found.length === 1 ? "Follows only if" : "Follows if";
  const conditions = found.map(({ words }) => words).join(", or if ");
  return `${only} ${conditions} (of ${inWords(looked, "and")} tried; tested in ${thousands(confirmed)} new futures).`;
}
