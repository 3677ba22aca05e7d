import type { Program } from "#compile/program";
import type { Instantiator } from "#study/host";

import { createKernel } from "./kernel.js";
import type { FutureBlock, Kernel, RunBlock } from "./kernel.js";

/** What a worker is sent. A program is sent once and then known by its number. */
export type WorkerRequest =
  | { readonly kind: "program"; readonly program: number; readonly definition: Program }
  | {
      readonly kind: "job";
      readonly job: number;
      readonly program: number;
      readonly block: FutureBlock;
    };

export type WorkerReply =
  | { readonly kind: "done"; readonly job: number; readonly block: RunBlock }
  | { readonly kind: "failed"; readonly job: number; readonly message: string };

/** A worker's whole life: gives the handler of its messages. `reply` sends one back. */
export function serveJobs(
  host: Instantiator,
  reply: (message: WorkerReply, transfer: readonly ArrayBuffer[]) => void,
): (request: WorkerRequest) => Promise<void> {
  const kernels = new Map<number, Promise<Kernel>>();
  return async (request) => {
    if (request.kind === "program") {
      kernels.set(request.program, createKernel(request.definition, host));
      return;
    }
    const { job } = request;
    try {
      const kernel = await kernels.get(request.program);
      if (kernel === undefined) throw new Error(`program ${request.program} was not sent`);
      const block = kernel.run(request.block);
      reply({ kind: "done", job, block }, [
        block.outcomes.buffer as ArrayBuffer,
        block.series.buffer as ArrayBuffer,
      ]);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      reply({ kind: "failed", job, message }, []);
    }
  };
}
