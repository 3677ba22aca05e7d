import { column } from "#numeric/table";
import type { Table } from "#numeric/table";
import type { Case, CaseResult, RunPlan, RunResults } from "#argue/plan";
import type { Runner } from "#run/runner";
import { quantileFunction } from "#sample/distribution";
import { coordinates } from "#sample/futures";
import type { Distribution, Policy, Study } from "#study/study";

import { failuresOf, outcomeTable, parametersOf, pathsOf, prepare } from "#run-block";
import type { Prepared } from "#run-block";

/** Results that are kept in case they are asked for again; the oldest make room. */
const keptBytes = 256 * 1024 * 1024;
/** Cases under way at a time: enough to keep the workers busy, few enough for the memory. */
const casesAtOnce = 6;

/** Runs the cases of a study's plans: equal futures have equal coordinates in every case. */
export interface CaseRunner {
  /** Throws what `onProgress` throws: that is how a run is given up. */
  run(plan: RunPlan, onProgress: (runs: number) => void): Promise<RunResults>;
  /** The values that a belief gives a premise in the futures [from, to). */
  draw(premise: string, belief: Distribution, from: number, to: number): Float64Array;
}

export function createCaseRunner(study: Study, runner: Runner, seed: number): CaseRunner {
  const premises = [...study.premises.keys()];
  const prepared = new Map<string, Prepared>();
  const ranges = new Map<string, Table>();
  const results = new ResultCache(keptBytes);

  const uniforms = (from: number, to: number): Table => {
    const name = `${from} ${to}`;
    const made = ranges.get(name) ?? coordinates(seed, premises, from, to, study.correlations);
    ranges.set(name, made);
    return made;
  };
  // What nobody disputes has coordinates of its own, if an analysis moves it.
  const coordinate = (key: string, from: number, to: number): Float64Array =>
    study.premises.has(key)
      ? column(uniforms(from, to), key)
      : column(coordinates(seed, [key], from, to), key);
  const draw = (premise: string, belief: Distribution, from: number, to: number) =>
    belief.kind === "value"
      ? new Float64Array(to - from).fill(belief.value)
      : coordinate(premise, from, to).map(quantileFunction(belief));

  const preparedFor = (
    policy: Policy,
    outcomes: RunPlan["outcomes"],
    constants: readonly string[],
  ): Prepared => {
    const paths = pathsOf(policy);
    const name = JSON.stringify([[...paths], readOff(outcomes), constants]);
    const asked =
      outcomes === undefined
        ? study
        : { ...study, outcomes: new Map(outcomes.map((one) => [one.key, one])) };
    const made = prepared.get(name) ?? prepare(asked, policy, [], constants);
    prepared.set(name, made);
    return made;
  };

  const runCase = async (one: Case, { from, to, outcomes }: RunPlan): Promise<CaseResult> => {
    const policy = study.policies.get(one.policy);
    if (policy === undefined) throw new Error(`the study has no policy "${one.policy}"`);
    const constants = [...one.premises.keys()].filter((key) => !study.premises.has(key));
    const made = preparedFor(policy, outcomes, constants);
    const futures = to - from;
    const parameters = parametersOf(made.program, policy, futures, (key) => {
      const belief = one.premises.get(key);
      return belief && draw(key, belief, from, to);
    });
    const block = await runner.run(made.program, {
      futures,
      parameters: parameters.slice(),
      firstFuture: from,
      seed,
    });
    return {
      outcomes: outcomeTable(made.program, block),
      failures: failuresOf(made, block, parameters, { seed, future: from }),
    };
  };

  return {
    draw,
    async run(plan, onProgress) {
      const found = new Map<string, CaseResult>();
      const waiting = [...plan.cases];
      const next = async (): Promise<void> => {
        for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
          const name = `${plan.from} ${plan.to} ${readOff(plan.outcomes)} ${one.id}`;
          const result = results.get(name) ?? (await runCase(one, plan));
          results.set(name, result);
          found.set(one.id, result);
          onProgress(plan.to - plan.from);
        }
      };
      await Promise.all(Array.from({ length: casesAtOnce }, next));
      return found;
    },
  };
}

/** What is read off runs, as a text that is equal for equal outcomes; empty for the study's own. */
function readOff(outcomes: RunPlan["outcomes"]): string {
  return outcomes === undefined ? "" : JSON.stringify(outcomes.map(({ key }) => key));
}

/** Keeps results up to a size; what was put in first goes first. */
class ResultCache {
  readonly #limit: number;
  readonly #results = new Map<string, CaseResult>();
  #bytes = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get(name: string): CaseResult | undefined {
    return this.#results.get(name);
  }

  set(name: string, result: CaseResult): void {
    if (this.#results.has(name)) return;
    this.#results.set(name, result);
    this.#bytes += sizeOf(result);
    for (const [oldest, old] of this.#results) {
      if (this.#bytes <= this.#limit || oldest === name) return;
      this.#results.delete(oldest);
      this.#bytes -= sizeOf(old);
    }
  }
}

function sizeOf({ outcomes }: CaseResult): number {
  return outcomes.rows * outcomes.columns.size * Float64Array.BYTES_PER_ELEMENT;
}
