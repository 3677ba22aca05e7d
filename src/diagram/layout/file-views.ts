import type { Model, View, ViewNode } from "#study/model";
import { timeSettings } from "../graph.js";
import type { Graph, Link } from "../graph.js";
import type { Polarity } from "../polarity.js";
import type { Box, Frame, PlacedNode, Point, Scene } from "../scene.js";
import { draw } from "./draw.js";
import type { PipeEnds } from "./pipes.js";
import { cloudHalf, stockHalf, symbolAt } from "./symbols.js";

/** The share of stocks and flows that a file must place for its places to count as a diagram. */
const leastPlaced = 0.999;
/** The share of all that is computed, constants apart. */
const leastComputed = 0.8;
/** How far a file's drawing is stretched so that names have room; more is no likeness any more. */
const stretches = [1, 1.25, 1.5, 1.8, 2.2];
/** Pairs of names that cover each other, a node: so few are forgiven in the largest drawing. */
const forgiven = 0.06;
/** Pixels between one view and the next. */
const between = 60;

/**
 * The diagram as the model's own file has it, where that is sane: its views place all stocks and
 * flows and nearly all that is computed, and names do not cover each other, if need be in a larger
 * drawing. Null where it is not; then the layout is ours. Several views stand below each other.
 */
export function layoutFromFile(
  model: Model,
  graph: Graph,
  signs: ReadonlyMap<Link, Polarity>,
): Scene | null {
  const homes = homesOf(model.views, timeSettings(graph));
  if (!placesEnough(graph, homes)) return null;
  for (const stretch of stretches) {
    const nodes = nodesOf(model.views, graph, homes, stretch);
    const last = stretch === stretches[stretches.length - 1];
    if (overlaps(nodes) <= (last ? forgiven * nodes.length : 0)) {
      return sceneOf(model, graph, signs, nodes, homes, stretch);
    }
  }
  return null;
}

interface Home {
  readonly view: number;
  readonly at: ViewNode;
}

/** Where each variable is at home: the first view that shows it. */
function homesOf(views: readonly View[], without: ReadonlySet<string>): ReadonlyMap<string, Home> {
  const homes = new Map<string, Home>();
  for (const [view, { nodes }] of views.entries()) {
    for (const at of nodes) {
      if (!homes.has(at.key) && !without.has(at.key)) homes.set(at.key, { view, at });
    }
  }
  return homes;
}

function placesEnough(graph: Graph, homes: ReadonlyMap<string, Home>): boolean {
  const settings = timeSettings(graph);
  const all = [...graph.nodes.values()].filter(({ key }) => !settings.has(key));
  const share = (kinds: readonly string[]): number => {
    const own = all.filter(({ kind }) => kinds.includes(kind));
    if (own.length === 0) return 1;
    return own.filter(({ key }) => homes.has(key)).length / own.length;
  };
  if (homes.size === 0 || share(["stock", "flow"]) < leastPlaced) return false;
  return share(["stock", "flow", "auxiliary", "table"]) >= leastComputed;
}

function nodesOf(
  views: readonly View[],
  graph: Graph,
  homes: ReadonlyMap<string, Home>,
  stretch: number,
): readonly PlacedNode[] {
  const tops = topsOf(views, stretch);
  return [...graph.nodes.values()].flatMap((node): PlacedNode[] => {
    const home = homes.get(node.key);
    if (home === undefined) return [];
    return [symbolAt(node, placeOf(home.at, stretch, tops[home.view]), node.key, false)];
  });
}

/** How far each view is moved down, so that it begins below the one before. */
function topsOf(views: readonly View[], stretch: number): readonly number[] {
  let next = 0;
  return views.map(({ nodes }) => {
    const rows = nodes.map(({ y }) => y * stretch);
    const [top, bottom] = [Math.min(...rows), Math.max(...rows)];
    const shift = next - top;
    next += bottom - top + 2 * between;
    return shift;
  });
}

function placeOf({ x, y }: ViewNode, stretch: number, down: number): Point {
  return [x * stretch, y * stretch + down];
}

function overlaps(nodes: readonly PlacedNode[]): number {
  let count = 0;
  for (const [index, { box }] of nodes.entries()) {
    for (const other of nodes.slice(index + 1)) if (cover(box, other.box)) count += 1;
  }
  return count;
}

function cover(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

function sceneOf(
  model: Model,
  graph: Graph,
  signs: ReadonlyMap<Link, Polarity>,
  nodes: readonly PlacedNode[],
  homes: ReadonlyMap<string, Home>,
  stretch: number,
): Scene {
  const tops = topsOf(model.views, stretch);
  const centres = new Map(nodes.map(({ id, centre }) => [id, centre]));
  const pipes = graph.pipes.flatMap((pipe): PipeEnds[] => {
    const valve = centres.get(pipe.flow);
    const home = homes.get(pipe.flow);
    if (valve === undefined || home === undefined) return [];
    const drawn = home.at.pipe?.map(([x, y]): Point => [
      x * stretch,
      y * stretch + tops[home.view],
    ]);
    const from = pipe.from === null ? undefined : centres.get(pipe.from);
    const to = pipe.to === null ? undefined : centres.get(pipe.to);
    const start = from ?? drawn?.[0] ?? cloudAcross(to, valve);
    const end = to ?? drawn?.[drawn.length - 1] ?? cloudAcross(from, valve);
    return [{ pipe, start, valve, end }];
  });
  const shown = new Set(nodes.map(({ id }) => id));
  const several = model.views.length > 1;
  return draw({
    nodes,
    pipes,
    links: graph.links.filter(({ from, to }) => shown.has(from) && shown.has(to)),
    signs,
    sourceOf: new Map(),
    frames: several ? framesOf(model.views, nodes, homes) : [],
    hidden: [...graph.nodes.keys()].filter((key) => !shown.has(key)),
    by: "file",
  });
}

/** A cloud that the file does not place: beyond the valve, away from the stock. */
function cloudAcross(stock: Point | undefined, [x, y]: Point): Point {
  const reach = stockHalf[0] + cloudHalf[0];
  if (stock === undefined) return [x - reach, y];
  const [dx, dy] = [x - stock[0], y - stock[1]];
  if (Math.abs(dx) >= Math.abs(dy)) return [x + (dx < 0 ? -reach : reach), y];
  return [x, y + (dy < 0 ? -reach : reach)];
}

function framesOf(
  views: readonly View[],
  nodes: readonly PlacedNode[],
  homes: ReadonlyMap<string, Home>,
): readonly Frame[] {
  return views.flatMap(({ name }, view): Frame[] => {
    const own = nodes.filter(({ id }) => homes.get(id)?.view === view);
    if (own.length === 0) return [];
    return [
      {
        title: name,
        box: {
          left: Math.min(...own.map(({ box }) => box.left)) - 30,
          top: Math.min(...own.map(({ box }) => box.top)) - 34,
          right: Math.max(...own.map(({ box }) => box.right)) + 30,
          bottom: Math.max(...own.map(({ box }) => box.bottom)) + 16,
        },
      },
    ];
  });
}
