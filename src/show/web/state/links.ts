import type { Study } from "#study/study";

import type { Highlight, Target } from "./shape.js";

/**
 * What belongs to a target: the claims about it and the positions that rest on them, the premises
 * and variables that it is bound to, and the outcomes that are read off these.
 */
export function highlightOf(study: Study, target: Target, pinned: boolean): Highlight {
  const claims = new Set<string>();
  const names = new Set<string>();
  const positions = new Set<string>();
  switch (target.kind) {
    case "claim": {
      claims.add(target.key);
      for (const { key } of study.claims.get(target.key)?.about ?? []) names.add(key);
      for (const position of study.positions.values()) {
        for (const [premise, held] of position.holds) {
          if (!held.claims.includes(target.key)) continue;
          names.add(premise);
          positions.add(position.key);
        }
        if (position.concludes?.claim !== target.key) continue;
        positions.add(position.key);
        for (const policy of position.concludes.policies) names.add(policy);
      }
      break;
    }
    case "position": {
      positions.add(target.key);
      const position = study.positions.get(target.key);
      for (const [premise, held] of position?.holds ?? []) {
        names.add(premise);
        for (const claim of held.claims) claims.add(claim);
      }
      if (position?.concludes) {
        claims.add(position.concludes.claim);
        for (const policy of position.concludes.policies) names.add(policy);
      }
      break;
    }
    default:
      names.add(target.key);
      for (const claim of claimsAbout(study, target.key)) claims.add(claim);
      for (const position of study.positions.values()) {
        if (position.holds.has(target.key)) positions.add(position.key);
        if (position.concludes?.policies.includes(target.key)) positions.add(position.key);
      }
  }
  const variables = new Set([...names].filter((key) => study.model.variables.has(key)));
  for (const name of names) {
    const outcome = study.outcomes.get(name);
    if (outcome !== undefined) variables.add(outcome.variable);
  }
  return {
    target,
    pinned,
    claims,
    premises: new Set([...names].filter((key) => study.premises.has(key))),
    variables,
    outcomes: new Set(
      [...study.outcomes.values()]
        .filter(({ key, variable }) => names.has(key) || variables.has(variable))
        .map(({ key }) => key),
    ),
    policies: new Set([...names].filter((key) => study.policies.has(key))),
    positions,
  };
}

/** Claims that say they are about a name, and claims that a position rests a premise on. */
function claimsAbout(study: Study, key: string): readonly string[] {
  const found = new Set<string>();
  for (const claim of study.claims.values()) {
    if (claim.about.some((binding) => binding.key === key)) found.add(claim.key);
  }
  for (const { holds } of study.positions.values()) {
    for (const claim of holds.get(key)?.claims ?? []) found.add(claim);
  }
  return [...found];
}
