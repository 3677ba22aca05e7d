import type { ViewNode } from "#study/model";
import { extension } from "./extension.js";
import { attributeOf, childrenNamed, numberIn } from "./values.js";
import type { XmlElement } from "./xml.js";

/** Where the symbol of a variable stands and, of a flow, the corners of its pipe. */
export function nodeOf(element: XmlElement, key: string): ViewNode | null {
  const centre = centreOf(element);
  if (centre === null) return null;
  const pipe = pipeOf(element);
  return { key, ...centre, ...(pipe.length < 2 ? {} : { pipe }) };
}

/** `x` and `y` are the centre, or the upper left corner where a width and height stand beside them. */
function centreOf(element: XmlElement): { readonly x: number; readonly y: number } | null {
  const number = (name: string): number | null => numberIn(attributeOf(element, name)?.text ?? "");
  const x = number("x");
  const y = number("y");
  if (x === null || y === null) return null;
  const width = number("width");
  const height = number("height");
  if (width === null || height === null) return { x, y };
  return { x: x + width / 2, y: y + height / 2 };
}

function pipeOf(flow: XmlElement): readonly (readonly [number, number])[] {
  const points = childrenNamed(flow, "pts").flatMap((block) =>
    // A pipe that was drawn for want of one is no pipe of the model's.
    block.attributes.has(extension.drawn) ? [] : childrenNamed(block, "pt"),
  );
  return points.flatMap((point): (readonly [number, number])[] => {
    const at = centreOf(point);
    return at === null ? [] : [[at.x, at.y]];
  });
}
