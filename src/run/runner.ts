import type { Program } from "#compile/program";
import type { Machine, WorkerLink } from "#study/host";

import { createKernel } from "./kernel.js";
import type { FutureBlock, Kernel, RunBlock } from "./kernel.js";
import { copyRows } from "./rows.js";
import type { WorkerReply, WorkerRequest } from "./worker.js";

/** Runs blocks of futures. What comes back does not depend on the number of workers. */
export interface Runner {
  run(program: Program, block: FutureBlock): Promise<RunBlock>;
  /** Ends the workers; what is still running is rejected. */
  stop(): Promise<void>;
}

/**
 * Futures handed out at a time: at first few, so that a worker is soon heard of; then what it computes
 * in some milliseconds, so that messages cost little and a stop is soon heard.
 */
const fewestFutures = 512;
const mostFutures = 16_384;
const millisecondsOfPiece = 8;
/** What a piece gives back should not come to more. */
const bytesOfPiece = 8_388_608;
/** A worker is sent the next piece while it computes one. */
const piecesAtOnce = 2;
/** So that workers end together, no piece is more than this part of a worker's share of the rest. */
const partOfRest = 2;

/** With `workers` 0 everything runs on the calling thread. */
export async function createRunner(machine: Machine, workers: number): Promise<Runner> {
  if (workers === 0) return runHere(machine);
  const links = await Promise.all(Array.from({ length: workers }, () => machine.startWorker()));
  return new WorkerRunner(links, () => machine.now());
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

/** A block that is computed: what is handed out, and what has come back. */
interface Task {
  readonly program: Program;
  readonly block: FutureBlock;
  readonly found: RunBlock;
  /** How many futures were handed out, and how many have come back. */
  sent: number;
  done: number;
  readonly resolve: (block: RunBlock) => void;
  readonly reject: (error: Error) => void;
}

interface Piece {
  readonly task: Task;
  readonly first: number;
  readonly futures: number;
}

interface Link {
  readonly worker: WorkerLink;
  /** The programs that it knows, by number. */
  readonly known: Set<number>;
  /** How many pieces it has. */
  pieces: number;
  /** Since when it computes the present one. */
  since: number;
}

class WorkerRunner implements Runner {
  readonly #links: readonly Link[];
  readonly #now: () => number;
  readonly #waiting: Task[] = [];
  readonly #running = new Map<number, Piece>();
  readonly #programs = new Map<Program, number>();
  /** Futures that a worker computes in a millisecond, as last seen. */
  readonly #pace = new Map<Program, number>();
  #jobs = 0;
  #failure: Error | null = null;

  constructor(workers: readonly WorkerLink[], now: () => number) {
    this.#now = now;
    this.#links = workers.map((worker) => ({ worker, known: new Set(), pieces: 0, since: 0 }));
    for (const link of this.#links) {
      link.worker.onMessage((message) => this.#finish(link, message as WorkerReply));
      link.worker.onFailure((error) => this.#fail(error));
    }
  }

  run(program: Program, block: FutureBlock): Promise<RunBlock> {
    const { futures } = block;
    const found = {
      futures,
      outcomes: new Float64Array(program.outcomes.length * futures),
      series: new Float64Array(program.series.length * program.saves * futures),
    };
    return new Promise((resolve, reject) => {
      if (this.#failure !== null) reject(this.#failure);
      else if (futures === 0) resolve(found);
      else {
        this.#waiting.push({ program, block, found, sent: 0, done: 0, resolve, reject });
        this.#dispatch();
      }
    });
  }

  async stop(): Promise<void> {
    this.#fail(new Error("the runner was stopped"));
    await Promise.all(this.#links.map(({ worker }) => worker.stop()));
  }

  /** Every worker has a piece before one has two. */
  #dispatch(): void {
    for (let pieces = 0; pieces < piecesAtOnce; pieces++) {
      for (const link of this.#links) {
        const [task] = this.#waiting;
        if (task === undefined) return;
        if (link.pieces <= pieces) this.#send(link, task);
      }
    }
  }

  #send(link: Link, task: Task): void {
    const { program, block } = task;
    const piece = { task, first: task.sent, futures: this.#sizeOf(task) };
    task.sent += piece.futures;
    if (task.sent === block.futures) this.#waiting.shift();
    const job = this.#jobs++;
    this.#running.set(job, piece);
    if (link.pieces === 0) link.since = this.#now();
    link.pieces++;
    const part = partOf(block, program.parameters.length, piece);
    const request: WorkerRequest = {
      kind: "job",
      job,
      program: this.#introduce(link, program),
      block: part,
    };
    link.worker.send(request, [part.parameters.buffer as ArrayBuffer]);
  }

  #sizeOf({ program, block, sent }: Task): number {
    const { parameters, outcomes, series, saves } = program;
    const rest = block.futures - sent;
    const share = rest / (this.#links.length * partOfRest);
    const inTime = (this.#pace.get(program) ?? 0) * millisecondsOfPiece;
    const rows = parameters.length + outcomes.length + series.length * saves;
    const inSpace = bytesOfPiece / (rows * Float64Array.BYTES_PER_ELEMENT);
    const size = Math.min(share, inTime, inSpace, mostFutures);
    const whole = Math.max(1, Math.floor(size / fewestFutures)) * fewestFutures;
    return Math.min(whole, rest);
  }

  /** The number of a program, after it has been sent if the worker does not know it yet. */
  #introduce(link: Link, definition: Program): number {
    let program = this.#programs.get(definition);
    if (program === undefined) {
      program = this.#programs.size;
      this.#programs.set(definition, program);
    }
    if (!link.known.has(program)) {
      link.known.add(program);
      const request: WorkerRequest = { kind: "program", program, definition };
      link.worker.send(request, []);
    }
    return program;
  }

  #finish(link: Link, reply: WorkerReply): void {
    const piece = this.#running.get(reply.job);
    this.#running.delete(reply.job);
    link.pieces--;
    const now = this.#now();
    const took = now - link.since;
    link.since = now;
    if (piece !== undefined) {
      if (took > 0) this.#pace.set(piece.task.program, piece.futures / took);
      if (reply.kind === "done") collect(piece, reply.block);
      else this.#drop(piece.task, new Error(reply.message));
    }
    this.#dispatch();
  }

  /** What of a task is still running is not waited for. */
  #drop(task: Task, error: Error): void {
    task.reject(error);
    const waiting = this.#waiting.indexOf(task);
    if (waiting >= 0) this.#waiting.splice(waiting, 1);
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    for (const task of this.#waiting) task.reject(error);
    for (const { task } of this.#running.values()) task.reject(error);
    this.#running.clear();
    this.#waiting.length = 0;
  }
}

function partOf(block: FutureBlock, rows: number, { first, futures }: Piece): FutureBlock {
  const parameters = new Float64Array(rows * futures);
  const whole = { values: block.parameters, at: first, stride: block.futures };
  copyRows(whole, { values: parameters, at: 0, stride: futures }, rows, futures);
  const { firstFuture = 0, seed = 0 } = block;
  return { futures, parameters, firstFuture: firstFuture + first, seed };
}

function collect({ task, first, futures }: Piece, part: RunBlock): void {
  for (const kind of ["outcomes", "series"] as const) {
    const from = { values: part[kind], at: 0, stride: futures };
    const to = { values: task.found[kind], at: first, stride: task.found.futures };
    copyRows(from, to, part[kind].length / futures, futures);
  }
  task.done += futures;
  if (task.done === task.found.futures) task.resolve(task.found);
}
