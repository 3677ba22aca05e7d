import type { ViewNode } from "#study/model";
import { extension } from "./extension.js";
import type { DraftVariable } from "./draft.js";
import { readIdentifier } from "./identifier.js";
import { attributeOf, childrenNamed, numberIn } from "./values.js";
import type { XmlElement } from "./xml.js";

/** A diagram of one model; keys are those of that model. */
export interface DraftView {
  /** Null where the file gives none. */
  readonly name: string | null;
  readonly nodes: readonly ViewNode[];
}

const nodeTags: ReadonlySet<string> = new Set(["stock", "flow", "aux", "gf"]);

/**
 * Reads the stock-and-flow diagrams of a `<views>` block (XMILE 1.0, section 5.1.2): where variables
 * stand, and the corners of pipes. Interfaces, connectors, colours and sizes are left out.
 */
export function readViews(
  blocks: readonly XmlElement[],
  drafts: ReadonlyMap<string, DraftVariable>,
): readonly DraftView[] {
  const views = blocks.flatMap((block) => childrenNamed(block, "view"));
  const read = views.flatMap((view) => {
    const type = attributeOf(view, "type")?.text.toLowerCase() ?? "stock_flow";
    if (type !== "stock_flow") return [];
    const nodes = readNodes(view, drafts);
    const name = view.attributes.get("name") ?? view.attributes.get("isee:name");
    return nodes.length === 0 ? [] : [{ name: name?.text.trim() ?? null, nodes }];
  });
  if (read.length > 0) return read;
  const symbols = [...drafts.values()].flatMap(({ variable, symbol }) =>
    symbol === null ? [] : [{ key: variable.key, ...symbol }],
  );
  return symbols.length === 0 ? [] : [{ name: null, nodes: symbols }];
}

function readNodes(
  view: XmlElement,
  drafts: ReadonlyMap<string, DraftVariable>,
): readonly ViewNode[] {
  const nodes = new Map<string, ViewNode>();
  for (const child of view.children) {
    const nameText = nodeTags.has(child.name) ? child.attributes.get("name") : undefined;
    const key = nameText === undefined ? undefined : readIdentifier(nameText)?.key;
    if (key === undefined || !drafts.has(key) || nodes.has(key)) continue;
    const centre = centreOf(child);
    if (centre === null) continue;
    const pipe = child.name === "flow" ? pipeOf(child) : [];
    nodes.set(key, { key, ...centre, ...(pipe.length < 2 ? {} : { pipe }) });
  }
  return [...nodes.values()];
}

/** `x` and `y` are the centre, or the upper left corner where a width and height stand beside them. */
export function centreOf(element: XmlElement): { readonly x: number; readonly y: number } | null {
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
