import type { Size } from "./pen.js";

/** How a drawing lies behind its window: window = drawing · scale + (x, y). */
export interface View {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

const largest = 4;

/** All of the drawing, in the middle, not larger than it is. */
export function fitted(drawing: Size, window: Size): View {
  const scale = Math.min(1.15, window.width / drawing.width, window.height / drawing.height);
  return {
    scale,
    x: (window.width - drawing.width * scale) / 2,
    y: (window.height - drawing.height * scale) / 2,
  };
}

/** Larger or smaller, with the point (x, y) of the window staying where it is. */
export function zoomed(view: View, by: number, x: number, y: number, least: number): View {
  const scale = Math.min(largest, Math.max(least * 0.8, view.scale * by));
  const ratio = scale / view.scale;
  return { scale, x: x - (x - view.x) * ratio, y: y - (y - view.y) * ratio };
}

/**
 * Moved, but not past the edges of the drawing, nor out of the window where the drawing is the smaller
 * of the two.
 */
export function moved(view: View, dx: number, dy: number, drawing: Size, window: Size): View {
  const margin = 24;
  const within = (at: number, drawn: number, room: number): number => {
    const ends = [margin, room - drawn * view.scale - margin];
    return Math.min(Math.max(...ends), Math.max(Math.min(...ends), at));
  };
  return {
    scale: view.scale,
    x: within(view.x + dx, drawing.width, window.width),
    y: within(view.y + dy, drawing.height, window.height),
  };
}

/** A part of the drawing as large as the window lets it be, up to `largestFit`. */
export function framing(
  { left, top, right, bottom }: Rectangle,
  window: Size,
  largestFit = 1.15,
): View {
  const [width, height] = [Math.max(1, right - left), Math.max(1, bottom - top)];
  const scale = Math.min(largestFit, (window.width - 12) / width, (window.height - 12) / height);
  return centred([(left + right) / 2, (top + bottom) / 2], scale, window);
}

/** A point of the drawing in the middle of the window. */
export function centred([x, y]: readonly [number, number], scale: number, window: Size): View {
  return { scale, x: window.width / 2 - x * scale, y: window.height / 2 - y * scale };
}

/** Whether a point of the drawing is seen, with something around it. */
export function sees({ scale, x, y }: View, [px, py]: readonly [number, number], window: Size) {
  const room = Math.min(48, window.width / 6, window.height / 6);
  const [left, top] = [px * scale + x, py * scale + y];
  return left >= room && left <= window.width - room && top >= room && top <= window.height - room;
}

interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}
