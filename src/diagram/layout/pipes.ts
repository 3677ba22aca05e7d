import type { Pipe } from "../graph.js";
import type { Cloud, PlacedPipe, Point } from "../scene.js";
import { cloudHalf, stockHalf } from "./symbols.js";

/** The ends and the valve of a pipe, in pixels. */
export interface PipeEnds {
  readonly pipe: Pipe;
  readonly start: Point;
  readonly valve: Point;
  readonly end: Point;
}

/** Pixels between pipes that leave a stock on the same side, and so close they still look level. */
const portGap = 15;
const level = 0.5;

/**
 * The pipes, each of level and upright pieces: straight where stock, valve and end stand in one row,
 * else out of the stock upwards or downwards, along the row of the valve, and into the other stock.
 */
export function routePipes(ends: readonly PipeEnds[]): {
  readonly pipes: readonly PlacedPipe[];
  readonly clouds: readonly Cloud[];
} {
  const ports = portsOf(ends);
  const clouds: Cloud[] = [];
  const pipes = ends.map(({ pipe, start, valve, end }): PlacedPipe => {
    const { flow, from, to } = pipe;
    const rightwards = end[0] >= start[0] ? 1 : -1;
    const outOf = (stock: string | null, [x, y]: Point, towards: 1 | -1): readonly Point[] => {
      if (stock === null) {
        clouds.push({ flow, centre: [x, y] });
        const facing = valve[0] >= x ? 1 : -1;
        if (Math.abs(y - valve[1]) < level) return [[x + facing * cloudHalf[0] * 0.8, valve[1]]];
        const side = valve[1] > y ? 1 : -1;
        return [
          [x, y + side * cloudHalf[1] * 0.8],
          [x, valve[1]],
        ];
      }
      const facing = valve[0] >= x ? 1 : -1;
      if (isLevel([x, y], valve)) {
        return [[x + facing * stockHalf[0], valve[1]]];
      }
      const side = valve[1] > y ? 1 : -1;
      const port = x + (ports.get(portId(stock, flow, towards)) ?? 0);
      return [
        [port, y + side * stockHalf[1]],
        [port, valve[1]],
      ];
    };
    const corners = [
      ...outOf(from, start, rightwards),
      ...outOf(to, end, rightwards === 1 ? -1 : 1).toReversed(),
    ];
    return { flow, from, to, corners };
  });
  return { pipes, clouds };
}

/** Whether a pipe leaves the side of a stock that faces the valve. */
function isLevel([x, y]: Point, valve: Point): boolean {
  return Math.abs(y - valve[1]) < stockHalf[1] - 8 && Math.abs(valve[0] - x) > stockHalf[0];
}

function portId(stock: string, flow: string, towards: 1 | -1): string {
  return `${stock}\n${flow}\n${towards}`;
}

/**
 * Where pipes leave the top and the bottom of stocks, in pixels from its middle: the one that goes
 * farthest is innermost, so that it crosses none that turns off before.
 */
function portsOf(ends: readonly PipeEnds[]): ReadonlyMap<string, number> {
  const groups = new Map<
    string,
    { readonly id: string; readonly reach: number; readonly towards: 1 | -1 }[]
  >();
  const add = (
    stock: string | null,
    flow: string,
    at: Point,
    valve: Point,
    towards: 1 | -1,
  ): void => {
    if (stock === null || isLevel(at, valve)) return;
    const group = `${stock}\n${valve[1] > at[1]}\n${towards}`;
    const id = portId(stock, flow, towards);
    const list = groups.get(group) ?? [];
    list.push({ id, reach: Math.abs(valve[1] - at[1]), towards });
    groups.set(group, list);
  };
  for (const { pipe, start, valve, end } of ends) {
    const rightwards = end[0] >= start[0] ? 1 : -1;
    add(pipe.from, pipe.flow, start, valve, rightwards);
    add(pipe.to, pipe.flow, end, valve, rightwards === 1 ? -1 : 1);
  }
  const widest = stockHalf[0] - 8;
  return new Map(
    [...groups.values()].flatMap((list) =>
      list
        .toSorted((a, b) => b.reach - a.reach)
        .map(({ id, towards }, index) => {
          const gap = Math.min(portGap, widest / list.length);
          return [id, towards * gap * (index + 0.8)] as const;
        }),
    ),
  );
}
