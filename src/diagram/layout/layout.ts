import type { Graph, Link } from "../graph.js";
import type { Polarity } from "../polarity.js";
import type { PlacedNode, Point, Scene } from "../scene.js";
import { chainsOf, type Chain } from "./chains.js";
import { draw } from "./draw.js";
import { ghostsFor, isMovable, type Ghost } from "./ghosts.js";
import { columnWidth, rowHeight, type Cell } from "./grid.js";
import { Placement, type Block, type Edge } from "./placement.js";
import { symbolAt } from "./symbols.js";
import type { PipeEnds } from "./pipes.js";

export interface LayoutOptions {
  /** Keys of constants that are shown even where there are too many to show them all. */
  readonly keep?: ReadonlySet<string>;
  /** Whether constants are shown; left out, they are where the diagram stays readable. */
  readonly constants?: boolean;
}

/** Up to so many variables all constants are shown. */
const readable = 64;
/** Moves between two rests, a few milliseconds each. */
const movesPerSlice = 400;

/** Lays out a diagram in one go. */
export function layOut(
  graph: Graph,
  signs: ReadonlyMap<Link, Polarity>,
  options: LayoutOptions = {},
): Scene {
  const steps = layoutSteps(graph, signs, options);
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value;
}

/**
 * Lays out a diagram in slices of a few milliseconds, so that a page stays responsive: stocks and
 * flows first, on a grid along their chains, then all others near what they act on. The same graph
 * always gets the same diagram.
 */
function* layoutSteps(
  graph: Graph,
  signs: ReadonlyMap<Link, Polarity>,
  options: LayoutOptions = {},
): Generator<void, Scene> {
  const hidden = hiddenConstants(graph, options);
  const shown = { ...graph, links: graph.links.filter(({ from }) => !hidden.has(from)) };
  const chains = chainsOf(graph);
  const placed = new Set(
    chains.flatMap(({ stocks, pipes }) => [
      ...stocks.keys(),
      ...pipes.map(({ pipe }) => pipe.flow),
    ]),
  );
  const singles = [...graph.nodes.keys()].filter((key) => !placed.has(key) && !hidden.has(key));
  const blocks = [...chains.map(blockOf), ...singles.map(single)];
  const edges = shown.links.map((link) => edgeOf(link, graph));
  const first = new Placement(blocks, edges);
  first.placeAll();
  yield* improve(first, 1);
  const origins = blocks.map((_, index) => first.originOf(index));
  const cells = cellsOf(blocks, origins);
  const ghosts = ghostsFor(shown.links, cells, graph);
  yield;
  if (ghosts.length === 0) return sceneOf(graph, shown.links, signs, chains, cells, [], hidden);
  const all = [...blocks, ...ghosts.map(({ id }) => single(id))];
  const second = new Placement(all, withGhosts(shown.links, ghosts, graph));
  const uses = new Map<string, number>();
  for (const { from } of shown.links) uses.set(from, (uses.get(from) ?? 0) + 1);
  for (const [index, origin] of origins.entries()) {
    const [key] = blocks[index].points.keys();
    if (!isMovable(key, graph, uses.get(key) ?? 0)) second.pin(index, origin);
  }
  second.placeAll();
  yield* improve(second, 0.5);
  const after = cellsOf(
    all,
    all.map((_, index) => second.originOf(index)),
  );
  return sceneOf(graph, shown.links, signs, chains, after, ghosts, hidden);
}

function* improve(placement: Placement, share: number): Generator<void, void> {
  const moves = placement.effort * share;
  for (let done = 0; done < moves; done += movesPerSlice) {
    placement.improve(movesPerSlice, Math.max(1 - share, done / moves));
    yield;
  }
}

