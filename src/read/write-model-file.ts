import type { Checked, Diagnostic } from "#study/diagnostic";
import { FileProblem } from "#study/host";
import type { Model } from "#study/model";
import { modelDifferences } from "./differences/model-differences.js";
import { isNativeFile, readModelFile } from "./model-file.js";
import { writeNative } from "./native/print/write-native.js";
import { encodeUtf8 } from "./utf8.js";
import { writeXmile } from "./xmile/write.js";

/**
 * The text of a model in the format that the ending of a file tells. It is read back at once: an
 * error tells what could not be written so that the numbers are the same, and there is no text then;
 * a warning tells what people read and is not kept.
 */
export async function modelFileText(model: Model, path: string): Promise<Checked<string>> {
  const isXmile = /\.(xmile|stmx)$/iu.test(path);
  if (!isXmile && !isNativeFile(path)) return { diagnostics: [unknownFormat(path)] };
  const text = isXmile ? writeXmile(model) : writeNative(model);
  const bytes = encodeUtf8(text);
  const files = {
    read: async (asked: string): Promise<Uint8Array> => {
      if (asked === path) return bytes;
      throw new FileProblem("missing", asked, "the written file stands alone");
    },
  };
  const { value: copy, diagnostics: problems } = await readModelFile(files, path);
  if (copy === undefined) return { diagnostics: problems.map(asWritten) };
  const diagnostics = modelDifferences(model, copy);
  const changed = diagnostics.some(({ severity }) => severity === "error");
  return changed ? { diagnostics } : { value: text, diagnostics };
}

function unknownFormat(path: string): Diagnostic {
  const vensim = /\.mdl$/iu.test(path);
  return {
    code: "unknown-model-format",
    severity: "error",
    message: vensim
      ? "Vensim's format is read and not written."
      : `\`${path}\` does not say in which format the model is to be written.`,
    help: `Models are written to files that end in .yaml, .xmile or .stmx.`,
  };
}

/** The file that this is about was never there for anybody to look at. */
function asWritten({ code, severity, message }: Diagnostic): Diagnostic {
  return { code, severity, message: `What would be written cannot be read back: ${message}` };
}
