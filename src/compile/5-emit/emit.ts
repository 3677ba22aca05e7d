import type { TimeSettings } from "#study/model";

import type { Code } from "../4-lower/lower.js";
import { drawBody } from "./draw.js";
import { Kernel } from "./kernel.js";
import { MemoryMap, partParameters, runParameters } from "./layout.js";
import type { Shape } from "./layout.js";
import { encodeModule } from "./module.js";
import type { DataSegment, ModuleFunction } from "./module.js";
import { routineBody } from "./routines.js";

export interface Emitted {
  readonly bytes: Uint8Array;
  /** How much of the memory, from 0 on, the module keeps for itself. */
  readonly reserved: number;
}

/** Writes a lowered model as a module of a shape: the kernel, what it draws with, routines, parts. */
export function emit(code: Code, time: TimeSettings, shape: Shape): Emitted {
  const memory = new MemoryMap();
  const segments = code.tables.map((values): DataSegment => ({
    address: memory.allocate(values.byteLength),
    values,
  }));
  const firstRoutine = code.random ? 2 : 1;
  const routineFunction = (routine: number) => firstRoutine + routine;
  const tableAddress = (table: number) => segments[table].address;
  const kernel = new Kernel(code, time, shape, {
    memory,
    tableAddress,
    routineFunction,
    firstPart: firstRoutine + code.routines.length,
  });
  const { run, parts } = kernel.emit();
  const functions: ModuleFunction[] = [
    { type: { integers: runParameters, vectors: 0, result: false }, body: run },
  ];
  if (code.random)
    functions.push({ type: { integers: 2, vectors: 2, result: true }, body: drawBody() });
  for (const routine of code.routines) {
    functions.push({
      type: { integers: 0, vectors: routine.operands, result: true },
      body: routineBody(routine, tableAddress, routineFunction),
    });
  }
  for (const body of parts) {
    functions.push({ type: { integers: partParameters, vectors: 0, result: false }, body });
  }
  return { bytes: encodeModule(functions, segments), reserved: memory.size };
}
