import { argueStudy, Cancelled } from "#parley";
import { serveJobs } from "#run/worker";
import type { WorkerRequest } from "#run/worker";
import type { Study } from "#study/study";

import { drawingOf } from "../../page/seeing/drawing.js";
import { scenariosOf } from "../../page/seeing/scenario.js";
import { judge } from "../../page/engine/judge.js";
import { createSliceRunner, keptCoordinates } from "../../page/engine/slice.js";
import type { Coordinates, SliceResult, SliceRunner } from "../../page/engine/slice.js";
import { createBrowserHost, createTurns, instantiate } from "../host.js";
import type { FromWorker, ToWorker } from "./messages.js";

/** The life of a worker of the page: slices for what is played, blocks for what is argued. */
class PageWorker {
  readonly #reply: (message: FromWorker, transfer: ArrayBuffer[]) => void;
  #runner: SliceRunner | null = null;
  #study: Study | null = null;
  #coordinates: Coordinates | null = null;
  #epoch = 0;
  readonly #turn = createTurns();
  #stopped = false;
  /** One slice after the other. */
  #queue: Promise<void> = Promise.resolve();

  constructor(reply: (message: FromWorker, transfer: ArrayBuffer[]) => void) {
    this.#reply = reply;
  }

  handle(message: ToWorker): void {
    switch (message.kind) {
      case "study":
        this.#study = message.study;
        this.#coordinates = keptCoordinates(message.study);
        this.#runner = createSliceRunner(message.study, { instantiate }, this.#coordinates);
        return;
      case "epoch":
        this.#epoch = message.epoch;
        return;
      case "slice":
        this.#queue = this.#queue.then(() => this.#slice(message));
        return;
      case "judge":
        this.#queue = this.#queue.then(() => this.#judge(message));
        return;
      case "serve":
        serve(message.port);
        return;
      case "argue":
        this.#stopped = false;
        void this.#argue(message);
        return;
      case "stop arguing":
        this.#stopped = true;
        return;
      case "draw":
      case "discover":
        this.#answer(message);
    }
  }

  async #slice({ job, epoch, request }: Extract<ToWorker, { kind: "slice" }>): Promise<void> {
    try {
      if (this.#runner === null) throw new Error("no study was sent");
      const wanted = async (): Promise<boolean> => {
        await this.#turn();
        return epoch >= this.#epoch;
      };
      const result = (await wanted()) ? await this.#runner.run(request, wanted) : null;
      this.#reply({ kind: "slice", job, result }, result === null ? [] : buffersOf(result));
    } catch (error) {
      this.#fail(job, error);
    }
  }

  #judge({ job, epoch, request }: Extract<ToWorker, { kind: "judge" }>): void {
    try {
      if (this.#study === null || this.#coordinates === null) throw new Error("no study was sent");
      const { position, outcomes, seed, futures } = request;
      const wanted = epoch >= this.#epoch;
      const judgement = wanted
        ? judge(this.#study, position, outcomes, seed, futures, this.#coordinates)
        : null;
      this.#reply({ kind: "judged", job, judgement }, []);
    } catch (error) {
      this.#fail(job, error);
    }
  }

  async #argue(message: Extract<ToWorker, { kind: "argue" }>): Promise<void> {
    const { job, study, ports, futures, seed, version, between } = message;
    const host = createBrowserHost([...ports], () => this.#stopped);
    try {
      const document = await argueStudy(study, host, {
        futures,
        seed,
        version,
        between: between ?? undefined,
        workers: ports.length,
        onProgress: (progress) => this.#reply({ kind: "progress", job, progress }, []),
      });
      this.#reply({ kind: "argued", job, document }, []);
    } catch (error) {
      if (error instanceof Cancelled) this.#reply({ kind: "argued", job, document: null }, []);
      else this.#fail(job, error);
    }
  }

  #answer(message: Extract<ToWorker, { kind: "draw" | "discover" }>): void {
    const { job } = message;
    try {
      if (message.kind === "draw") {
        this.#reply({ kind: "drawn", job, drawing: drawingOf(message.request) }, []);
      } else {
        this.#reply({ kind: "discovered", job, scenarios: scenariosOf(message.request) }, []);
      }
    } catch (error) {
      this.#fail(job, error);
    }
  }

  #fail(job: number, error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    this.#reply({ kind: "failed", job, message }, []);
  }
}

function serve(port: MessagePort): void {
  const handle = serveJobs({ instantiate }, (reply, transfer) =>
    port.postMessage(reply, [...transfer]),
  );
  port.addEventListener("message", ({ data }: MessageEvent<WorkerRequest>) => void handle(data));
  port.start();
}

function buffersOf({ outcomes, bands }: SliceResult): ArrayBuffer[] {
  return [...outcomes.values(), ...bands.values()].map(({ buffer }) => buffer as ArrayBuffer);
}

const worker = new PageWorker((message, transfer) => self.postMessage(message, { transfer }));
self.addEventListener("message", ({ data }: MessageEvent<ToWorker>) => worker.handle(data));
