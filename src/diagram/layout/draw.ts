import type { Link } from "../graph.js";
import type { Polarity } from "../polarity.js";
import type {
  Box,
  Curve,
  Frame,
  PlacedLink,
  PlacedNode,
  PlacedPipe,
  Point,
  Scene,
} from "../scene.js";
import { curveBetween } from "./curves.js";
import { routePipes, type PipeEnds } from "./pipes.js";
import { around, cloudHalf } from "./symbols.js";

/** All that has a place, before pipes and links are drawn between them. */
export interface Placed {
  readonly nodes: readonly PlacedNode[];
  readonly pipes: readonly PipeEnds[];
  readonly links: readonly Link[];
  readonly signs: ReadonlyMap<Link, Polarity>;
  /** The id of the ghost that a link starts from, by `from`, a line break and `to`. */
  readonly sourceOf: ReadonlyMap<string, string>;
  readonly frames: readonly Frame[];
  readonly hidden: readonly string[];
  readonly by: Scene["by"];
}

/** Pixels of paper around everything. */
const margin = 24;

/** Draws pipes and links between what has a place, and moves all to where the paper begins. */
export function draw(placed: Placed): Scene {
  const { nodes, signs, sourceOf, hidden, by } = placed;
  const { pipes, clouds } = routePipes(placed.pipes);
  const walls = pipes.flatMap(wallsOf);
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const links = placed.links.flatMap((link): PlacedLink[] => {
    const from = byId.get(sourceOf.get(`${link.from}\n${link.to}`) ?? link.from);
    const to = byId.get(link.to);
    if (from === undefined || to === undefined || from === to) return [];
    const sign = signs.get(link)?.sign ?? "?";
    return [{ link, sign, from: from.id, to: to.id, ...curveBetween(from, to, nodes, walls) }];
  });
  const all: Box[] = [
    ...nodes.map(({ box }) => box),
    ...clouds.map(({ centre }) => around(centre, cloudHalf)),
    ...pipes.flatMap(({ corners }) => corners.map((corner) => around(corner, [6, 6]))),
    ...links.flatMap(({ curve, signAt }) => [
      around(middle(curve), [2, 2]),
      around(signAt, [7, 8]),
    ]),
    ...placed.frames.map(({ box }) => box),
  ];
  const bounds = boundsOf(all);
  const shift: Point = [margin - (bounds?.left ?? 0), margin - (bounds?.top ?? 0)];
  const moved = ([x, y]: Point): Point => [round(x + shift[0]), round(y + shift[1])];
  const movedBox = (box: Box): Box => ({
    left: round(box.left + shift[0]),
    right: round(box.right + shift[0]),
    top: round(box.top + shift[1]),
    bottom: round(box.bottom + shift[1]),
  });
  return {
    width: Math.ceil((bounds?.right ?? 0) - (bounds?.left ?? 0) + 2 * margin),
    height: Math.ceil((bounds?.bottom ?? 0) - (bounds?.top ?? 0) + 2 * margin),
    frames: placed.frames.map(({ title, box }) => ({ title, box: movedBox(box) })),
    nodes: nodes.map((node) => ({
      ...node,
      centre: moved(node.centre),
      label: { ...node.label, at: moved(node.label.at) },
      box: movedBox(node.box),
    })),
    clouds: clouds.map(({ flow, centre }) => ({ flow, centre: moved(centre) })),
    pipes: pipes.map((pipe) => ({ ...pipe, corners: pipe.corners.map(moved) })),
    links: links.map((link) => ({
      ...link,
      curve: [moved(link.curve[0]), moved(link.curve[1]), moved(link.curve[2])],
      signAt: moved(link.signAt),
    })),
    hidden,
    by,
  };
}

/** The level and upright pieces of a pipe. */
function wallsOf({ corners }: PlacedPipe): readonly Box[] {
  return corners.slice(1).map(([x, y], index) => {
    const [x0, y0] = corners[index];
    return {
      left: Math.min(x, x0),
      right: Math.max(x, x0),
      top: Math.min(y, y0),
      bottom: Math.max(y, y0),
    };
  });
}

function boundsOf(boxes: readonly Box[]): Box | null {
  if (boxes.length === 0) return null;
  return boxes.reduce((a, b) => ({
    left: Math.min(a.left, b.left),
    right: Math.max(a.right, b.right),
    top: Math.min(a.top, b.top),
    bottom: Math.max(a.bottom, b.bottom),
  }));
}

function middle([a, b, c]: Curve): Point {
  return [(a[0] + 2 * b[0] + c[0]) / 4, (a[1] + 2 * b[1] + c[1]) / 4];
}

/** A tenth of a pixel is as fine as anybody sees. */
function round(value: number): number {
  return Math.round(value * 10) / 10;
}
