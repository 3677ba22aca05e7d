import { dirname, join } from "node:path";
import { Command } from "commander";

import { studyVerdicts } from "#parley";
import { changeOf, unexplained } from "#argue/ledger";
import { partsOf } from "#argue/ledger-parts";
import { favouredInWords } from "#argue/summary";
import { count } from "#argue/words";
import { FROZEN_FILE } from "#read/native/record";
import type { RecordedPart, StudyRecord } from "#study/record";
import type { Study } from "#study/study";

import { writeNew } from "../node/write-new.js";
import { progressLine } from "./argue-progress.js";
import type { CommandIo } from "./io.js";
import { openStudy, tellNoAnswer, type OpenedStudy } from "./open-study.js";
import { tellError } from "./open-target.js";
import { addEntry, entryText, frozenText } from "./record-files.js";
import { schemaLine } from "./schema-line.js";
import { harmless } from "./style.js";
import { futuresOption, seedOption } from "./run-options.js";
import { reasonOf } from "../node/reason-of.js";

interface FreezeOptions {
  readonly change?: string;
  readonly verdictsKnown?: boolean;
  readonly futures: number;
  readonly seed: number;
}

/** `parley freeze`: fixes a study before it is argued, and keeps the ledger of what is changed. */
export function freezeCommand(io: CommandIo): Command {
  return new Command("freeze")
    .description("fix ranges, criterion, policies and model before anybody runs them")
    .argument("<study>", "a study's folder, or its study.yaml")
    .option("--change <reason>", "note what was changed since, and why, with the verdicts after it")
    .option("--verdicts-known", "somebody has argued the study already; frozen.yaml will say so")
    .addOption(futuresOption("with --change: futures of every position", 2000))
    .addOption(seedOption("with --change: which futures"))
    .action((path: string, options: FreezeOptions) => runFreeze(path, options, io));
}

async function runFreeze(path: string, options: FreezeOptions, io: CommandIo): Promise<void> {
  const opened = await openStudy(path, io);
  if (opened === null) return;
  const { study, target } = opened;
  const folder = dirname(join(target.folder, target.file));
  try {
    if (options.change === undefined) await freeze(study, folder, options, io);
    else await noteChange(study, opened, folder, options.change.trim(), options, io);
  } catch (error) {
    if (error instanceof Error && "code" in error) {
      tellError(io, `\`${folder}\` cannot be written: ${reasonOf(error)}.`);
    } else await tellNoAnswer(error, opened, io, "Stopped; nothing was written.");
  }
}

async function freeze(
  study: Study,
  folder: string,
  options: FreezeOptions,
  io: CommandIo,
): Promise<void> {
  const help =
    'Note what was changed: `parley freeze STUDY --change "the reason"`. To freeze anew, move frozen.yaml and ledger.yaml away.';
  if (study.record !== null) {
    tellError(io, `The study was frozen on ${study.record.date} already.`, help);
    return;
  }
  const parts = partsOf(study);
  const known = options.verdictsKnown === true;
  const schema = await schemaLine(folder, "frozen.schema.json");
  if (!(await writeNew(join(folder, FROZEN_FILE), frozenText(schema, today(), known, parts)))) {
    tellError(io, "There is a frozen.yaml already.", help);
    return;
  }
  io.write(
    `Frozen: ${count(parts.length, "part")} in frozen.yaml${known ? ", with verdicts known" : ""}. From now on \`parley check\` tells what is changed.\n`,
  );
}

async function noteChange(
  study: Study,
  { host }: OpenedStudy,
  folder: string,
  reason: string,
  { futures, seed }: FreezeOptions,
  io: CommandIo,
): Promise<void> {
  const { record } = study;
  if (record === null) {
    tellError(io, "The study was never frozen.", "Freeze it first: `parley freeze STUDY`.");
    return;
  }
  if (reason === "") {
    tellError(io, "The reason is empty.", 'Write it: `--change "two people set the range anew"`.');
    return;
  }
  const changes = unexplained(study);
  if (changes.length === 0) {
    tellError(io, "Nothing has changed that the ledger does not list.");
    return;
  }
  const onProgress = progressLine(host, io);
  const verdicts = await studyVerdicts(study, host, { futures, seed, onProgress });
  io.progress?.(null);
  const entry = { date: today(), reason, changes, verdicts, futures, seed };
  await addEntry(folder, entryText(entry, study));
  const listed = changes.map((difference) => {
    const { kind, name } = (difference.is ?? difference.was) as RecordedPart;
    return `  ${changeOf(difference)}: ${kind === name ? kind : `${kind} ${name}`}`;
  });
  io.write(
    `${harmless([`Noted in ledger.yaml: ${reason}`, ...listed, ...movedVerdicts(record, verdicts, study)].join("\n"))}\n`,
  );
}

/** Which verdicts are other than when they were last noted. */
function movedVerdicts(
  { entries }: StudyRecord,
  verdicts: Awaited<ReturnType<typeof studyVerdicts>>,
  study: Study,
): readonly string[] {
  const last = entries.findLast((entry) => entry.verdicts !== null)?.verdicts ?? null;
  if (last === null) return ["  The verdicts before it were never noted."];
  const words = (favoured: readonly string[]): string =>
    favouredInWords(favoured.map((key) => study.policies.get(key)?.label ?? key));
  const moved = verdicts.flatMap(({ position, favoured }) => {
    const before = last.find((one) => one.position === position);
    if (before === undefined || before.favoured.toSorted().join() === favoured.toSorted().join()) {
      return [];
    }
    const label = study.positions.get(position)?.label ?? position;
    return [`  ${label}: ${words(before.favoured)} before, ${words(favoured)} after.`];
  });
  return moved.length === 0 ? ["  No verdict moved."] : moved;
}

/** ISO date of the day on which it is written, in UTC. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}
