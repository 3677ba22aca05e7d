import { fileURLToPath } from "node:url";
import { argueStudy, loadModel, loadStudy } from "#parley";
import type { Payload } from "#show/page/payload";
import { createNodeHost } from "#show/node/host";
import { modelStudy } from "#show/publish/model-study";
import type { Study } from "#study/study";

/** A study of the examples, read and checked. */
export async function exampleStudy(name: string): Promise<Study> {
  const { value } = await loadStudy(hostOf(name));
  if (value === undefined) throw new Error(`${name} has errors`);
  return value;
}

/** Its page, argued on few futures. */
export async function examplePayload(name: string, futures: number): Promise<Payload> {
  const study = await exampleStudy(name);
  return {
    version: "test",
    kind: "study",
    study,
    document: await argued(study, futures),
    warnings: [],
  };
}

export function argued(study: Study, futures: number) {
  const options = { futures, seed: 1, version: "test", workers: 0 };
  return argueStudy(study, hostOf("school-closures"), options);
}

export async function modelPayload(folder: URL, file: string): Promise<Payload> {
  const { value } = await loadModel(createNodeHost(fileURLToPath(folder)), file);
  if (value === undefined) throw new Error(`${file} has errors`);
  return { version: "test", kind: "model", study: modelStudy(value), document: null, warnings: [] };
}

export function hostOf(name: string) {
  return createNodeHost(fileURLToPath(new URL(`../../../examples/${name}`, import.meta.url)));
}
