import type { Drawing, DrawingRequest } from "../../page/seeing/drawing.js";
import type { FromWorker, ToWorker } from "../engine/messages.js";
import InlineWorker from "../engine/worker.ts?worker&inline";

/** Lays out a diagram beside the page, which stays responsive; null where it was called off. */
export function drawApart(request: DrawingRequest, signal: AbortSignal): Promise<Drawing | null> {
  return new Promise((resolve, reject) => {
    const worker = new InlineWorker();
    const end = () => {
      worker.terminate();
      signal.removeEventListener("abort", stop);
    };
    const stop = () => {
      end();
      resolve(null);
    };
    signal.addEventListener("abort", stop);
    worker.addEventListener("message", ({ data }: MessageEvent<FromWorker>) => {
      end();
      if (data.kind === "drawn") resolve(data.drawing);
      else reject(new Error(data.kind === "failed" ? data.message : "it was not drawn"));
    });
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      end();
      reject(new Error(event.message || "a worker could not be started"));
    });
    worker.postMessage({ kind: "draw", job: 0, request } satisfies ToWorker);
  });
}
