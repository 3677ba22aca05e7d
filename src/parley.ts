import { argue, planFor } from "#argue/argue";
import { checkLedger } from "#argue/check-ledger";
import type { ArgueDocument } from "#argue/document";
import type { Draw, RunPlan, RunResults, Stage } from "#argue/plan";
import type { ArgueQuestion } from "#argue/settings";
import { verdictsOf } from "#argue/verdicts";
import { compile, resolveAndCheck } from "#compile/compile";
import type { FutureOf } from "#compile/interpret";
import type { System } from "#compile/system";
import { withPaths } from "#compile/variant";
import type { Path } from "#compile/variant";
import { checkUnits } from "#compile/2-check/units";
import type { Table } from "#numeric/table";
import { readModelFile } from "#read/model-file";
import { readStudy } from "#read/native/study";
import type { LostQuotes } from "#read/native/study";
import { createKernel } from "#run/kernel";
import { createRunner } from "#run/runner";
import { medianOf } from "#sample/distribution";
import { hasErrors, StudyError } from "#study/diagnostic";
import type { Checked, Diagnostic } from "#study/diagnostic";
import type { Files, Host, Instantiator } from "#study/host";
import type { Model } from "#study/model";
import type { RecordedVerdict } from "#study/record";
import type { Policy, Position, Study } from "#study/study";

import { createCaseRunner } from "#run-cases";
import { untilItsEnd } from "#run-end";

export { exploreStudy } from "#explore/explore-study";
export { readEnsemble } from "#store/read-ensemble";

/**
 * Reads a study with its model, documents and observations, and checks all that can be known
 * without running it. There is a value only if there are no errors, among which
 * quotes that are not found in their documents count unless they are to be warnings.
 */
export async function loadStudy(
  files: Files,
  path = "study.yaml",
  lostQuotes: LostQuotes = "error",
): Promise<Checked<Study>> {
  const { value: study, diagnostics } = await readStudy(files, path, lostQuotes);
  if (study === undefined) return { diagnostics };
  return judged(study, [...diagnostics, ...checkModel(study.model), ...checkLedger(study)]);
}

/** Reads a model by the ending of its file, and checks it. */
export async function loadModel(files: Files, path: string): Promise<Checked<Model>> {
  const { value: model, diagnostics } = await readModelFile(files, path);
  if (model === undefined) return { diagnostics };
  return judged(model, [...diagnostics, ...checkModel(model)]);
}

/** What the compiler knows of a model: names that lead nowhere, circles, units that disagree. */
export function checkModel(model: Model): readonly Diagnostic[] {
  const { diagnostics } = resolveAndCheck(model);
  const wrong = model.unitProblems ?? (/\.ya?ml$/iu.test(model.file) ? "errors" : "warnings");
  const severity = wrong === "errors" ? "error" : "warning";
  return [...diagnostics, ...checkUnits(model, severity)];
}

function judged<T>(value: T, diagnostics: readonly Diagnostic[]): Checked<T> {
  return hasErrors(diagnostics) ? { diagnostics } : { value, diagnostics };
}

/** What a single run replaces in its model, by the keys of constants. */
export interface Settings {
  readonly values: ReadonlyMap<string, number>;
  readonly paths: ReadonlyMap<string, Path>;
}

/**
 * One run: a column for time and one for every variable (each element of an arrayed one), named as
 * the model names them, and a row for every save. `which` is what its random numbers depend on. Throws a `StudyError` if the model has errors.
 */
export async function simulate(
  model: Model,
  settings: Settings,
  host: Instantiator,
  which: FutureOf = { seed: 0, future: 0 },
): Promise<Table> {
  const whole = withPaths(model, settings.paths);
  const checked = resolveAndCheck(whole);
  if (hasErrors(checked.diagnostics)) throw new StudyError(checked.diagnostics);
  const ended = await untilItsEnd(whole, settings.values, host, which);
  const system = ended === whole ? checked.system : resolveAndCheck(ended).system;
  const series = [...system.cellOf.keys()];
  const parameters = [...settings.values.keys()];
  const program = compile(system, { parameters, outcomes: [], series, futures: 1 });
  if (program.saves * series.length > mostSaved)
    throw new StudyError([tooMuchSaved(model, series.length)]);
  const kernel = await createKernel(program, host);
  const values = Float64Array.from(settings.values.values());
  const { series: found } = kernel.run({
    futures: 1,
    parameters: values,
    firstFuture: which.future,
    seed: which.seed,
  });
  const columns = new Map<string, Float64Array>([["time", Float64Array.from(program.times)]]);
  for (const [index, key] of series.entries()) {
    const column = found.subarray(index * program.saves, (index + 1) * program.saves);
    columns.set(nameOf(system, key), column);
  }
  return { rows: program.saves, columns };
}

