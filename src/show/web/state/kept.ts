import type { Results } from "./shape.js";

/** As many as a reader goes back and forth between. */
const most = 12;

/** The newest results, by what they are of. */
export class Kept {
  readonly #results = new Map<string, Results>();

  of(key: string): Results | undefined {
    return this.#results.get(key);
  }

  remember(key: string, results: Results): void {
    this.#results.delete(key);
    this.#results.set(key, results);
    for (const old of [...this.#results.keys()].slice(0, -most)) this.#results.delete(old);
  }

  clear(): void {
    this.#results.clear();
  }
}
