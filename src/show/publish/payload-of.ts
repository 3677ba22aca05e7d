import { argueStudy } from "#parley";
import type { ArgueDocument } from "#argue/document";
import type { ArgueProgress } from "#parley";
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
  const { study, model, host } = opened;
  if (study === null) return modelPayload(model);
  const document = await argueStudy(study, host, { ...options, version: versionOfPackage() });
  return studyPayload(study, document);
}

/** A study with its argument, null where the page is to compute it. */
export function studyPayload(study: Study, document: ArgueDocument | null): Payload {
  return { version: versionOfPackage(), kind: "study", study, document, warnings: [] };
}

export function modelPayload(model: Model): Payload {
  const study = modelStudy(model);
  return { version: versionOfPackage(), kind: "model", study, document: null, warnings: [] };
}
