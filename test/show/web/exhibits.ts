import { fileURLToPath } from "node:url";
import type { Payload } from "#show/page/payload";

import { examplePayload, modelPayload } from "./payloads.js";

/** What there is to be looked at: published, or opened with `parley open`. */
export interface Exhibit {
  readonly name: string;
  /** As it is published, its argument with it. */
  payload(): Promise<Payload>;
  /** What `parley open` is asked for; null where no file holds it and the server is handed it. */
  readonly target: string | null;
  /** Where it has been published already, as a URL. */
  published?(): Promise<string>;
}

/** A study of the examples, argued on so many futures where it is published. */
export function example(name: string, futures: number): Exhibit {
  const target = fileURLToPath(new URL(`../../../examples/${name}`, import.meta.url));
  return { name, target, payload: once(() => examplePayload(name, futures)) };
}

/** A model by itself. */
export function modelAlone(folder: URL, file: string): Exhibit {
  const target = fileURLToPath(new URL(file, folder));
  return { name: `model ${file}`, target, payload: once(() => modelPayload(folder, file)) };
}

/** What was made up for a test. */
export function madeUp(name: string, payload: () => Promise<Payload>): Exhibit {
  return { name, target: null, payload: once(payload) };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => (made ??= make());
}
