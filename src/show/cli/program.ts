import { Command, CommanderError } from "commander";
import { argueCommand } from "./argue.js";
import { checkCommand } from "./check.js";
import { claimsCommand } from "./claims.js";
import { compileCommand } from "./compile.js";
import { convertCommand } from "./convert.js";
import { diagramCommand } from "./diagram.js";
import { exploreCommand } from "./explore.js";
import { discoverCommand } from "./discover.js";
import { envelopeCommand } from "./envelope.js";
import { freezeCommand } from "./freeze.js";
import type { CommandIo } from "./io.js";
import { newCommand } from "./new.js";
import { PageNotBuilt } from "../publish/player.js";
import { openCommand } from "./open.js";
import { tellError } from "./open-target.js";
import { publishCommand } from "./publish.js";
import { queryCommand } from "./query.js";
import { replayCommand } from "./replay.js";
import { runCommand } from "./run.js";
import { sealCommand } from "./seal.js";
import { shardCommand } from "./shard.js";
import { statusCommand } from "./status.js";
import { regretCommand } from "./regret.js";
import { sensitivityCommand } from "./sensitivity.js";
import { harmless } from "./style.js";
import { verifyCommand } from "./verify.js";
import { versionOfPackage } from "./version.js";

/**
 * Runs the command line (`argv` without node and script). Never throws for bad input: errors are
 * printed, and the exit code is 1 for errors, 2 for wrong usage, 130 after Ctrl-C.
 */
export async function runProgram(argv: readonly string[], io: CommandIo): Promise<void> {
  const program = new Command("parley")
    .description("Runs arguments: finds the disagreement that decides a dispute.")
    .version(versionOfPackage(), "-V, --version");
  program.addCommand(argueCommand(io));
  program.addCommand(checkCommand(io));
  program.addCommand(claimsCommand(io));
  program.addCommand(compileCommand(io));
  program.addCommand(convertCommand(io));
  program.addCommand(freezeCommand(io));
  program.addCommand(diagramCommand(io));
  program.addCommand(exploreCommand(io));
  program.addCommand(discoverCommand(io));
  program.addCommand(sensitivityCommand(io));
  program.addCommand(regretCommand(io));
  program.addCommand(envelopeCommand(io));
  program.addCommand(newCommand(io));
  program.addCommand(openCommand(io));
  program.addCommand(publishCommand(io));
  program.addCommand(queryCommand(io));
  program.addCommand(replayCommand(io));
  program.addCommand(runCommand(io));
  program.addCommand(sealCommand(io));
  program.addCommand(shardCommand(io));
  program.addCommand(statusCommand(io));
  program.addCommand(verifyCommand(io));
  for (const command of [program, ...program.commands]) {
    command.exitOverride();
    command.showHelpAfterError("(parley --help lists what there is)");
    command.configureOutput({ writeOut: io.write, writeErr: io.writeError });
  }
  try {
    await program.parseAsync([...argv], { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) {
      io.setExitCode(error.exitCode === 0 ? 0 : 2);
      return;
    }
    if (error instanceof PageNotBuilt) tellError(io, error.message);
    else tellDefect(error, io);
  }
}

/** Whatever arrives here is a defect of Parley; its trace helps those who mend it, on request. */
function tellDefect(error: unknown, io: CommandIo): void {
  const message = error instanceof Error ? error.message : String(error);
  io.writeError(`error: Parley failed, which is a defect of Parley: ${harmless(message)}\n`);
  if (process.env["PARLEY_TRACE"] !== undefined && error instanceof Error) {
    io.writeError(`${error.stack ?? ""}\n`);
  } else io.writeError("    help: Set PARLEY_TRACE=1 to see where, and report it.\n");
  io.setExitCode(1);
}
