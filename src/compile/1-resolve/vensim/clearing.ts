import { binary, compare, constant, select } from "../../system.js";
import type { Node } from "../../system.js";
import { withinOne } from "./curves.js";

/** How often the span of prices is halved. */
const halvings = 32;

/** Two prices next to each other, and how far between them the market clears, from 0 to 1. */
export interface Clearing {
  readonly low: Node;
  readonly high: Node;
  readonly share: Node;
}

/**
 * Where a falling excess of demand is nothing: a fixed number of bisections, and then a straight
 * line between the ends of what is left. So it adds up, within rounding, also where the excess
 * jumps; the price is off by the span · 2⁻³² at most, at a corner, and by its square elsewhere.
 * Where the excess is nothing over a range of prices, the lowest of them is taken; where it is
 * nowhere, the end that comes nearest. `keep` shares a node.
 */
export function clear(
  span: { readonly low: Node; readonly high: Node },
  excessAt: (price: Node) => Node,
  keep: (label: string, node: Node) => Node,
): Clearing {
  const half = keep(
    "half of the span",
    binary("multiply", constant(0.5), binary("subtract", span.high, span.low)),
  );
  let price = keep("price", binary("add", span.low, half));
  let part = 1;
  for (let step = 1; step <= halvings; step++) {
    part /= 2;
    const move = binary("multiply", half, constant(part));
    const wanting = compare("less", constant(0), excessAt(price));
    price = keep(
      `price ${step}`,
      select(wanting, binary("add", price, move), binary("subtract", price, move)),
    );
  }
  const rest = binary("multiply", half, constant(part));
  const low = keep("lower price", binary("subtract", price, rest));
  const high = keep("upper price", binary("add", price, rest));
  const above = keep("excess at the lower price", excessAt(low));
  const fall = keep("fall of the excess", binary("subtract", above, excessAt(high)));
  const share = select(
    compare("lessOrEqual", fall, constant(0)),
    select(compare("less", constant(0), above), constant(1), constant(0)),
    withinOne(binary("divide", above, fall)),
  );
  return { low, high, share: keep("share", share) };
}

/** A quantity at the clearing price. */
export function between({ low, high, share }: Clearing, at: (price: Node) => Node): Node {
  const first = at(low);
  return binary("add", first, binary("multiply", share, binary("subtract", at(high), first)));
}
