import type { Model, View, ViewNode } from "#study/model";
import { timeSettings } from "../graph.js";
import type { Graph, Link } from "../graph.js";
import type { Polarity } from "../polarity.js";
import type { Box, Frame, PlacedNode, Point, Scene } from "../scene.js";
import { draw } from "./draw.js";
import type { PipeEnds } from "./pipes.js";
import { packed } from "./packed.js";
import { around, cloudHalf, stockHalf, symbolAt } from "./symbols.js";
import { cover, viewGhosts } from "./view-ghosts.js";
import type { Viewed } from "./view-ghosts.js";

/** The share of stocks and flows that a file must place for its places to count as a diagram. */
const leastPlaced = 0.999;
/** The share of all that is computed, constants apart. */
const leastComputed = 0.8;
/** How far a file's drawing is stretched so that names have room; more is no likeness any more. */
const stretches = [1, 1.25, 1.5, 1.8, 2.2];
/** Pairs of names that cover each other, a node: so few are forgiven in the largest drawing. */
const forgiven = 0.06;
/** Pixels between one view and the next. */
const between = 22;

/**
 * The diagram as the model's own file has it, where that is sane: its views place all stocks and
 * flows and nearly all that is computed, and names do not cover each other, if need be in a larger
 * drawing. Null where it is not; then the layout is ours. Several views stand in frames side by side,
 * and what acts on a view from another one is shown in it again.
 */
