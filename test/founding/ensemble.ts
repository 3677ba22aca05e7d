import { fileURLToPath } from "node:url";

import { compile, resolveAndCheck } from "#compile/compile";
import { scorerOf } from "#argue/criterion";
import { column } from "#numeric/table";
import type { Table } from "#numeric/table";
import { loadStudy } from "#parley";
import { createKernel } from "#run/kernel";
import { coordinates, valuesOf } from "#sample/futures";
import { createNodeHost } from "#show/node/host";
import type { Model } from "#study/model";
import { keyOf } from "#study/name";
import type { Distribution, Measure, Outcome, Policy, Position, Study } from "#study/study";

import { outcomeOf } from "../support/outcome.js";

export const host = createNodeHost(
  fileURLToPath(new URL("../../examples/drones-or-diplomacy/", import.meta.url)),
);

/** The founding study. Throws if there is anything to say against it, be it a note. */
async function foundingStudy(): Promise<Study> {
  const { value, diagnostics } = await loadStudy(host);
  if (value === undefined || diagnostics.length > 0) {
    throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  }
  return value;
}

export const study = await foundingStudy();
export const policies = [...study.policies.values()];

export function policyOf(name: string): Policy {
  return study.policies.get(keyOf(name)) ?? missing(name);
}

export function positionOf(name: string): Position {
  return study.positions.get(keyOf(name)) ?? missing(name);
}

function missing(name: string): never {
  throw new Error(`the founding study has no ${name}`);
}

/** Constants of the model by name or key: one number for all futures, or one for each. */
export type Settings = Readonly<Record<string, number | Float64Array>>;

/** What a block of futures came to. */
export interface Found {
  /** A column an outcome, a row a future. */
  readonly table: Table;
  /** The values of an outcome, a future each. */
  outcome(name: string): Float64Array;
  /** The values of a variable at a save, a future each. */
  series(name: string, save: number): Float64Array;
}

export interface Bench {
  readonly times: readonly number[];
  run(futures: number, settings: Settings): Found;
}

export interface Readings {
  readonly model?: Model;
  readonly outcomes?: readonly Outcome[];
  /** Names of variables whose whole course is wanted. */
  readonly series?: readonly string[];
  /** Names of constants to be set, beside the premises and the levers. */
  readonly constants?: readonly string[];
}

/** The compiled model, made ready for what is to be read off it. */
export async function createBench(readings: Readings): Promise<Bench> {
  const { model = study.model, outcomes = [], series = [], constants = [] } = readings;
  const { system } = resolveAndCheck(model);
  const inModel = [...study.premises.values()].filter((premise) => premise.inModel);
  const premises = new Map(inModel.map(({ key, at }) => [key, at]));
  const own = [...study.levers.keys(), ...constants.map(keyOf)];
  const parameters = [...premises.keys(), ...own];
  const program = compile(system, { parameters, outcomes, series: series.map(keyOf) });
  const kernel = await createKernel(program, host);
  const atHome = new Map(
    own.map((key) => {
      const definition = model.variables.get(key)?.definitions[0];
      if (definition?.kind !== "constant") return missing(`constant ${key}`);
      return [key, definition.value];
    }),
  );

  return {
    times: program.times,
    run(futures, settings) {
      const given = new Map(Object.entries(settings).map(([name, value]) => [keyOf(name), value]));
      const block = new Float64Array(parameters.length * futures);
      for (const [row, key] of parameters.entries()) {
        const value = given.get(key) ?? premises.get(key) ?? atHome.get(key) ?? missing(key);
        const values = block.subarray(row * futures, (row + 1) * futures);
        if (typeof value === "number") values.fill(value);
        else values.set(value);
      }
      const found = kernel.run({ futures, parameters: block });
      const columns = new Map(
        program.outcomes.map(({ key }, row) => [
          key,
          found.outcomes.subarray(row * futures, (row + 1) * futures),
        ]),
      );
      return {
        table: { rows: futures, columns },
        outcome: (name) => columns.get(keyOf(name)) ?? missing(name),
        series(name, save) {
          const index = program.series.indexOf(keyOf(name));
          if (index < 0 || save < 0 || save >= program.saves) return missing(`${name} at ${save}`);
          const from = (index * program.saves + save) * futures;
          return found.series.subarray(from, from + futures);
        },
      };
    },
  };
}

/** An outcome "measure name", over the whole run unless told otherwise. */
export function reading(name: string, measure: Measure, from = 2008, to = 2015): Outcome {
  return outcomeOf(`${measure} ${name}`, name, measure, from, to);
}

/** The levers as a policy sets them. */
export function levers(policy: Policy): Settings {
  return Object.fromEntries(
    [...policy.settings].map(([key, setting]) => [
      key,
      setting.kind === "value"
        ? setting.value
        : missing(`path of ${key}, which these tests expect`),
    ]),
  );
}

/** Futures [0, futures) of a seed as somebody sees them; whoever holds nothing: the whole ranges. */
export function draws(seed: number, futures: number, position?: Position): Settings {
  const unit = coordinates(seed, [...study.premises.keys()], 0, futures);
  const beliefs = new Map<string, Distribution>();
  for (const { key, open } of study.premises.values()) {
    beliefs.set(key, position?.holds.get(key)?.belief ?? open);
  }
  return columnsOf(valuesOf(unit, beliefs));
}

/** Corners of the premises' ranges: each premise at one of its two ends, by a coin. */
export function corners(seed: number, futures: number): Settings {
  const unit = coordinates(seed, [...study.premises.keys()], 0, futures);
  const columns = new Map<string, Float64Array>();
  for (const { key, open } of study.premises.values()) {
    if (open.kind !== "uniform") return missing(`range of ${key}`);
    const { low, high } = open;
    columns.set(
      key,
      column(unit, key).map((u) => (u < 0.5 ? low : high)),
    );
  }
  return columnsOf({ rows: futures, columns });
}

function columnsOf({ columns }: Table): Settings {
  return Object.fromEntries(columns);
}

/** The study's criterion in every future. */
export function losses(found: Found, premises: Settings): Float64Array {
  const weights = new Map<string, Float64Array>();
  for (const [key, values] of Object.entries(premises)) {
    weights.set(
      key,
      typeof values === "number" ? new Float64Array(found.table.rows).fill(values) : values,
    );
  }
  return scorerOf(study.criterion, study).score(found.table, weights);
}

/** Bit for bit, with every NaN equal to itself and 0 different from −0. */
export function sameBits(one: Float64Array, other: Float64Array): boolean {
  return one.length === other.length && one.every((value, at) => Object.is(value, other[at]));
}
