import { drawingOf, type Drawing, type DrawingRequest } from "../../page/seeing/drawing.js";

/** What a page asks of the worker that draws; answered in the order of asking. */
export interface ToDrawer {
  readonly job: number;
  readonly request: DrawingRequest;
}

export interface FromDrawer {
  readonly job: number;
  readonly drawing: Drawing | null;
  readonly failure: string | null;
}

self.addEventListener("message", ({ data }: MessageEvent<ToDrawer>) => {
  const { job, request } = data;
  let answer: FromDrawer;
  try {
    answer = { job, drawing: drawingOf(request), failure: null };
  } catch (error) {
    answer = {
      job,
      drawing: null,
      failure: error instanceof Error ? error.message : String(error),
    };
  }
  self.postMessage(answer);
});
