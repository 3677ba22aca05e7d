import type { ArgueDocument } from "#argue/document";
import type { ArgueProgress } from "#parley";
import type { Position, Study } from "#study/study";

import type { Judgement } from "../../page/engine/judge.js";
import type { SliceRequest, SliceResult } from "../../page/engine/slice.js";
import type { Drawing, DrawingRequest } from "../../page/seeing/drawing.js";
import type { ScenarioRequest, Scenarios } from "../../page/seeing/scenario.js";

/** What the page tells a worker. */
export type ToWorker =
  | { readonly kind: "study"; readonly study: Study }
  /** Slices of earlier epochs are not wanted any more. */
  | { readonly kind: "epoch"; readonly epoch: number }
  | {
      readonly kind: "slice";
      readonly job: number;
      readonly epoch: number;
      readonly request: SliceRequest;
    }
  | {
      readonly kind: "judge";
      readonly job: number;
      readonly epoch: number;
      readonly request: JudgeRequest;
    }
  /** Serve whole blocks of futures on this port, for a worker that argues. */
  | { readonly kind: "serve"; readonly port: MessagePort }
  | {
      readonly kind: "argue";
      readonly job: number;
      readonly study: Study;
      readonly futures: number;
      readonly seed: number;
      readonly version: string;
      readonly between: readonly [string, string] | null;
      /** Ends of channels to workers that serve. */
      readonly ports: readonly MessagePort[];
    }
  | { readonly kind: "stop arguing" }
  /** The diagram of a model; asked of a worker of its own. */
  | { readonly kind: "draw"; readonly job: number; readonly request: DrawingRequest }
  /** Where futures of interest lie. */
  | { readonly kind: "discover"; readonly job: number; readonly request: ScenarioRequest };

/** What `judge` is to be asked, about the study that the worker has. */
export interface JudgeRequest {
  readonly position: Position;
  readonly outcomes: ReadonlyMap<string, ReadonlyMap<string, Float64Array>>;
  readonly seed: number;
  readonly futures: number;
}

/** What a worker tells the page. */
export type FromWorker =
  /** `result` is null where it was not wanted any more. */
  | { readonly kind: "slice"; readonly job: number; readonly result: SliceResult | null }
  | { readonly kind: "judged"; readonly job: number; readonly judgement: Judgement | null }
  | { readonly kind: "progress"; readonly job: number; readonly progress: ArgueProgress }
  | { readonly kind: "argued"; readonly job: number; readonly document: ArgueDocument | null }
  | { readonly kind: "drawn"; readonly job: number; readonly drawing: Drawing }
  | { readonly kind: "discovered"; readonly job: number; readonly scenarios: Scenarios }
  | { readonly kind: "failed"; readonly job: number; readonly message: string };
