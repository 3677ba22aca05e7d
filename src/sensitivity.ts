import type { Resampling } from "#analyse/bootstrap";
import type { Estimate } from "#analyse/estimate";
import { flipChanceInHalves } from "#analyse/flip-chance";
import { meritsOf } from "#analyse/merits";
import { PartialValue } from "#analyse/partial-value";
import { sensitivitySchemaName } from "#analyse/sensitivity/document";
import type {
  SensitivityDocument,
  SensitivityMethod,
  SensitivityResult,
} from "#analyse/sensitivity/document";
import { measure, momentsOf } from "#analyse/sensitivity/measure";
import { scorerOf } from "#argue/criterion";
import type { Scorer } from "#argue/criterion";
import { column } from "#numeric/table";
import type { Table } from "#numeric/table";
import { createRunner } from "#run/runner";
import { medianOf } from "#sample/distribution";
import { designPoints, designValues } from "#sample/design/design";
import type { DesignKind } from "#sample/design/design";
import { oneAtATime } from "#sample/design/one-at-a-time";
import type { Host } from "#study/host";
import type { Distribution, Policy, Study } from "#study/study";

import { runDesign } from "#run-design";
import type { DesignResult } from "#run-design";
import { beliefsOf, varies } from "#run-futures";

export interface SensitivityOptions {
  readonly method: SensitivityMethod;
  /** Base points (sobol), trajectories (morris), or futures. */
  readonly base: number;
  readonly seed: number;
  /** Keys of outcomes; the criterion where left out. */
  readonly outcomes?: readonly string[] | undefined;
  /** Keys of policies; all where left out. */
  readonly policies?: readonly string[] | undefined;
  /** Whose premises and criterion; the whole ranges and the study's own where left out. */
  readonly position?: string | undefined;
  /** Also pairs, for sobol. */
  readonly secondOrder?: boolean | undefined;
  /** How futures are spread for pawn, rsa, rbd-fast, extra-trees and flip; Monte Carlo if not given. */
  readonly sample?: "monte carlo" | "latin hypercube" | "sobol" | undefined;
  /** False for the Sobol sequence as it is, which no seed moves. */
  readonly scrambled?: boolean | undefined;
  /** Somebody's own futures: columns of values by the keys of premises, instead of a sample. */
  readonly table?: Table | undefined;
  readonly level?: number | undefined;
  readonly resamples?: number | undefined;
  /** 0: everything on the calling thread. Default: as many as the host has cores. */
  readonly workers?: number | undefined;
  /** Runs done and in all; what it throws gives the analysis up. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/**
 * Which premises an outcome of a policy, or the criterion, depends on; or (`flip`) which would change
 * the policy that is best. Runs what the method needs, and measures.
 *
 * Throws a RangeError where nothing varies, for more premises than a method can take, and for a
 * table where the method needs a design of its own.
 */
export async function sensitivity(
  study: Study,
  host: Host,
  options: SensitivityOptions,
): Promise<SensitivityDocument> {
  const plan = planOf(study, options);
  const { level = 0.95, resamples = 100, seed, base, method } = options;
  const resampling: Resampling = { level, resamples, seed };
  const policies = (options.policies ?? [...study.policies.keys()]).map(
    (key) => study.policies.get(key) as Policy,
  );
  const total = plan.values.rows * policies.length;
  let done = 0;
  const runner = await createRunner(host, options.workers ?? host.cores);
  const results: DesignResult[] = [];
  try {
    for (const policy of policies) {
      const result = await runDesign(study, runner, policy, plan.values, seed, (runs) => {
        done += runs;
        options.onProgress?.(done, total);
      });
      results.push(result);
    }
  } finally {
    await runner.stop();
  }
  return {
    schema: sensitivitySchemaName,
    study: study.title,
    position: options.position ?? null,
    method,
    design: plan.words,
    base: options.table === undefined ? base : plan.values.rows,
    runs: plan.values.rows,
    seed,
    level,
    notes: plan.notes,
    results:
      method === "flip"
        ? [flips(study, plan, policies, results, resampling)]
        : policies.flatMap((policy, index) =>
            measured(study, plan, policy, results[index], options, resampling),
          ),
  };
}

interface Plan {
  readonly unit: Table;
  /** A column for every premise that is run or weighed. */
  readonly values: Table;
  /** Keys of the premises that vary. */
  readonly inputs: readonly string[];
  readonly scorer: Scorer;
  readonly words: string;
  readonly notes: string[];
  /** Of one at a time. */
  readonly ends?: readonly (readonly [number, number])[];
}

function planOf(study: Study, options: SensitivityOptions): Plan {
  const { method, base, seed, table, outcomes } = options;
  const position = options.position === undefined ? null : study.positions.get(options.position);
  const beliefs = beliefsOf(study, position ?? null);
  const scorer = scorerOf(position?.criterion ?? study.criterion, study);
  // Weights act on the criterion alone.
  const matters = [...study.premises.values()].filter(
    ({ key, inModel }) => inModel || (outcomes === undefined && scorer.premises.includes(key)),
  );
  const inputs = matters
    .map(({ key }) => key)
    .filter((key) =>
      table === undefined ? varies(beliefs.get(key) as Distribution) : table.columns.has(key),
    );
  if (inputs.length === 0)
    throw new RangeError("no premise varies, so that nothing can depend on any");
  const design = designOf(options);
  const given = table !== undefined;
  if (given && (design.kind === "saltelli" || design.kind === "morris")) {
    throw new RangeError(
      `${method} needs points of its own; a table of futures goes with pawn, rsa, rbd-fast, extra-trees and flip`,
    );
  }
  if (method === "oat") return oneAtATimePlan(study, inputs, beliefs, scorer);
  const unit = given
    ? { rows: table.rows, columns: new Map(inputs.map((key) => [key, column(table, key)])) }
    : designPoints(design, seed, inputs, base, study.correlations);
  const varied = given ? unit : designValues(unit, beliefs, design);
  const columns = new Map(
    [...study.premises.keys()].map((key) => [
      key,
      varied.columns.get(key) ??
        new Float64Array(unit.rows).fill(medianOf(beliefs.get(key) as Distribution)),
    ]),
  );
  return {
    unit,
    values: { rows: unit.rows, columns },
    inputs,
    scorer,
    words: given ? "A table of futures" : wordsOf(design),
    notes: [...notesOf(study, design, given), ...(method === "flip" ? [flipNote] : [])],
  };
}

function oneAtATimePlan(
  study: Study,
  inputs: readonly string[],
  beliefs: ReadonlyMap<string, Distribution>,
  scorer: Scorer,
): Plan {
  const middles = new Map(
    [...study.premises.values()].map(({ key, open, at }) => {
      const belief = beliefs.get(key) as Distribution;
      return [key, belief === open ? at : medianOf(belief)];
    }),
  );
  const { values, ends } = oneAtATime(inputs, beliefs, middles);
  return { unit: values, values, inputs, scorer, ends, words: "One premise at a time", notes: [] };
}

function designOf({
  method,
  secondOrder,
  sample,
  scrambled = true,
}: SensitivityOptions): DesignKind {
  if (method === "sobol") return { kind: "saltelli", scrambled, secondOrder: secondOrder ?? false };
  if (method === "morris") return { kind: "morris" };
  return sample === "sobol" ? { kind: "sobol", scrambled } : { kind: sample ?? "monte carlo" };
}

function wordsOf(design: DesignKind): string {
  switch (design.kind) {
    case "saltelli":
      return `A Saltelli design on the ${design.scrambled ? "scrambled " : ""}Sobol sequence`;
    case "sobol":
      return design.scrambled ? "Scrambled Sobol points" : "Sobol points";
    case "morris":
      return "Morris trajectories on four levels";
    case "latin hypercube":
      return "Latin hypercube";
    case "monte carlo":
      return "Monte Carlo";
  }
}

const flipNote =
  "What each policy brings is regressed on each premise by itself; a future counts where, for the value that the premise has there, another policy is expected to do better, however slightly.";

function notesOf(study: Study, design: DesignKind, given: boolean): string[] {
  const correlated = (study.correlations ?? []).length > 0 && !given;
  const alone = design.kind === "saltelli" || design.kind === "morris";
  if (!correlated || !alone) return [];
  return [
    "This design varies each premise by itself: the correlations of the study are left aside. Methods on futures (pawn, rsa, rbd-fast, extra-trees, flip) keep them.",
  ];
}

function measured(
  study: Study,
  plan: Plan,
  policy: Policy,
  result: DesignResult,
  options: SensitivityOptions,
  resampling: Resampling,
): readonly SensitivityResult[] {
  const { method, outcomes, secondOrder = false } = options;
  if (method === "flip") return [];
  if (method === "oat") {
    return (outcomes ?? [null]).map((key) =>
      oneByOne(study, plan, policy, result, key, resampling.level),
    );
  }
  const inputs = new Map(plan.inputs.map((key) => [key, column(plan.values, key)]));
  const varied = { rows: plan.values.rows, columns: inputs };
  return (outcomes ?? [null]).map((outcome) => {
    const values = outcomeOf(plan, result, outcome);
    const found = measure(method, plan.unit, varied, values, secondOrder, resampling);
    return {
      policy: policy.key,
      outcome,
      ...momentsOf(values),
      cause: result.cause,
      middle: null,
      best: null,
      inputs: plan.inputs.map((key, index) => ({
        key,
        name: study.premises.get(key)?.name ?? key,
        measures: found.measures[index],
        ends: null,
        flips: [],
      })),
      pairs: found.pairs.map(({ inputs: [first, second], share }) => ({
        inputs: [plan.inputs[first], plan.inputs[second]] as [string, string],
        second: share,
      })),
    };
  });
}

/** What the outcome becomes at the ends of each premise. */
function oneByOne(
  study: Study,
  plan: Plan,
  policy: Policy,
  result: DesignResult,
  outcome: string | null,
  level: number,
): SensitivityResult {
  const values = outcomeOf(plan, result, outcome);
  const of = (row: number): Estimate => {
    const known = Number.isFinite(values[row]);
    const method = "one run, all other premises at their middle";
    const counts = { n: known ? 1 : 0, failed: known ? 0 : 1 };
    return { value: known ? values[row] : null, low: null, high: null, level, method, ...counts };
  };
  return {
    policy: policy.key,
    outcome,
    ...momentsOf(values),
    cause: result.cause,
    middle: of(0).value,
    best: null,
    inputs: plan.inputs.map((key, index) => ({
      key,
      name: study.premises.get(key)?.name ?? key,
      measures: { low: of(1 + 2 * index), high: of(2 + 2 * index) },
      ends: plan.ends === undefined ? null : [plan.ends[index][0], plan.ends[index][1]],
      flips: [],
    })),
    pairs: [],
  };
}

/** An outcome, or the criterion, by row; NaN where the run failed. */
function outcomeOf(
  plan: Plan,
  { outcomes, failed }: DesignResult,
  key: string | null,
): Float64Array {
  const values =
    key === null ? plan.scorer.score(outcomes, plan.values.columns) : column(outcomes, key);
  return values.map((value, row) => (failed[row] === 1 ? NaN : value));
}

function flips(
  study: Study,
  plan: Plan,
  policies: readonly Policy[],
  results: readonly DesignResult[],
  resampling: Resampling,
): SensitivityResult {
  const scores = results.map((result) => outcomeOf(plan, result, null));
  const { merits, rows } = meritsOf(scores, plan.scorer.better);
  const value = new PartialValue(merits);
  const n = rows.length;
  const failed = plan.values.rows - n;
  const found = plan.inputs.map((key) => {
    const values = column(plan.values, key);
    const input = Float64Array.from(rows, (row) => values[row]);
    return { input, ...flipChanceInHalves(input, value, failed, resampling) };
  });
  return {
    policy: null,
    outcome: null,
    n,
    failed,
    cause: results.find(({ cause }) => cause !== null)?.cause ?? null,
    mean: null,
    deviation: null,
    middle: null,
    best: n === 0 ? null : policies[value.best].key,
    inputs: plan.inputs.map((key, index) => ({
      key,
      name: study.premises.get(key)?.name ?? key,
      measures: { chance: found[index].chance },
      ends: null,
      flips: policies.flatMap((policy, option) => {
        if (option === value.best) return [];
        const { input, choices } = found[index];
        const at = input.filter((_, row) => choices[row] === option);
        if (at.length === 0) return [];
        const low = at.reduce((one, other) => Math.min(one, other));
        const high = at.reduce((one, other) => Math.max(one, other));
        return [{ policy: policy.key, low, high }];
      }),
    })),
    pairs: [],
  };
}
