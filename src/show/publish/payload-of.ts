import { argueStudy } from "#parley";
import type { ArgueProgress } from "#parley";

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
  const version = versionOfPackage();
  const { study, model, host } = opened;
  if (study === null) {
    return { version, kind: "model", study: modelStudy(model), document: null, warnings: [] };
  }
  const document = await argueStudy(study, host, { ...options, version });
  return { version, kind: "study", study, document, warnings: [] };
}
