import type { RoutineCode } from "../4-lower/instruction.js";
import { Assembler } from "./assembler.js";
import { LocalHomes } from "./local-homes.js";
import { LocalPool } from "./local-pool.js";
import type { FunctionBody } from "./module.js";
import type { Frame } from "./layout.js";
import { placeValues } from "./placement.js";
import type { Roots } from "./placement.js";
import { ValueEmitter } from "./values.js";

/** A routine as a function of vectors: its operands are the first locals. */
export function routineBody(
  routine: RoutineCode,
  tableAddress: (table: number) => number,
  routineFunction: (routine: number) => number,
): FunctionBody {
  const assembler = new Assembler();
  const { operands, instructions, result } = routine;
  const roots: readonly Roots[] = [{ section: "run", kept: [], others: [result] }];
  const placement = placeValues(routine, roots, () => false);
  const frame: Frame = { scratch: operands, due: operands + 1, second: operands + 2 };
  const pool = new LocalPool(operands + 3);
  const homes = new LocalHomes(assembler, instructions, placement, result, pool);
  const values = new ValueEmitter(
    {
      instructions,
      isInlined: (value) => placement.inlined[value],
      homes,
      sources: { push: ({ immediate }) => assembler.get(immediate) },
      frame,
      tableAddress,
      routineFunction,
    },
    assembler,
  );
  for (const [value, section] of placement.sections.entries()) {
    if (section !== null && !placement.inlined[value]) values.keep(value, 0);
  }
  values.push(result, 0);
  return { code: assembler.code, locals: { integers: 0, vectors: pool.end - operands } };
}
