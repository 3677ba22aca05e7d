import { argueStudy } from "#parley";
import type { ArgueDocument } from "#argue/document";
import type { ArgueProgress } from "#parley";
import type { Diagnostic } from "#study/diagnostic";
import type { Model } from "#study/model";
import type { Study } from "#study/study";

import { versionOfPackage } from "../cli/version.js";
import type { OpenedTarget } from "../cli/open-target.js";
import type { Payload } from "../page/payload.js";
import { modelStudy } from "./model-study.js";

export interface PayloadOptions {
  readonly futures: number;
  readonly seed: number;
  readonly workers?: number | undefined;
  readonly onProgress?: ((progress: ArgueProgress) => void) | undefined;
}

/** What a page of a study or a model is made of; a study is argued, which takes its time. */
export async function payloadOf(opened: OpenedTarget, options: PayloadOptions): Promise<Payload> {
  const { study, model, host, warnings } = opened;
  if (study === null) return modelPayload(model, warnings);
  const document = await argueStudy(study, host, { ...options, version: versionOfPackage() });
  return studyPayload(study, document, warnings);
}

/** A study with its argument, null where the page is to compute it. */
export function studyPayload(
  study: Study,
  document: ArgueDocument | null,
  found: readonly Diagnostic[],
): Payload {
  const warnings = warningsOf(found);
  return { version: versionOfPackage(), kind: "study", study, document, warnings };
}

export function modelPayload(model: Model, found: readonly Diagnostic[]): Payload {
  const [study, warnings] = [modelStudy(model), warningsOf(found)];
  return { version: versionOfPackage(), kind: "model", study, document: null, warnings };
}

/** What a reader of the page should know of what was found, and where it stands. */
function warningsOf(found: readonly Diagnostic[]): readonly string[] {
  return found
    .filter(({ severity }) => severity === "warning")
    .map(({ message, place, help }) => {
      const where = place === undefined ? "" : ` (${place.file}, line ${place.line})`;
      return `${message.replace(/\.$/u, "")}${where}.${help === undefined ? "" : ` ${help}`}`;
    });
}
