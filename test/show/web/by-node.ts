import { scenarioOf, Trial } from "#argue/trial";
import { createCaseRunner } from "#run-cases";
import { createRunner } from "#run/runner";
import { drawnPremises, keptCoordinates } from "#show/page/engine/slice";
import { heldPosition, playedStudy } from "#show/web/state/choice";
import type { Choice } from "#show/web/state/choice";
import type { Study } from "#study/study";

import { hostOf } from "./payloads.js";

/** Futures of what a reader has chosen, as Node runs them: what the page shows is held against them. */
export interface ByNode {
  /** By the key of a premise: what it is in every future. */
  readonly drawn: ReadonlyMap<string, Float64Array>;
  /** By the label of a policy. */
  readonly policies: ReadonlyMap<string, PolicyByNode>;
}

interface PolicyByNode {
  /** By the key of an outcome. */
  readonly outcomes: ReadonlyMap<string, Float64Array>;
  readonly criterion: Float64Array;
}

export async function futuresByNode(
  whole: Study,
  choice: Choice,
  futures: number,
): Promise<ByNode> {
  const study = playedStudy(whole, choice);
  const scenario = scenarioOf(heldPosition(whole, choice), study);
  const trial = new Trial(scenario, study);
  const runner = await createRunner(hostOf("school-closures"), 0);
  const cases = createCaseRunner(study, runner, 1);
  const plan = {
    stage: "verdicts" as const,
    cases: trial.cases,
    from: 0,
    to: futures,
    before: 0,
    total: 1,
  };
  const results = await cases.run(plan, () => undefined);
  const drawn = drawnPremises(keptCoordinates(study), scenario.beliefs, 1, 0, futures);
  const policies = trial.cases.map(({ id, policy }): [string, PolicyByNode] => {
    const result = results.get(id);
    if (result === undefined) throw new Error("a case was not run");
    const label = study.policies.get(policy)?.label ?? policy;
    const criterion = trial.scorer.score(result.outcomes, drawn);
    return [label, { outcomes: result.outcomes.columns, criterion }];
  });
  return { drawn, policies: new Map(policies) };
}
