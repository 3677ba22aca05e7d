import type { Drawing, DrawingRequest } from "../../page/seeing/drawing.js";
import type { ScenarioRequest, Scenarios } from "../../page/seeing/scenario.js";
import type { FromWorker, ToWorker } from "../engine/messages.js";
import InlineWorker from "../engine/worker.ts?worker&inline";

/**
 * A worker beside the page for what takes longer than a frame. One question at a time: while one is
 * answered the newest of those that came meanwhile waits, and the others are answered with null.
 */
export class Aside {
  #worker: Worker | null = null;
  #jobs = 0;
  #current: Question | null = null;
  #next: Question | null = null;

  draw(request: DrawingRequest): Promise<Drawing | null> {
    return this.#ask({ kind: "draw", job: this.#jobs++, request }) as Promise<Drawing | null>;
  }

  discover(request: ScenarioRequest): Promise<Scenarios | null> {
    return this.#ask({ kind: "discover", job: this.#jobs++, request }) as Promise<Scenarios | null>;
  }

  stop(): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#current?.resolve(null);
    this.#next?.resolve(null);
    this.#current = null;
    this.#next = null;
  }

  #ask(message: Question["message"]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#next?.resolve(null);
      this.#next = { message, resolve, reject };
      this.#go();
    });
  }

  #go(): void {
    if (this.#current !== null || this.#next === null) return;
    this.#worker ??= this.#start();
    this.#current = this.#next;
    this.#next = null;
    this.#worker.postMessage(this.#current.message);
  }

  #start(): Worker {
    const worker = new InlineWorker();
    worker.addEventListener("message", ({ data }: MessageEvent<FromWorker>) => {
      const question = this.#current;
      if (question === null || data.job !== question.message.job) return;
      this.#current = null;
      if (data.kind === "drawn") question.resolve(data.drawing);
      else if (data.kind === "discovered") question.resolve(data.scenarios);
      else
        question.reject(new Error(data.kind === "failed" ? data.message : "it was not answered"));
      this.#go();
    });
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      this.#current?.reject(new Error(event.message || "a worker could not be started"));
      this.#current = null;
    });
    return worker;
  }
}

interface Question {
  readonly message: Extract<ToWorker, { kind: "draw" | "discover" }>;
  readonly resolve: (answer: Drawing | Scenarios | null) => void;
  readonly reject: (error: Error) => void;
}
