import { thousands } from "#argue/words";

import type { CommandIo } from "./io.js";

const BAR = 24;

/** Counts what is stored, and draws a line: the share, the rate, the remaining time, the failures. */
export class ShardsProgress {
  readonly #io: CommandIo;
  readonly #casesPerFuture: number;
  readonly #total: number;
  readonly #began = performance.now();
  #done: number;
  #runs = 0;
  #failed = 0;

  /** `done` and `total` are futures. */
  constructor(io: CommandIo, casesPerFuture: number, done: number, total: number) {
    this.#io = io;
    this.#casesPerFuture = casesPerFuture;
    this.#done = done;
    this.#total = total;
    this.#draw();
  }

  /** Runs of this command. */
  get runs(): number {
    return this.#runs;
  }

  get failed(): number {
    return this.#failed;
  }

  get seconds(): number {
    return (performance.now() - this.#began) / 1000;
  }

  add(futures: number, failed: number): void {
    this.#done += futures;
    this.#runs += futures * this.#casesPerFuture;
    this.#failed += failed;
    this.#draw();
  }

  /** Of somebody else's making. */
  skip(futures: number): void {
    this.#done += futures;
    this.#draw();
  }

  #draw(): void {
    const share = this.#total === 0 ? 1 : this.#done / this.#total;
    const full = Math.round(share * BAR);
    const bar = "█".repeat(full) + "░".repeat(BAR - full);
    const rate = this.#runs / this.seconds;
    const left = ((this.#total - this.#done) * this.#casesPerFuture) / rate;
    const speed =
      this.#runs === 0
        ? ""
        : `, ${thousands(Math.round(rate))} runs a second, ${remaining(left)} left`;
    const failures = this.#failed === 0 ? "" : `, ${thousands(this.#failed)} runs failed`;
    const counts = `${thousands(this.#done)} of ${thousands(this.#total)} futures`;
    this.#io.progress?.(`${bar} ${counts}${speed}${failures}`);
  }
}

export function remaining(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}

/** "10.9 MB" */
export function megabytes(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let size = bytes;
  let unit = 0;
  while (size >= 999.5 && unit < units.length - 1) {
    size /= 1000;
    unit++;
  }
  return `${unit === 0 ? size : size.toPrecision(3)} ${units[unit]}`;
}
