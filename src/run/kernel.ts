import type { Program } from "#compile/program";
import { keyOfSeed } from "#numeric/philox";
import type { Words2 } from "#numeric/philox";
import type { Instantiator, KernelInstance } from "#study/host";

/** Inputs and outputs of futures, a row of doubles a quantity: `row · futures + future`. */
export interface FutureBlock {
  readonly futures: number;
  /** A row a parameter of the program. */
  readonly parameters: Float64Array;
  /** The number of the first of them, from 0 on; 0 when left out. */
  readonly firstFuture?: number;
  /** What the random numbers of the model depend on besides; 0 when left out. */
  readonly seed?: number | bigint;
}

export interface RunBlock {
  readonly futures: number;
  /** A row an outcome of the program. */
  readonly outcomes: Float64Array;
  /** A row a save of a series: `(series · saves + save) · futures + future`. */
  readonly series: Float64Array;
}

const twoTo32 = 4294967296;
const pageBytes = 65_536;
/** Futures that go through the module in one call: enough to spread its cost, within the cache. */
const chunkLanes = 128;

/** A program made ready on this thread. */
export interface Kernel {
  run(block: FutureBlock): RunBlock;
}

/** Instantiates a program, with room for one chunk of futures. */
export async function createKernel(program: Program, host: Instantiator): Promise<Kernel> {
  const { parameters, random, probes, series, saves, lanesPerPass, reserved } = program;
  const lanes = Math.ceil(chunkLanes / lanesPerPass) * lanesPerPass;
  const stride = lanes * Float64Array.BYTES_PER_ELEMENT;
  const parametersAt = align(reserved);
  const resultsAt = parametersAt + (parameters.length + (random ? 2 : 0)) * stride;
  const seriesAt = resultsAt + probes * stride;
  const bytes = seriesAt + series.length * saves * stride;
  const instance = await host.instantiate(program.bytes, Math.ceil(bytes / pageBytes) || 1);
  const layout: Layout = { lanes, stride, parametersAt, resultsAt, seriesAt };
  return { run: (block) => runBlock(program, instance, layout, block) };
}

interface Layout {
  readonly lanes: number;
  readonly stride: number;
  readonly parametersAt: number;
  readonly resultsAt: number;
  readonly seriesAt: number;
}

function runBlock(
  program: Program,
  instance: KernelInstance,
  layout: Layout,
  { futures, parameters, firstFuture = 0, seed = 0 }: FutureBlock,
): RunBlock {
  const memory = new Float64Array(instance.memory);
  const { lanes, stride, parametersAt, resultsAt, seriesAt } = layout;
  const outcomes = new Float64Array(program.outcomes.length * futures);
  const series = new Float64Array(program.series.length * program.saves * futures);
  for (let first = 0; first < futures; first += lanes) {
    const count = Math.min(lanes, futures - first);
    const padded = Math.ceil(count / program.lanesPerPass) * program.lanesPerPass;
    for (let row = 0; row < program.parameters.length; row++) {
      const at = parametersAt / 8 + row * lanes;
      const from = row * futures + first;
      memory.set(parameters.subarray(from, from + count), at);
      // Spare lanes repeat the last future.
      memory.fill(memory[at + count - 1], at + count, at + padded);
    }
    if (program.random) {
      const at = parametersAt + program.parameters.length * stride;
      writeFutures(instance.memory, at, stride, padded, firstFuture + first, keyOfSeed(seed));
    }
    instance.run(parametersAt, resultsAt, seriesAt, stride, padded);
    readOutcomes(program, memory, resultsAt / 8, lanes, { first, count, futures }, outcomes);
    for (let row = 0; row < program.series.length * program.saves; row++) {
      const at = seriesAt / 8 + row * lanes;
      copyCanonical(memory, at, count, series, row * futures + first);
    }
  }
  return { futures, outcomes, series };
}

/** The rows of what the random numbers depend on: integers of two words each, the low one first. */
function writeFutures(
  memory: ArrayBuffer,
  at: number,
  stride: number,
  lanes: number,
  first: number,
  key: Words2,
): void {
  const words = new DataView(memory, at, 2 * stride);
  for (let lane = 0; lane < lanes; lane++) {
    const future = first + lane;
    words.setUint32(8 * lane, future % twoTo32, true);
    words.setUint32(8 * lane + 4, Math.floor(future / twoTo32), true);
    for (const [index, word] of key.entries()) {
      words.setUint32(stride + 8 * lane + 4 * index, word, true);
    }
  }
}

/** NaNs made by different engines differ in their bits: all become the one canonical NaN. */
function copyCanonical(
  from: Float64Array,
  at: number,
  count: number,
  to: Float64Array,
  target: number,
): void {
  for (let lane = 0; lane < count; lane++) {
    const value = from[at + lane];
    to[target + lane] = Number.isNaN(value) ? Number.NaN : value;
  }
}

function readOutcomes(
  program: Program,
  memory: Float64Array,
  results: number,
  lanes: number,
  chunk: { first: number; count: number; futures: number },
  outcomes: Float64Array,
): void {
  for (const [row, { plus, minus, factor }] of program.outcomes.entries()) {
    const target = row * chunk.futures + chunk.first;
    for (let lane = 0; lane < chunk.count; lane++) {
      const high = memory[results + plus * lanes + lane];
      const low = minus === null ? 0 : memory[results + minus * lanes + lane];
      const value = minus === null ? high * factor : (high - low) * factor;
      outcomes[target + lane] = Number.isNaN(value) ? Number.NaN : value;
    }
  }
}

function align(address: number): number {
  return Math.ceil(address / 64) * 64;
}
