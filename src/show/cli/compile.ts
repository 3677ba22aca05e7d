import { Command } from "commander";

import { compile, resolveAndCheck } from "#compile/compile";
import type { CompileRequest } from "#compile/compile";
import { describe } from "#compile/describe";
import type { System } from "#compile/system";
import { moduleText } from "#compile/5-emit/wat";
import type { Study } from "#study/study";

import type { CommandIo } from "./io.js";
import { openTarget, tellError } from "./open-target.js";

interface CompileOptions {
  readonly print?: boolean;
  readonly wat?: boolean;
}

/** `parley compile`: what becomes of the equations, for people who want to know. */
export function compileCommand(io: CommandIo): Command {
  return new Command("compile")
    .description("show what a model is compiled to: when each variable is computed, or the module")
    .argument("<model|study>", "a model's file (all variables are saved), or a study's folder")
    .option("--print", "the scheduled program, in equations (the default)")
    .option("--wat", "the module in WebAssembly's text")
    .action((path: string, options: CompileOptions) => show(path, options, io));
}

async function show(path: string, options: CompileOptions, io: CommandIo): Promise<void> {
  if (options.print === true && options.wat === true) {
    tellError(io, "`--print` and `--wat` exclude each other.", "Give one of them.");
    io.setExitCode(2);
    return;
  }
  const opened = await openTarget(path, io);
  if (opened === null) return;
  const { system } = resolveAndCheck(opened.model);
  const request = requestOf(opened.study, system);
  io.write(
    options.wat === true ? moduleText(compile(system, request).bytes) : describe(system, request),
  );
}

/** Of a study what its outcomes need, with its premises and levers varying; of a model everything. */
function requestOf(study: Study | null, system: System): CompileRequest {
  if (study === null) return { parameters: [], outcomes: [], series: [...system.cellOf.keys()] };
  const premises = [...study.premises.values()].filter(({ inModel }) => inModel);
  return {
    parameters: [...premises.map(({ key }) => key), ...study.levers.keys()],
    outcomes: [...study.outcomes.values()],
    series: [],
  };
}
