import type { Graph, Link } from "../graph.js";
import type { Box, PlacedNode, Point } from "../scene.js";
import { symbolAt } from "./symbols.js";

/** A symbol in a view, in the view's own places. */
export interface Viewed {
  readonly view: number;
  readonly placed: PlacedNode;
}

/** Second symbols, and which of them links and pipes start from or end at. */
export interface ViewGhosts {
  readonly nodes: readonly Viewed[];
  /** The id of the ghost that a link starts from, by `from`, a line break and `to`. */
  readonly sourceOf: ReadonlyMap<string, string>;
  /** The ghost of a stock at which a flow's pipe ends, by stock, a line break and flow. */
  readonly endOf: ReadonlyMap<string, PlacedNode>;
}

/** A ghost stands in for its variable in its own view only where it is this much nearer. */
const nearer = 0.7;
/** Targets as near to each other as this share a ghost that the file does not have (pixels). */
const together = 320;
/** Where a ghost is tried beside what it acts on: columns and rows away, pipes being level mostly. */
const sides: readonly Point[] = [
  [0, -1],
  [-1, -1],
  [1, -1],
  [-1, 1],
  [1, 1],
  [0, 1],
  [-1, 0],
  [1, 0],
];
const rounds = [1, 1.5, 2];
const [besides, above] = [124, 72];

/**
 * What acts on a view from another one is shown again where the file shows it again, and else beside
 * what it acts on, if there is room: no line leads from view to view. The file's ghosts that nothing
 * starts from are left out.
 */
export function viewGhosts(
  homes: ReadonlyMap<string, Viewed>,
  inFile: readonly { readonly view: number; readonly key: string; readonly at: Point }[],
  graph: Graph,
): ViewGhosts {
  const made = new Map<string, Viewed>();
  const sourceOf = new Map<string, string>();
  const endOf = new Map<string, PlacedNode>();
  const takenIn = (view: number): readonly Box[] =>
    [...homes.values(), ...made.values()]
      .filter((one) => one.view === view)
      .map(({ placed }) => placed.box);
  const given = (of: string, view: number, boxed: boolean): readonly PlacedNode[] => {
    const node = graph.nodes.get(of);
    if (node === undefined) return [];
    return inFile.flatMap((one, index) =>
      one.key === of && one.view === view
        ? [symbolAt(node, one.at, `${of}\n#${index}`, true, boxed)]
        : [],
    );
  };
  for (const { flow, from, to } of graph.pipes) {
    const home = homes.get(flow);
    for (const stock of [from, to]) {
      const own = stock === null ? undefined : homes.get(stock);
      if (stock === null || home === undefined || own === undefined || own.view === home.view) {
        continue;
      }
      const ghost = nearestTo(home.placed.centre, given(stock, home.view, true));
      if (ghost === undefined) continue;
      made.set(ghost.id, { view: home.view, placed: ghost });
      endOf.set(`${stock}\n${flow}`, ghost);
    }
  }
  const links = graph.links.filter(({ from, to }) => homes.has(from) && homes.has(to));
  for (const link of links) {
    const ghost = ghostOf(link);
    if (ghost === undefined) continue;
    sourceOf.set(`${link.from}\n${link.to}`, ghost.placed.id);
    if (!made.has(ghost.placed.id)) made.set(ghost.placed.id, ghost);
  }
  return { nodes: [...made.values()], sourceOf, endOf };

  function ghostOf({ from, to }: Link): Viewed | undefined {
    const [source, target] = [homes.get(from), homes.get(to)];
    if (source === undefined || target === undefined) return undefined;
    const { view, placed } = target;
    const shown = nearestTo(placed.centre, given(from, view, false));
    const isHere = source.view === view;
    if (shown !== undefined && isHere) {
      const least = nearer * distance(source.placed.centre, placed.centre);
      return distance(shown.centre, placed.centre) < least ? { view, placed: shown } : undefined;
    }
    if (isHere) return undefined;
    if (shown !== undefined) return { view, placed: made.get(shown.id)?.placed ?? shown };
    const shared = [...made.values()].find(
      (one) =>
        one.view === view &&
        one.placed.node.key === from &&
        distance(one.placed.centre, placed.centre) <= together,
    );
    return shared ?? besideOf(from, to, target);
  }

  function besideOf(of: string, to: string, { view, placed }: Viewed): Viewed | undefined {
    const node = graph.nodes.get(of);
    if (node === undefined) return undefined;
    const taken = takenIn(view);
    for (const round of rounds) {
      for (const [dx, dy] of sides) {
        const [x, y] = placed.centre;
        const at: Point = [x + dx * round * besides, y + dy * round * above];
        const ghost = symbolAt(node, at, `${of}\n${to}`, true);
        if (!taken.some((box) => cover(box, ghost.box))) return { view, placed: ghost };
      }
    }
    return undefined;
  }
}

function nearestTo(point: Point, nodes: readonly PlacedNode[]): PlacedNode | undefined {
  return nodes.toSorted(
    (one, other) => distance(one.centre, point) - distance(other.centre, point),
  )[0];
}

function distance([ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [ax - bx, ay - by];
  return Math.sqrt(dx * dx + dy * dy);
}

/** Whether two boxes share paper. */
export function cover(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
