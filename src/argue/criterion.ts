import { StudyError } from "#study/diagnostic";
import type { Place } from "#study/place";
import type { Criterion, LossTerm, Outcome, Study } from "#study/study";
import { column, type Table } from "#numeric/table";
import { compileCondition, namesIn } from "./condition.js";

/** A criterion made ready: how one run becomes one number, and which way is better. */
export interface Scorer {
  /** `amount`: compared by the mean; `share`: 1 where the condition is met, compared by how often. */
  readonly scale: "amount" | "share";
  readonly better: "less" | "more";
  /** Keys of the outcomes that it reads. */
  readonly outcomes: readonly string[];
  /** Keys of the premises that it reads besides: weights, or names in the condition. */
  readonly premises: readonly string[];
  /**
   * The criterion in every future: `outcomes` has a column for each of the scorer's outcomes,
   * `premises` the drawn values of each of its premises, all of the same length, which is the
   * result's. NaN where a future has no value.
   */
  score(outcomes: Table, premises: ReadonlyMap<string, Float64Array>): Float64Array;
}

/**
 * Throws a `StudyError` where the criterion names what the study does not have, or weighs an
 * outcome without a preferred direction.
 */
export function scorerOf(criterion: Criterion, study: Study): Scorer {
  switch (criterion.kind) {
    case "expected":
      return expectedScorer(criterion.outcome, directed(criterion.outcome, study, criterion.place));
    case "loss":
      return lossScorer(criterion.terms, study, criterion.place);
    case "success": {
      const names = namesIn(criterion.condition);
      const isOutcome = (key: string): boolean => study.outcomes.has(key);
      const isPremise = (key: string): boolean => !isOutcome(key) && study.premises.has(key);
      // Compiled once over nothing, so that a wrong name is found before anything is run.
      compileCondition(criterion.condition, (key) =>
        isOutcome(key) || isPremise(key) ? new Float64Array(0) : null,
      );
      return {
        scale: "share",
        better: "more",
        outcomes: names.filter(isOutcome),
        premises: names.filter(isPremise),
        score(outcomes, premises) {
          const met = compileCondition(
            criterion.condition,
            (key) => (isOutcome(key) ? outcomes.columns.get(key) : premises.get(key)) ?? null,
          );
          return Float64Array.from({ length: outcomes.rows }, (_, row) => met(row));
        },
      };
    }
  }
}

function expectedScorer(key: string, outcome: Directed): Scorer {
  return {
    scale: "amount",
    better: outcome.prefer,
    outcomes: [key],
    premises: [],
    score: (outcomes) => column(outcomes, key),
  };
}

function lossScorer(terms: readonly LossTerm[], study: Study, place: Place): Scorer {
  const weighed = terms.map((term) => {
    const { prefer } = directed(term.outcome, study, place);
    if (typeof term.weight === "string" && !study.premises.has(term.weight)) {
      throw problem(
        "criterion-weight",
        place,
        `the weight "${term.weight}" is neither a number nor a premise`,
        "write a number, or declare a premise of that name and kind `value`",
      );
    }
    return { ...term, sign: prefer === "less" ? 1 : -1 };
  });
  return {
    scale: "amount",
    better: "less",
    outcomes: [...new Set(terms.map((term) => term.outcome))],
    premises: [
      ...new Set(terms.flatMap(({ weight }) => (typeof weight === "string" ? [weight] : []))),
    ],
    score(outcomes, premises) {
      const loss = new Float64Array(outcomes.rows);
      for (const { outcome, weight, reference, scale, sign } of weighed) {
        const values = column(outcomes, outcome);
        const drawn = typeof weight === "string" ? premises.get(weight) : undefined;
        for (let row = 0; row < loss.length; row++) {
          const factor = drawn === undefined ? (weight as number) : drawn[row];
          loss[row] += (factor * (sign * (values[row] - reference))) / scale;
        }
      }
      return loss;
    },
  };
}

type Directed = Outcome & { readonly prefer: "less" | "more" };

function directed(key: string, study: Study, place: Place): Directed {
  const outcome = study.outcomes.get(key);
  if (outcome === undefined) {
    throw problem(
      "criterion-outcome",
      place,
      `the criterion names the outcome "${key}", which the study does not have`,
      `write one of: ${[...study.outcomes.values()].map(({ name }) => name).join(", ")}`,
    );
  }
  if (outcome.prefer === null) {
    throw problem(
      "criterion-direction",
      place,
      `the criterion weighs "${outcome.name}", of which neither less nor more is preferred`,
      `add \`prefer: less\` or \`prefer: more\` to the outcome`,
    );
  }
  return outcome as Directed;
}

function problem(code: string, place: Place, message: string, help: string): StudyError {
  return new StudyError([{ code, severity: "error", message, place, help }]);
}

/** A text that is equal exactly where two criteria are. */
export function criterionKey(criterion: Criterion): string {
  switch (criterion.kind) {
    case "expected":
      return `expected ${criterion.outcome}`;
    case "success":
      return `success ${criterion.condition.text.replace(/\s+/g, " ").trim().toLowerCase()}`;
    case "loss":
      return JSON.stringify(
        criterion.terms.map(({ outcome, weight, reference, scale }) => [
          outcome,
          weight,
          reference,
          scale,
        ]),
      );
  }
}
