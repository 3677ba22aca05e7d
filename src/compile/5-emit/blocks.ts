import type { Instruction } from "../4-lower/instruction.js";
import type { Placement, Roots, Section } from "./placement.js";

/** Kept values that are computed together. */
export interface Block {
  readonly section: Section;
  readonly values: readonly number[];
}

export interface BlockPlan {
  readonly blocks: readonly Block[];
  /** The number of the block in which a kept value is computed, −1 for others. */
  readonly blockOf: Int32Array;
  /** Whether a kept value is read outside its block; the roots are for whoever reads them to tell. */
  readonly crosses: boolean[];
  /** By slot, the last block that reads a state; beyond all blocks, where it is read off after them. */
  readonly lastRead: Map<number, number>;
}

/**
 * Cuts the kept values of each section, in order, into blocks of about `size` operations (0: one
 * block a section). Values that all futures share are left out: they are computed before the blocks.
 */
export function planBlocks(
  instructions: readonly Instruction[],
  placement: Placement,
  roots: readonly Roots[],
  size: number,
): BlockPlan {
  const { sections, inlined, uniform } = placement;
  const blocks: { section: Section; values: number[] }[] = [];
  const blockOf = new Int32Array(instructions.length).fill(-1);
  for (const { section } of roots) {
    let cost = Infinity;
    for (const [value, place] of sections.entries()) {
      if (place !== section || inlined[value] || uniform[value]) continue;
      if (cost === Infinity || (size > 0 && cost >= size)) {
        blocks.push({ section, values: [] });
        cost = 0;
      }
      blocks[blocks.length - 1].values.push(value);
      blockOf[value] = blocks.length - 1;
      cost += costOf(instructions, placement, value);
    }
  }
  const crosses = instructions.map(() => false);
  const lastRead = new Map<number, number>();
  for (const [block, { values }] of blocks.entries()) {
    for (const value of values) {
      for (const read of readsOf(instructions, placement, value)) {
        if (blockOf[read] >= 0 && blockOf[read] !== block) crosses[read] = true;
        const { operation, immediate } = instructions[read];
        if (operation === "state") lastRead.set(immediate, block);
      }
    }
  }
  return { blocks, blockOf, crosses, lastRead };
}

/** The operations of a value's tree, about as many instructions. */
function costOf(instructions: readonly Instruction[], placement: Placement, root: number): number {
  let cost = 0;
  walkTree(instructions, placement, root, () => cost++);
  return cost;
}

/** What the tree of a kept value reads: kept values and, where they are read in place, states. */
function readsOf(
  instructions: readonly Instruction[],
  placement: Placement,
  root: number,
): readonly number[] {
  const reads: number[] = [root];
  walkTree(instructions, placement, root, (value) => {
    if (instructions[value].operation === "state") reads.push(value);
    for (const operand of instructions[value].operands) reads.push(operand);
  });
  return reads;
}

function walkTree(
  instructions: readonly Instruction[],
  { inlined }: Placement,
  root: number,
  visit: (value: number) => void,
): void {
  const pending = [root];
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    visit(value);
    for (const operand of instructions[value].operands) {
      if (inlined[operand]) pending.push(operand);
    }
  }
}
