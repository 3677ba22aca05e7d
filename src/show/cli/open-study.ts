import { Cancelled } from "#parley";
import { StudyError } from "#study/diagnostic";
import type { Files } from "#study/host";
import type { Study } from "#study/study";

import type { CommandIo } from "./io.js";
import { openTarget, tellDiagnostics, tellError } from "./open-target.js";
import type { OpenedTarget } from "./open-target.js";
import { interrupted } from "./run-options.js";

/** A study that is free of errors. */
export interface OpenedStudy extends OpenedTarget {
  readonly study: Study;
}

/** Reads and checks the study that was named; null, and said, if there is none. */
export async function openStudy(
  path: string,
  io: CommandIo,
  through?: (files: Files) => Files,
  help = "Name a study's folder.",
): Promise<OpenedStudy | null> {
  const opened = await openTarget(path, io, through);
  if (opened === null) return null;
  const { study } = opened;
  if (study !== null) return { ...opened, study };
  tellError(io, `\`${path}\` is a model without an argument.`, help);
  return null;
}

/**
 * Says why there is no answer: it was stopped, the study cannot be run, or what was asked for cannot
 * be had. Throws again what is none of these.
 */
export async function tellNoAnswer(
  error: unknown,
  { target, host }: OpenedTarget,
  io: CommandIo,
  stopped = "Stopped before there was an answer.",
): Promise<void> {
  io.progress?.(null);
  if (error instanceof Cancelled) {
    io.writeError(`${stopped}\n`);
    io.setExitCode(interrupted);
  } else if (error instanceof StudyError) {
    await tellDiagnostics(error.diagnostics, target, host, io);
  } else if (error instanceof RangeError) tellError(io, sentence(error.message));
  else throw error;
}

/** The first letter large, a full stop at the end. */
export function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;
}
