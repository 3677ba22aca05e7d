import type { Shape, Theme } from "./pen.js";

/** How a policy looks in every figure: by colour, by dash and by mark, so that any one will do. */
export interface SeriesStyle {
  readonly colour: string;
  readonly dash: readonly number[];
  readonly shape: Shape;
}

const dashes: readonly (readonly number[])[] = [[], [9, 3], [2, 3], [9, 3, 2, 3], [5, 4], [14, 4]];
const shapes: readonly Shape[] = ["dot", "square", "triangle", "diamond", "ring", "cross"];

export function seriesStyle(index: number, theme: Theme): SeriesStyle {
  return {
    colour: theme.series[index % theme.series.length],
    dash: dashes[index % dashes.length],
    shape: shapes[index % shapes.length],
  };
}

/** Dashes of what was before, apart from all those above: short dots, long strokes. */
export const ghostDashes = {
  previous: [1.5, 3],
  premises: [6, 5],
  levers: [12, 4, 1.5, 4],
} as const;
