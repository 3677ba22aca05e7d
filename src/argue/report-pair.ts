import type { Study } from "#study/study";
import type { Tested } from "./answer.js";
import { describeBelief } from "./belief.js";
import type { Concession } from "./concession.js";
import type { ConcessionResult, DirectionResult, PairResult } from "./document.js";
import type { ConcededSet } from "./families.js";
import type { PositionPair } from "./pairs.js";
import { standingOf, type Standing } from "./standing.js";
import { favouredInWords } from "./summary.js";
import { possessive } from "./words.js";

/** What the document says of two positions; `directions` are what was tried. */
export function reportPair(
  { one, other, relation }: PositionPair,
  directions: readonly DirectionResult[],
  standings: ReadonlyMap<string, Standing>,
  study: Study,
): Omit<PairResult, "lattice" | "attribution" | "questions"> {
  const verdict = (key: string): string => {
    const policies = [...study.policies.values()];
    const favoured = standings.get(key)?.favoured ?? [];
    return favouredInWords(favoured.map((index) => policies[index].label));
  };
  const ours = `With ${possessive(one.label)} premises: ${verdict(one.key)}.`;
  const theirs = `With ${possessive(other.label)}: ${verdict(other.key)}.`;
  return {
    id: `${one.key}|${other.key}`,
    positions: [one.key, other.key],
    relation,
    sentence: `${ours} ${theirs}`,
    directions: [...directions],
    doubleCruxes: doubleCruxes(directions),
  };
}

/** Premises whose concession flips either side when it makes it. */
function doubleCruxes(directions: readonly DirectionResult[]): string[] {
  const flipping = directions.map(({ singles }) =>
    singles.filter(({ answer }) => answer === "flips").map(({ premises }) => premises[0].key),
  );
  if (flipping.length < 2) return [];
  return flipping[0].filter((key) => flipping[1].includes(key));
}

/** One set of concessions with its answer. `before` and `others` are favoured policies by index. */
export function reportConcession(
  { concessions, trial }: ConcededSet,
  { answer, p }: Tested,
  before: readonly number[],
  others: readonly number[],
  policies: readonly string[],
  level: number,
): ConcessionResult {
  const standing = standingOf(trial.comparison, trial.active, level, policies.length);
  const [best] = standing.order;
  // Where the best is what was favoured alone, what matters is how close the next one is.
  const old = standing.order.find((policy) => before.includes(policy) && policy !== best);
  const over = old ?? standing.order[1];
  const compared = best !== undefined && over !== undefined;
  return {
    premises: concessions.map(reportPremise),
    answer,
    scale: trial.scorer.scale,
    p,
    futures: trial.futures,
    favoured: standing.favoured.map((policy) => policies[policy]),
    reachesOther:
      standing.favoured.length > 0 && standing.favoured.every((policy) => others.includes(policy)),
    over: compared ? policies[over] : null,
    lead: compared ? trial.comparison.lead(best, over, level) : null,
  };
}

function reportPremise(concession: Concession): ConcessionResult["premises"][number] {
  const { key, name, kind, ground, own, others } = concession;
  return {
    key,
    name,
    kind,
    ground,
    own: own === null ? null : describeBelief(own),
    others: others === null ? null : describeBelief(others),
  };
}
