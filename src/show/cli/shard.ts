import { Command } from "commander";

import { rangeOf } from "#store/ensemble";

import { computeMissing } from "./compute-missing.js";
import { doneInWords, exploredJson } from "./explore.js";
import type { CommandIo } from "./io.js";
import { openStored } from "./open-stored.js";
import { tellError } from "./open-target.js";
import { tellProblem } from "./tell-problem.js";
import { wholeNumber } from "./whole-number.js";
import { workersOption } from "./run-options.js";

interface ShardOptions {
  readonly from: number;
  readonly to: number;
  readonly workers?: number;
  readonly json?: boolean;
}

/** `parley shard`: some shards of a planned ensemble, for job arrays, queues and other machines. */
export function shardCommand(io: CommandIo): Command {
  return new Command("shard")
    .description("compute some shards of a planned ensemble; those that are there are left alone")
    .argument("<folder>", "an ensemble's folder")
    .requiredOption("--from <a>", "the first shard, counted from 0", wholeNumber(0))
    .requiredOption(
      "--to <b>",
      "the last shard; one beyond the end stands for the end",
      wholeNumber(0),
    )
    .addOption(workersOption())
    .option("--json", "print what was done as JSON (schema parley/explored@1)")
    .action((path: string, options: ShardOptions) => runShards(path, options, io));
}

async function runShards(path: string, options: ShardOptions, io: CommandIo): Promise<void> {
  const { from, to } = options;
  if (from > to) {
    tellError(
      io,
      `\`--from ${from}\` is after \`--to ${to}\`.`,
      "Give the first shard, then the last.",
    );
    io.setExitCode(2);
    return;
  }
  const ensemble = await openStored(path, io);
  if (ensemble === null) return;
  try {
    rangeOf(ensemble, from);
    const last = Math.min(to, ensemble.shards - 1);
    const wanted = Array.from({ length: last - from + 1 }, (_, index) => from + index);
    const computed = await computeMissing(ensemble, path, wanted, options.workers, io);
    if (options.json === true) io.write(exploredJson(ensemble, computed));
    else if (!computed.stopped) {
      const which = from === last ? `Shard ${from}` : `Shards ${from} to ${last}`;
      io.write(`${which} of \`${path}\`: ${doneInWords(computed)}\n`);
    }
  } catch (error) {
    tellProblem(error, path, io);
  }
}
