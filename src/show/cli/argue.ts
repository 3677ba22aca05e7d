import { join } from "node:path";
import { Command, InvalidArgumentError } from "commander";

import { argueStudy } from "#parley";
import type { ArgueDocument } from "#argue/document";
import type { Diagnostic } from "#study/diagnostic";
import type { Study } from "#study/study";

import { studyPayload } from "../publish/payload-of.js";
import { writeReport, type ReportFormat } from "../report/report.js";
import type { CommandIo } from "./io.js";
import { namedIn } from "./named-in.js";
import type { Fail } from "./named-in.js";
import { openStudy, tellNoAnswer } from "./open-study.js";
import { tellError } from "./open-target.js";
import { printArgue } from "./print-argue.js";
import { planInWords, progressLine } from "./argue-progress.js";
import { recordArgued } from "./record-argued.js";
import { harmless, styleOf } from "./style.js";
import { saidOfPage, writePage } from "./write-page.js";
import { versionOfPackage } from "./version.js";
import { wholeNumber } from "./whole-number.js";
import { futuresOption, seedOption, workersOption } from "./run-options.js";
import { writeWithFolder } from "./write-output.js";

interface ArgueCommandOptions {
  readonly between?: readonly string[];
  readonly deep?: boolean;
  readonly weight: readonly string[];
  readonly futures: number;
  readonly more: number;
  readonly seed: number;
  readonly workers?: number;
  readonly out?: string;
  readonly report?: ReportFile;
  readonly page?: string;
  readonly json?: boolean;
}

interface ReportFile {
  readonly path: string;
  readonly format: ReportFormat;
}

function reportFile(path: string): ReportFile {
  if (/\.(md|markdown)$/iu.test(path)) return { path, format: "markdown" };
  if (/\.html?$/iu.test(path)) return { path, format: "html" };
  throw new InvalidArgumentError("The name of the file ends in .md or .html.");
}

/** `parley argue`: the verdict of every position, and the disagreements that decide. */
export function argueCommand(io: CommandIo): Command {
  const command = new Command("argue")
    .description("find which policy every position's own premises favour, and what decides")
    .argument("<study>", "a study's folder, or its study.yaml")
    .option("--between <positions...>", "two positions: try pairs of concessions between them too")
    .option("--deep", "try the modeller's choices on every position, and attribute every gap")
    .option(
      "--weight <position=number>",
      "of a position in the pooled view, 1 if not given, 0 to leave it out; may be repeated",
      (text: string, known: readonly string[]) => [...known, text],
      [] as readonly string[],
    )
    .addOption(futuresOption("futures of every position under every policy", 2000))
    .option(
      "--more <times>",
      "spend up to so many times the futures on what stays undecided; 1 for no more",
      wholeNumber(1),
      4,
    )
    .addOption(seedOption())
    .addOption(workersOption())
    .option("--out <folder>", "also write argue.json and argue.txt there")
    .option(
      "--report <file>",
      "also write a report for readers, by the ending: .md or .html",
      reportFile,
    )
    .option("--page <file>", "also write the page, as `parley publish` does")
    .option("--json", "print the result as JSON (schema parley/argue@1)");
  return command.action(async (path: string, options: ArgueCommandOptions) => {
    const count = options.between?.length ?? 2;
    if (count !== 2) {
      const help = "Write the study first, then --between 'ONE' 'OTHER'.";
      command.error(`error: \`--between\` takes two positions, not ${count}\n    help: ${help}`);
    }
    await runArgue(path, options, io);
  });
}

async function runArgue(path: string, options: ArgueCommandOptions, io: CommandIo): Promise<void> {
  const fail: Fail = (message, help) => tellError(io, message, help);
  const opened = await openStudy(path, io);
  if (opened === null) return;
  const { host, study } = opened;
  const between = chosenPair(study, options.between, fail);
  if (between === null) return;
  const weights = chosenWeights(study, options.weight, fail);
  if (weights === null) return;
  try {
    const document = await argueStudy(study, host, {
      futures: options.futures,
      more: options.more,
      seed: options.seed,
      workers: options.workers,
      version: versionOfPackage(),
      between,
      deep: options.deep ?? false,
      weights,
      onPlan: (plan) => io.progress !== undefined && io.writeError(planInWords(plan)),
      onProgress: progressLine(host, io),
    });
    io.progress?.(null);
    await deliver({ study, warnings: opened.warnings }, document, options, io, fail);
    const note = await recordArgued(study, document, opened.target);
    if (note !== null) io.writeError(`${harmless(note)}\n`);
  } catch (error) {
    await tellNoAnswer(error, opened, io);
  }
}

async function deliver(
  { study, warnings }: { readonly study: Study; readonly warnings: readonly Diagnostic[] },
  document: ArgueDocument,
  { out, report, page, json }: ArgueCommandOptions,
  io: CommandIo,
  fail: Fail,
): Promise<void> {
  const text = `${JSON.stringify(document, null, 2)}\n`;
  const printed = (colour: boolean): string =>
    printArgue(document, { width: io.width, style: styleOf(colour) });
  io.write(json === true ? text : printed(io.colour));
  const files = [
    ...(out === undefined ? [] : [[join(out, "argue.json"), text] as const]),
    ...(out === undefined ? [] : [[join(out, "argue.txt"), printed(false)] as const]),
    ...(report === undefined ? [] : [[report.path, writeReport(document, report.format)] as const]),
  ];
  for (const [path, contents] of files) {
    if (!(await writeWithFolder(path, contents, fail))) return;
  }
  if (page === undefined) return;
  const payload = studyPayload(study, document, warnings);
  const written = await writePage(page, payload, io);
  if (written !== null && json !== true) io.write(`\n${saidOfPage(written)}\n`);
}

/** The keys of two positions; undefined where none are named, null (and said) if that is wrong. */
function chosenPair(
  study: Study,
  names: readonly string[] | undefined,
  fail: Fail,
): readonly [string, string] | undefined | null {
  if (names === undefined) return undefined;
  const [first, second] = names.map((name) => namedIn(study.positions, name, "position", fail));
  if (first === undefined || first === null || second === undefined || second === null) return null;
  if (first === second) {
    fail(`\`--between\` names the position \`${first.name}\` twice.`, "Name two that differ.");
    return null;
  }
  return [first.key, second.key];
}

/** Weights of the pooled view by key; null (and said) if one is wrong. */
function chosenWeights(
  study: Study,
  texts: readonly string[],
  fail: Fail,
): ReadonlyMap<string, number> | null {
  const weights = new Map<string, number>();
  for (const text of texts) {
    const [name, number] = [
      text.slice(0, text.lastIndexOf("=")),
      text.slice(text.lastIndexOf("=") + 1),
    ];
    const weight = Number(number);
    if (!text.includes("=") || number.trim() === "" || !(weight >= 0 && Number.isFinite(weight))) {
      fail(
        `\`--weight ${text}\` is not a position and a number.`,
        "Write it as in --weight 'reader 4=2'.",
      );
      return null;
    }
    const position = namedIn(study.positions, name, "position", fail);
    if (position === null || position === undefined) return null;
    weights.set(position.key, weight);
  }
  return weights;
}
