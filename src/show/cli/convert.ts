import { Buffer } from "node:buffer";
import { readFile } from "node:fs/promises";
import { Command } from "commander";
import { z } from "zod";
import { lostOnReading } from "#read/lost-on-reading";
import { checkUnits } from "#compile/2-check/units";
import { isNativeFile, readModelFile } from "#read/model-file";
import { decodeText } from "#read/vensim/decode-vensim";
import { modelFileText } from "#read/write-model-file";
import { hasErrors, type Diagnostic } from "#study/diagnostic";
import type { Model } from "#study/model";
import { createNodeHost } from "../node/host.js";
import { writeNew } from "../node/write-new.js";
import { writeWhole } from "../node/write-whole.js";
import { diagnosticSchema, namedDiagnostic } from "./diagnostic-output.js";
import type { CommandIo } from "./io.js";
import { countsOf, printDiagnostics } from "./print-diagnostics.js";
import { loadSources } from "./sources.js";
import { findTarget, looksLikeModel, type Target } from "./target.js";
import { unwritten } from "./write-output.js";

interface ConvertOptions {
  readonly force?: boolean;
  readonly json?: boolean;
}

/** What `parley convert --json` prints. */
export const convertOutputSchema = z
  .strictObject({
    schema: z.literal("parley/convert@1"),
    from: z.string(),
    to: z.string(),
    written: z.boolean().describe("False if there were errors; then no file was touched."),
    variables: z.int().nullable().describe("How many; null where the model could not be read."),
    diagnostics: z
      .array(diagnosticSchema)
      .describe("What is wrong with the model, and what could not be kept."),
  })
  .meta({ title: "parley/convert@1" });

/** `parley convert`: a model from one format to another. */
export function convertCommand(io: CommandIo): Command {
  return new Command("convert")
    .description("write a model in another format, and tell what could not be kept")
    .argument("<in>", "a model: .yaml, .xmile, .stmx or .mdl")
    .argument("<out>", "the file to write: .yaml, .xmile or .stmx")
    .option("--force", "write over a file that is there")
    .option("--json", "print the result as JSON (schema parley/convert@1)")
    .action((from: string, to: string, options: ConvertOptions) => convert(from, to, options, io));
}

interface Conversion {
  readonly diagnostics: readonly Diagnostic[];
  readonly variables: number | null;
  readonly written: boolean;
}

async function convert(
  from: string,
  to: string,
  options: ConvertOptions,
  io: CommandIo,
): Promise<void> {
  const target = await findTarget(from);
  const { diagnostics, variables, written } =
    target === null
      ? failed([problem("file-missing", `There is no file or folder \`${from}\`.`)])
      : await convertTarget(target, to, options, io);
  if (!written) io.setExitCode(1);
  const nameOf = target?.nameOf ?? ((name: string) => name);
  if (options.json === true) {
    const output: z.infer<typeof convertOutputSchema> = {
      schema: "parley/convert@1",
      from: target === null ? from : nameOf(target.file),
      to,
      written,
      variables,
      diagnostics: diagnostics.map((one) => namedDiagnostic(one, nameOf)),
    };
    io.write(`${JSON.stringify(output, null, 2)}\n`);
    return;
  }
  const host = createNodeHost(target?.folder ?? ".", { signal: io.signal });
  const sources = await loadSources(host, diagnostics);
  const printed = printDiagnostics(diagnostics, {
    sourceOf: (file) => sources.get(file),
    nameOf,
    colour: io.colour,
    width: io.width,
  });
  if (printed !== "") io.writeError(`${printed}\n`);
  if (!written) return;
  const counts = countsOf(diagnostics);
  const told = counts === "" ? "everything is kept" : counts;
  io.write(`${to}: ${variables} variables written; ${told}.\n`);
}

/** A model whose units disagree runs in the formats of other tools: it does so in Parley's as well. */
function withItsUnits(
  model: Model,
  to: string,
): { readonly model: Model; readonly units: readonly Diagnostic[] } {
  const same = { model, units: [] };
  if (!isNativeFile(to) || isNativeFile(model.file) || model.unitProblems !== undefined)
    return same;
  const count = checkUnits(model).filter(({ severity }) => severity === "error").length;
  if (count === 0) return same;
  const units = [
    {
      code: "unit-problems",
      severity: "warning",
      message: `Units disagree in ${count} place${count === 1 ? "" : "s"}: it is written with \`unit problems: warnings\`, so that it runs.`,
      help: "parley check lists them; without that line they are errors.",
    },
  ] as const;
  return { model: { ...model, unitProblems: "warnings" }, units };
}

async function convertTarget(
  target: Target,
  to: string,
  options: ConvertOptions,
  io: CommandIo,
): Promise<Conversion> {
  const host = createNodeHost(target.folder, { signal: io.signal });
  const text = decodeText(await bytesOf(target.nameOf(target.file)));
  if (!looksLikeModel(target.file, text)) {
    const message = `\`${target.nameOf(target.file)}\` is a study; what is converted is a model.`;
    return failed([problem("not-a-model", message, "Name the file of its model.")]);
  }
  const { value: read, diagnostics: found } = await readModelFile(host, target.file);
  if (read === undefined) return failed(found);
  const { model, units } = withItsUnits(read, to);
  const told = [...found, ...lostOnReading(target.file, text), ...units];
  const { value: written, diagnostics: lost } = await modelFileText(model, to);
  const diagnostics = [...told, ...lost];
  const variables = model.variables.size;
  if (written === undefined) return { diagnostics, variables, written: false };
  const refusal = await write(to, written, options.force === true);
  return refusal === null
    ? { diagnostics, variables, written: !hasErrors(diagnostics) }
    : { diagnostics: [...diagnostics, refusal], variables, written: false };
}

/** Only to tell a study from a model, and what is lost: what cannot be read is told elsewhere. */
async function bytesOf(path: string): Promise<Uint8Array> {
  return readFile(path).catch(() => Buffer.alloc(0));
}

/** Writes a file as a whole or not at all; what was there stays unless it is to be replaced. */
async function write(path: string, text: string, force: boolean): Promise<Diagnostic | null> {
  try {
    if (force) await writeWhole(path, text);
    else if (!(await writeNew(path, text))) {
      const message = `There is a file \`${path}\` already.`;
      return problem("file-exists", message, "Choose another name, or write over it with --force.");
    }
    return null;
  } catch (error) {
    return problem("not-written", ...(await unwritten(path, error)));
  }
}

function failed(diagnostics: readonly Diagnostic[]): Conversion {
  return { diagnostics, variables: null, written: false };
}

function problem(code: string, message: string, help?: string): Diagnostic {
  return { code, severity: "error", message, ...(help === undefined ? {} : { help }) };
}
