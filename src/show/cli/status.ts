import type { Command } from "commander";
import type { z } from "zod";

import { thousands } from "#argue/words";
import { openPosition } from "#explore/explorer";
import { futuresOf, inRuns, partPath, surveyOf } from "#store/ensemble";
import type { Ensemble, Survey } from "#store/ensemble";
import { readManifest } from "#store/manifest";
import type { Manifest } from "#store/manifest";
import { aboutFile, openParquet, rowsOf } from "#store/parquet-read";
import { failedKey } from "#store/shard-rows";
import { shardFolder } from "#store/shard-name";

import { extentOf } from "./compute-missing.js";
import { designInWords } from "./design-option.js";
import type { statusSchema } from "./ensemble-output.js";
import type { CommandIo } from "./io.js";
import { storedCommand } from "./open-stored.js";
import { harmless } from "./style.js";
import { megabytes } from "./shards-progress.js";

/** `parley status`: what an ensemble is, and how much of it is there. */
export function statusCommand(io: CommandIo): Command {
  const json = "print it as JSON (schema parley/status@1)";
  const description = "say what an ensemble holds, and which of its shards are stored";
  return storedCommand(
    {
      name: "status",
      description,
      json,
      run: (ensemble, path, asJson) => runStatus(ensemble, path, asJson, io),
    },
    io,
  );
}

/** What the footers of the files say. */
interface Stored {
  readonly rows: number;
  readonly failed: number;
  readonly bytes: number;
}

async function runStatus(
  ensemble: Ensemble,
  path: string,
  json: boolean,
  io: CommandIo,
): Promise<void> {
  const survey = await surveyOf(ensemble);
  const stored = await storedOf(ensemble, survey);
  const manifest = await readManifest(ensemble.folder);
  const state = { ensemble, survey, stored, sealed: isSealed(ensemble, survey, manifest) };
  io.write(json ? asJson(state) : harmless(inWords(path, state)));
}

interface State {
  readonly ensemble: Ensemble;
  readonly survey: Survey;
  readonly stored: Stored;
  readonly sealed: boolean;
}

async function storedOf(ensemble: Ensemble, { complete }: Survey): Promise<Stored> {
  let rows = 0;
  let failed = 0;
  let bytes = 0;
  for (const files of complete.values()) {
    const source = await openParquet(ensemble.folder, partPath(files, "rows"));
    rows += rowsOf(source);
    failed += Number(aboutFile(source, failedKey) ?? 0);
    for (const { name } of files) bytes += await ensemble.folder.size(`${shardFolder}/${name}`);
  }
  return { rows, failed, bytes };
}

function isSealed(ensemble: Ensemble, { missing, conflicts }: Survey, manifest: Manifest | null) {
  return (
    manifest !== null &&
    manifest.plan === ensemble.stored.sha256 &&
    manifest.futures === futuresOf(ensemble) &&
    missing.length === 0 &&
    conflicts.size === 0
  );
}

function asJson({ ensemble, survey, stored, sealed }: State): string {
  const document: z.infer<typeof statusSchema> = {
    schema: "parley/status@1",
    plan: ensemble.stored.sha256,
    futures: futuresOf(ensemble),
    shards: ensemble.shards,
    stored: survey.complete.size,
    missing: [...survey.missing],
    conflicts: [...survey.conflicts.keys()],
    foreign: [...survey.foreign],
    ...stored,
    sealed,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function inWords(path: string, { ensemble, survey, stored, sealed }: State): string {
  const { plan } = ensemble.stored;
  const lines = [
    `${path}: ${plan.study.title}`,
    `  ${extentOf(ensemble)}; seed ${plan.seed}, ${designInWords(plan.design)}; planned with Parley ${plan.parley}`,
    `  policies: ${plan.policies.map(({ name }) => name).join(", ")}`,
    `  premises: ${plan.premises.length}, ${positionsInWords(plan.positions)}`,
    `  outcomes: ${plan.outcomes.length}`,
  ];
  for (const { name, keep, times } of plan.series) {
    const what = keep === "quantiles" ? "quantile sketches" : "values";
    lines.push(`  series: ${name}, ${what} at ${thousands(times.length)} times`);
  }
  lines.push(
    `  shards: ${thousands(survey.complete.size)} of ${thousands(ensemble.shards)} stored, ${megabytes(stored.bytes)}`,
  );
  if (survey.missing.length > 0) lines.push(`  missing: ${inRuns(survey.missing)}`);
  if (survey.conflicts.size > 0) {
    lines.push(`  computed twice with different results: ${inRuns([...survey.conflicts.keys()])}`);
  }
  if (survey.foreign.length > 0) {
    lines.push(
      `  no part of it: ${survey.foreign.map((name) => `${shardFolder}/${name}`).join(", ")}`,
    );
  }
  lines.push(`  rows: ${thousands(stored.rows)}, of which ${thousands(stored.failed)} failed`);
  lines.push(sealed ? "  sealed" : "  not sealed");
  return `${lines.join("\n")}\n`;
}

function positionsInWords(positions: readonly { readonly key: string; readonly name: string }[]) {
  if (positions.length === 1 && positions[0].key === openPosition) return "all of them open";
  return `as held by ${positions.map(({ name }) => name).join(", ")}`;
}
