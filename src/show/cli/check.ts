import { Command } from "commander";
import { hasErrors, type Diagnostic } from "#study/diagnostic";
import { createNodeHost } from "../node/host.js";
import { checkOriginal, type OriginalResult } from "./check-original.js";
import { checkOutput } from "./check-output.js";
import { checkTarget, type CheckedTarget } from "./check-target.js";
import type { CommandIo } from "./io.js";
import { countsOf, printDiagnostics } from "./print-diagnostics.js";
import { loadSources } from "./sources.js";
import { harmless } from "./style.js";
import { findTarget } from "./target.js";
import { usesOf } from "./uses.js";

interface CheckOptions {
  readonly original?: string;
  readonly json?: boolean;
}

/** `parley check`: everything that can be known without running. */
export function checkCommand(io: CommandIo): Command {
  return new Command("check")
    .description("tell everything that can be known without running: syntax, names, quotes, claims")
    .argument("<study|model>", "a study's folder, or a model: .yaml, .xmile, .stmx or .mdl")
    .option("--original <file>", "compare the hashes of quoted words with the original text")
    .option("--json", "print the result as JSON (schema parley/check@1)")
    .action((path: string, options: CheckOptions) => runCheck(path, options, io));
}

async function runCheck(path: string, options: CheckOptions, io: CommandIo): Promise<void> {
  const target = await findTarget(path);
  if (target === null) {
    tellMissing(path, options.json === true, io);
    return;
  }
  const host = createNodeHost(target.folder, { signal: io.signal });
  const checked = await checkTarget(host, target.file);
  const original = await compareWithOriginal(checked, options.original);
  const diagnostics = [...checked.diagnostics, ...(original?.diagnostics ?? [])];
  if (hasErrors(diagnostics)) io.setExitCode(1);
  const sources = await loadSources(host, diagnostics);
  if (options.json === true) {
    const uses = usesOf(checked.model, diagnostics, (file) => sources.get(file));
    const output = checkOutput(target, checked, original?.counts ?? null, diagnostics, uses);
    io.write(`${JSON.stringify(output, null, 2)}\n`);
    return;
  }
  const printed = printDiagnostics(diagnostics, {
    sourceOf: (file) => sources.get(file),
    nameOf: target.nameOf,
    colour: io.colour,
    width: io.width,
  });
  if (printed !== "") io.write(`${printed}\n`);
  io.write(`${summaryOf(target.nameOf(target.file), checked, original, diagnostics)}\n`);
}

function tellMissing(path: string, json: boolean, io: CommandIo): void {
  const message = `There is no file or folder \`${path}\`.`;
  io.setExitCode(1);
  if (json) {
    const target = { folder: ".", file: path, nameOf: (name: string) => name };
    const diagnostics = [{ code: "file-missing", severity: "error" as const, message }];
    const checked = { kind: "study" as const, coverage: null, diagnostics };
    const output = checkOutput(target, checked, null, diagnostics, []);
    io.write(`${JSON.stringify(output, null, 2)}\n`);
  } else io.writeError(`error: ${harmless(message)}\n`);
}

async function compareWithOriginal(
  checked: CheckedTarget,
  path: string | undefined,
): Promise<OriginalResult | null> {
  if (path === undefined) return null;
  if (checked.study !== undefined) return checkOriginal(checked.study, path);
  if (checked.kind === "study") return null;
  const message = "`--original` compares quotes, and a model alone has none.";
  const counts = { documents: 0, claims: 0, agreeing: 0 };
  return { counts, diagnostics: [{ code: "no-original", severity: "error", message }] };
}

function summaryOf(
  name: string,
  checked: CheckedTarget,
  original: OriginalResult | null,
  diagnostics: readonly Diagnostic[],
): string {
  const lines = [`${name}: ${countsOf(diagnostics) || "no problems found"}.`];
  const { study, model, coverage } = checked;
  if (coverage !== null && study !== undefined) {
    const open = coverage.toBeBound === 0 ? "" : `, ${coverage.toBeBound} still to be bound`;
    lines.push(
      `Claims: ${coverage.claims}, of which ${coverage.bound} bound to the model, ${coverage.unmodelled} unmodelled with a reason${open}.`,
    );
    lines.push(
      `Premises: ${study.premises.size}. Positions: ${study.positions.size}. Policies: ${study.policies.size}. Outcomes: ${study.outcomes.size}.`,
    );
  }
  if (model !== undefined) {
    const { steps, start, stop } = model.time;
    lines.push(
      `Model: ${model.variables.size} variables, ${steps.toLocaleString("en")} ${steps === 1 ? "step" : "steps"} from ${start} to ${stop}.`,
    );
  }
  if (original !== null && original.counts.documents > 0) {
    const { documents, claims, agreeing } = original.counts;
    lines.push(
      `Original: ${documents === 1 ? "1 document agrees" : `${documents} documents agree`}; ${agreeing} of ${claims} quoted passages agree.`,
    );
  }
  return lines.join("\n");
}
