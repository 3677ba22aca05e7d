import { simd } from "./assembler.js";
import type { Assembler } from "./assembler.js";
import type { Frame } from "./layout.js";

/** 1.5 · 2^52: added to it a double is rounded to an integer, which stands in its low bits. */
const roundToInteger = 6755399441055744;
/** A row is two doubles: 2^4 bytes. */
const rowShift = 4;

/**
 * With a position on the stack, pushes the first and then the second column of the rows that are
 * nearest to it, each future its own.
 */
export function pushRow(
  assembler: Assembler,
  { scratch, due, second }: Frame,
  table: number,
): void {
  assembler.vectorConstant(roundToInteger);
  assembler.vector(simd.add);
  assembler.integer(rowShift);
  assembler.vector(simd.shiftLeft);
  assembler.set(scratch);
  for (const [lane, row] of [due, second].entries()) {
    assembler.get(scratch);
    assembler.extractInteger(2 * lane);
    assembler.load(table);
    assembler.set(row);
  }
  for (const column of [0, 1] as const) {
    assembler.get(due);
    assembler.get(second);
    assembler.interleave(column);
  }
}
