import { loadModel, loadStudy } from "#parley";
import type { LostQuotes } from "#read/native/study";
import type { Diagnostic } from "#study/diagnostic";
import type { Files, Host } from "#study/host";
import type { Model } from "#study/model";
import type { Study } from "#study/study";

import { createNodeHost } from "../node/host.js";
import { harmless } from "./style.js";
import type { CommandIo } from "./io.js";
import { printDiagnostics } from "./print-diagnostics.js";
import { loadSources } from "./sources.js";
import { findTarget, looksLikeModel } from "./target.js";
import type { Target } from "./target.js";

/** A study or a model that is free of errors. */
export interface OpenedTarget {
  readonly target: Target;
  readonly host: Host;
  readonly study: Study | null;
  readonly model: Model;
  /** What there is to say though there are no errors. */
  readonly warnings: readonly Diagnostic[];
}

/** An error that has no place in a file. */
export function tellError(io: CommandIo, message: string, help?: string): void {
  io.writeError(`error: ${harmless(message)}\n`);
  if (help !== undefined) io.writeError(`    help: ${harmless(help)}\n`);
  io.setExitCode(1);
}

/**
 * Reads and checks what was named on the command line; null, and all errors said, if it has any.
 * Files are read through what `through` makes of the host's. `lostQuotes`: what a quote is that is not found.
 */
export async function openTarget(
  path: string,
  io: CommandIo,
  through: (files: Files) => Files = (files) => files,
  lostQuotes: LostQuotes = "error",
): Promise<OpenedTarget | null> {
  const target = await findTarget(path);
  if (target === null) {
    tellError(io, `There is no file or folder \`${path}\`.`);
    return null;
  }
  const host = createNodeHost(target.folder, { signal: io.signal });
  const files = through(host);
  const isStudy = await holdsStudy(files, target.file);
  const loaded = isStudy
    ? await loadStudy(files, target.file, lostQuotes)
    : await loadModel(files, target.file);
  if (loaded.value === undefined) {
    const errors = loaded.diagnostics.filter(({ severity }) => severity === "error");
    await tellDiagnostics(errors, target, host, io);
    const others = loaded.diagnostics.length - errors.length;
    // What else there is to say would bury what has to be mended.
    if (others > 0) io.writeError(`${inWords(others)}: \`parley check ${path}\` lists all.\n`);
    return null;
  }
  const study = "positions" in loaded.value ? loaded.value : null;
  const model = "positions" in loaded.value ? loaded.value.model : loaded.value;
  return { target, host, study, model, warnings: loaded.diagnostics };
}

function inWords(others: number): string {
  return others === 1 ? "… and a warning or note" : `… and ${others} warnings and notes`;
}

/** Prints diagnostics with the lines that they point at; the command has failed. */
export async function tellDiagnostics(
  diagnostics: readonly Diagnostic[],
  target: Target,
  host: Host,
  io: CommandIo,
): Promise<void> {
  await tellWarnings(diagnostics, target, host, io);
  io.setExitCode(1);
}

/** The same where the command goes on. */
export async function tellWarnings(
  diagnostics: readonly Diagnostic[],
  target: Target,
  host: Host,
  io: CommandIo,
): Promise<void> {
  const sources = await loadSources(host, diagnostics);
  const printed = printDiagnostics(diagnostics, {
    sourceOf: (file) => sources.get(file),
    nameOf: target.nameOf,
    colour: io.colour,
    width: io.width,
  });
  io.writeError(`${printed}\n`);
}

/** Only to tell a study from a model: what is wrong with the file is said when it is read. */
async function holdsStudy(host: Files, file: string): Promise<boolean> {
  if (!/\.ya?ml$/iu.test(file)) return false;
  try {
    return !looksLikeModel(file, new TextDecoder().decode(await host.read(file)));
  } catch {
    return true;
  }
}
