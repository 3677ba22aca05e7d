import { readFile } from "node:fs/promises";
import { Command } from "commander";
import type { z } from "zod";

import { thousands } from "#argue/words";
import { openOrPlan } from "#explore/open-plan";
import { openPosition } from "#explore/explorer";
import type { SeriesRequest } from "#explore/plan-ensemble";
import { readPremiseTable } from "#explore/premise-table";
import type { Ensemble } from "#store/ensemble";
import type { Folder } from "#store/folder";
import type { PlannedDesign } from "#store/plan";
import { StoreProblem } from "#store/store-problem";
import { recordFiles } from "#store/study-files";
import type { RecordedFiles } from "#store/study-files";
import { StudyError } from "#study/diagnostic";
import { keyOf } from "#study/name";
import type { Study } from "#study/study";

import { makeFolder } from "../node/make-folder.js";
import { createNodeFolder } from "../node/folder.js";
import { computeMissing, counted, extentOf } from "./compute-missing.js";
import type { Computed } from "./compute-missing.js";
import { readDesignOption } from "./design-option.js";
import type { exploredSchema } from "./ensemble-output.js";
import type { CommandIo } from "./io.js";
import { namedIn } from "./named-in.js";
import type { Fail } from "./named-in.js";
import { openStudy } from "./open-study.js";
import { tellDiagnostics, tellError } from "./open-target.js";
import { readSeriesOption } from "./series-option.js";
import { tellProblem } from "./tell-problem.js";
import { versionOfPackage } from "./version.js";
import { wholeNumber } from "./whole-number.js";
import { workersOption } from "./run-options.js";
import { reasonOf } from "../node/reason-of.js";

interface ExploreCommandOptions {
  readonly out: string;
  readonly futures?: number;
  readonly seed?: number;
  readonly policies?: readonly string[];
  readonly positions?: readonly string[];
  readonly series?: readonly SeriesRequest[];
  readonly design?: PlannedDesign;
  readonly table?: string;
  readonly shardSize?: number;
  readonly workers?: number;
  readonly planOnly?: boolean;
  readonly json?: boolean;
}

/** `parley explore`: futures × policies (× positions), stored so that nothing finished is lost. */
export function exploreCommand(io: CommandIo): Command {
  return new Command("explore")
    .description("run a study's policies in many futures, and store what comes of each as Parquet")
    .argument("<study>", "a study's folder, or its study.yaml")
    .requiredOption("--out <folder>", "a new folder, or an ensemble to go on with")
    .option(
      "--futures <n>",
      "how many; more than there are lets an ensemble grow (10000)",
      wholeNumber(1),
    )
    .option("--seed <s>", "which futures; the same seed gives the same (1)", wholeNumber(0))
    .option("--policies <names...>", "these only")
    .option(
      "--positions <names...>",
      "premises as these hold them; `open` for the whole range anyone holds (the default), `all`",
    )
    .option(
      "--design <name>",
      "how futures are spread: monte carlo (the default), latin hypercube, sobol, full factorial:LEVELS",
      readDesignOption,
    )
    .option("--table <file>", "futures of your own: CSV or Parquet, a column a premise")
    .option(
      "--series <name>",
      "keep a variable over time: NAME, 'NAME:every 4' or 'NAME:quantiles'; may be given again",
      readSeriesOption,
    )
    .option("--shard-size <n>", "futures a file; by what is stored if not given", wholeNumber(1))
    .addOption(workersOption())
    .option("--plan-only", "write the plan, and compute nothing yet")
    .option("--json", "print what was done as JSON (schema parley/explored@1)")
    .action((path: string, options: ExploreCommandOptions) => runExplore(path, options, io));
}

async function runExplore(
  path: string,
  options: ExploreCommandOptions,
  io: CommandIo,
): Promise<void> {
  const fail: Fail = (message, help) => tellError(io, message, help);
  let files: RecordedFiles | null = null;
  const opened = await openStudy(path, io, (host) => (files = recordFiles(host)));
  if (opened === null || files === null) return;
  const { study, target, host } = opened;
  const policies = keysOf(study, options.policies, "policies", fail);
  const positions = keysOf(study, options.positions, "positions", fail);
  if (policies === null || positions === null) return;
  if (options.table !== undefined && options.design !== undefined) {
    fail("`--table` is a design itself.", "Leave out `--design`.");
    io.setExitCode(2);
    return;
  }
  try {
    await makeFolder(options.out);
  } catch (error) {
    fail(`\`${options.out}\` cannot be made: ${reasonOf(error)}.`);
    return;
  }
  const folder = createNodeFolder(options.out);
  try {
    const { table, ...others } = options;
    const ensemble = await openOrPlan(folder, study, files, {
      ...others,
      ...(await tableDesign(table, folder, study)),
      version: versionOfPackage(),
      file: target.file,
      policies,
      positions,
    });
    if (options.planOnly === true) tellPlan(ensemble, options, io);
    else {
      const all = Array.from({ length: ensemble.shards }, (_, index) => index);
      const computed = await computeMissing(ensemble, options.out, all, options.workers, io);
      tellExplored(ensemble, computed, options, io);
    }
  } catch (error) {
    if (error instanceof StudyError) await tellDiagnostics(error.diagnostics, target, host, io);
    else tellProblem(error, options.out, io);
  }
}

