import { Command } from "commander";
import { readArgued } from "./claims-argued.js";
import { findingsOf } from "./claims-findings.js";
import { claimsMarkdown } from "./claims-markdown.js";
import { claimsOutput } from "./claims-table.js";
import type { CommandIo } from "./io.js";
import type { Fail } from "./named-in.js";
import { openTarget, tellError } from "./open-target.js";
import { writeOutput } from "./write-output.js";

interface ClaimsOptions {
  readonly argued?: string;
  readonly out?: string;
  readonly json?: boolean;
}

/** `parley claims`: from the words of every claim to the model, and to what it decides. */
export function claimsCommand(io: CommandIo): Command {
  return new Command("claims")
    .description("print where every claim went: words, equations, premises and who holds them")
    .argument("<study>", "a study's folder, or its study.yaml")
    .option("--argued <file>", "what parley argue --json printed: adds verdicts and what decides")
    .option("--out <file>", "write to a file, instead of to standard output")
    .option("--json", "print JSON (schema parley/claims@1) instead of Markdown")
    .action((path: string, options: ClaimsOptions) => runClaims(path, options, io));
}

async function runClaims(path: string, options: ClaimsOptions, io: CommandIo): Promise<void> {
  const fail: Fail = (message, help) => tellError(io, message, help);
  const opened = await openTarget(path, io);
  if (opened === null) return;
  const { study } = opened;
  if (study === null) {
    fail(`\`${path}\` is a model without claims.`, "Name a study's folder.");
    return;
  }
  const { argued: file, out, json } = options;
  const argued = file === undefined ? undefined : await readArgued(file, study, fail);
  if (argued === null) return;
  const output = claimsOutput(study, argued === undefined ? null : findingsOf(argued));
  const text = json === true ? `${JSON.stringify(output, null, 2)}\n` : claimsMarkdown(output);
  if (out === undefined) {
    io.write(text);
    return;
  }
  await writeOutput(out, text, fail);
}
