import type { Table } from "#numeric/table";
import { createRunner } from "#run/runner";
import type { CaseRows } from "#store/shard-rows";
import type { Machine } from "#study/host";
import type { Study } from "#study/study";

import { createDesign } from "./design.js";
import { createExplorer, openPosition } from "./explorer.js";

export interface ExploreOptions {
  /** The futures [from, to). */
  readonly from?: number;
  readonly to: number;
  readonly seed: number;
  /** Keys; all policies where left out. */
  readonly policies?: readonly string[];
  /** Keys; where left out, every premise is open: the whole range anyone holds. */
  readonly positions?: readonly string[];
  /** Keys of variables, or `key[element,element]`, whose values over time are wanted. */
  readonly series?: readonly string[];
  /** Futures a block. */
  readonly blockFutures?: number;
  /** 0: everything on the calling thread. Default: as many as the host has cores. */
  readonly workers?: number;
}

/** One policy under one position in some futures; `row` r of its tables is future `from` + r. */
export interface ExploredBlock extends CaseRows {
  readonly position: string;
  readonly from: number;
  readonly to: number;
  /** A column for every premise by key. */
  readonly premises: Table;
}

const usualBlock = 4096;

/**
 * Runs futures × policies × positions block by block and keeps nothing: what is not taken from a
 * block is gone, so that memory does not grow with the number of futures. Futures are those of plain
 * Monte Carlo, the same however they are split into blocks. Ends early, without an error, once the
 * host is asked to stop. Throws a `StudyError` if the model cannot be compiled as is asked.
 */
export async function* exploreStudy(
  study: Study,
  host: Machine,
  options: ExploreOptions,
): AsyncGenerator<ExploredBlock> {
  const { from = 0, to, seed, series = [], blockFutures = usualBlock } = options;
  const { policies = [...study.policies.keys()], positions = [openPosition] } = options;
  const runner = await createRunner(host, options.workers ?? host.cores);
  try {
    const design = createDesign({ study, design: { kind: "monte carlo" }, seed, futures: to });
    const explorer = createExplorer(study, runner, { design, seed, policies, series });
    for (let first = from; first < to; first += blockFutures) {
      const last = Math.min(first + blockFutures, to);
      for (const position of positions) {
        const premises = explorer.premises(position, first, last);
        for await (const one of explorer.cases(premises, first)) {
          if (host.cancelled()) return;
          yield { ...one, position, from: first, to: last, premises };
        }
      }
    }
  } finally {
    await runner.stop();
  }
}
