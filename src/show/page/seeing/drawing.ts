import { graphOf, type Graph } from "#diagram/graph";
import { trajectoriesOf } from "#diagram/known";
import { layoutFromFile } from "#diagram/layout/file-views";
import { layOut } from "#diagram/layout/layout";
import { loopsOf, type Loops } from "#diagram/loops";
import { polarities } from "#diagram/polarity";
import type { Scene } from "#diagram/scene";
import type { Model } from "#study/model";

/** Plain data, so that a worker can be asked. */
export interface DrawingRequest {
  readonly model: Model;
  /** Columns of one run, by name, `time` among them; null where there is none. */
  readonly run: ReadonlyMap<string, Float64Array> | null;
  /** Keys of constants that are always shown: premises and levers. */
  readonly keep: ReadonlySet<string>;
  readonly constants: boolean | null;
  /** How many times as wide as it is high the drawing had best be. */
  readonly wideness: number;
}

export interface Drawing {
  readonly scene: Scene;
  readonly graph: Graph;
  readonly loops: Loops;
}

/** The diagram of a model with its loops. */
export function drawingOf({ model, run, keep, constants, wideness }: DrawingRequest): Drawing {
  const graph = graphOf(model);
  const signs = polarities(model, graph.links, run === null ? null : trajectoriesOf(run));
  const { groups } = model;
  const usual = { keep, groups, wideness };
  const options = constants === null ? usual : { ...usual, constants };
  const scene = layoutFromFile(model, graph, signs, wideness) ?? layOut(graph, signs, options);
  return { scene, graph, loops: loopsOf(graph, signs) };
}
