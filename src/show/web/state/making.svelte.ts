import { createContext } from "svelte";

/** Milliseconds of a turn in which parts of the page are made: half a frame. */
const turnLength = 8;

/** Makes one more piece of a part of the page, and says whether the part is whole. */
type Step = () => boolean;

/**
 * What of the page is still to be made: one part after the other, piece by piece, in turns between
 * which the page draws and answers. What is printed is made whole first.
 */
export class Making {
  #steps: Step[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isUnderWay = false;
  /** Whether nothing is left to be made. */
  isDone: boolean = $state(true);

  constructor() {
    globalThis.addEventListener?.("beforeprint", () => this.#go(Infinity));
  }

  /** Makes a part in turns; the answer stops that. */
  inTurns(step: Step): () => void {
    this.#steps.push(step);
    this.isDone = false;
    this.#timer ??= setTimeout(() => this.#go(turnLength));
    return () => {
      this.#steps = this.#steps.filter((one) => one !== step);
      if (this.#steps.length === 0) this.isDone = true;
    };
  }

  #go(length: number): void {
    if (this.#isUnderWay) return;
    this.#isUnderWay = true;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const began = performance.now();
    try {
      while (this.#steps.length > 0 && performance.now() - began < length) {
        const step = this.#steps[0];
        if (step()) this.#steps = this.#steps.filter((one) => one !== step);
      }
    } finally {
      this.#isUnderWay = false;
    }
    if (this.#steps.length > 0) this.#timer = setTimeout(() => this.#go(turnLength));
    else this.isDone = true;
  }
}

const [get, set] = createContext<Making>();
/** The one of the page, for whatever is in it. */
export const makingOfPage = get;
export const setMakingOfPage = set;
