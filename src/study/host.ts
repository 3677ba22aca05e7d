/**
 * What the rooms need of the world. Implemented for Node and for the browser under `show/`; no room
 * below `show` knows of files, threads or clocks.
 */
export interface Host extends Files, Machine {}

/** Files of one study, by path relative to its folder, with `/` between parts. */
export interface Files {
  /** The bytes of a file. Throws a `FileProblem`. */
  read(path: string): Promise<Uint8Array>;
}

export type FileProblemCode = "missing" | "outside" | "folder" | "unreadable" | "too-large";

/** Why a file could not be read: it is missing, leads out of the study's folder, is a folder … */
export class FileProblem extends Error {
  readonly code: FileProblemCode;
  readonly path: string;

  constructor(code: FileProblemCode, path: string, message: string) {
    super(message);
    this.name = "FileProblem";
    this.code = code;
    this.path = path;
  }
}

export interface Machine extends Instantiator {
  /** How many workers are worth starting. */
  readonly cores: number;
  startWorker(): Promise<WorkerLink>;
  /** Milliseconds from any origin; for rates and remaining time only. */
  now(): number;
  /** True once the person has asked to stop. */
  cancelled(): boolean;
}

export interface Instantiator {
  /** Compiles and instantiates a module that imports `parley.memory`, with `pages` of 64 KiB. */
  instantiate(bytes: Uint8Array, pages: number): Promise<KernelInstance>;
}

export interface KernelInstance {
  /** The linear memory; its length does not change. */
  readonly memory: ArrayBuffer;
  /** The module's only export, see `compile/program.ts`. */
  run(parameters: number, results: number, series: number, stride: number, lanes: number): void;
}

/** One end of a channel to a worker that runs `run/worker.ts`. */
export interface WorkerLink {
  send(message: unknown, transfer: readonly ArrayBuffer[]): void;
  onMessage(handler: (message: unknown) => void): void;
  onFailure(handler: (error: Error) => void): void;
  stop(): Promise<void>;
}
