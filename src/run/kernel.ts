import type { Program } from "#compile/program";
import { keyOfSeed } from "#numeric/philox";
import type { Words2 } from "#numeric/philox";
import type { Instantiator, KernelInstance } from "#study/host";

import { copyRows } from "./rows.js";

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
const doubleBytes = 8;
/**
 * Futures go through the module in chunks: so many that a call costs little, and no more than the
 * rows of a chunk fit in the second cache. Series are written where they will be read, row by row,
 * and are brought out in one piece if a block is one chunk.
 */
const fewestLanes = 128;
const mostLanes = 1024;
const bytesOfChunk = 262_144;
const bytesOfSeries = 8_388_608;

/** A program made ready on this thread. */
export interface Kernel {
  run(block: FutureBlock): RunBlock;
  /**
   * The same, for who reads the series before the next run of this kernel: where the block is one
   * chunk they are left in the module's memory, and what comes next overwrites them. To copy them into
   * fresh memory can take longer than to compute them.
   */
  runInPlace(block: FutureBlock): RunBlock;
}

/** Instantiates a program, with room for one chunk of futures. */
export async function createKernel(program: Program, host: Instantiator): Promise<Kernel> {
  const most = lanesOfChunk(program);
  const { bytes } = layoutOf(program, most);
  const instance = await host.instantiate(program.bytes, Math.ceil(bytes / pageBytes) || 1);
  return {
    run: (block) => runBlock(program, instance, most, block, false),
    runInPlace: (block) => runBlock(program, instance, most, block, true),
  };
}

function lanesOfChunk(program: Program): number {
  const { lanesPerPass, outcomes, series, saves } = program;
  const rows = Math.max(1, parameterRows(program) + outcomes.length);
  const fitting = Math.min(mostLanes, Math.max(fewestLanes, bytesOfChunk / (rows * doubleBytes)));
  const seriesRows = Math.max(1, series.length * saves);
  const lanes = Math.min(fitting, bytesOfSeries / (seriesRows * doubleBytes));
  return Math.max(1, Math.floor(lanes / lanesPerPass)) * lanesPerPass;
}

/** Where the rows of a chunk are, in bytes. */
interface Layout {
  readonly stride: number;
  readonly parametersAt: number;
  readonly resultsAt: number;
  readonly seriesAt: number;
  /** All that the memory must hold. */
  readonly bytes: number;
}

function layoutOf(program: Program, lanes: number): Layout {
  const { reserved, outcomes, series, saves } = program;
  const stride = lanes * doubleBytes;
  const parametersAt = align(reserved);
  const resultsAt = parametersAt + parameterRows(program) * stride;
  const seriesAt = resultsAt + outcomes.length * stride;
  return {
    stride,
    parametersAt,
    resultsAt,
    seriesAt,
    bytes: seriesAt + series.length * saves * stride,
  };
}

function parameterRows({ parameters, random }: Program): number {
  return parameters.length + (random ? 2 : 0);
}

function runBlock(
  program: Program,
  instance: KernelInstance,
  most: number,
  { futures, parameters, firstFuture = 0, seed = 0 }: FutureBlock,
  inPlace: boolean,
): RunBlock {
  const memory = new Float64Array(instance.memory);
  const outcomes = new Float64Array(program.outcomes.length * futures);
  const seriesRows = program.series.length * program.saves;
  let series: Float64Array | null = null;
  for (let first = 0; first < futures; first += most) {
    const count = Math.min(most, futures - first);
    const lanes = Math.ceil(count / program.lanesPerPass) * program.lanesPerPass;
    const { stride, parametersAt, resultsAt, seriesAt } = layoutOf(program, lanes);
    for (let row = 0; row < program.parameters.length; row++) {
      const at = parametersAt / doubleBytes + row * lanes;
      const from = row * futures + first;
      memory.set(parameters.subarray(from, from + count), at);
      // Spare lanes repeat the last future.
      if (lanes > count) memory.fill(memory[at + count - 1], at + count, at + lanes);
    }
    if (program.random) {
      const at = parametersAt + program.parameters.length * stride;
      writeFutures(instance.memory, at, stride, lanes, firstFuture + first, keyOfSeed(seed));
    }
    instance.run(parametersAt, resultsAt, seriesAt, stride, lanes);
    const chunk = (address: number) => ({
      values: memory,
      at: address / doubleBytes,
      stride: lanes,
    });
    const all = (values: Float64Array) => ({ values, at: first, stride: futures });
    copyRows(chunk(resultsAt), all(outcomes), program.outcomes.length, count);
    if (seriesRows === 0) continue;
    if (lanes === futures) {
      const from = seriesAt / doubleBytes;
      const to = from + seriesRows * lanes;
      series = inPlace ? memory.subarray(from, to) : memory.slice(from, to);
    } else {
      series ??= new Float64Array(seriesRows * futures);
      copyRows(chunk(seriesAt), all(series), seriesRows, count);
    }
  }
  return { futures, outcomes, series: series ?? new Float64Array(seriesRows * futures) };
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

function align(address: number): number {
  return Math.ceil(address / 64) * 64;
}
