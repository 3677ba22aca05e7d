import type { Group } from "#study/model";
import { timeSettings } from "../graph.js";
import type { Graph, Link } from "../graph.js";
import type { Polarity } from "../polarity.js";
import type { Frame, PlacedNode, Point, Scene } from "../scene.js";
import { chainsOf, type Chain } from "./chains.js";
import { draw } from "./draw.js";
import type { Ghost } from "./ghosts.js";
import { columnWidth, rowHeight, type Cell } from "./grid.js";
import { packed } from "./packed.js";
import { ghostIds, placePart, type PlacedPart } from "./part.js";
import { sectorsOf } from "./sectors.js";
import { symbolAt } from "./symbols.js";
import type { PipeEnds } from "./pipes.js";

export interface LayoutOptions {
  /** Keys of constants that are shown even where there are too many to show them all. */
  readonly keep?: ReadonlySet<string>;
  /** Whether constants are shown; left out, they are where the diagram stays readable. */
  readonly constants?: boolean;
  /** Groups of the model; each that has something to show gets a frame. */
  readonly groups?: readonly Group[];
  /** How many times as wide as it is high the drawing had best be, where it has sectors. */
  readonly wideness?: number;
}

/** Up to so many variables all constants are shown. */
const readable = 64;
/** A wide drawing fits a page and a screen. */
const usualWideness = 1.6;
/** Pixels above the middle of a sector's first row, for its title, and below that of its last. */
const [above, below] = [50, 54];
/** Pixels between one sector and the next. */
const between = 22;
/** Pixels beside the cells of a sector. */
const aside = 8;

/**
 * Lays out a diagram: in one piece, or sector by sector, each in a frame, with second symbols of what
 * acts on it from elsewhere. The same graph always gets the same diagram.
 */
export function layOut(
  graph: Graph,
  signs: ReadonlyMap<Link, Polarity>,
  options: LayoutOptions = {},
): Scene {
  const hidden = hiddenConstants(graph, options);
  const links = graph.links.filter(({ from }) => !hidden.has(from));
  const chains = chainsOf(graph);
  const placed = new Set(
    chains.flatMap(({ stocks, pipes }) => [
      ...stocks.keys(),
      ...pipes.map(({ pipe }) => pipe.flow),
    ]),
  );
  const singles = [...graph.nodes.keys()].filter((key) => !placed.has(key) && !hidden.has(key));
  const sectors = sectorsOf(graph, links, chains, singles, options.groups ?? []);
  if (sectors.length < 2) {
    const { cells, ghosts } = placePart({ chains, singles, links, guests: [] }, graph);
    return sceneOf(graph, links, signs, chains, cells, ghosts, hidden, []);
  }
  const parts = sectors.map((sector) => placePart(sector, graph));
  const boxes = parts.map(extentOf);
  const sizes = boxes.map(({ columns, rows }) => ({
    width: columns * columnWidth + 2 * aside + between,
    height: (rows - 1) * rowHeight + above + below + between,
  }));
  const corners = packed(sizes, options.wideness ?? usualWideness);
  const shifts = corners.map(({ x, y }, index): Cell => {
    const { column, row } = boxes[index];
    return { column: (x + aside) / columnWidth + 0.5 - column, row: (y + above) / rowHeight - row };
  });
  const cells = new Map(
    parts.flatMap((part, index) =>
      [...part.cells].map(([id, { column, row }]) => {
        const shift = shifts[index];
        return [id, { column: column + shift.column, row: row + shift.row }] as const;
      }),
    ),
  );
  const frames = sectors.map(({ title }, index): Frame => {
    const [{ x, y }, { width, height }] = [corners[index], sizes[index]];
    const [right, bottom] = [x + width - between, y + height - between];
    return { title, box: { left: x, top: y, right, bottom } };
  });
  const ghosts = parts.flatMap((part) => part.ghosts);
  return sceneOf(graph, links, signs, chains, cells, ghosts, hidden, frames);
}

/** The first column and row that a part takes, and how many of them. */
function extentOf({ taken }: PlacedPart) {
  const columns = taken.map((cell) => cell.column);
  const rows = taken.map((cell) => cell.row);
  const [column, row] = [Math.min(...columns), Math.min(...rows)];
  return {
    column,
    row,
    columns: Math.max(...columns) - column + 1,
    rows: Math.max(...rows) - row + 1,
  };
}

/** Constants that would hide the rest, and those that nothing reads (`TIME STEP` is one in Vensim). */
function hiddenConstants(graph: Graph, { keep, constants }: LayoutOptions): ReadonlySet<string> {
  const all = constants ?? graph.nodes.size <= readable;
  const read = new Set(graph.links.map(({ from }) => from));
  const hides = (key: string): boolean => !read.has(key) || (!all && keep?.has(key) !== true);
  const unread = [...graph.nodes.values()]
    .filter(({ kind, key }) => kind === "constant" && hides(key))
    .map(({ key }) => key);
  return new Set([...unread, ...timeSettings(graph)]);
}

function sceneOf(
  graph: Graph,
  links: readonly Link[],
  signs: ReadonlyMap<Link, Polarity>,
  chains: readonly Chain[],
  cells: ReadonlyMap<string, Cell>,
  ghosts: readonly Ghost[],
  hidden: ReadonlySet<string>,
  frames: readonly Frame[],
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
    frames,
    hidden: [...hidden],
    by: "layout",
  });
}
