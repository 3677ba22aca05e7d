import { orderOf } from "#numeric/order";
import { meets, withEnd, withLimit, wholeBox } from "../discovery/box.js";
import type { Box } from "../discovery/box.js";
import { interestOf, rowsOf } from "../discovery/cases.js";
import type { Cases } from "../discovery/cases.js";

/** A node of a classification tree; a split sends rows at or below `at`, or with the label, left. */
export interface TreeNode {
  readonly n: number;
  /** Rows of interest. */
  readonly k: number;
  /** Gini's impurity, 2·p·(1 − p). */
  readonly impurity: number;
  /** The box that holds the rows of this node. */
  readonly box: Box;
  readonly split: { readonly input: number; readonly at: number } | null;
  readonly left: TreeNode | null;
  readonly right: TreeNode | null;
}

export interface CartSettings {
  /** The least share of all rows that a leaf holds. */
  readonly leastMass: number;
}

/**
 * A classification tree that is grown until leaves are pure or as small as allowed (L. Breiman, J. H.
 * Friedman, R. A. Olshen and C. J. Stone, "Classification and regression trees", 1984), with Gini's
 * impurity. Numbers are split halfway between neighbouring values, categories by one label against
 * the others; of equal splits the first input, and the lowest place, is taken. A leaf holds at least
 * int(least mass · rows) rows.
 */
export function growTree(cases: Cases, { leastMass }: CartSettings): TreeNode {
  const least = Math.max(1, Math.trunc(leastMass * rowsOf(cases)));
  const orders = cases.inputs.map(({ values }) => orderOf(values));
  return grow(cases, least, wholeBox(cases.inputs), orders, rowsOf(cases), interestOf(cases));
}

/** The nodes from the root, left before right. */
export function nodesOf(root: TreeNode): readonly TreeNode[] {
  const below = [root.left, root.right].flatMap((node) => (node === null ? [] : nodesOf(node)));
  return [root, ...below];
}

/** Leaves, the densest first; of equally dense ones the larger. */
export function leavesOf(root: TreeNode): readonly TreeNode[] {
  return nodesOf(root)
    .filter(({ split }) => split === null)
    .toSorted((one, other) => other.k / other.n - one.k / one.n || other.n - one.n);
}

interface Split {
  readonly input: number;
  readonly at: number;
  readonly n: number;
  readonly k: number;
}

function grow(
  cases: Cases,
  least: number,
  box: Box,
  orders: readonly Uint32Array[],
  n: number,
  k: number,
): TreeNode {
  const impurity = n === 0 ? 0 : (2 * (k / n) * (n - k)) / n;
  const leaf = { n, k, impurity, box, split: null, left: null, right: null };
  if (impurity === 0 || n < 2 * least) return leaf;
  const split = bestSplit(cases, orders, least, n, k);
  if (split === null) return leaf;
  const [leftBox, rightBox] = boxesOf(cases, box, split);
  const goesLeft = (row: number): boolean =>
    meets(leftBox[split.input], cases.inputs[split.input].values[row]);
  const left = orders.map((order) => order.filter(goesLeft));
  const right = orders.map((order) => order.filter((row) => !goesLeft(row)));
  return {
    ...leaf,
    split: { input: split.input, at: split.at },
    left: grow(cases, least, leftBox, left, split.n, split.k),
    right: grow(cases, least, rightBox, right, n - split.n, k - split.k),
  };
}

function boxesOf(cases: Cases, box: Box, { input, at }: Split): readonly [Box, Box] {
  const one = cases.inputs[input];
  if (one.kind !== "category") {
    // Whole numbers have whole ends.
    const above = one.kind === "integer" ? Math.floor(at) + 1 : at;
    const below = one.kind === "integer" ? Math.floor(at) : at;
    return [withEnd(box, input, "high", below), withEnd(box, input, "low", above)];
  }
  const limit = box[input];
  const allowed = limit?.kind === "subset" ? limit.allowed : one.labels.map(() => true);
  const only = allowed.map((is, label) => is && label === at);
  const others = allowed.map((is, label) => is && label !== at);
  return [
    withLimit(box, input, { kind: "subset", allowed: only }),
    withLimit(box, input, { kind: "subset", allowed: others }),
  ];
}

/** The split with the least impurity on both sides together; null if none leaves enough rows. */
function bestSplit(
  cases: Cases,
  orders: readonly Uint32Array[],
  least: number,
  n: number,
  k: number,
): Split | null {
  let best: Split | null = null;
  let bestScore = -Infinity;
  const consider = (split: Split): void => {
    if (split.n < least || n - split.n < least) return;
    const score =
      (split.k * split.k) / split.n +
      square(k - split.k) / (n - split.n) +
      square(split.n - split.k) / split.n +
      square(n - split.n - k + split.k) / (n - split.n);
    if (score > bestScore) {
      best = split;
      bestScore = score;
    }
  };
  for (const [input, { kind, values }] of cases.inputs.entries()) {
    const order = orders[input];
    let taken = 0;
    for (let place = 0; place < n; place++) {
      const value = values[order[place]];
      taken += cases.interest[order[place]];
      const next = place + 1 < n ? values[order[place + 1]] : NaN;
      if (value === next) continue;
      if (kind !== "category") consider({ input, at: (value + next) / 2, n: place + 1, k: taken });
      else {
        const from = firstPlace(order, values, place);
        let own = 0;
        for (let index = from; index <= place; index++) own += cases.interest[order[index]];
        consider({ input, at: value, n: place + 1 - from, k: own });
      }
    }
  }
  return best;
}

function square(value: number): number {
  return value * value;
}

function firstPlace(order: Uint32Array, values: Float64Array, last: number): number {
  let first = last;
  while (first > 0 && values[order[first - 1]] === values[order[last]]) first -= 1;
  return first;
}