/** The design that somebody's table is. Throws a `StoreProblem` if it is none. */
async function tableDesign(
  file: string | undefined,
  folder: Folder,
  study: Study,
): Promise<{ readonly design?: PlannedDesign; readonly table?: Uint8Array }> {
  if (file === undefined) return {};
  const bytes = await readFile(file).catch((error: unknown) => {
    throw new StoreProblem("bad-table", `\`${file}\` cannot be read: ${reasonOf(error)}.`);
  });
  const { rows } = await readPremiseTable(bytes, file, study);
  return { table: bytes, design: { kind: "table", rows, sha256: folder.sha256(bytes) } };
}

/** Keys, in the order of the study; undefined where nothing is asked, null (and said) if wrong. */
function keysOf(
  study: Study,
  names: readonly string[] | undefined,
  what: "policies" | "positions",
  fail: Fail,
): readonly string[] | undefined | null {
  if (names === undefined) return undefined;
  const all = study[what];
  const known = new Map<string, { readonly name: string }>(all);
  if (what === "positions" && !known.has(openPosition)) {
    known.set(openPosition, { name: openPosition });
  }
  if (names.length === 1 && names[0] === "all" && !all.has("all")) return [...all.keys()];
  const wanted = new Set<string>();
  for (const name of names) {
    const found = namedIn(known, name, what === "policies" ? "policy" : "position", fail);
    if (found === undefined) return null;
    wanted.add(keyOf(name));
  }
  return [...known.keys()].filter((key) => wanted.has(key));
}

function tellPlan(ensemble: Ensemble, options: ExploreCommandOptions, io: CommandIo): void {
  if (options.json === true) {
    io.write(exploredJson(ensemble, null));
    return;
  }
  const { shards } = ensemble;
  io.write(
    `\`${options.out}\` is planned: ${extentOf(ensemble)}, in ${counted(shards, "shard", "shards")} of ${thousands(ensemble.stored.plan.shardSize)} futures.\n` +
      `Compute them with \`parley shard --from 0 --to ${shards - 1} ${options.out}\`, or in parts, anywhere.\n`,
  );
}

function tellExplored(
  ensemble: Ensemble,
  computed: Computed,
  options: ExploreCommandOptions,
  io: CommandIo,
): void {
  if (options.json === true) io.write(exploredJson(ensemble, computed));
  if (options.json === true || computed.stopped) return;
  io.write(
    `\`${options.out}\` holds ${extentOf(ensemble)}, in ${counted(ensemble.shards, "shard", "shards")}.\n` +
      `${doneInWords(computed)}\nSeal it with \`parley seal ${options.out}\`.\n`,
  );
}

/** "120,000 runs in 10.2 s, 11,764 a second; 0 failed." */
export function doneInWords({ runs, failed, seconds, before, shards }: Computed): string {
  if (before === shards) return "All of it was there already.";
  const rate = thousands(Math.round(runs / seconds));
  const kept = before === 0 ? "" : ` ${counted(before, "shard was", "shards were")} there already.`;
  return `${thousands(runs)} runs in ${seconds.toFixed(1)} s, ${rate} a second; ${thousands(failed)} failed.${kept}`;
}

/** What a command computed, as JSON (schema parley/explored@1). */
export function exploredJson(
  { stored, ends, shards }: Ensemble,
  computed: Computed | null,
): string {
  const document: z.infer<typeof exploredSchema> = {
    schema: "parley/explored@1",
    plan: stored.sha256,
    futures: ends[ends.length - 1],
    shards,
    computed:
      computed === null
        ? null
        : {
            wanted: computed.shards,
            stored: computed.stored,
            before: computed.before,
            runs: computed.runs,
            failed: computed.failed,
            seconds: computed.seconds,
          },
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
