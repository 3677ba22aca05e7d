/**
 * A compiled model, ready to be run; plain data, so that it can be sent to a worker.
 *
 * The module imports `parley.memory` and exports
 * `run(parameters, results, series, stride, lanes)`, all addresses and `stride` in bytes:
 *
 * - parameters: `parameters.length` rows of `stride` bytes, one double a future; if `random`, two
 *   more, of 64-bit integers: the number of the future, and the key of the seed (its low word in the
 *   low half) in each;
 * - results: `outcomes.length` rows of `stride` bytes, one double a future;
 * - series: for each of `series` and each save, a row of `stride` bytes;
 * - lanes: how many futures; a multiple of `lanesPerPass` (the caller pads).
 *
 * What is written to results and series and is no number is the one canonical NaN, since engines make
 * NaNs of different bits.
 *
 * Bytes below `reserved` in memory belong to the module (constants, stocks, scratch).
 */
export interface Program {
  readonly bytes: Uint8Array;
  readonly reserved: number;
  readonly lanesPerPass: number;
  /** Keys of the model constants that vary between futures, in the order of their rows. */
  readonly parameters: readonly string[];
  /** Whether the module draws random numbers, so that the number of a future and the seed matter. */
  readonly random: boolean;
  readonly outcomes: readonly { readonly key: string }[];
  /** Keys of the variables whose values are saved over time. */
  readonly series: readonly string[];
  readonly saves: number;
  /** The times of the saves. */
  readonly times: readonly number[];
}
