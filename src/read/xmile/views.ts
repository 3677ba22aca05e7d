import type { ViewNode } from "#study/model";
import type { DraftVariable } from "./draft.js";
import { readIdentifier } from "./identifier.js";
import { attributeOf, childrenNamed } from "./values.js";
import { nodeOf } from "./view-nodes.js";
import type { XmlElement } from "./xml.js";

/** A diagram of one model; keys are those of that model. */
export interface DraftView {
  /** Null where the file gives none. */
  readonly name: string | null;
  readonly nodes: readonly ViewNode[];
  readonly ghosts?: readonly ViewNode[];
}

const nodeTags: ReadonlySet<string> = new Set(["stock", "flow", "aux", "gf"]);

/**
 * Reads the stock-and-flow diagrams of a `<views>` block (XMILE 1.0, section 5.1.2): where variables
 * stand, their aliases (section 6.1.7), and the corners of pipes. Interfaces, connectors, colours and sizes are left out.
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
    if (nodes.length === 0) return [];
    const ghosts = readAliases(view, drafts);
    const shown = ghosts.length === 0 ? {} : { ghosts };
    return [{ name: name?.text.trim() ?? null, nodes, ...shown }];
  });
  if (read.length > 0) return read;
  const symbols = [...drafts.values()].flatMap(({ symbol }) => (symbol === null ? [] : [symbol]));
  return symbols.length === 0 ? [] : [{ name: null, nodes: symbols }];
}

function readAliases(
  view: XmlElement,
  drafts: ReadonlyMap<string, DraftVariable>,
): readonly ViewNode[] {
  return childrenNamed(view, "alias").flatMap((alias) => {
    const [of] = childrenNamed(alias, "of");
    const key = of === undefined ? undefined : readIdentifier(of.text())?.key;
    if (key === undefined || !drafts.has(key)) return [];
    const read = nodeOf(alias, key);
    return read === null ? [] : [{ key, x: read.x, y: read.y }];
  });
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
    const read = nodeOf(child, key);
    if (read !== null) nodes.set(key, read);
  }
  return [...nodes.values()];
}