/** Constants that would hide the rest, and those that nothing reads (`TIME STEP` is one in Vensim). */
function hiddenConstants(graph: Graph, { keep, constants }: LayoutOptions): ReadonlySet<string> {
  const all = constants ?? graph.nodes.size <= readable;
  const read = new Set(graph.links.map(({ from }) => from));
  const hides = (key: string): boolean => !read.has(key) || (!all && keep?.has(key) !== true);
  return new Set(
    [...graph.nodes.values()]
      .filter(({ kind, key }) => kind === "constant" && hides(key))
      .map(({ key }) => key),
  );
}

function blockOf({ stocks, pipes, cells }: Chain): Block {
  const points = new Map(stocks);
  for (const { pipe, valve } of pipes) if (!points.has(pipe.flow)) points.set(pipe.flow, valve);
  return { points, cells };
}

function single(id: string): Block {
  const cell = { column: 0, row: 0 };
  return { points: new Map([[id, cell]]), cells: [cell] };
}

function edgeOf({ from, to, role }: Link, graph: Graph): Edge {
  const weight = role === "initial" ? 0.4 : graph.nodes.get(from)?.kind === "constant" ? 1.3 : 1;
  return { from, to, weight };
}

/** Links hold on to the ghost where there is one for them. */
function withGhosts(
  links: readonly Link[],
  ghosts: readonly Ghost[],
  graph: Graph,
): readonly Edge[] {
  const ghostOf = ghostIds(ghosts);
  return links.map((link) => {
    const edge = edgeOf(link, graph);
    const ghost = ghostOf.get(`${link.from}\n${link.to}`);
    return ghost === undefined ? edge : { ...edge, from: ghost };
  });
}

function ghostIds(ghosts: readonly Ghost[]): ReadonlyMap<string, string> {
  return new Map(
    ghosts.flatMap(({ id, of, near }) => near.map((to) => [`${of}\n${to}`, id] as const)),
  );
}

function cellsOf(blocks: readonly Block[], origins: readonly Cell[]): ReadonlyMap<string, Cell> {
  return new Map(
    blocks.flatMap(({ points }, index) =>
      [...points].map(
        ([id, { column, row }]) =>
          [id, { column: origins[index].column + column, row: origins[index].row + row }] as const,
      ),
    ),
  );
}

function sceneOf(
  graph: Graph,
  links: readonly Link[],
  signs: ReadonlyMap<Link, Polarity>,
  chains: readonly Chain[],
  cells: ReadonlyMap<string, Cell>,
  ghosts: readonly Ghost[],
  hidden: ReadonlySet<string>,
): Scene {
  const at = ({ column, row }: Cell): Point => [column * columnWidth, row * rowHeight];
  const ghostById = new Map(ghosts.map((ghost) => [ghost.id, ghost]));
  const nodes = [...cells].flatMap(([id, cell]): PlacedNode[] => {
    const node = graph.nodes.get(ghostById.get(id)?.of ?? id);
    return node === undefined ? [] : [symbolAt(node, at(cell), id, ghostById.has(id))];
  });
  const pipes = chains.flatMap(({ stocks, pipes: own }) =>
    own.map(({ pipe, valve, cloudAtStart, cloudAtEnd }): PipeEnds => {
      const [anchorKey, anchor] = [...stocks][0] ?? [pipe.flow, valve];
      const placedAt = cells.get(anchorKey) ?? { column: 0, row: 0 };
      const shifted = (cell: Cell): Point =>
        at({
          column: placedAt.column - anchor.column + cell.column,
          row: placedAt.row - anchor.row + cell.row,
        });
      const cellOf = (stock: string | null, cloud: Cell | null): Point =>
        shifted(cloud ?? stocks.get(stock ?? "") ?? valve);
      return {
        pipe,
        start: cellOf(pipe.from, cloudAtStart),
        valve: shifted(valve),
        end: cellOf(pipe.to, cloudAtEnd),
      };
    }),
  );
  return draw({
    nodes,
    pipes,
    links,
    signs,
    sourceOf: ghostIds(ghosts),
    frames: [],
    hidden: [...hidden],
    by: "layout",
  });
}
