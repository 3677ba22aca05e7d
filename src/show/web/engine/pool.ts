import type { ArgueDocument } from "#argue/document";
import type { ArgueProgress } from "#parley";
import type { Study } from "#study/study";

import type { Judgement } from "../../page/engine/judge.js";
import type { SliceRequest, SliceResult } from "../../page/engine/slice.js";
import { whenIdle } from "../idle.js";
import type { FromWorker, JudgeRequest, ToWorker } from "./messages.js";

/** What the page has its numbers from: workers for what is played, one more for the argument. */
export interface Pool {
  /**
   * The slices, in the order asked for; null as soon as a newer call has come, whose slices go
   * first. Rejects where a run cannot be had at all.
   */
  slices(requests: readonly SliceRequest[]): Promise<readonly SliceResult[] | null>;
  /** The verdict on slices; null as soon as newer slices were asked for. */
  judge(request: JudgeRequest): Promise<Judgement | null>;
  /** One slice that no newer call drops. */
  slice(request: SliceRequest): Promise<SliceResult>;
  /** The argument of a study; null where it was stopped. One at a time. */
  argue(options: ArgueRequest): Promise<ArgueDocument | null>;
  stopArguing(): void;
  /** Starts the worker of the argument when there is time for it: that can take a third of a second. */
  warm(): void;
  /** Another study instead, after its files have changed. */
  load(study: Study): void;
}

export interface ArgueRequest {
  readonly study: Study;
  readonly futures: number;
  readonly seed: number;
  readonly version: string;
  readonly between: readonly [string, string] | null;
  readonly onProgress: (progress: ArgueProgress) => void;
}

interface Job {
  readonly message: Extract<ToWorker, { kind: "slice" | "judge" }>;
  readonly resolve: (result: SliceResult | Judgement | null) => void;
  readonly reject: (error: Error) => void;
}

interface Arguing {
  readonly job: number;
  readonly resolve: (document: ArgueDocument | null) => void;
  readonly reject: (error: Error) => void;
  readonly onProgress: (progress: ArgueProgress) => void;
}

/** An epoch that is never over. */
const everWanted = Number.MAX_SAFE_INTEGER;

/** `start` makes a worker that runs `worker.ts`; `count` of them run futures. */
export function createPool(study: Study, start: () => Worker, count: number): Pool {
  return new WorkerPool(study, start, count);
}

class WorkerPool implements Pool {
  readonly #workers: readonly Worker[];
  readonly #idle: Worker[];
  readonly #start: () => Worker;
  readonly #running = new Map<number, Job>();
  #queue: Job[] = [];
  #arguer: Worker | null = null;
  #arguing: Arguing | null = null;
  #jobs = 0;
  #epoch = 0;

  constructor(study: Study, start: () => Worker, count: number) {
    this.#start = start;
    this.#workers = Array.from({ length: count }, () => this.#worker());
    this.#idle = [...this.#workers];
    this.load(study);
  }

  load(study: Study): void {
    for (const worker of this.#workers) send(worker, { kind: "study", study });
  }

  async slices(requests: readonly SliceRequest[]): Promise<readonly SliceResult[] | null> {
    this.#epoch++;
    const epoch = this.#epoch;
    for (const worker of this.#workers) send(worker, { kind: "epoch", epoch });
    for (const { message, resolve } of this.#queue) if (message.epoch < epoch) resolve(null);
    this.#queue = this.#queue.filter(({ message }) => message.epoch >= epoch);
    const results = await Promise.all(requests.map((request) => this.#run(request, epoch)));
    return results.every((result) => result !== null) ? results : null;
  }

  judge(request: JudgeRequest): Promise<Judgement | null> {
    const job = this.#jobs++;
    const message = { kind: "judge" as const, job, epoch: this.#epoch, request };
    return this.#ask(message) as Promise<Judgement | null>;
  }

  async slice(request: SliceRequest): Promise<SliceResult> {
    return (await this.#run(request, everWanted)) as SliceResult;
  }

  argue({ onProgress, ...options }: ArgueRequest): Promise<ArgueDocument | null> {
    this.stopArguing();
    this.#arguer ??= this.#worker();
    const ports = this.#workers.map((worker) => {
      const { port1, port2 } = new MessageChannel();
      worker.postMessage({ kind: "serve", port: port1 } satisfies ToWorker, [port1]);
      return port2;
    });
    const job = this.#jobs++;
    this.#arguer.postMessage({ kind: "argue", job, ports, ...options } satisfies ToWorker, ports);
    return new Promise((resolve, reject) => {
      this.#arguing = { job, resolve, reject, onProgress };
    });
  }

  warm(): void {
    if (this.#arguer === null) whenIdle(() => (this.#arguer ??= this.#worker()));
  }

  stopArguing(): void {
    if (this.#arguing === null) return;
    this.#arguing.resolve(null);
    this.#arguing = null;
    if (this.#arguer !== null) send(this.#arguer, { kind: "stop arguing" });
  }

  #worker(): Worker {
    const worker = this.#start();
    worker.addEventListener("message", ({ data }: MessageEvent<FromWorker>) =>
      this.#take(worker, data),
    );
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      this.#fail(new Error(event.message || "a worker could not be started"));
    });
    return worker;
  }

  #run(request: SliceRequest, epoch: number): Promise<SliceResult | null> {
    const message = { kind: "slice" as const, job: this.#jobs++, epoch, request };
    return this.#ask(message) as Promise<SliceResult | null>;
  }

  #ask(message: Job["message"]): Promise<SliceResult | Judgement | null> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ message, resolve, reject });
      this.#dispatch();
    });
  }

  #dispatch(): void {
    while (this.#idle.length > 0 && this.#queue.length > 0) {
      const worker = this.#idle.pop() as Worker;
      const job = this.#queue.shift() as Job;
      this.#running.set(job.message.job, job);
      send(worker, job.message);
    }
  }

  #take(worker: Worker, message: FromWorker): void {
    const arguing = this.#arguing?.job === message.job ? this.#arguing : null;
    if (message.kind === "progress") {
      arguing?.onProgress(message.progress);
      return;
    }
    if (worker === this.#arguer) {
      if (arguing === null) return;
      this.#arguing = null;
      if (message.kind === "argued") arguing.resolve(message.document);
      if (message.kind === "failed") arguing.reject(new Error(message.message));
      return;
    }
    const job = this.#running.get(message.job);
    this.#running.delete(message.job);
    this.#idle.push(worker);
    if (message.kind === "slice") job?.resolve(message.result);
    if (message.kind === "judged") job?.resolve(message.judgement);
    if (message.kind === "failed") job?.reject(new Error(message.message));
    this.#dispatch();
  }

  #fail(error: Error): void {
    for (const { reject } of [...this.#running.values(), ...this.#queue]) reject(error);
    this.#running.clear();
    this.#queue = [];
    this.#arguing?.reject(error);
    this.#arguing = null;
  }
}

function send(worker: Worker, message: ToWorker): void {
  worker.postMessage(message);
}
