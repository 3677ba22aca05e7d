import { compile, resolveAndCheck } from "#compile/compile";
import { causeOfFailure } from "#compile/failure";
import type { FutureOf } from "#compile/interpret";
import type { Program } from "#compile/program";
import type { System } from "#compile/system";
import { withPaths } from "#compile/variant";
import type { Path } from "#compile/variant";
import { column } from "#numeric/table";
import type { Table } from "#numeric/table";
import type { Case, CaseResult, FailedFuture, RunPlan, RunResults } from "#argue/plan";
import type { RunBlock } from "#run/kernel";
import type { Runner } from "#run/runner";
import { quantileFunction } from "#sample/distribution";
import { coordinates } from "#sample/futures";
import type { Distribution, Policy, Study } from "#study/study";

/** How many failed futures of a case are replayed to find what failed first. */
const replayed = 3;
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
    const made = ranges.get(name) ?? coordinates(seed, premises, from, to);
    ranges.set(name, made);
    return made;
  };
  const draw = (premise: string, belief: Distribution, from: number, to: number) =>
    column(uniforms(from, to), premise).map(quantileFunction(belief));

  const preparedFor = (policy: Policy): Prepared => {
    const paths = pathsOf(policy);
    const name = JSON.stringify([...paths]);
    const made = prepared.get(name) ?? prepare(study, paths);
    prepared.set(name, made);
    return made;
  };

  const runCase = async (one: Case, from: number, to: number): Promise<CaseResult> => {
    const policy = study.policies.get(one.policy);
    if (policy === undefined) throw new Error(`the study has no policy "${one.policy}"`);
    const { program, system } = preparedFor(policy);
    const futures = to - from;
    const parameters = new Float64Array(program.parameters.length * futures);
    for (const [row, key] of program.parameters.entries()) {
      const block = parameters.subarray(row * futures, (row + 1) * futures);
      const setting = policy.settings.get(key);
      const belief = one.premises.get(key);
      if (setting?.kind === "value") block.fill(setting.value);
      else if (belief !== undefined) block.set(draw(key, belief, from, to));
      else throw new Error(`nothing says what "${key}" is`);
    }
    const block = await runner.run(program, {
      futures,
      parameters: parameters.slice(),
      firstFuture: from,
      seed,
    });
    return {
      outcomes: outcomeTable(program, block),
      failures: failures(system, program, block, parameters, { seed, future: from }),
    };
  };

  return {
    draw,
    async run(plan, onProgress) {
      const found = new Map<string, CaseResult>();
      const waiting = [...plan.cases];
      const next = async (): Promise<void> => {
        for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
          const name = `${plan.from} ${plan.to} ${one.id}`;
          const result = results.get(name) ?? (await runCase(one, plan.from, plan.to));
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

/** A model with a policy's paths in it, compiled for what the study asks. */
interface Prepared {
  readonly system: System;
  readonly program: Program;
}

function prepare(study: Study, paths: ReadonlyMap<string, Path>): Prepared {
  const { system } = resolveAndCheck(withPaths(study.model, paths));
  const premises = [...study.premises.values()].filter(({ inModel }) => inModel);
  const levers = [...study.levers.keys()].filter((key) => !paths.has(key));
  const program = compile(system, {
    parameters: [...premises.map(({ key }) => key), ...levers],
    outcomes: [...study.outcomes.values()],
    series: [],
  });
  return { system, program };
}

function pathsOf(policy: Policy): ReadonlyMap<string, Path> {
  const paths = new Map<string, Path>();
  for (const [lever, setting] of policy.settings) {
    if (setting.kind === "path") paths.set(lever, setting);
  }
  return paths;
}

function outcomeTable(program: Program, { futures, outcomes }: RunBlock): Table {
  return {
    rows: futures,
    columns: new Map(
      program.outcomes.map(({ key }, row) => [
        key,
        outcomes.subarray(row * futures, (row + 1) * futures),
      ]),
    ),
  };
}

/** The futures in which an outcome is not a finite number; of the first few, why. */
function failures(
  system: System,
  program: Program,
  { futures, outcomes }: RunBlock,
  parameters: Float64Array,
  first: FutureOf,
): FailedFuture[] {
  const failed: FailedFuture[] = [];
  for (let row = 0; row < futures; row++) {
    const finite = program.outcomes.every((_, outcome) =>
      Number.isFinite(outcomes[outcome * futures + row]),
    );
    if (finite) continue;
    const cause =
      failed.length < replayed
        ? describeFailure(system, program, parameters, futures, row, first)
        : null;
    failed.push({ row, cause });
  }
  return failed;
}

function describeFailure(
  system: System,
  program: Program,
  parameters: Float64Array,
  futures: number,
  row: number,
  { seed, future }: FutureOf,
): string {
  const values = new Map(
    program.parameters.map((key, index) => [key, parameters[index * futures + row]]),
  );
  const cause = causeOfFailure(system, values, { seed, future: future + row });
  if (cause === null) return "an outcome is not a finite number";
  const { variable, time, value } = cause;
  const what = Number.isNaN(value) ? "is not a number" : "grows beyond all numbers";
  return `"${variable}" ${what} at time ${time}`;
}
