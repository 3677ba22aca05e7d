import { onParameters, onStates } from "../4-lower/instruction.js";
import type { Instruction, Operation } from "../4-lower/instruction.js";
import type { Code } from "../4-lower/lower.js";
import type { Shape } from "./layout.js";

/** Up to so many instructions a vector takes whole steps; more would not stay in registers. */
const smallCode = 200;
/** The same where the steps of a vector wait long for one another. */
const smallCodeOfLongChains = 64;
/** In cycles, a chain of which a processor works at enough at once. */
const shortChain = 18;

const inBlocks: Shape = { lanes: 32, vectors: 1, blockSize: 14 };

/**
 * The shape in which a model runs fastest, measured on the models of `bench/`, on copies of S and on
 * chains of stocks. In a large kernel blocks of about 15 operations leave the engine no reason to move
 * values out of registers, and 32 lanes are enough to spread what a loop costs and few enough for the
 * rows to stay in the second cache: futures a second, M / L / XL / the founding study, at 150
 * operations 68,800 / 2,900 / 3,000 / 23,800, at 40 83,400 / 3,570 / 3,550 / 31,500, at 15 106,500 /
 * 4,180 / 4,030 / 35,800, at 5 less again.
 *
 * A small kernel (S: 1.6 million in blocks) is held up by two things: by reading and writing its rows
 * once a step, which two steps at a time make half of (3.9 to 4.3 million), and by waiting: what a
 * step computes from the last is a chain, and a processor overlaps the chains of as many vectors as
 * it can look ahead. Long chains leave it idle, the more so the more turns a vector takes at a time
 * (four stages are four): these run a step at a time, or stage by stage in blocks.
 */
export function shapeFor(code: Code, stages: number): Shape {
  const small = code.instructions.length <= smallCode;
  const short = longestChain(code) <= shortChain;
  if (stages > 1) return small && short ? { ...inBlocks, blockSize: 0, steps: 1 } : inBlocks;
  if (small && short && 3 * transfers(code) >= 2 * operations(code)) {
    return { ...inBlocks, blockSize: 0, steps: 2 };
  }
  return code.instructions.length <= smallCodeOfLongChains
    ? { ...inBlocks, blockSize: 0, steps: 1 }
    : inBlocks;
}

/** Cycles from the states of one step to those of the next, about as in today's processors. */
function longestChain({ instructions, states }: Code): number {
  const end = new Float64Array(instructions.length);
  for (const [value, { operation, operands, dependsOn }] of instructions.entries()) {
    if (!isComputed(operation) || (dependsOn & onStates) === 0) continue;
    const begin = Math.max(0, ...operands.map((operand) => end[operand]));
    end[value] = begin + cyclesOf(operation);
  }
  const moved = states.map(
    ({ change, whole }) => end[change] + (whole ? 0 : cyclesOf("multiply")) + cyclesOf("add"),
  );
  return Math.max(0, ...moved);
}

function cyclesOf(operation: Operation): number {
  switch (operation) {
    case "multiply":
      return 3;
    case "divide":
    case "squareRoot":
    case "floor":
    case "truncate":
    case "nearest":
      return 13;
    case "segment":
    case "stepOfRow":
    case "line":
    case "arrival":
    case "random":
    case "guard":
      return 20;
    default:
      return 2;
  }
}

/** Operations a step on what changes from step to step. */
function operations({ instructions, states, probes }: Code): number {
  const own = instructions.filter(
    ({ operation, dependsOn }) => isComputed(operation) && (dependsOn & onStates) !== 0,
  );
  const moves = states.map(({ integrated, whole }) => (integrated ? (whole ? 1 : 2) : 0));
  return own.length + moves.reduce((sum: number, each) => sum + each, 0) + probes.length;
}

/** Vectors read and written with each vector of futures: states, what is read off, steady values. */
function transfers({ instructions, states, probes }: Code): number {
  const steady = new Set<number>();
  for (const { operands, dependsOn } of instructions) {
    if ((dependsOn & onStates) === 0) continue;
    for (const operand of operands) {
      if (instructions[operand].dependsOn === onParameters) steady.add(operand);
    }
  }
  const lasting = probes.filter(({ probe }) => probe.kind !== "at");
  return 2 * states.length + 2 * lasting.length + steady.size;
}

function isComputed(operation: Instruction["operation"]): boolean {
  return operation !== "state" && operation !== "hold";
}
