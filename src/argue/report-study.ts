import type { Criterion, Study } from "#study/study";
import { describeBelief } from "./belief.js";
import { describeCriterion } from "./criterion-words.js";
import { scorerOf } from "./criterion.js";
import type { ArgueDocument, CriterionResult } from "./document.js";

type StudyPart = Pick<
  ArgueDocument,
  | "study"
  | "criterion"
  | "horizon"
  | "policies"
  | "outcomes"
  | "premises"
  | "limits"
  | "disclosures"
>;

/** What the document says of the study itself, so that it can be read without it. */
export function reportStudy(study: Study): StudyPart {
  const claims = [...study.claims.values()];
  return {
    study: {
      name: study.name,
      file: study.file,
      title: study.title,
      question: study.question,
      documents: [...study.documents.values()].map(({ key, title, author, date, outlet }) => ({
        key,
        title,
        author,
        date,
        outlet,
      })),
      claims: {
        all: claims.length,
        unmodelled: claims.flatMap(({ key, says, unmodelled }) =>
          unmodelled === null ? [] : [{ key, says, reason: unmodelled }],
        ),
      },
    },
    criterion: reportCriterion(study.criterion, study),
    horizon: {
      start: study.model.time.start,
      stop: study.model.time.stop,
      unit: study.model.time.unit,
    },
    policies: [...study.policies.values()].map(({ key, name, label }) => ({ key, name, label })),
    outcomes: [...study.outcomes.values()].map(({ key, name, label, unit, prefer }) => ({
      key,
      name,
      label,
      unit,
      prefer,
    })),
    premises: [...study.premises.values()].map(({ key, name, kind, inModel, unit, open, why }) => ({
      key,
      name,
      kind,
      inModel,
      unit,
      open: describeBelief(open),
      why,
    })),
    limits: [...study.limits],
    disclosures: [...study.disclosures],
  };
}

export function reportCriterion(criterion: Criterion, study: Study): CriterionResult {
  return {
    kind: criterion.kind,
    words: describeCriterion(criterion, study),
    better: scorerOf(criterion, study).better,
    terms:
      criterion.kind === "loss"
        ? criterion.terms.map(({ outcome, weight, reference, scale }) => ({
            outcome,
            weight,
            reference,
            scale,
          }))
        : null,
    condition: criterion.kind === "success" ? criterion.condition.text.trim() : null,
    outcome: criterion.kind === "expected" ? criterion.outcome : null,
  };
}
