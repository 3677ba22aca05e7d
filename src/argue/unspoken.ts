import { setsOfSize } from "#analyse/member-sets";
import { normalQuantile } from "#numeric/normal";
import { createNumberArithmetic } from "#numeric/number-arithmetic";
import type { Position, Study } from "#study/study";
import { describeBelief } from "./belief.js";
import { concludes } from "./conclusion.js";
import { conclusionAhead, type LeadInPart } from "./conclusion-ahead.js";
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
import { pairLevel, standingOf, type Standing } from "./standing.js";
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
/** And so many more than the test takes, were the new futures like the old: five of six would pass. */
const SPARE = 1;
const LARGEST_SET = 3;
/** From one size to the next, so many parts of premises are combined, the most helpful ones. */
const COMBINED = 14;

/**
 * The smallest sets of open premises, narrowed, under which the conclusion of a speaker follows, be it
 * for policies, against some, or both. They are looked for among the futures that were run: first a
 * part of one open premise; where none stands the test, two together, then three; the lower or upper
 * part of a range, or one value of few. What is found is run in new futures with the premises so
 * narrowed, since what was looked for in one sample proves nothing in it.
 */
export function* unspokenPremises(
  unfounded: readonly Unfounded[],
  study: Study,
  settings: UnspokenSettings,
): Generator<RunPlan, ReadonlyMap<string, UnspokenResult>, RunResults> {
  const searches = unfounded.map((one): Search => searchOf(one, study, settings));
  for (let size = 1; size <= LARGEST_SET; size++) {
    const added = searches
      .filter((search) => !reportSets(search, study, settings).some(({ confirmed }) => confirmed))
      .flatMap((search) => {
        const tests = search.ofSize(size).map((set) => testOf(set, search.trial, study, settings));
        search.tests.push(...tests);
        return tests;
      });
    yield* runTrials(
      added.map(({ trial }) => trial),
      "unspoken",
      settings.from,
      settings.from + settings.futures,
      settings,
    );
  }
  return new Map(
    searches.map((search) => {
      const { position, tests, tried, rows } = search;
      const result: Omit<UnspokenResult, "statement"> = {
        conclusion: [...(position.concludes?.policies ?? [])],
        against: [...(position.concludes?.against ?? [])],
        sets: reportSets(search, study, settings).toSorted(
          (one, other) => Number(other.confirmed) - Number(one.confirmed),
        ),
        tried: { ...tried, searched: rows, confirmed: tests.length === 0 ? 0 : settings.futures },
      };
      return [position.key, { ...result, statement: statementOf(result) }];
    }),
  );
}

interface Test {
  readonly set: readonly Narrowing[];
  readonly trial: Trial;
}

interface Search extends Unfounded {
  readonly rows: number;
  /** How many sets were looked at so far. */
  readonly tried: { singles: number; pairs: number; triples: number };
  /** What was found so far, smallest sets first. */
  readonly tests: Test[];
  /** Sets of so many parts that seem to be enough. */
  ofSize(size: number): readonly (readonly Narrowing[])[];
}

function testOf(
  set: readonly Narrowing[],
  { scenario }: Trial,
  study: Study,
  { from }: UnspokenSettings,
): Test {
  const beliefs = new Map(scenario.beliefs);
  for (const narrowing of set) {
    const open = beliefs.get(narrowing.premise);
    if (open !== undefined) beliefs.set(narrowing.premise, narrowed(open, narrowing));
  }
  return { set, trial: new Trial({ beliefs, criterion: scenario.criterion }, study, [], 0, from) };
}

function reportSets(
  { position, tests }: Search,
  study: Study,
  { level }: UnspokenSettings,
): readonly UnspokenResult["sets"][number][] {
  // All that were tested for a speaker hold together.
  const each = 1 - (1 - level) / Math.max(1, tests.length);
  return tests.map(({ set, trial }) => reportSet(set, position, trial, study, each));
}

