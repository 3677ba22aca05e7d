import type { Study } from "#study/study";
import type { HindcastResult, SettledResult } from "./document-hindcast.js";
import { count, inWords, shortLabel, thousands, twoDigits, withInterval } from "./words.js";

type Told = Omit<HindcastResult, "sentences" | "warnings">;

/** What the evidence after the texts says, in a few sentences. */
export function sentencesOf(result: Told, study: Study): string[] {
  return [
    ...rankingSentence(result, study),
    ...missedSentence(result, study),
    ...settledSentences(result.settles, study),
  ];
}

function speakerIn(study: Study): (key: string) => string {
  return (key) => shortLabel(study.positions.get(key)?.label ?? key);
}

function rankingSentence(result: Told, study: Study): string[] {
  const { ranking, scores, quantities, from, policy } = result;
  const speaker = speakerIn(study);
  const told = (key: string): string => {
    const found = scores.find(({ position }) => position === key);
    return `${speaker(key)}${found === undefined ? "" : `, ${withInterval(found.relative, "amount")}`}`;
  };
  const [best, ...others] = ranking;
  if (best === undefined) return [];
  const what = inWords(
    quantities.map(({ name }) => name),
    "and",
  );
  const label = study.policies.get(policy)?.label ?? policy;
  const worst = others.at(-1);
  const last =
    worst === undefined
      ? "nobody else can be told apart"
      : `those of ${inWords(worst.map(told), "and")} worst`;
  return [
    `Run under ${label} and scored by ${what} from ${from} on, the premises of ${inWords(best.map(told), "and")}, foresaw best and ${last} (1 is the error with everything left open).`,
    ...bestByQuantity(result, speaker),
  ];
}

/** Said only where different positions are best at different things. */
function bestByQuantity(
  { quantities, scores, ranking }: Told,
  speaker: (key: string) => string,
): string[] {
  const ranked = scores.filter(({ position }) => ranking.flat().includes(position));
  const bests = quantities.map(({ key, name }) => {
    const errors = ranked.map(({ position, byQuantity }) => ({
      position,
      error: byQuantity.find(({ quantity }) => quantity === key)?.relative.value ?? Infinity,
    }));
    const least = errors.reduce((one, other) => (other.error < one.error ? other : one));
    return { name, ...least };
  });
  if (new Set(bests.map(({ position }) => position)).size < 2) return [];
  const each = bests.map(
    ({ name, position, error }) => `${name} ${speaker(position)} (${twoDigits(error)})`,
  );
  return [`Taken apart, the best are, for ${each.join(", ")}.`];
}

/** Whose futures all but miss what was observed. */
function missedSentence({ scores }: Told, study: Study): string[] {
  const speaker = speakerIn(study);
  const missed = scores.filter(
    ({ sameAs, inBand: { of, within } }) => sameAs === null && of > 0 && within === 0,
  );
  if (missed.length === 0) return [];
  const who = inWords(
    missed.map(({ position }) => speaker(position)),
    "and",
  );
  return [`Nothing that was observed lies within the 5 % to 95 % of the futures of ${who}.`];
}

function settledSentences(settles: readonly SettledResult[], study: Study): string[] {
  const told = (answer: SettledResult["answer"]): readonly SettledResult[] =>
    settles.filter((one) => one.answer === answer);
  const names = (found: readonly SettledResult[]): readonly string[] => [
    ...new Set(found.map(({ name }) => name)),
  ];
  const settled = verdictsOn(told("settled"), study);
  const leans = verdictsOn(told("leans"), study);
  const open = names(told("cannot discriminate"));
  const cruxes = names(told("cannot discriminate").filter(({ crux }) => crux));
  const values = names(told("a value judgement"));
  return [
    ...(settled.length === 0 ? [] : [`What was observed settles ${inWords(settled, "and")}.`]),
    ...(leans.length === 0 ? [] : [`What was observed leans on ${inWords(leans, "and")}.`]),
    ...(open.length === 0
      ? []
      : [
          `What was observed cannot discriminate on ${count(open.length, "disputed premise")}${
            cruxes.length === 0 ? "" : `, among them the cruxes ${inWords(cruxes, "and")}`
          }.`,
        ]),
    ...(values.length === 0
      ? []
      : [`No evidence could settle ${inWords(values, "and")}: a value judgement.`]),
  ];
}

/** "civilian share against A (0.6 to 0.95), for B (0.03 to 0.3) by 20 to 1 and for leaving it open by 9 to 1". */
function verdictsOn(found: readonly SettledResult[], study: Study): readonly string[] {
  const speaker = speakerIn(study);
  const groups = new Map<string, { readonly against: string; readonly borneOut: string[] }>();
  for (const { premise, name, sides, towards, factor } of found) {
    const winner = sides.find(({ position }) => position === towards);
    const loser = sides.find(({ position }) => position !== towards);
    if (winner === undefined || loser === undefined) continue;
    const key = `${premise} ${loser.position}`;
    const range = loser.belief ?? "left open";
    const group = groups.get(key) ?? {
      against: `${name} against ${speaker(loser.position)} (${range})`,
      borneOut: [],
    };
    const who =
      winner.belief === null
        ? "for leaving it open"
        : `for ${speaker(winner.position)} (${winner.belief})`;
    const entry = `${who} by ${odds(factor?.value ?? null)}`;
    if (!group.borneOut.includes(entry)) group.borneOut.push(entry);
    groups.set(key, group);
  }
  return [...groups.values()].map(
    ({ against, borneOut }) => `${against}, ${inWords(borneOut, "and")}`,
  );
}

/** Beyond a thousand the size hangs on the tails of the errors and says nothing more. */
function odds(factor: number | null): string {
  if (factor === null || factor > 1000) return "more than 1,000 to 1";
  return `${twoDigits(factor)} to 1`;
}

/** What to bear in mind with the scores. */
export function warningsOf(result: Told, study: Study): string[] {
  const { quantities, scores, open, failed, futures } = result;
  const speaker = speakerIn(study);
  const figures = quantities.reduce((sum, { times }) => sum + times, 0);
  const unweighed = quantities.filter(({ weighed }) => !weighed).map(({ name }) => name);
  const thin = [...scores, open].filter(
    ({ sameAs, effective, reliable }) => sameAs === null && effective !== null && !reliable,
  );
  return [
    `Scored by ${count(quantities.length, "quantity", "quantities")} at ${count(figures, "time")}. The intervals cover the sampling of futures, and not that these are few.`,
    ...(unweighed.length === 0
      ? []
      : [
          `No error is given for ${inWords(unweighed, "and")}: scored, and futures are not weighed by it.`,
        ]),
    ...(thin.length === 0
      ? []
      : [
          `So few futures carry the weight of what was observed that nothing is said of their premises afterwards: ${inWords(
            thin.map(
              ({ position, effective }) =>
                `${position === open.position ? position : speaker(position)} (worth ${twoDigits(effective ?? 0)} of ${thousands(futures)})`,
            ),
            "and",
          )}.`,
        ]),
    ...(failed === 0 ? [] : [`${count(failed, "future")} failed with everything left open.`]),
  ];
}
