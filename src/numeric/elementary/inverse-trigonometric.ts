import type { Arithmetic } from "../arithmetic.js";
import { polynomial } from "./polynomial.js";

// Each number with what its nearest double lacks.
const halfPiHigh = 1.5707963267948966;
const halfPiLow = 6.123233995736766e-17;
const quarterPiHigh = 0.7853981633974483;
const quarterPiLow = 3.061616997868383e-17;
const arctanOfHalfHigh = 0.4636476090008061;
const arctanOfHalfLow = 2.2698777452961687e-17;
const arctanOfThreeHalvesHigh = 0.982793723247329;
const arctanOfThreeHalvesLow = 1.3903311031230998e-17;

/**
 * The angle in radians, from −π/2 to π/2, whose tangent is x. Within 1 ulp (over 10 million points: 0.85).
 * arctan(±0) = ±0, arctan(±∞) = ±π/2, arctan(NaN) = NaN.
 *
 * arctan x = arctan c + arctan((x − c) / (1 + c·x)) with c one of 0, ½, 1, 1½, ∞. The middle three
 * leave small angles, so that the rounding of the quotient does not show.
 */
export function arctan<V, M>(a: Arithmetic<V, M>, x: V): V {
  const magnitude = a.absolute(x);
  const belowHalf = a.less(magnitude, a.constant(0.4375));
  const belowOne = a.less(magnitude, a.constant(0.6875));
  const belowThreeHalves = a.less(magnitude, a.constant(1.1875));
  const far = a.less(a.constant(2.4375), magnitude);

  const c = among(0, 0.5, 1, 1.5, 0);
  const one = a.constant(1);
  const numerator = a.select(far, a.constant(-1), a.subtract(magnitude, c));
  const denominator = a.select(far, magnitude, a.add(one, a.multiply(c, magnitude)));
  const t = a.divide(numerator, denominator);
  const baseHigh = among(0, arctanOfHalfHigh, quarterPiHigh, arctanOfThreeHalvesHigh, halfPiHigh);
  const baseLow = among(0, arctanOfHalfLow, quarterPiLow, arctanOfThreeHalvesLow, halfPiLow);

  // arctan t = t + t³·P(t²) for |t| ≤ 7/16; P is minimax (Remez), relative error 2^−62.4.
  const square = a.multiply(t, t);
  const series = polynomial(
    a,
    square,
    [
      -0.33333333333333315, 0.1999999999999325, -0.14285714284860107, 0.11111111056953424,
      -0.09090907076976573, 0.07692259896758585, -0.06665907005000203, 0.058740551533827894,
      -0.05200300225990509, 0.044337107123555014, -0.03193070895865904, 0.013705242692870892,
    ],
  );
  const beyond = a.multiply(a.multiply(t, square), series);
  const angle = a.add(baseHigh, a.add(t, a.add(beyond, baseLow)));
  return a.copySign(angle, x);

  function among(zero: number, half: number, unit: number, more: number, most: number): V {
    const upper = a.select(far, a.constant(most), a.constant(more));
    const middle = a.select(belowThreeHalves, a.constant(unit), upper);
    const lower = a.select(belowOne, a.constant(half), middle);
    return a.select(belowHalf, a.constant(zero), lower);
  }
}

/**
 * The angle in radians, from −π/2 to π/2, whose sine is x. Within 1 ulp (over 10 million points: 0.83).
 * arcsin(±0) = ±0; NaN for |x| > 1 and for NaN.
 *
 * Above ½, arcsin x = π/2 − 2·arcsin √((1 − x) / 2).
 */
export function arcsin<V, M>(a: Arithmetic<V, M>, x: V): V {
  const { magnitude, large, root, high, low, beyond } = arcsineParts(a, x);
  const small = a.add(root, beyond);
  const doubled = a.multiply(a.add(beyond, low), a.constant(2));
  const fromHalfPi = a.subtract(
    a.constant(quarterPiHigh),
    a.subtract(
      a.subtract(doubled, a.constant(halfPiLow)),
      a.subtract(a.constant(quarterPiHigh), a.multiply(high, a.constant(2))),
    ),
  );
  const angle = a.copySign(a.select(large, fromHalfPi, small), x);
  return a.select(a.lessOrEqual(magnitude, a.constant(1)), angle, a.constant(NaN));
}

/**
 * The angle in radians, from 0 to π, whose cosine is x. Within 1 ulp (over 10 million points: 0.88). arccos(1) = 0;
 * NaN for |x| > 1 and for NaN.
 *
 * π/2 − arcsin x for |x| ≤ ½, 2·arcsin √((1 − x) / 2) above, and π less that of −x below.
 */
export function arccos<V, M>(a: Arithmetic<V, M>, x: V): V {
  const { large, root, high, low, beyond } = arcsineParts(a, x);
  const negative = a.less(x, a.constant(0));
  const signedRoot = a.copySign(root, x);
  const signedBeyond = a.copySign(beyond, x);
  const middle = a.subtract(
    a.constant(halfPiHigh),
    a.subtract(signedRoot, a.subtract(a.constant(halfPiLow), signedBeyond)),
  );
  const nearOne = a.add(high, a.add(beyond, low));
  const nearMinusOne = a.subtract(
    a.constant(halfPiHigh),
    a.add(root, a.subtract(beyond, a.constant(halfPiLow))),
  );
  const outer = a.multiply(a.select(negative, nearMinusOne, nearOne), a.constant(2));
  return a.select(large, outer, middle);
}

/**
 * With root = √((1 − |x|) / 2) where |x| > ½ (`large`), else |x|: arcsin root = root + beyond, and
 * root = high + low to twice the precision where large.
 */
interface ArcsineParts<V, M> {
  readonly magnitude: V;
  readonly large: M;
  readonly root: V;
  readonly high: V;
  readonly low: V;
  readonly beyond: V;
}

/** arcsin t = t + t³·P(t²) for 0 ≤ t ≤ ½; P is minimax (Remez), relative error 2^−58.5. */
function arcsineParts<V, M>(a: Arithmetic<V, M>, x: V): ArcsineParts<V, M> {
  const magnitude = a.absolute(x);
  const large = a.less(a.constant(0.5), magnitude);
  const complement = a.multiply(a.subtract(a.constant(1), magnitude), a.constant(0.5));
  const square = a.select(large, complement, a.multiply(magnitude, magnitude));
  const root = a.select(large, a.squareRoot(square), magnitude);
  const series = polynomial(
    a,
    square,
    [
      0.16666666666666763, 0.07499999999970129, 0.04464285717525453, 0.030381942676892364,
      0.02237221585788863, 0.01735159640569423, 0.013981007195074927, 0.011397389558946138,
      0.010788760589591311, 0.0036743723561508354, 0.021785164509057212, -0.02110874497115761,
      0.03269704771444019,
    ],
  );
  const beyond = a.multiply(a.multiply(root, square), series);
  const high = a.high(root);
  // At |x| = 1 both are zero, and 0 / 0 must not become NaN.
  const divisor = a.greater(a.add(root, high), a.constant(1e-300));
  const low = a.divide(a.subtract(square, a.multiply(high, high)), divisor);
  return { magnitude, large, root, high, low, beyond };
}
