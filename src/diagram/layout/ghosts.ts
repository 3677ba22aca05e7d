import type { Graph, Link } from "../graph.js";
import { columnWidth, rowHeight, type Cell } from "./grid.js";

/** A second symbol of a variable near what it acts on, instead of a long link. */
export interface Ghost {
  readonly id: string;
  readonly of: string;
  /** Keys of the variables that it acts on from here. */
  readonly near: readonly string[];
}

/** Links longer than this are not followed by eye any more (pixels). */
const longest = 430;
/** Targets as near to each other as this share a ghost. */
const together = 300;
/** Small diagrams are read as they are. */
const smallest = 30;

/** The ghosts that spare a diagram its long links; one for targets that lie together. */
export function ghostsFor(
  links: readonly Link[],
  cells: ReadonlyMap<string, Cell>,
  graph: Graph,
): readonly Ghost[] {
  if (cells.size < smallest) return [];
  const uses = new Map<string, number>();
  for (const { from } of links) uses.set(from, (uses.get(from) ?? 0) + 1);
  const ghosts = new Map<string, { id: string; of: string; near: string[]; at: Cell }>();
  for (const { from, to } of links) {
    const [start, end] = [cells.get(from), cells.get(to)];
    if (start === undefined || end === undefined || distance(start, end) <= longest) continue;
    if (isMovable(from, graph, uses.get(from) ?? 0)) continue;
    const shared = [...ghosts.values()].find(
      ({ of, at }) => of === from && distance(at, end) <= together,
    );
    if (shared !== undefined) shared.near.push(to);
    else {
      const id = `${from}\n${to}`;
      ghosts.set(id, { id, of: from, near: [to], at: end });
    }
  }
  return [...ghosts.values()].map(({ id, of, near }) => ({ id, of, near }));
}

/** Whether a variable serves a single other one, so that its own place can be there. */
export function isMovable(key: string, graph: Graph, uses: number): boolean {
  return graph.nodes.get(key)?.kind === "constant" && uses === 1;
}

function distance(a: Cell, b: Cell): number {
  const dx = (a.column - b.column) * columnWidth;
  const dy = (a.row - b.row) * rowHeight;
  return Math.sqrt(dx * dx + dy * dy);
}
