import { Worker } from "node:worker_threads";

import { openShards } from "./shards.js";
import { problemOf } from "./shard-message.js";
import type { ShardOrder, ShardReply } from "./shard-message.js";

export interface PoolOptions {
  /** 0: on this thread. */
  readonly workers: number;
  /** Aborted: what is finished stays, what is under way is dropped. */
  readonly signal: AbortSignal;
  /** Whether a shard is still to be computed, asked right before it is. */
  readonly isMissing: (index: number) => Promise<boolean>;
  readonly onStored: (index: number, failed: number) => void;
}

/**
 * Computes shards and stores them, each as a whole in one thread. Rejects with the first problem,
 * after which nothing more is begun.
 */
export async function computeShards(
  root: string,
  shards: readonly number[],
  options: PoolOptions,
): Promise<void> {
  const queue = [...shards];
  const next = async (): Promise<number | undefined> => {
    for (;;) {
      const index = options.signal.aborted ? undefined : queue.shift();
      if (index === undefined || (await options.isMissing(index))) return index;
    }
  };
  if (options.workers === 0) {
    const here = await openShards(root);
    for (let index = await next(); index !== undefined; index = await next()) {
      options.onStored(index, await here.compute(index));
    }
    return;
  }
  const count = Math.min(options.workers, queue.length);
  const threads = Array.from({ length: count }, () => startThread(root));
  const stop = () => Promise.all(threads.map((thread) => thread.stop()));
  const onAbort = (): void => void stop();
  options.signal.addEventListener("abort", onAbort);
  try {
    await Promise.all(
      threads.map(async (thread) => {
        for (let index = await next(); index !== undefined; index = await next()) {
          const reply = await thread.compute(index);
          if (reply === null) return;
          options.onStored(index, reply.failed);
        }
      }),
    );
  } finally {
    queue.length = 0;
    options.signal.removeEventListener("abort", onAbort);
    await stop();
  }
}

interface Thread {
  /** Null if the thread was stopped before it was done. One at a time. */
  compute(index: number): Promise<{ readonly failed: number } | null>;
  stop(): Promise<void>;
}

interface Waiting {
  readonly resolve: (stored: { readonly failed: number } | null) => void;
  readonly reject: (error: Error) => void;
}

function startThread(root: string): Thread {
  const worker = new Worker(new URL("./shard-worker.js", import.meta.url), { workerData: root });
  let stopping = false;
  let failure: Error | null = null;
  let waiting: Waiting | null = null;
  // The listeners stay for good: a worker is no longer listened to once all are taken off.
  const settle = (act: (one: Waiting) => void): void => {
    const one = waiting;
    waiting = null;
    if (one !== null) act(one);
  };
  const fail = (error: Error): void => {
    failure ??= error;
    settle(({ reject }) => reject(error));
  };
  worker.on("message", (reply: ShardReply) => {
    settle(({ resolve, reject }) =>
      reply.kind === "stored"
        ? resolve({ failed: reply.failed })
        : reject(problemOf(reply.problem)),
    );
  });
  worker.on("error", fail);
  worker.on("exit", (code) => {
    if (stopping) settle(({ resolve }) => resolve(null));
    else fail(new Error(`A worker ended unasked, with code ${code}.`));
  });
  return {
    compute: (index) =>
      new Promise((resolve, reject) => {
        if (stopping || failure !== null) {
          if (failure === null) resolve(null);
          else reject(failure);
          return;
        }
        waiting = { resolve, reject };
        const order: ShardOrder = { index };
        worker.postMessage(order, []);
      }),
    stop: async () => {
      stopping = true;
      await worker.terminate();
    },
  };
}
