import { Command } from "commander";

import { payloadOf } from "../publish/payload-of.js";
import { progressLine } from "./argue-progress.js";
import type { CommandIo } from "./io.js";
import { tellNoAnswer } from "./open-study.js";
import { openTarget, tellError } from "./open-target.js";
import { saidOfPage, writePage } from "./write-page.js";
import { futuresOption, seedOption, workersOption } from "./run-options.js";

interface PublishOptions {
  readonly out: string;
  readonly futures: number;
  readonly seed: number;
  readonly workers?: number;
  readonly json?: boolean;
}

/** `parley publish`: the page as one file, to be opened anywhere, without a network. */
export function publishCommand(io: CommandIo): Command {
  return new Command("publish")
    .description("write the page of a study, or of a model, as one HTML file that works offline")
    .argument("<study>", "a study's folder, its study.yaml, or a model")
    .requiredOption("--out <file>", "the page to write, as page.html")
    .addOption(futuresOption("futures of every position under every policy", 2000))
    .addOption(seedOption())
    .addOption(workersOption())
    .option("--json", "print what was written as JSON")
    .action((path: string, options: PublishOptions) => publish(path, options, io));
}

async function publish(path: string, options: PublishOptions, io: CommandIo): Promise<void> {
  if (!/\.html?$/iu.test(options.out)) {
    tellError(io, `\`${options.out}\` is no name of a page.`, "Write --out page.html.");
    return;
  }
  const opened = await openTarget(path, io);
  if (opened === null) return;
  try {
    const { futures, seed, workers } = options;
    const onProgress = progressLine(opened.host, io);
    const payload = await payloadOf(opened, { futures, seed, workers, onProgress });
    io.progress?.(null);
    const written = await writePage(options.out, payload, io);
    if (written === null) return;
    io.write(
      options.json === true ? `${JSON.stringify(written, null, 2)}\n` : `${saidOfPage(written)}\n`,
    );
  } catch (error) {
    await tellNoAnswer(error, opened, io, "Stopped; nothing was written.");
  }
}
