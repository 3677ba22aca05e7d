import type { Position, Reading, Study } from "#study/study";
import { answerAll } from "./answer.js";
import { describeBelief } from "./belief.js";
import { concludes } from "./conclusion.js";
import type { ConclusionResult } from "./document-parts.js";
import type { ReadingResult, ReadingsResult } from "./document-readings.js";
import { standingOf, type Standing } from "./standing.js";
import { favouredInWords } from "./summary.js";
import type { Trial } from "./trial.js";
import { inWords, possessive, shortLabel } from "./words.js";
import { reportVerdict } from "./report-position.js";

/** The key of a position's own premises among its readings. */
const MAIN_READING = "main";

/** The position as it would be if its words were read so. */
export function readAs(position: Position, reading: Reading): Position {
  return { ...position, holds: reading.holds };
}

/** A position that can be read in several ways, with a trial for each of the other readings. */
export interface ReadPosition {
  readonly position: Position;
  readonly main: Trial;
  readonly others: readonly { readonly reading: Reading; readonly trial: Trial }[];
}

/**
 * The verdict of every reading and what becomes of it across them. Whether a reading decides is
 * answered as for concessions (`answerAll`): it flips the main reading's verdict, leaves it, or
 * neither can be said, with Holm's correction over the readings of the position.
 */
export function reportReadings(
  { position, main, others }: ReadPosition,
  study: Study,
  level: number,
): ReadingsResult {
  const policies = [...study.policies.keys()];
  const all = policies.map((_, index) => index);
  const standing = standingOf(main.comparison, all, level);
  const answers = answerAll(
    others.map(({ trial }) => trial),
    standing.favoured,
    policies.length,
    1 - level,
  );
  const told = (read: Position, trial: Trial, stands: Standing) => ({
    verdict: reportVerdict(trial, stands, policies),
    conclusion: {
      ...concludes(read, study, trial.comparison, stands, level),
      policies: [...(position.concludes?.policies ?? [])],
      claim: position.concludes?.claim ?? null,
    },
  });
  const readings: ReadingResult[] = [
    {
      key: MAIN_READING,
      label: "main reading",
      why: null,
      premises: [],
      ...told(position, main, standing),
      answer: "main",
      p: null,
    },
    ...others.map(({ reading, trial }, at): ReadingResult => ({
      key: reading.key,
      label: reading.label,
      why: reading.why,
      premises: differences(position, reading, study),
      ...told(readAs(position, reading), trial, standingOf(trial.comparison, all, level)),
      ...answers[at],
    })),
  ];
  return { position: position.key, readings, across: across(position, readings, study) };
}

function differences(
  position: Position,
  reading: Reading,
  study: Study,
): ReadingResult["premises"] {
  return reading.differs.flatMap((key) => {
    const premise = study.premises.get(key);
    if (premise === undefined) return [];
    const words = ({ holds }: Pick<Reading, "holds">): string =>
      describeBelief(holds.get(key)?.belief ?? premise.open);
    return [{ premise: key, name: premise.name, main: words(position), read: words(reading) }];
  });
}

function across(
  position: Position,
  readings: readonly ReadingResult[],
  study: Study,
): ReadingsResult["across"] {
  const [main, ...others] = readings;
  const favoured = readings.map(({ verdict }) => verdict.favoured);
  const some = [...study.policies.keys()].filter((key) =>
    favoured.some((one) => one.includes(key)),
  );
  const every = some.filter((key) => favoured.every((one) => one.includes(key)));
  const deciding = others.filter(({ answer }) => answer === "flips").map(({ key }) => key);
  const unclear = others.some(
    ({ answer, verdict }) =>
      answer === "undecided" &&
      !(main.verdict.tie && sameSet(verdict.favoured, main.verdict.favoured)),
  );
  const answer = deciding.length > 0 ? "decides" : unclear ? "may decide" : "does not decide";
  const conclusion = acrossConclusions(readings.map((one) => one.conclusion.answer));
  return {
    answer,
    deciding,
    favouredByAll: every,
    favouredBySome: some,
    conclusion,
    sentence: sentenceOf(position, readings, answer, study),
  };
}

function sameSet(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((item) => other.includes(item));
}

function acrossConclusions(
  answers: readonly ConclusionResult["answer"][],
): ReadingsResult["across"]["conclusion"] {
  const [first] = answers;
  if (answers.every((one) => one === first)) return first;
  return answers.includes("follows") && answers.includes("does not follow")
    ? "depends on the reading"
    : "undecided";
}

function sentenceOf(
  position: Position,
  readings: readonly ReadingResult[],
  answer: ReadingsResult["across"]["answer"],
  study: Study,
): string {
  const label = (key: string): string => study.policies.get(key)?.label ?? key;
  const groups = new Map<string, string[]>();
  for (const { key, label: name, verdict } of readings) {
    const favours = favouredInWords(verdict.favoured.map(label));
    const reading = key === MAIN_READING ? "in the main reading" : `as “${name}”`;
    groups.set(favours, [...(groups.get(favours) ?? []), reading]);
  }
  const verdicts = [...groups].map(([favours, names]) => `${inWords(names, "and")} ${favours}`);
  const whose = possessive(shortLabel(position.label));
  switch (answer) {
    case "decides":
      return `How one reads ${whose} words decides: ${verdicts.join(", ")}.`;
    case "may decide":
      return `How one reads ${whose} words may decide: ${verdicts.join(", ")}, not clearly apart.`;
    case "does not decide":
      return `How one reads ${whose} words does not decide: ${verdicts.join(", ")}.`;
  }
}
