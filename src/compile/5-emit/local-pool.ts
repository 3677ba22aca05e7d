/** Hands out numbers of locals, and takes them back. */
export class LocalPool {
  #next: number;
  readonly #free: number[] = [];

  constructor(base: number) {
    this.#next = base;
  }

  take(): number {
    return this.#free.pop() ?? this.#next++;
  }

  giveBack(taken: number): void {
    this.#free.push(taken);
  }

  /** One above the highest number ever given. */
  get end(): number {
    return this.#next;
  }
}
