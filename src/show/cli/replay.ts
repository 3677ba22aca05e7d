import { Command } from "commander";

import { openPosition } from "#explore/explorer";
import { explorerOf } from "#explore/shard-computer";
import { column } from "#numeric/table";
import type { Table } from "#numeric/table";
import { settingsOf, simulate } from "#parley";
import { createRunner } from "#run/runner";
import { keyMatches } from "#store/find-column";
import type { Ensemble } from "#store/ensemble";
import { readRun, runDifferences } from "#store/stored-run";
import type { ReplayedRun, RunKey } from "#store/stored-run";
import { tableAsParquet } from "#store/table-parquet";
import type { Study } from "#study/study";

import { createNodeHost } from "../node/host.js";
import { studyOf } from "../node/shards.js";
import type { CommandIo } from "./io.js";
import { openStored } from "./open-stored.js";
import { tellError } from "./open-target.js";
import { tableAsCsv } from "./table-csv.js";
import { tellProblem } from "./tell-problem.js";
import { wholeNumber } from "./whole-number.js";
import { writeOutput } from "./write-output.js";

interface ReplayOptions {
  readonly future: number;
  readonly policy: string;
  readonly position?: string;
  readonly out?: string;
}

/** `parley replay`: one run of an ensemble again, every variable over time. */
export function replayCommand(io: CommandIo): Command {
  return new Command("replay")
    .description("compute one run of an ensemble again, from the seed, and write all of it as CSV")
    .argument("<folder>", "an ensemble's folder")
    .requiredOption("--future <k>", "which, counted from 0", wholeNumber(0))
    .requiredOption("--policy <policy>", "under which policy")
    .option("--position <position>", "under whose premises, if the ensemble has several positions")
    .option("--out <file>", "write to a file: Parquet if it ends in .parquet, else CSV")
    .action((path: string, options: ReplayOptions) => runReplay(path, options, io));
}

async function runReplay(path: string, options: ReplayOptions, io: CommandIo): Promise<void> {
  const ensemble = await openStored(path, io);
  if (ensemble === null) return;
  try {
    const key = runKeyOf(ensemble, options);
    if (key === null) {
      const names = ensemble.stored.plan.positions.map(({ name }) => name).join(", ");
      tellError(io, `\`${path}\` has several positions.`, `Say which with --position: ${names}.`);
      return;
    }
    const stored = await readRun(ensemble, key);
    const study = await studyOf(ensemble);
    const replayed = await replay(study, ensemble, key, path);
    if (!(await deliver(replayed.trajectory, options.out, io))) return;
    const which = wordsOf(key, ensemble);
    if (stored === null) {
      io.writeError(`${which}: its shard is not stored yet, so there is nothing to compare.\n`);
      return;
    }
    const differences = runDifferences(ensemble, stored, replayed);
    const failed = stored.ok ? "" : " It is one that failed.";
    if (differences.length === 0) {
      io.writeError(`${which}: bit for bit what is stored.${failed}\n`);
      return;
    }
    tellError(
      io,
      `${which} differs from what is stored: ${differences.slice(0, 3).join(" ")}${differences.length > 3 ? ` And ${differences.length - 3} more.` : ""}`,
      `\`parley verify ${path}\` finds damaged files; if there are none, one of the machines that computed has a fault.`,
    );
  } catch (error) {
    tellProblem(error, path, io);
  }
}

function wordsOf({ future, policy, position }: RunKey, { stored }: Ensemble): string {
  const { policies, positions } = stored.plan;
  const nameIn = (all: typeof policies, key: string): string =>
    all.find((one) => one.key === key)?.name ?? key;
  const whose = position === openPosition ? "" : ` with ${nameIn(positions, position)}'s premises`;
  return `Future ${future} under ${nameIn(policies, policy)}${whose}`;
}

/** Null if it has to be said which position is meant. */
function runKeyOf({ stored }: Ensemble, options: ReplayOptions): RunKey | null {
  const { policies, positions } = stored.plan;
  const keyIn = (name: string, all: typeof policies, what: string): string =>
    keyMatches(name, all, ({ key }) => key, `The ensemble has no ${what}`);
  const { future } = options;
  const policy = keyIn(options.policy, policies, "policy");
  if (options.position !== undefined) {
    return { future, policy, position: keyIn(options.position, positions, "position") };
  }
  return positions.length === 1 ? { future, policy, position: positions[0].key } : null;
}

async function replay(
  study: Study,
  ensemble: Ensemble,
  key: RunKey,
  path: string,
): Promise<ReplayedRun> {
  const host = createNodeHost(path);
  const { seed } = ensemble.stored.plan;
  const runner = await createRunner(host, 0);
  const explorer = await explorerOf(ensemble, study, runner, [key.policy], []);
  const premises = explorer.premises(key.position, key.future, key.future + 1);
  const { value: found } = await explorer.cases(premises, key.future).next();
  if (found === undefined) throw new Error(`nothing came of the policy "${key.policy}"`);
  const { values, paths } = settingsOf(study, null, study.policies.get(key.policy) ?? null);
  const set = new Map(values);
  for (const premise of study.premises.values()) {
    if (!premise.inModel || study.levers.has(premise.key)) continue;
    set.set(premise.key, column(premises, premise.key)[0]);
  }
  const which = { seed, future: key.future };
  const trajectory = await simulate(study.model, { values: set, paths }, host, which);
  return { premises, outcomes: found.outcomes, trajectory };
}

/** False, and said why, if it cannot be written. */
async function deliver(table: Table, out: string | undefined, io: CommandIo): Promise<boolean> {
  if (out === undefined) {
    io.write(tableAsCsv(table, null));
    return true;
  }
  const parquet = /\.parquet$/iu.test(out);
  const contents = parquet ? tableAsParquet(table) : tableAsCsv(table, null);
  return writeOutput(out, contents, (message, help) => tellError(io, message, help));
}
