import { resolveAndCheck } from "#compile/compile";
import { timeAt } from "#compile/stages";
import type { System } from "#compile/system";
import { nameColumns } from "#store/columns";
import { keyMatches } from "#store/find-column";
import type { Plan, PlannedDesign, PlannedSeries, StoredPlan } from "#store/plan";
import { keyOf } from "#study/name";
import type { Study } from "#study/study";

import { openPosition } from "./explorer.js";

/** Numbers that a shard holds, about: 16 MB before it is compressed. */
const valuesPerShard = 2_000_000;
/** As many, so that there is work for every core. */
const fewestShards = 8;
/** Below this a file is more trouble than it is worth: an ensemble may grow a thousandfold. */
const usefulShard = 1024;
const smallestShard = 64;
const largestShard = 65_536;

/** What is kept of a variable over time. */
export interface SeriesRequest {
  /** A variable, or an element of it: `name[a,b]`. All elements, if only the variable is named. */
  readonly name: string;
  readonly keep: "values" | "quantiles";
  /** Every how many saves; 1 keeps all. */
  readonly every: number;
}

export interface EnsembleRequest {
  readonly futures: number;
  readonly seed: number;
  /** Of Parley. */
  readonly version: string;
  /** The study's main file, and all that was read of it. */
  readonly file: string;
  readonly files: Plan["study"]["files"];
  /** Keys; all policies where left out. */
  readonly policies?: readonly string[] | undefined;
  /** Keys of positions; every premise open where left out. */
  readonly positions?: readonly string[] | undefined;
  readonly series: readonly SeriesRequest[];
  /** Plain Monte Carlo where left out. */
  readonly design?: PlannedDesign | undefined;
  /** Futures a shard; chosen by the size of what is stored where left out. */
  readonly shardSize?: number | undefined;
}

/**
 * The plan of an ensemble. A premise is a column although it may stand in the criterion alone, so
 * that a future can be judged. Throws a `StoreProblem` for a series that the model does not have.
 */
export function planEnsemble(study: Study, request: EnsembleRequest): Plan {
  const policies = request.policies ?? [...study.policies.keys()];
  const positions = request.positions ?? [openPosition];
  const { system } = resolveAndCheck(study.model);
  const [premises, outcomes, series] = nameColumns<NamedColumn>([
    {
      suffix: "premise",
      members: [...study.premises.values()].map(({ key, name, unit }) => ({ key, name, unit })),
    },
    {
      suffix: "outcome",
      members: [...study.outcomes.values()].map(({ key, name, unit }) => ({ key, name, unit })),
    },
    {
      suffix: "series",
      members: request.series.flatMap((one) => plannedSeries(study, system, one)),
    },
  ]);
  const values = outcomes.length + sumOf(series as readonly PlannedSeries[]);
  return {
    schema: "parley/plan@1",
    parley: request.version,
    study: { title: study.title, file: request.file, files: request.files },
    seed: request.seed,
    design: request.design ?? { kind: "monte carlo" },
    futures: request.futures,
    shardSize:
      request.shardSize ??
      shardSizeFor(
        request.futures,
        positions.length * (policies.length * values + premises.length),
      ),
    policies: namedOf(study.policies, policies),
    positions: namedOf(
      new Map<string, { readonly name: string }>([
        [openPosition, { name: openPosition }],
        ...study.positions,
      ]),
      positions,
    ),
    premises: [...premises],
    outcomes: [...outcomes],
    series: series as PlannedSeries[],
  };
}

/** What the study has of these: a plan that is gone on with may name more. */
function namedOf(
  all: ReadonlyMap<string, { readonly name: string }>,
  keys: readonly string[],
): Plan["policies"] {
  return keys.flatMap((key) => {
    const found = all.get(key);
    return found === undefined ? [] : [{ key, name: found.name }];
  });
}

/** The request that a plan answers, so that what is left out of another can be taken from it. */
export function requestOf({
  plan,
}: StoredPlan): Omit<EnsembleRequest, "version" | "file" | "files"> {
  return {
    futures: plan.futures,
    seed: plan.seed,
    design: plan.design,
    policies: plan.policies.map(({ key }) => key),
    positions: plan.positions.map(({ key }) => key),
    series: plan.series.map(({ key, keep, every }) => ({ name: key, keep, every })),
    shardSize: plan.shardSize,
  };
}

interface NamedColumn {
  readonly key: string;
  readonly name: string;
  readonly unit: string | null;
}

function plannedSeries(
  study: Study,
  system: System,
  { name, keep, every }: SeriesRequest,
): readonly (NamedColumn & Omit<PlannedSeries, "column">)[] {
  const { time } = study.model;
  const all = Math.floor(time.steps / time.saveEvery) + 1;
  const saves = Array.from({ length: Math.ceil(all / every) }, (_, index) => index * every);
  const times = saves.map((save) => timeAt(time.start, time.step, 2 * save * time.saveEvery));
  return cellsNamed(study, system, name).map((key) => ({
    key,
    name: system.cells[system.cellOf.get(key) as number].name,
    unit: study.model.variables.get(key.replace(/\[.*$/u, ""))?.unit ?? null,
    keep,
    every,
    times,
    saves,
  }));
}

/** The key of a variable or element, or those of all elements of an arrayed one. */
function cellsNamed(study: Study, system: System, name: string): readonly string[] {
  const key = keyOf(name);
  const elements = [...system.cellOf.keys()].filter((cell) => cell.startsWith(`${key}[`));
  if (elements.length > 0) return elements;
  const cells = [...system.cellOf].map(([cell, index]) => ({
    key: cell,
    name: system.cells[index].name,
  }));
  const variables = [...study.model.variables.values()];
  const known = [...cells, ...variables];
  return [keyMatches(name, known, (one) => one.key, "The model has no variable")];
}

function sumOf(series: readonly PlannedSeries[]): number {
  // A sketch is small, but the values it is made of are in memory for a policy at a time.
  return series.reduce(
    (sum, { keep, saves }) => sum + (keep === "values" ? saves.length : saves.length / 8),
    0,
  );
}

function shardSizeFor(futures: number, valuesPerFuture: number): number {
  const most = Math.min(
    largestShard,
    valuesPerShard / valuesPerFuture,
    Math.max(futures / fewestShards, usefulShard),
  );
  let size = smallestShard;
  while (2 * size <= most) size *= 2;
  return size;
}
