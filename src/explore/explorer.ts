import { scenarioOf } from "#argue/trial";
import { column } from "#numeric/table";
import type { Table } from "#numeric/table";
import type { Runner } from "#run/runner";
import type { CaseRows } from "#store/shard-rows";
import type { Policy, Study } from "#study/study";

import { failuresOf, outcomeTable, parametersOf, prepare } from "#run-block";
import type { Prepared } from "#run-block";

import type { Beliefs, Design } from "./design.js";

/** The position that leaves every premise open: the whole range anyone holds. */
export const openPosition = "open";

/** Runs blocks of futures of a study, and keeps nothing of them. */
export interface Explorer {
  /** What a position makes of the futures [from, to): a column for every premise by key. */
  premises(position: string, from: number, to: number): Table;
  /** What comes of these premises under each policy, in the order of the policies. */
  cases(premises: Table, from: number): AsyncGenerator<CaseRows>;
}

export interface ExplorerRequest {
  /** Where futures lie. */
  readonly design: Design;
  /** What the random numbers of the model depend on. */
  readonly seed: number;
  /** Keys. */
  readonly policies: readonly string[];
  /** Keys of variables, or `key[element,element]`, whose values over time are wanted. */
  readonly series: readonly string[];
}

/** Blocks are the same however futures are split into them, whatever the runner's workers. */
export function createExplorer(
  study: Study,
  runner: Runner,
  { design, seed, policies, series }: ExplorerRequest,
): Explorer {
  const prepared = new Map<string, Prepared>();
  const preparedFor = (policy: Policy): Prepared => {
    const made = prepared.get(policy.key) ?? prepare(study, policy, series);
    prepared.set(policy.key, made);
    return made;
  };

  const runPolicy = async (key: string, premises: Table, from: number): Promise<CaseRows> => {
    const policy = study.policies.get(key);
    if (policy === undefined) throw new Error(`the study has no policy "${key}"`);
    const made = preparedFor(policy);
    const futures = premises.rows;
    const parameters = parametersOf(made.program, policy, futures, (premise) =>
      column(premises, premise),
    );
    const block = await runner.run(made.program, {
      futures,
      parameters: parameters.slice(),
      firstFuture: from,
      seed,
    });
    const width = made.program.saves * futures;
    return {
      policy: key,
      outcomes: outcomeTable(made.program, block),
      failures: failuresOf(made, block, parameters, { seed, future: from }),
      series: new Map(
        series.map((name, row) => [name, block.series.subarray(row * width, (row + 1) * width)]),
      ),
    };
  };

  return {
    premises: (position, from, to) => design(beliefsOf(study, position), from, to),
    async *cases(premises, from) {
      for (const key of policies) yield await runPolicy(key, premises, from);
    },
  };
}

/** What a position, or nobody in particular, holds about every premise. */
export function beliefsOf(study: Study, key: string): Beliefs {
  const position = study.positions.get(key);
  if (position !== undefined) return scenarioOf(position, study).beliefs;
  if (key !== openPosition) throw new Error(`the study has no position "${key}"`);
  return new Map([...study.premises].map(([premise, { open }]) => [premise, open]));
}
