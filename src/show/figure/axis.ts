import { tickLabels } from "./scale.js";
import type { Scale } from "./scale.js";
import { faint, grey, ink, label, line, upright } from "./svg.js";

/** An axis below a plot: a line, ticks, numbers, and what it says under them. */
export function bottomAxis(scale: Scale, y: number, title: string): string {
  const numbers = tickLabels(scale.ticks);
  const [from, to] = [scale.at(scale.low), scale.at(scale.high)];
  return [
    line(from, y, to, y, { stroke: ink }),
    ...scale.ticks.map((tick) => line(scale.at(tick), y, scale.at(tick), y + 5)),
    ...scale.ticks.map((tick, index) =>
      label(scale.at(tick), y + 18, numbers[index], { size: 11, anchor: "middle", colour: grey }),
    ),
    label((from + to) / 2, y + 36, title, { anchor: "middle" }),
  ].join("");
}

/** An axis at the left, with faint lines across to `right`. */
export function leftAxis(scale: Scale, x: number, right: number, title: string, room = 44): string {
  const numbers = tickLabels(scale.ticks);
  return [
    ...scale.ticks.map((tick) =>
      line(x, scale.at(tick), right, scale.at(tick), { stroke: faint, "stroke-width": 0.75 }),
    ),
    ...scale.ticks.map((tick, index) =>
      label(x - 8, scale.at(tick) + 4, numbers[index], { size: 11, anchor: "end", colour: grey }),
    ),
    upright(x - room, (scale.at(scale.low) + scale.at(scale.high)) / 2, title),
  ].join("");
}
