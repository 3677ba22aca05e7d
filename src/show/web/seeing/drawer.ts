import type { Drawing, DrawingRequest } from "../../page/seeing/drawing.js";
import type { FromDrawer, ToDrawer } from "./worker.js";
import SeeingWorker from "./worker.ts?worker&inline";

/** Lays out a diagram beside the page, which stays responsive; null where it was called off. */
export function drawApart(request: DrawingRequest, signal: AbortSignal): Promise<Drawing | null> {
  return new Promise((resolve, reject) => {
    const worker = new SeeingWorker();
    const end = () => {
      worker.terminate();
      signal.removeEventListener("abort", stop);
    };
    const stop = () => {
      end();
      resolve(null);
    };
    signal.addEventListener("abort", stop);
    worker.addEventListener("message", ({ data }: MessageEvent<FromDrawer>) => {
      end();
      if (data.drawing === null) reject(new Error(data.failure ?? "it was not drawn"));
      else resolve(data.drawing);
    });
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      end();
      reject(new Error(event.message || "a worker could not be started"));
    });
    worker.postMessage({ job: 0, request } satisfies ToDrawer);
  });
}
