import { envelopeSchemaName } from "#analyse/envelope-document";
import type { EnvelopeDocument } from "#analyse/envelope-document";
import { quantiles } from "#numeric/quantile";
import { column } from "#numeric/table";
import { createRunner } from "#run/runner";
import type { Runner } from "#run/runner";
import { coordinates, valuesOf } from "#sample/futures";
import type { Host } from "#study/host";
import type { Policy, Position, Study } from "#study/study";

import { parametersOf, prepare } from "#run-block";
import { beliefsOf } from "#run-futures";
import type { FuturesOptions } from "#run-futures";

export interface EnvelopeOptions extends FuturesOptions {
  /** The key of a variable of the model without dimensions, or of one element. */
  readonly variable: string;
}

export interface EnvelopeResult {
  readonly document: EnvelopeDocument;
  /** For each policy the values of all futures that finished at the last time. */
  readonly ends: readonly Float64Array[];
}

const band = { low: 0.05, high: 0.95 };
const futuresAtOnce = 1024;

/** How a variable goes over time in nine futures of ten, and its median, for every policy. */
export async function envelope(
  study: Study,
  host: Host,
  options: EnvelopeOptions,
): Promise<EnvelopeResult> {
  const keys = options.policies ?? [...study.policies.keys()];
  const policies = keys.map((key) => study.policies.get(key) as Policy);
  const runner = await createRunner(host, options.workers ?? host.cores);
  let done = 0;
  const found: Band[] = [];
  try {
    for (const policy of policies) {
      const values = await seriesOf(study, runner, policy, options, (runs) => {
        done += runs;
        options.onProgress?.(done, options.futures * policies.length);
      });
      found.push(bandOf(values, options.futures));
    }
  } finally {
    await runner.stop();
  }
  const variable = study.model.variables.get(options.variable);
  const { program } = prepare(study, policies[0], [options.variable]);
  return {
    ends: found.map(({ ends }) => ends),
    document: {
      schema: envelopeSchemaName,
      study: study.title,
      position: options.position ?? null,
      variable: variable?.name ?? options.variable,
      unit: variable?.unit ?? null,
      timeUnit: study.model.time.unit,
      seed: options.seed,
      futures: options.futures,
      ...band,
      times: [...program.times],
      policies: policies.map(({ key, label }, index) => {
        const { failed, lower, middle, upper } = found[index];
        return { key, label, failed, lower, middle, upper };
      }),
    },
  };
}

/** A row a save, a value a future. */
async function seriesOf(
  study: Study,
  runner: Runner,
  policy: Policy,
  { variable, futures, seed, position }: EnvelopeOptions,
  onProgress: (runs: number) => void,
): Promise<readonly Float64Array[]> {
  const { program } = prepare(study, policy, [variable]);
  const holder = position === undefined ? null : (study.positions.get(position) as Position);
  const beliefs = beliefsOf(study, holder);
  const rows = Array.from({ length: program.saves }, () => new Float64Array(futures));
  for (let from = 0; from < futures; from += futuresAtOnce) {
    const to = Math.min(from + futuresAtOnce, futures);
    const unit = coordinates(seed, [...study.premises.keys()], from, to, study.correlations);
    const values = valuesOf(unit, beliefs);
    const parameters = parametersOf(program, policy, to - from, (key) => column(values, key));
    const block = await runner.run(program, {
      futures: to - from,
      parameters,
      firstFuture: from,
      seed,
    });
    for (const [save, row] of rows.entries()) {
      row.set(block.series.subarray(save * (to - from), (save + 1) * (to - from)), from);
    }
    onProgress(to - from);
  }
  return rows;
}

interface Band {
  readonly failed: number;
  readonly lower: (number | null)[];
  readonly middle: (number | null)[];
  readonly upper: (number | null)[];
  readonly ends: Float64Array;
}

function bandOf(rows: readonly Float64Array[], futures: number): Band {
  const whole = Array.from({ length: futures }, (_, future) => future).filter((future) =>
    rows.every((row) => Number.isFinite(row[future])),
  );
  const kept = rows.map((row) => Float64Array.from(whole, (future) => row[future]));
  const cuts = kept.map((row) => quantiles(row, [band.low, 0.5, band.high]));
  const at = (index: number): (number | null)[] =>
    cuts.map((cut) => (Number.isFinite(cut[index]) ? cut[index] : null));
  return {
    failed: futures - whole.length,
    lower: at(0),
    middle: at(1),
    upper: at(2),
    ends: kept[kept.length - 1] ?? new Float64Array(0),
  };
}
