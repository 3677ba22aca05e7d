import { checkModel } from "#parley";
import { coverageOf, type Coverage } from "#read/native/coverage";
import { readModel } from "#read/native/model";
import { readStudy } from "#read/native/study";
import { readTextFile } from "#read/files";
import type { Checked, Diagnostic } from "#study/diagnostic";
import type { Files } from "#study/host";
import type { Model } from "#study/model";
import type { SourceText } from "#study/place";
import type { Study } from "#study/study";
import { looksLikeModel } from "./target.js";

/** Everything that can be known about a study or a model without running it. */
export interface CheckedTarget {
  readonly kind: "study" | "model";
  readonly study?: Study;
  readonly model?: Model;
  readonly coverage: Coverage | null;
  readonly diagnostics: readonly Diagnostic[];
}

export async function checkTarget(files: Files, file: string): Promise<CheckedTarget> {
  const { source, diagnostics } = await readTextFile(files, file, null);
  if (source === undefined) return { kind: "study", coverage: null, diagnostics };
  if (looksLikeModel(file, source.text)) {
    const { value: model, diagnostics: found } = readModelOf(source);
    if (model === undefined) return { kind: "model", coverage: null, diagnostics: found };
    const all = [...found, ...checkModel(model)];
    return { kind: "model", model, coverage: null, diagnostics: all };
  }
  const { value: study, diagnostics: found } = await readStudy(files, file);
  if (study === undefined) return { kind: "study", coverage: null, diagnostics: found };
  const all = [...found, ...checkModel(study.model)];
  return {
    kind: "study",
    study,
    model: study.model,
    coverage: coverageOf(study),
    diagnostics: all,
  };
}

/** Reads a model by the ending of its file. */
function readModelOf(source: SourceText): Checked<Model> {
  if (/\.ya?ml$/i.test(source.file)) return readModel(source);
  const ending = /\.[^./]+$/.exec(source.file)?.[0] ?? "without an ending";
  const message = `Files of this kind (${ending}) cannot be read yet.`;
  const place = source.place(0);
  const help = "Name a folder with a study, a study.yaml or a model.yaml.";
  return { diagnostics: [{ code: "unknown-format", severity: "error", message, place, help }] };
}
