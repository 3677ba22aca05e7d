import type { ArgueDocument } from "#argue/document";

import { heading, list, paragraph, type Block } from "../blocks.js";

/** Whether people disagree about facts, about how the world works, or about what is worth what. */
export function apart(document: ArgueDocument): readonly Block[] {
  if (document.apart.length === 0) return [];
  return [
    heading(2, "Facts and values apart"),
    paragraph(
      "Facts and structure (how the world works) can be looked into; values cannot. For every pair that disagrees about the policy, both were given the same facts, then the same structure, then the same values, once on the terms of the one and once on those of the other, and it was seen whether the disagreement was still there.",
    ),
    ...list(document.apart.map(({ sentence }) => sentence)),
  ];
}
