import type { Box, PlacedNode, Point, Scene } from "#diagram/scene";

import type { Size } from "./pen.js";
import { centred, framing, moved } from "./view.js";
import type { View } from "./view.js";

/** Names are as large as small print from this scale on. */
const readable = 0.92;
/** Pixels of a character of a frame's title, about. */
const titleCharacter = 6.6;
/** Pixels of the drawing between what is looked at and the edge of the window. */
const around = 26;

/**
 * Where a drawing is looked at first whose names could not be read if all of it were shown: at a
 * variable with what it acts on, be it at home there or shown again. The first of `keys` that has a
 * place counts; null where none has.
 */
export function openingView(scene: Scene, keys: readonly string[], window: Size): View | null {
  const spots = keys.flatMap((key) => scene.nodes.filter(({ node }) => node.key === key));
  const isActing = ({ id }: PlacedNode): boolean => scene.links.some(({ from }) => from === id);
  const [first] = spots;
  if (first === undefined) return null;
  const spot = spots.find((one) => one.node.key === first.node.key && isActing(one)) ?? first;
  const acted = new Set(scene.links.flatMap(({ from, to }) => (from === spot.id ? [to] : [])));
  const boxes = scene.nodes.filter(({ id }) => id === spot.id || acted.has(id));
  const whole = framing(grown(boxes.map(({ box }) => box)), window, readable);
  const view = whole.scale >= readable ? whole : centred(spot.centre, readable, window);
  return moved(view, 0, 0, scene, window);
}

/** The stock nearest to a variable, which is the middle of things; else the variable. */
export function stockNear(scene: Scene, key: string): string {
  const home = scene.nodes.find(({ id }) => id === key);
  if (home === undefined) return key;
  const away = ({ centre: [x, y] }: PlacedNode): number =>
    Math.hypot(x - home.centre[0], y - home.centre[1]);
  const stocks = scene.nodes.filter(({ node, ghost }) => node.kind === "stock" && !ghost);
  const [nearest] = stocks.toSorted((one, other) => away(one) - away(other));
  return nearest?.id ?? key;
}

/** The frame that a point of the window lies in, or as much around it as can be read. */
export function regionAt(scene: Scene, view: View, at: Point, window: Size): View {
  const [x, y] = [(at[0] - view.x) / view.scale, (at[1] - view.y) / view.scale];
  const frame = scene.frames.find(({ box }) => isInside(box, x, y));
  const whole = frame === undefined ? null : framing(frame.box, window);
  // A frame that is too large to be read as a whole is come closer to where it was touched.
  if (whole !== null && whole.scale >= readable * 0.8) return whole;
  return moved(centred([x, y], readable, window), 0, 0, scene, window);
}

/** The title of a frame that is so many pixels wide, in lines that do not reach beyond it. */
export function titleLines(title: string, width: number): readonly string[] {
  const most = Math.max(6, Math.floor((width - 8) / titleCharacter));
  const lines: string[] = [];
  for (const word of title.split(" ")) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
    if (longer.length <= most && lines.length > 0) lines[lines.length - 1] = longer;
    else lines.push(word.length > most ? `${word.slice(0, most - 1)}…` : word);
  }
  return lines;
}

function isInside({ left, top, right, bottom }: Box, x: number, y: number): boolean {
  return x >= left && x <= right && y >= top && y <= bottom;
}

function grown(boxes: readonly Box[]): Box {
  return {
    left: Math.min(...boxes.map(({ left }) => left)) - around,
    top: Math.min(...boxes.map(({ top }) => top)) - around,
    right: Math.max(...boxes.map(({ right }) => right)) + around,
    bottom: Math.max(...boxes.map(({ bottom }) => bottom)) + around,
  };
}
