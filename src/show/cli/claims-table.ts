import { describeBelief } from "#argue/belief";
import { describeCriterion } from "#argue/criterion-words";
import type { Position, Premise, Study } from "#study/study";
import { bindingCell } from "./claims-binding.js";
import type { ClaimsOutput, Findings, PositionLine, PremiseCell } from "./claims-output.js";

/**
 * Where every claim of a study went: the words, what in the model stands for them, who holds the
 * premises among it, and, if the study was argued, what these premises decide.
 */
export function claimsOutput(study: Study, argued: Findings | null): ClaimsOutput {
  return {
    schema: "parley/claims@1",
    title: study.title,
    question: study.question,
    criterion: describeCriterion(study.criterion, study),
    argued,
    documents: [...study.documents.values()].map(({ key, name, title, author, date, outlet }) => ({
      key,
      name,
      title,
      author,
      date,
      outlet,
    })),
    policies: [...study.policies.values()].map(({ key, name, label }) => ({ key, name, label })),
    positions: [...study.positions.values()].map((position) => positionLine(position, study)),
    premises: [...study.premises.values()].map((premise) => premiseCell(premise, study)),
    claims: [...study.claims.values()].map((claim) => ({
      key: claim.key,
      name: claim.name,
      document: claim.document,
      says: claim.says,
      quote: claim.anchor.exact,
      about: claim.about.map((binding) => bindingCell(binding, study)),
      unmodelled: claim.unmodelled,
    })),
    disclosures: [...study.disclosures],
    limits: [...study.limits],
  };
}

function positionLine(position: Position, study: Study): PositionLine {
  const { key, label, document, concludes, criterion } = position;
  return {
    key,
    label,
    document,
    criterion: criterion === null ? null : describeCriterion(criterion, study),
    concludes:
      concludes === null
        ? null
        : {
            policies: [...concludes.policies],
            against: [...concludes.against],
            claim: concludes.claim,
          },
  };
}

function premiseCell({ key, name, kind, inModel, unit, open }: Premise, study: Study): PremiseCell {
  return {
    key,
    name,
    kind,
    inModel,
    unit,
    open: describeBelief(open),
    claims: [...study.claims.values()]
      .filter(({ about }) => about.some((binding) => binding.key === key))
      .map((claim) => claim.key),
    held: [...study.positions.values()].flatMap((position) => {
      const holds = position.holds.get(key);
      if (holds === undefined) return [];
      const { belief, basis, claims } = holds;
      return [
        { position: position.key, belief: describeBelief(belief), basis, claims: [...claims] },
      ];
    }),
  };
}
