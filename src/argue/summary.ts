import { arguedInWords } from "./argued.js";
import type { ArgueDocument, CruxResult, PairResult, PositionResult } from "./document.js";
import { count, inWords, possessive, shortLabel } from "./words.js";

/** "Negotiate", "Negotiate or Leave (a tie)"; policies by their labels. */
export function favouredInWords(labels: readonly string[]): string {
  if (labels.length === 0) return "no verdict, every future failed";
  return labels.length === 1 ? labels[0] : `${inWords(labels, "or")} (a tie)`;
}

type Told = Pick<ArgueDocument, "policies" | "positions" | "pairs" | "cruxes" | "readings">;

/**
 * The findings in a few sentences: whose premises lead to which policy, whether the first speaker's
 * conclusion follows, and on what it turns.
 */
export function summarise(document: Told): string[] {
  const [first] = document.positions;
  if (first === undefined) return ["The study has no positions."];
  return [
    ...verdicts(document),
    ...conclusionOf(first, document),
    ...readingSentences(document),
    ...cruxSentences(document),
  ];
}

/** One sentence a verdict: the first position's, then the others' together where they agree. */
function verdicts({ policies, positions }: Told): string[] {
  const labels = new Map(policies.map(({ key, label }) => [key, label]));
  const groups = new Map<string, PositionResult[]>();
  for (const position of positions.filter(({ premises }) => premises.held.length > 0)) {
    const name = position.verdict.favoured.join(" | ");
    groups.set(name, [...(groups.get(name) ?? []), position]);
  }
  return [...groups.values()].map((members) => {
    const favoured = members[0].verdict.favoured.map((key) => labels.get(key) ?? key);
    const [one, ...others] = members.map(({ label }) => shortLabel(label));
    const verdict = favouredInWords(favoured);
    // Whose text it is stands by name; readers who agree stand together.
    if (others.length === 0 || members[0] === positions[0]) {
      const agreeing =
        others.length === 0 ? "" : `, as with those of ${inWords(shortened(others), "and")}`;
      return `With ${possessive(one)} premises: ${verdict}${agreeing}.`;
    }
    return `With the premises of ${inWords(shortened([one, ...others]), "and")}: ${verdict}.`;
  });
}

/** Not more than four names; the rest is counted. */
function shortened(names: readonly string[]): readonly string[] {
  return names.length <= 4 ? names : [...names.slice(0, 3), count(names.length - 3, "other")];
}

function conclusionOf({ label, conclusion }: PositionResult, { policies }: Told): string[] {
  if (conclusion.answer === "none") return [];
  if (conclusion.policies.length + conclusion.against.length === 0) {
    return [`The conclusion of ${shortLabel(label)} cannot be tested: ${conclusion.reason}.`];
  }
  const labels = new Map(policies.map(({ key, label: name }) => [key, name]));
  const argued = arguedInWords(conclusion, (key) => labels.get(key) ?? key);
  const answer = {
    follows: "follows from their own premises",
    "does not follow": "does not follow from their own premises",
    undecided: "is undecided under their own premises",
    untestable: "cannot be tested",
  }[conclusion.answer];
  return [`The conclusion of ${shortLabel(label)} (${argued}) ${answer}: ${conclusion.reason}.`];
}

function cruxSentences({ pairs, cruxes, positions }: Told): string[] {
  const tried = pairs.filter(({ directions }) => directions.length > 0);
  const labels = new Map(positions.map(({ key, label }) => [key, shortLabel(label)]));
  const speaker = (key: string): string => labels.get(key) ?? key;
  if (tried.length === 0) {
    const [first] = positions;
    return positions.length < 2
      ? []
      : [`Nobody who holds premises clearly disagrees with ${speaker(first.key)} on the policy.`];
  }
  const directions = tried.flatMap((pair) => pair.directions);
  const singles = directions.flatMap((one) => one.singles);
  const concessions = `${count(singles.length, "concession")} of one premise tried`;
  if (cruxes.length > 0) {
    return [
      `${turningPoints(cruxes, speaker)} (${concessions}).`,
      ...fromBothSides(tried, cruxes, speaker),
    ];
  }
  const open = singles.filter(({ answer }) => answer === "undecided").length;
  const together = directions.flatMap((one) => one.pairs ?? []);
  const flips = together.filter(({ answer }) => answer === "flips").length;
  return [
    `No single crux found (${concessions}${open === 0 ? "" : `, ${open} of them undecided`}).`,
    ...(together.length === 0
      ? []
      : [
          `Of ${count(together.length, "pair")} of premises conceded together, ${flips === 1 ? "1 changes" : `${flips || "none"} change`} a verdict.`,
        ]),
  ];
}

/** Where the reading of somebody's words is the crux, or may be; repetitions are told once. */
function readingSentences({ readings, positions }: Told): string[] {
  const repeated = new Set(positions.filter(({ sameAs }) => sameAs !== null).map(({ key }) => key));
  return readings
    .filter(
      ({ position, across }) => across.answer !== "does not decide" && !repeated.has(position),
    )
    .map(({ across }) => across.sentence);
}

function turningPoints(cruxes: readonly CruxResult[], speaker: (key: string) => string): string {
  const [first, ...others] = cruxes.slice(0, 3).map(({ name, flips }) => {
    const whose = [...new Set(flips.map(({ position }) => speaker(position)))];
    return `${name} (for ${inWords(shortened(whose), "and")})`;
  });
  const rest = cruxes.length > 3 ? [`${cruxes.length - 3} more`] : [];
  const what = cruxes.length === 1 ? "One concession changes" : "Single concessions that change";
  return `${what} a verdict: ${inWords([first, ...others, ...rest], "and")}`;
}

function fromBothSides(
  pairs: readonly PairResult[],
  cruxes: readonly CruxResult[],
  speaker: (key: string) => string,
): string[] {
  const found = pairs.filter(({ doubleCruxes }) => doubleCruxes.length > 0);
  if (found.length === 0) return [];
  const names = new Map(cruxes.map(({ premise, name }) => [premise, name]));
  const double = found.map(({ positions, doubleCruxes }) => {
    const what = inWords(
      doubleCruxes.map((key) => names.get(key) ?? key),
      "and",
    );
    return `${what}, whichever of ${positions.map(speaker).join(" and ")} concedes it`;
  });
  return [`Changes the verdict of either: ${double.join("; ")}.`];
}