export function layoutFromFile(
  model: Model,
  graph: Graph,
  signs: ReadonlyMap<Link, Polarity>,
  wideness = 1.6,
): Scene | null {
  const homes = homesOf(model.views, timeSettings(graph));
  if (!placesEnough(graph, homes)) return null;
  for (const stretch of stretches) {
    const nodes = nodesOf(graph, homes, stretch);
    const last = stretch === stretches[stretches.length - 1];
    if (overlaps([...nodes.values()]) <= (last ? forgiven * nodes.size : 0)) {
      return sceneOf(model, graph, signs, nodes, homes, stretch, wideness);
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

/** What is at home in each view, in the view's own places. */
function nodesOf(
  graph: Graph,
  homes: ReadonlyMap<string, Home>,
  stretch: number,
): ReadonlyMap<string, Viewed> {
  return new Map(
    [...graph.nodes.values()].flatMap((node): [string, Viewed][] => {
      const home = homes.get(node.key);
      if (home === undefined) return [];
      const placed = symbolAt(node, stretched(home.at, stretch), node.key, false);
      return [[node.key, { view: home.view, placed }]];
    }),
  );
}

function stretched({ x, y }: ViewNode, stretch: number): Point {
  return [x * stretch, y * stretch];
}

function overlaps(nodes: readonly Viewed[]): number {
  let count = 0;
  for (const [index, { view, placed }] of nodes.entries()) {
    for (const other of nodes.slice(index + 1)) {
      if (other.view === view && cover(placed.box, other.placed.box)) count += 1;
    }
  }
  return count;
}

function sceneOf(
  model: Model,
  graph: Graph,
  signs: ReadonlyMap<Link, Polarity>,
  nodes: ReadonlyMap<string, Viewed>,
  homes: ReadonlyMap<string, Home>,
  stretch: number,
  wideness: number,
): Scene {
  const inFile = model.views.flatMap((one, view) =>
    [...one.nodes, ...(one.ghosts ?? [])]
      .filter((at) => homes.has(at.key) && homes.get(at.key)?.at !== at)
      .map((at) => ({ view, key: at.key, at: stretched(at, stretch) })),
  );
  const ghosts = viewGhosts(nodes, inFile, graph);
  const all = [...nodes.values(), ...ghosts.nodes];
  const pipes = graph.pipes.flatMap((pipe): (PipeEnds & { readonly view: number })[] => {
    const home = nodes.get(pipe.flow);
    if (home === undefined) return [];
    const valve = home.placed.centre;
    const drawn = homes.get(pipe.flow)?.at.pipe?.map(([x, y]): Point => [x * stretch, y * stretch]);
    const endAt = (stock: string | null): PlacedNode | undefined =>
      stock === null
        ? undefined
        : (ghosts.endOf.get(`${stock}\n${pipe.flow}`) ?? nodes.get(stock)?.placed);
    const [from, to] = [endAt(pipe.from), endAt(pipe.to)].map((node) => node?.centre);
    const start = from ?? drawn?.[0] ?? cloudAcross(to, valve);
    const end = to ?? drawn?.[drawn.length - 1] ?? cloudAcross(from, valve);
    return [{ pipe, start, valve, end, view: home.view }];
  });
  const several = new Set(all.map(({ view }) => view)).size > 1;
  const frames = several ? framesOf(model.views, all, pipes, wideness) : new Map<number, Moved>();
  const shift = (view: number, [x, y]: Point): Point => {
    const { by } = frames.get(view) ?? { by: [0, 0] };
    return [x + by[0], y + by[1]];
  };
  // A stock in another view, without a ghost in this one: its pipe leads there.
  const viewOfEnd = (stock: string | null, flow: string, view: number): number =>
    stock === null || ghosts.endOf.has(`${stock}\n${flow}`)
      ? view
      : (nodes.get(stock)?.view ?? view);
  return draw({
    nodes: all.map(({ view, placed }) =>
      symbolAt(
        placed.node,
        shift(view, placed.centre),
        placed.id,
        placed.ghost,
        placed.half === stockHalf,
      ),
    ),
    pipes: pipes.map(({ pipe, start, valve, end, view }) => ({
      pipe,
      start: shift(viewOfEnd(pipe.from, pipe.flow, view), start),
      valve: shift(view, valve),
      end: shift(viewOfEnd(pipe.to, pipe.flow, view), end),
    })),
    links: graph.links.filter(({ from, to }) => nodes.has(from) && nodes.has(to)),
    signs,
    sourceOf: ghosts.sourceOf,
    frames: [...frames.values()].map(({ frame }) => frame),
    hidden: [...graph.nodes.keys()].filter((key) => !nodes.has(key)),
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

/** The frame of a view, and by how much what is in it is moved. */
interface Moved {
  readonly frame: Frame;
  readonly by: Point;
}

function framesOf(
  views: readonly View[],
  nodes: readonly Viewed[],
  pipes: readonly (PipeEnds & { readonly view: number })[],
  wideness: number,
): ReadonlyMap<number, Moved> {
  const extents = views.flatMap(({ name }, view) => {
    const own = nodes.filter((one) => one.view === view).map(({ placed }) => placed.box);
    if (own.length === 0) return [];
    const clouds = pipes
      .filter((one) => one.view === view)
      .flatMap(({ pipe, start, end }) => [
        ...(pipe.from === null ? [around(start, cloudHalf)] : []),
        ...(pipe.to === null ? [around(end, cloudHalf)] : []),
      ]);
    const boxes = [...own, ...clouds];
    const box: Box = {
      left: Math.min(...boxes.map(({ left }) => left)) - 30,
      top: Math.min(...boxes.map(({ top }) => top)) - 40,
      right: Math.max(...boxes.map(({ right }) => right)) + 30,
      bottom: Math.max(...boxes.map(({ bottom }) => bottom)) + 20,
    };
    return [{ name, view, box }];
  });
  const sizes = extents.map(({ box }) => ({
    width: box.right - box.left + between,
    height: box.bottom - box.top + between,
  }));
  const corners = packed(sizes, wideness);
  return new Map(
    extents.map(({ name, view, box }, index) => {
      const { x, y } = corners[index];
      const [right, bottom] = [x + box.right - box.left, y + box.bottom - box.top];
      const frame: Frame = { title: name, box: { left: x, top: y, right, bottom } };
      return [view, { frame, by: [x - box.left, y - box.top] }];
    }),
  );
}
