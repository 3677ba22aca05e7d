import { hasErrors, type Checked } from "#study/diagnostic";
import type { Files } from "#study/host";
import type { Model } from "#study/model";
import { assemble } from "./assemble.js";
import { Findings } from "./findings.js";
import { loadFiles } from "./load.js";

/**
 * Reads an XMILE 1.0 file (`.xmile`, `.stmx`), given as text, with the files that it includes, has
 * submodels in or imports data from, through `files`; without `files` such a reference is an error.
 * All errors of all files are told at once; there is a model only if there are none. Vendors'
 * extensions are told as notes and left out; anything else that is not supported is an error.
 *
 * Source: XML Interchange Language for System Dynamics (XMILE) Version 1.0, OASIS, 2015.
 */
export async function readXmile(
  text: string,
  fileName: string,
  files?: Files,
): Promise<Checked<Model>> {
  const findings = new Findings();
  const loaded = await loadFiles(text, fileName, files ?? null, findings);
  const model = loaded === null ? null : assemble(loaded, findings);
  const diagnostics = findings.all();
  if (model === null || hasErrors(diagnostics)) return { diagnostics };
  return { value: model, diagnostics };
}
