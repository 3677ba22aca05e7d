import { checkLedger } from "#argue/check-ledger";
import { checkModel } from "#parley";
import { coverageOf, type Coverage } from "#read/native/coverage";
import { readModel } from "#read/native/model";
import { readStudy } from "#read/native/study";
import { readTextFile } from "#read/files";
import { isNativeFile, readModelFile } from "#read/model-file";
import type { Checked, Diagnostic } from "#study/diagnostic";
import type { Files } from "#study/host";
import type { Model } from "#study/model";
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
  if (!isNativeFile(file)) return modelTarget(await readModelFile(files, file));
  const { source, diagnostics } = await readTextFile(files, file, null);
  if (source === undefined) return { kind: "study", coverage: null, diagnostics };
  if (looksLikeModel(file, source.text)) return modelTarget(readModel(source));
  const { value: study, diagnostics: found } = await readStudy(files, file);
  if (study === undefined) return { kind: "study", coverage: null, diagnostics: found };
  const all = [...found, ...checkModel(study.model), ...checkLedger(study)];
  return {
    kind: "study",
    study,
    model: study.model,
    coverage: coverageOf(study),
    diagnostics: all,
  };
}

function modelTarget({ value: model, diagnostics }: Checked<Model>): CheckedTarget {
  if (model === undefined) return { kind: "model", coverage: null, diagnostics };
  return {
    kind: "model",
    model,
    coverage: null,
    diagnostics: [...diagnostics, ...checkModel(model)],
  };
}