function searchOf(unfounded: Unfounded, study: Study, settings: UnspokenSettings): Search {
  const { position, trial } = unfounded;
  const { rows, leadIn } = conclusionAhead(position, trial, study);
  const drawn = new Map<string, Float64Array>();
  for (const [key, premise] of study.premises) {
    if (!position.holds.has(key)) drawn.set(key, settings.draw(key, premise.open, 0, rows));
  }
  const parts = [...drawn].flatMap(([key, values]) => narrowingsOf(key, values));
  const inside = new Map(
    parts.map((part) => {
      const values = drawn.get(part.premise) as Float64Array;
      return [part, Uint8Array.from(values, (value) => (isWithin(value, part) ? 1 : 0))] as const;
    }),
  );
  const lead = (set: readonly Narrowing[]): LeadInPart =>
    leadIn(set.map((part) => inside.get(part) as Uint8Array));
  const ahead = ({ perFuture, futures }: LeadInPart): number => perFuture * Math.sqrt(futures);
  const needed = clearlyAhead(settings.level, study.policies.size) + SPARE;
  const seemsEnough = (found: LeadInPart): boolean =>
    ahead(found) >= AHEAD && ahead({ ...found, futures: settings.futures }) >= needed;
  const place = [...study.premises.keys()];
  const tried = { singles: 0, pairs: 0, triples: 0 };
  let helpful: readonly Narrowing[] | null = null;
  const setsOf = (size: number): readonly (readonly Narrowing[])[] => {
    if (size === 1) return parts.map((part) => [part]);
    helpful ??= parts
      .map((part) => ({ part, ahead: ahead(lead([part])) }))
      .toSorted((one, other) => other.ahead - one.ahead)
      .map(({ part }) => part);
    const most = helpful.slice(0, size === 2 ? 4 * COMBINED : COMBINED);
    return setsOfSize(most.length, size)
      .map((set) => set.map((at) => most[at]))
      .filter((set) => new Set(set.map(({ premise }) => premise)).size === size);
  };
  return {
    ...unfounded,
    rows,
    tried,
    tests: [],
    ofSize: (size) => {
      const candidates = setsOf(size);
      tried[(["singles", "pairs", "triples"] as const)[size - 1]] = candidates.length;
      return widestOf(candidates.filter((set) => seemsEnough(lead(set)))).map((set) =>
        set.toSorted((one, other) => place.indexOf(one.premise) - place.indexOf(other.premise)),
      );
    },
  };
}

/** How many standard errors ahead is clear in the test, where as many sets as may be are tested. */
function clearlyAhead(level: number, policies: number): number {
  const each = pairLevel(1 - (1 - level) / TESTED, policies);
  return normalQuantile(createNumberArithmetic(), (1 + each) / 2);
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
  const { first, rival } = contestOf(position, policies, standing);
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
    ahead: policies[first],
    over: policies[rival],
    // At the level at which the answer is given.
    lead: trial.comparison.lead(first, rival, pairLevel(level, policies.length)),
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

/**
 * Which lead is reported: that of the policy argued for over its nearest rival, or, where nothing is
 * argued for, of the best of the others over the best of those argued against.
 */
function contestOf(
  { concludes: concluded }: Position,
  policies: readonly string[],
  { order }: Standing,
): { readonly first: number; readonly rival: number } {
  const [argued] = concluded?.policies ?? [];
  if (argued !== undefined) {
    const first = policies.indexOf(argued);
    return { first, rival: order.find((policy) => policy !== first) ?? first };
  }
  const against = (concluded?.against ?? []).map((key) => policies.indexOf(key));
  const stood = order.length > 0 ? order : policies.map((_, policy) => policy);
  const rival = stood.find((policy) => against.includes(policy)) ?? against[0];
  return { first: stood.find((policy) => !against.includes(policy)) ?? rival, rival };
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
