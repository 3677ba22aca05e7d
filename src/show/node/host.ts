import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { Host, KernelInstance, WorkerLink } from "#study/host";
import { createFolderFiles } from "./files.js";

export { createNodeFolder } from "./folder.js";

export interface NodeHostOptions {
  /** Aborted once the person has asked to stop. */
  readonly signal?: AbortSignal;
}

/** Node as a host: the files of one folder, WebAssembly, and worker threads. */
export function createNodeHost(folder: string, options: NodeHostOptions = {}): Host {
  return {
    ...createFolderFiles(folder),
    instantiate,
    cores: availableParallelism(),
    startWorker,
    now: () => performance.now(),
    cancelled: () => options.signal?.aborted ?? false,
  };
}

/**
 * Compiles and instantiates a kernel with `pages` of memory (64 KiB each) that never grows. For
 * worker threads too, which have no other host.
 */
export async function instantiate(bytes: Uint8Array, pages: number): Promise<KernelInstance> {
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  const { instance } = await WebAssembly.instantiate(bytes, { parley: { memory } });
  const run = instance.exports["run"] as KernelInstance["run"];
  return { memory: memory.buffer, run };
}

/** A worker thread that runs `worker.js` beside this file. */
async function startWorker(): Promise<WorkerLink> {
  const worker = new Worker(new URL("./worker.js", import.meta.url));
  let stopping = false;
  const link: WorkerLink = {
    send: (message, transfer) => worker.postMessage(message, [...transfer]),
    onMessage: (handler) => void worker.on("message", handler),
    onFailure: (handler) => {
      worker.on("error", handler);
      worker.on("messageerror", handler);
      worker.on("exit", (code) => {
        if (!stopping) handler(new Error(`A worker ended unasked, with code ${code}.`));
      });
    },
    stop: async () => {
      stopping = true;
      await worker.terminate();
    },
  };
  return link;
}
