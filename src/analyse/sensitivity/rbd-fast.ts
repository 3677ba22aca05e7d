import { cos, sin } from "#numeric/elementary/trigonometric";
import { createNumberArithmetic } from "#numeric/number-arithmetic";
import { orderOf } from "#numeric/order";
import { mean } from "#numeric/quantile";
import { estimateWith, halvesDeviations } from "../bootstrap.js";
import type { Resampling } from "../bootstrap.js";
import type { Estimate } from "../estimate.js";

/**
 * The first-order index of an input from given data, by RBD-FAST: the outcomes are put in the order
 * of the input, up and down again, and the share of their variance in the first `harmonics`
 * frequencies is taken, less what noise would have there (S. Tarantola, D. Gatelli and T. Mara 2006;
 * E. Plischke 2010; the correction of J.-Y. Tissot and C. Prieur 2012). Intervals from random halves.
 *
 * Rows are complete: the caller leaves failed ones out and says how many. Null where there are too
 * few rows for the harmonics, and exactly 0 where the outcome does not vary.
 */
export function rbdFast(
  input: Float64Array,
  outcome: Float64Array,
  failed: number,
  resampling: Resampling,
  harmonics = 10,
): Estimate {
  const n = input.length;
  const value = firstOrder(input, outcome, harmonics);
  const [deviation] =
    n < 8 * harmonics
      ? [NaN]
      : halvesDeviations(n, resampling, (chosen) => [
          firstOrder(
            Float64Array.from(chosen, (row) => input[row]),
            Float64Array.from(chosen, (row) => outcome[row]),
            harmonics,
          ),
        ]);
  const method = `RBD-FAST, ${harmonics} harmonics; random halves`;
  return estimateWith(value, deviation, resampling.level, { method, n, failed });
}

function firstOrder(input: Float64Array, outcome: Float64Array, harmonics: number): number {
  const n = input.length;
  if (n <= 2 * harmonics) return NaN;
  const order = orderOf(input);
  const center = mean(outcome);
  // Up through the even places and down through the odd ones: a wave of one period.
  const wave = new Float64Array(n);
  const rising = Math.ceil(n / 2);
  let squares = 0;
  for (let place = 0; place < n; place++) {
    const difference = outcome[order[place]] - center;
    wave[place % 2 === 0 ? place / 2 : rising + Math.floor((n - 1 - place) / 2)] = difference;
    squares += difference * difference;
  }
  if (squares <= 1e-28 * n * center * center) return 0;
  let power = 0;
  for (let frequency = 1; frequency <= harmonics; frequency++) {
    power += 2 * spectrumAt(wave, frequency);
  }
  const share = power / (n * squares);
  const noise = (2 * harmonics) / n;
  return share - (noise / (1 - noise)) * (1 - share);
}

/** The squared size of a Fourier coefficient, by Goertzel's rotation, restarted against drift. */
function spectrumAt(wave: Float64Array, frequency: number): number {
  const a = createNumberArithmetic();
  const n = wave.length;
  const turn = (2 * Math.PI * frequency) / n;
  const stepCosine = cos(a, turn);
  const stepSine = sin(a, turn);
  let real = 0;
  let imaginary = 0;
  let cosine = 1;
  let sine = 0;
  for (let place = 0; place < n; place++) {
    if (place % 64 === 0) {
      const angle = (2 * Math.PI * ((frequency * place) % n)) / n;
      cosine = cos(a, angle);
      sine = sin(a, angle);
    }
    real += wave[place] * cosine;
    imaginary += wave[place] * sine;
    const next = cosine * stepCosine - sine * stepSine;
    sine = sine * stepCosine + cosine * stepSine;
    cosine = next;
  }
  return real * real + imaginary * imaginary;
}