/** Values of a single run that fit into the memory of a module: 4 GB, two futures side by side. */
const mostSaved = 250_000_000;

function tooMuchSaved({ time }: Model, variables: number): Diagnostic {
  const saves = Math.floor(time.steps / time.saveEvery) + 1;
  return {
    code: "too-much-saved",
    severity: "error",
    message: `${saves.toLocaleString("en")} saves of ${variables.toLocaleString("en")} variables do not fit into the memory of a run (${mostSaved.toLocaleString("en")} values)`,
    place: time.place,
    help: "save less often",
  };
}

function nameOf(system: System, key: string): string {
  return system.cells[system.cellOf.get(key) as number].name;
}

/**
 * The settings of a single run of a study: a premise at the median of what a position holds, or at
 * its `at` where nobody is asked or the position leaves it open; levers as a policy sets them.
 */
export function settingsOf(
  study: Study,
  position: Position | null,
  policy: Policy | null,
): Settings {
  const values = new Map<string, number>();
  const paths = new Map<string, Path>();
  for (const premise of study.premises.values()) {
    const held = position?.holds.get(premise.key);
    if (premise.inModel) {
      values.set(premise.key, held === undefined ? premise.at : medianOf(held.belief));
    }
  }
  for (const [lever, setting] of policy?.settings ?? []) {
    if (setting.kind === "value") values.set(lever, setting.value);
    else paths.set(lever, setting);
  }
  return { values, paths };
}

/** What an argument is asked, and how it is run here. */
export interface ArgueOptions extends ArgueQuestion {
  /** 0: everything on the calling thread. Default: as many as the host has cores. */
  readonly workers?: number | undefined;
  /** Told once the first runs have shown how fast this machine is. */
  readonly onPlan?: ((plan: ArguePlan) => void) | undefined;
  readonly onProgress?: ((progress: ArgueProgress) => void) | undefined;
}

/** What an argument will do, at most, and about how long that takes. */
export interface ArguePlan {
  readonly parts: readonly { readonly what: string; readonly runs: number }[];
  readonly seconds: number;
}

export interface ArgueProgress {
  readonly stage: Stage;
  /** Runs (a policy under a set of premises, in one future) of the stage. */
  readonly done: number;
  readonly total: number;
}

/** Thrown where the host was asked to stop before an answer was there. */
export class Cancelled extends Error {
  constructor() {
    super("stopped on request");
    this.name = "Cancelled";
  }
}

/**
 * The main job: which policy every speaker's own premises favour, whether what they conclude
 * follows, and which disagreements decide. Runs what the analysis plans until it has its answer.
 */
export async function argueStudy(
  study: Study,
  host: Host,
  options: ArgueOptions,
): Promise<ArgueDocument> {
  const { futures, seed, version, between, deep, weights, more, onPlan } = options;
  const asked = { futures, seed, between, version, deep, weights, more };
  const tell = (eachRun: number, draw: Draw): void => {
    const { parts } = planFor(study, { ...asked, draw });
    onPlan?.({ parts, seconds: eachRun * parts.reduce((sum, part) => sum + part.runs, 0) });
  };
  return drive(study, host, options, (draw) => argue(study, { ...asked, draw }), tell);
}

/** The verdict of every position and nothing else, as a ledger notes it. */
export async function studyVerdicts(
  study: Study,
  host: Host,
  options: Omit<ArgueOptions, "version" | "between">,
): Promise<readonly RecordedVerdict[]> {
  const settings = { borders: [], runsPerPlan: 100_000 };
  return drive(study, host, options, (draw) =>
    verdictsOf(study, options.futures, 0.95, { ...settings, draw }),
  );
}

/**
 * Runs what an analysis plans until it has its answer. `told` is told after the first plan how many
 * seconds a run takes here.
 */
async function drive<Answer>(
  study: Study,
  host: Host,
  { seed, workers = host.cores, onProgress }: Omit<ArgueOptions, "version">,
  analysisWith: (draw: Draw) => Generator<RunPlan, Answer, RunResults>,
  told?: (eachRun: number, draw: Draw) => void,
): Promise<Answer> {
  const runner = await createRunner(host, workers);
  try {
    const cases = createCaseRunner(study, runner, seed);
    const analysis = analysisWith(cases.draw);
    let tell = told;
    let next = analysis.next();
    while (next.done !== true) {
      const plan = next.value;
      let done = plan.before;
      const began = host.now();
      const results = await cases.run(plan, (runs) => {
        if (host.cancelled()) throw new Cancelled();
        done += runs;
        onProgress?.({ stage: plan.stage, done, total: plan.total });
      });
      tell?.((host.now() - began) / 1000 / Math.max(1, done - plan.before), cases.draw);
      tell = undefined;
      next = analysis.next(results);
    }
    return next.value;
  } finally {
    await runner.stop();
  }
}
