import { compile, resolveAndCheck } from "#compile/compile";
import type { Program } from "#compile/program";
import { withPaths } from "#compile/variant";
import type { Path } from "#compile/variant";
import { createKernel } from "#run/kernel";
import type { Kernel } from "#run/kernel";
import { quantileFunction } from "#sample/distribution";
import { coordinates } from "#sample/futures";
import { column } from "#numeric/table";
import type { Table } from "#numeric/table";
import type { Instantiator } from "#study/host";
import type { Distribution, LeverSetting, Study } from "#study/study";

import { bandsOf, savesToShow } from "./bands.js";

/** The futures [from, to) of one policy under a set of premises, and what is wanted of them. */
export interface SliceRequest {
  readonly policy: string;
  readonly settings: ReadonlyMap<string, LeverSetting>;
  /** What is assumed about every premise of the study, by key. */
  readonly premises: ReadonlyMap<string, Distribution>;
  readonly from: number;
  readonly to: number;
  readonly seed: number;
  /** Keys of variables whose course is wanted, or "all" of them, as one run is replayed. */
  readonly series: readonly string[] | "all";
  /** Shares at which the courses are read, ascending. */
  readonly levels: readonly number[];
  /** About how many points of a course are wanted at most. */
  readonly points: number;
}

/** Plain data, so that a worker can send it. */
export interface SliceResult {
  readonly policy: string;
  /** A value for each future and outcome; NaN where the run failed. */
  readonly outcomes: ReadonlyMap<string, Float64Array>;
  /** By variable (elements of arrays as `name[a,b]`): a row of `times.length` for each level. */
  readonly bands: ReadonlyMap<string, Float64Array>;
  readonly times: readonly number[];
}

/** Futures between two looks at whether the answer is still wanted: some 5 ms of work. */
const chunkFutures = 128;
/** Tables of coordinates that are kept: those of 2,000 futures in chunks, whole, and a preview. */
const keptTables = 24;

/** Runs slices of one study, each program being compiled once. */
export interface SliceRunner {
  /** Null where `wanted` said no in between; it is asked after every chunk. */
  run(request: SliceRequest, wanted: () => Promise<boolean>): Promise<SliceResult | null>;
}

export function createSliceRunner(
  study: Study,
  host: Instantiator,
  coordinatesOf: Coordinates = keptCoordinates(study),
): SliceRunner {
  const kernels = new Map<string, Promise<Prepared>>();
  const preparedFor = (request: SliceRequest): Promise<Prepared> => {
    const paths = pathsOf(request.settings);
    const levers = [...request.settings.keys()].filter((key) => !paths.has(key));
    const name = JSON.stringify([[...paths], levers, request.series]);
    const made = kernels.get(name) ?? prepare(study, paths, levers, request.series, host);
    kernels.set(name, made);
    // Older programs with other series make room.
    for (const old of [...kernels.keys()].slice(0, -24)) kernels.delete(old);
    return made;
  };
  return {
    async run(request, wanted) {
      const { program, kernel } = await preparedFor(request);
      const futures = request.to - request.from;
      const outcomes = program.outcomes.map(() => new Float64Array(futures));
      const rows = program.series.length * program.saves;
      const series = new Float64Array(rows * futures);
      for (let done = 0; done < futures; done += chunkFutures) {
        const count = Math.min(chunkFutures, futures - done);
        const parameters = parametersOf(
          coordinatesOf,
          program,
          request,
          request.from + done,
          count,
        );
        const { seed } = request;
        const firstFuture = request.from + done;
        const block = kernel.runInPlace({ futures: count, parameters, firstFuture, seed });
        for (const [row, values] of outcomes.entries()) {
          values.set(block.outcomes.subarray(row * count, (row + 1) * count), done);
        }
        for (let row = 0; row < rows; row++) {
          series.set(block.series.subarray(row * count, (row + 1) * count), row * futures + done);
        }
        if (done + count < futures && !(await wanted())) return null;
      }
      const bands = new Map<string, Float64Array>();
      const shown = savesToShow(program.saves, request.points);
      for (const [index, key] of program.series.entries()) {
        const from = index * program.saves * futures;
        const one = series.subarray(from, from + program.saves * futures);
        bands.set(key, bandsOf(one, shown, futures, request.levels));
      }
      return {
        policy: request.policy,
        outcomes: new Map(program.outcomes.map(({ key }, row) => [key, outcomes[row]])),
        bands,
        times: shown.map((save) => program.times[save]),
      };
    },
  };
}

/** The coordinates of the futures [from, to) of a seed: a column for each premise of a study. */
export type Coordinates = (seed: number, from: number, to: number) => Table;

/**
 * Coordinates that are computed once. They depend on nothing that a reader moves, and every policy
 * has the same ones; to compute them anew took a fifth of the time of a run.
 */
export function keptCoordinates(study: Study): Coordinates {
  const keys = [...study.premises.keys()];
  const kept = new Map<string, Table>();
  return (seed, from, to) => {
    const name = `${seed} ${from} ${to}`;
    const table = kept.get(name) ?? coordinates(seed, keys, from, to, study.correlations);
    kept.set(name, table);
    for (const old of [...kept.keys()].slice(0, -keptTables)) kept.delete(old);
    return table;
  };
}

/** The values of all premises in the futures [from, to), by key. */
export function drawnPremises(
  coordinatesOf: Coordinates,
  premises: ReadonlyMap<string, Distribution>,
  seed: number,
  from: number,
  to: number,
): ReadonlyMap<string, Float64Array> {
  const table = coordinatesOf(seed, from, to);
  return new Map(
    [...premises].map(([key, belief]) => [key, column(table, key).map(quantileFunction(belief))]),
  );
}

interface Prepared {
  readonly program: Program;
  readonly kernel: Kernel;
}

async function prepare(
  study: Study,
  paths: ReadonlyMap<string, Path>,
  levers: readonly string[],
  series: SliceRequest["series"],
  host: Instantiator,
): Promise<Prepared> {
  const { system } = resolveAndCheck(withPaths(study.model, paths));
  const premises = [...study.premises.values()].filter(({ inModel }) => inModel);
  const program = compile(system, {
    parameters: [...premises.map(({ key }) => key), ...levers],
    outcomes: [...study.outcomes.values()],
    series: series === "all" ? [...system.cellOf.keys()] : series,
  });
  return { program, kernel: await createKernel(program, host) };
}

function parametersOf(
  coordinatesOf: Coordinates,
  program: Program,
  { settings, premises, seed }: SliceRequest,
  from: number,
  count: number,
): Float64Array {
  const drawn = drawnPremises(coordinatesOf, premises, seed, from, from + count);
  const block = new Float64Array(program.parameters.length * count);
  for (const [row, key] of program.parameters.entries()) {
    const target = block.subarray(row * count, (row + 1) * count);
    const setting = settings.get(key);
    const values = drawn.get(key);
    if (setting?.kind === "value") target.fill(setting.value);
    else if (values !== undefined) target.set(values);
    else throw new Error(`nothing says what "${key}" is`);
  }
  return block;
}

function pathsOf(settings: ReadonlyMap<string, LeverSetting>): ReadonlyMap<string, Path> {
  const paths = new Map<string, Path>();
  for (const [lever, setting] of settings) {
    if (setting.kind === "path") paths.set(lever, setting);
  }
  return paths;
}
