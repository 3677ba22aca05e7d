import { writeFile } from "node:fs/promises";
import { Command, InvalidArgumentError } from "commander";

import { argueStudy, Cancelled } from "#parley";
import { StudyError } from "#study/diagnostic";
import type { Study } from "#study/study";

import type { CommandIo } from "./io.js";
import { namedIn } from "./named-in.js";
import type { Fail } from "./named-in.js";
import { openTarget, tellError } from "./open-target.js";
import { printArgue } from "./print-argue.js";
import { progressBar } from "./progress.js";
import { styleOf } from "./style.js";
import { versionOfPackage } from "./version.js";

interface ArgueCommandOptions {
  readonly between?: readonly string[];
  readonly futures: number;
  readonly seed: number;
  readonly workers?: number;
  readonly out?: string;
  readonly json?: boolean;
}

const interrupted = 130;

/** `parley argue`: the verdict of every position, and the disagreements that decide. */
export function argueCommand(io: CommandIo): Command {
  return new Command("argue")
    .description("find which policy every position's own premises favour, and what decides")
    .argument("<study>", "a study's folder, or its study.yaml")
    .option("--between <positions...>", "two positions: try pairs of concessions between them too")
    .option("--futures <n>", "futures of every position under every policy", wholeNumber(2), 2000)
    .option("--seed <s>", "which futures; the same seed gives the same", wholeNumber(0), 1)
    .option("--workers <n>", "threads; 0 for none; as many as cores if not given", wholeNumber(0))
    .option("--out <file>", "write the JSON document to a file as well")
    .option("--json", "print the result as JSON (schema parley/argue@1)")
    .action((path: string, options: ArgueCommandOptions) => runArgue(path, options, io));
}

function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!Number.isSafeInteger(value) || value < least || text.trim() === "") {
      throw new InvalidArgumentError(`It must be a whole number of ${least} or more.`);
    }
    return value;
  };
}

async function runArgue(path: string, options: ArgueCommandOptions, io: CommandIo): Promise<void> {
  const fail: Fail = (message, help) => tellError(io, message, help);
  const opened = await openTarget(path, io);
  if (opened === null) return;
  const { host, study } = opened;
  if (study === null) {
    fail(`\`${path}\` is a model without an argument.`, "Name a study's folder.");
    return;
  }
  const between = chosenPair(study, options.between, fail);
  if (between === null) return;
  const bar = progressBar(io, host);
  try {
    const document = await argueStudy(study, host, {
      futures: options.futures,
      seed: options.seed,
      workers: options.workers,
      version: versionOfPackage(),
      between,
      onProgress: bar.show,
    });
    bar.clear();
    const json = `${JSON.stringify(document, null, 2)}\n`;
    if (options.out !== undefined) await writeFile(options.out, json);
    io.write(
      options.json === true
        ? json
        : printArgue(document, { width: io.width, style: styleOf(io.colour) }),
    );
  } catch (error) {
    bar.clear();
    if (error instanceof Cancelled) {
      io.writeError("Stopped. Nothing was written.\n");
      io.setExitCode(interrupted);
    } else if (error instanceof StudyError) {
      for (const { message, help } of error.diagnostics) fail(message, help);
    } else if ((error as NodeJS.ErrnoException).syscall !== undefined) {
      fail(`\`${options.out}\` cannot be written: ${(error as Error).message}`);
    } else throw error;
  }
}

/** The keys of two positions; undefined where none are named, null (and said) if that is wrong. */
function chosenPair(
  study: Study,
  names: readonly string[] | undefined,
  fail: Fail,
): readonly [string, string] | undefined | null {
  if (names === undefined) return undefined;
  if (names.length !== 2) {
    fail(
      `\`--between\` takes two positions, and here are ${names.length}.`,
      `Write --between 'ONE' 'OTHER', with two of ${[...study.positions.values()].map(({ name }) => name).join(", ")}.`,
    );
    return null;
  }
  const [first, second] = names.map((name) => namedIn(study.positions, name, "position", fail));
  if (first === undefined || first === null || second === undefined || second === null) return null;
  if (first === second) {
    fail(`\`--between\` takes two different positions.`);
    return null;
  }
  return [first.key, second.key];
}
