import type { Criterion, LossTerm, Outcome, Study } from "#study/study";
import { describeBelief } from "./belief.js";
import { inWords, thousands } from "./words.js";

/**
 * A criterion in words. The names are those of the study; a weight that is a premise is written by
 * its name, with the whole range that anybody holds.
 */
export function describeCriterion(criterion: Criterion, study: Study): string {
  switch (criterion.kind) {
    case "expected": {
      const outcome = study.outcomes.get(criterion.outcome);
      const direction = outcome?.prefer === "more" ? "largest" : "smallest";
      return `${direction} mean of ${outcome?.name ?? criterion.outcome}`;
    }
    case "success":
      return `largest share of futures with: ${criterion.condition.text.trim()}`;
    case "loss": {
      const sum = criterion.terms.map((term) => describeTerm(term, study)).join(" + ");
      const weights = criterion.terms.flatMap(({ weight }) => {
        const premise = typeof weight === "string" ? study.premises.get(weight) : undefined;
        return premise === undefined ? [] : [`${premise.name} at ${describeBelief(premise.open)}`];
      });
      const ranges = [...new Set(weights)];
      const over = ranges.length === 0 ? "" : `; ${inWords(ranges, "and")}, or as a position holds`;
      return `smallest mean loss: ${sum}${over}`;
    }
  }
}

function describeTerm(term: LossTerm, study: Study): string {
  const outcome: Outcome | undefined = study.outcomes.get(term.outcome);
  const name = outcome?.name ?? term.outcome;
  const weight =
    typeof term.weight === "number"
      ? thousands(term.weight)
      : (study.premises.get(term.weight)?.name ?? term.weight);
  const reference = term.reference;
  const more = outcome?.prefer === "more";
  let distance = name;
  if (more) distance = `(${thousands(reference)} − ${name})`;
  else if (reference !== 0) distance = `(${name} − ${thousands(reference)})`;
  const scaled = term.scale === 1 ? distance : `${distance} / ${thousands(term.scale)}`;
  return term.weight === 1 ? scaled : `${weight} · ${scaled}`;
}
