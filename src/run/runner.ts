import type { Program } from "#compile/program";
import type { Machine, WorkerLink } from "#study/host";

import { createKernel } from "./kernel.js";
import type { FutureBlock, Kernel, RunBlock } from "./kernel.js";
import type { WorkerReply, WorkerRequest } from "./worker.js";

/** Runs blocks of futures. What comes back does not depend on the number of workers. */
export interface Runner {
  run(program: Program, block: FutureBlock): Promise<RunBlock>;
  /** Ends the workers; what is still running is rejected. */
  stop(): Promise<void>;
}

/** Futures handed out at a time: small, so that workers end together and a stop is soon heard. */
const pieceFutures = 512;

/** With `workers` 0 everything runs on the calling thread. */
export async function createRunner(machine: Machine, workers: number): Promise<Runner> {
  if (workers === 0) return runHere(machine);
  const links = await Promise.all(Array.from({ length: workers }, () => machine.startWorker()));
  return new WorkerRunner(links);
}

function runHere(machine: Machine): Runner {
  const kernels = new Map<Program, Promise<Kernel>>();
  return {
    async run(program, block) {
      const made = kernels.get(program) ?? createKernel(program, machine);
      kernels.set(program, made);
      return (await made).run(block);
    },
    stop: () => Promise.resolve(),
  };
}

interface Job {
  readonly number: number;
  readonly program: Program;
  readonly block: FutureBlock;
  readonly resolve: (block: RunBlock) => void;
  readonly reject: (error: Error) => void;
}

class WorkerRunner implements Runner {
  readonly #links: readonly WorkerLink[];
  readonly #idle: WorkerLink[];
  readonly #queue: Job[] = [];
  readonly #running = new Map<number, Job>();
  readonly #programs = new Map<Program, number>();
  readonly #sent = new Map<WorkerLink, Set<number>>();
  #jobs = 0;
  #failure: Error | null = null;

  constructor(links: readonly WorkerLink[]) {
    this.#links = links;
    this.#idle = [...links];
    for (const link of links) {
      this.#sent.set(link, new Set());
      link.onMessage((message) => this.#finish(link, message as WorkerReply));
      link.onFailure((error) => this.#fail(error));
    }
  }

  async run(program: Program, block: FutureBlock): Promise<RunBlock> {
    const pieces = split(block, program.parameters.length);
    const results = await Promise.all(
      pieces.map(
        (piece) =>
          new Promise<RunBlock>((resolve, reject) => {
            if (this.#failure !== null) {
              reject(this.#failure);
              return;
            }
            this.#queue.push({
              number: this.#jobs++,
              program,
              block: piece,
              resolve,
              reject,
            });
            this.#dispatch();
          }),
      ),
    );
    return join(results, block.futures, program);
  }

  async stop(): Promise<void> {
    this.#fail(new Error("the runner was stopped"));
    await Promise.all(this.#links.map((link) => link.stop()));
  }

  #dispatch(): void {
    while (this.#idle.length > 0 && this.#queue.length > 0) {
      const link = this.#idle.pop() as WorkerLink;
      const job = this.#queue.shift() as Job;
      this.#running.set(job.number, job);
      const program = this.#introduce(link, job.program);
      const request: WorkerRequest = {
        kind: "job",
        job: job.number,
        program,
        block: job.block,
      };
      link.send(request, [job.block.parameters.buffer as ArrayBuffer]);
    }
  }

  /** The number of a program, after it has been sent if the worker does not know it yet. */
  #introduce(link: WorkerLink, definition: Program): number {
    let program = this.#programs.get(definition);
    if (program === undefined) {
      program = this.#programs.size;
      this.#programs.set(definition, program);
    }
    const known = this.#sent.get(link) as Set<number>;
    if (!known.has(program)) {
      known.add(program);
      const request: WorkerRequest = { kind: "program", program, definition };
      link.send(request, []);
    }
    return program;
  }

  #finish(link: WorkerLink, reply: WorkerReply): void {
    const job = this.#running.get(reply.job);
    this.#running.delete(reply.job);
    this.#idle.push(link);
    if (reply.kind === "done") job?.resolve(reply.block);
    else job?.reject(new Error(reply.message));
    this.#dispatch();
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    for (const job of [...this.#running.values(), ...this.#queue]) job.reject(error);
    this.#running.clear();
    this.#queue.length = 0;
  }
}

function split(block: FutureBlock, rows: number): FutureBlock[] {
  const pieces: FutureBlock[] = [];
  for (let first = 0; first < block.futures; first += pieceFutures) {
    const futures = Math.min(pieceFutures, block.futures - first);
    const parameters = new Float64Array(rows * futures);
    for (let row = 0; row < rows; row++) {
      const from = row * block.futures + first;
      parameters.set(block.parameters.subarray(from, from + futures), row * futures);
    }
    const { firstFuture = 0, seed = 0 } = block;
    pieces.push({ futures, parameters, firstFuture: firstFuture + first, seed });
  }
  return pieces;
}

function join(pieces: readonly RunBlock[], futures: number, program: Program): RunBlock {
  const outcomes = new Float64Array(program.outcomes.length * futures);
  const series = new Float64Array(program.series.length * program.saves * futures);
  let first = 0;
  for (const piece of pieces) {
    copyRows(piece.outcomes, piece.futures, outcomes, futures, first);
    copyRows(piece.series, piece.futures, series, futures, first);
    first += piece.futures;
  }
  return { futures, outcomes, series };
}

function copyRows(
  from: Float64Array,
  width: number,
  to: Float64Array,
  stride: number,
  first: number,
): void {
  for (let row = 0; row * width < from.length; row++) {
    to.set(from.subarray(row * width, (row + 1) * width), row * stride + first);
  }
}
