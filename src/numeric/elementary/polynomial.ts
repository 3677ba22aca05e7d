import type { Arithmetic } from "../arithmetic.js";

/**
 * c₀ + c₁·z + c₂·z² + …, as two interleaved Horner chains in z², which a processor computes side by
 * side: one multiplication more than a single chain and half its latency.
 */
export function polynomial<V, M>(
  a: Arithmetic<V, M>,
  z: V,
  coefficients: readonly [number, number, ...number[]],
): V {
  const square = a.multiply(z, z);
  const last = coefficients.length - 1;
  return a.add(chain(last - (last % 2)), a.multiply(z, chain(last - ((last + 1) % 2))));

  function chain(highest: number): V {
    let sum = a.constant(coefficients[highest]);
    for (let degree = highest - 2; degree >= 0; degree -= 2) {
      sum = a.add(a.multiply(sum, square), a.constant(coefficients[degree]));
    }
    return sum;
  }
}
