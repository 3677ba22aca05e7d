import type { Graph, Link } from "../graph.js";
import type { Chain } from "./chains.js";
import { ghostsFor, isMovable, type Ghost } from "./ghosts.js";
import type { Cell } from "./grid.js";
import { Placement, type Block, type Edge } from "./placement.js";

/** What is laid out as one: all of a diagram, or one of its sectors. */
export interface Part {
  readonly chains: readonly Chain[];
  /** Keys of variables that are on no chain. */
  readonly singles: readonly string[];
  /** Links that end here; those that start elsewhere start from one of `guests`. */
  readonly links: readonly Link[];
  /** Second symbols of variables that are at home in another part. */
  readonly guests: readonly Ghost[];
}

/** Where everything of a part stands, by id, in cells from an origin of its own. */
export interface PlacedPart {
  readonly cells: ReadonlyMap<string, Cell>;
  /** All cells that are taken, those of clouds and pipes included. */
  readonly taken: readonly Cell[];
  readonly ghosts: readonly Ghost[];
}

/** Moves between two looks at how far it has come. */
const movesPerSlice = 400;

/**
 * Places a part: stocks and flows first, on a grid along their chains, then all others near what they
 * act on; then, where links are long, second symbols. The same part always gets the same places.
 */
export function placePart({ chains, singles, links, guests }: Part, graph: Graph): PlacedPart {
  const guestOf = ghostIds(guests);
  const edges = links.map((link) => edgeOf(link, graph, guestOf));
  const blocks = [
    ...chains.map(blockOf),
    ...singles.map(single),
    ...guests.map(({ id }) => single(id)),
  ];
  const first = new Placement(blocks, edges);
  first.placeAll();
  improve(first, 1);
  const origins = blocks.map((_, index) => first.originOf(index));
  const cells = cellsOf(blocks, origins);
  const near = links.filter(({ from, to }) => !guestOf.has(`${from}\n${to}`));
  const ghosts = ghostsFor(near, cells, graph);
  if (ghosts.length === 0) return { cells, taken: takenOf(blocks, origins), ghosts: guests };
  const all = [...blocks, ...ghosts.map(({ id }) => single(id))];
  const shown = [...guests, ...ghosts];
  const ghostOf = ghostIds(shown);
  const second = new Placement(
    all,
    links.map((link) => edgeOf(link, graph, ghostOf)),
  );
  const uses = new Map<string, number>();
  for (const { from } of links) uses.set(from, (uses.get(from) ?? 0) + 1);
  for (const [index, origin] of origins.entries()) {
    const [key] = blocks[index].points.keys();
    if (!isMovable(key, graph, uses.get(key) ?? 0)) second.pin(index, origin);
  }
  second.placeAll();
  improve(second, 0.5);
  const after = all.map((_, index) => second.originOf(index));
  return { cells: cellsOf(all, after), taken: takenOf(all, after), ghosts: shown };
}

/** The ghost that a link starts from, by `from`, a line break and `to`. */
export function ghostIds(ghosts: readonly Ghost[]): ReadonlyMap<string, string> {
  return new Map(
    ghosts.flatMap(({ id, of, near }) => near.map((to) => [`${of}\n${to}`, id] as const)),
  );
}

function improve(placement: Placement, share: number): void {
  const moves = placement.effort * share;
  for (let done = 0; done < moves; done += movesPerSlice) {
    placement.improve(movesPerSlice, Math.max(1 - share, done / moves));
  }
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

/** Links hold on to the ghost where there is one for them. */
function edgeOf(
  { from, to, role }: Link,
  graph: Graph,
  ghostOf: ReadonlyMap<string, string>,
): Edge {
  const weight = role === "initial" ? 0.4 : graph.nodes.get(from)?.kind === "constant" ? 1.3 : 1;
  return { from: ghostOf.get(`${from}\n${to}`) ?? from, to, weight };
}

function cellsOf(blocks: readonly Block[], origins: readonly Cell[]): ReadonlyMap<string, Cell> {
  return new Map(
    blocks.flatMap(({ points }, index) =>
      [...points].map(([id, cell]) => [id, sum(origins[index], cell)] as const),
    ),
  );
}

function takenOf(blocks: readonly Block[], origins: readonly Cell[]): readonly Cell[] {
  return blocks.flatMap(({ cells }, index) => cells.map((cell) => sum(origins[index], cell)));
}

function sum(one: Cell, other: Cell): Cell {
  return { column: one.column + other.column, row: one.row + other.row };
}
