import type { Findings } from "./findings.js";
import { readBoolean } from "./values.js";
import type { XmlElement } from "./xml.js";

/** Defaults of options for whole kinds of variables; null where nothing is said. */
export interface Behavior {
  readonly all: boolean | null;
  readonly stock: boolean | null;
  readonly flow: boolean | null;
}

/** Reads `<behavior>` blocks (XMILE 1.0, section 2.6); of several the last one that speaks holds. */
export function readBehavior(blocks: readonly XmlElement[], findings: Findings): Behavior {
  const behavior = { all: null, stock: null, flow: null } as Record<keyof Behavior, boolean | null>;
  for (const block of blocks) {
    for (const child of block.children) {
      if (child.name === "non_negative") {
        behavior.all = readNonNegative(child, findings);
      } else if (child.name === "stock" || child.name === "flow") {
        for (const option of child.children) {
          if (option.name !== "non_negative") findings.unread(option, "<behavior>");
          else behavior[child.name] = readNonNegative(option, findings);
        }
      } else if (child.name !== "aux" || child.children.length > 0) {
        findings.unread(child, "<behavior>");
      }
    }
  }
  return behavior;
}

/** `<non_negative/>` is yes; its text may say otherwise. */
function readNonNegative(element: XmlElement, findings: Findings): boolean {
  return readBoolean(element.text(), true, "<non_negative>", findings);
}

/**
 * Whether a stock or flow is kept from going below zero: its own option counts before those of its
 * model, these before those of the file, and within one of them the kind's before that for all.
 */
export function isNonNegative(
  kind: "stock" | "flow",
  own: XmlElement | null,
  levels: readonly Behavior[],
  findings: Findings,
): boolean {
  if (own !== null) return readNonNegative(own, findings);
  for (const level of levels) {
    const said = level[kind] ?? level.all;
    if (said !== null) return said;
  }
  return false;
}
