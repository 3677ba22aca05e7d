/**
 * Elementary functions to about 40 digits in BigInt fixed point, to measure those of `src/numeric`
 * against. Slow and obvious: Taylor series after argument reduction, and one Newton step from the
 * machine's own function for the inverses.
 */

/** numerator · 2^−shift */
export interface Fixed {
  readonly numerator: bigint;
  readonly shift: number;
}

/** Fraction bits of every intermediate value. */
const bits = 176;
const one = 1n << BigInt(bits);

const view = new DataView(new ArrayBuffer(8));

/** A finite number as significand · 2^exponent, exactly. */
export function partsOf(x: number): { significand: bigint; exponent: number } {
  view.setFloat64(0, x);
  const word = view.getBigUint64(0);
  const field = Number((word >> 52n) & 0x7ffn);
  const fraction = word & 0xfffffffffffffn;
  const magnitude = field === 0 ? fraction : fraction | (1n << 52n);
  return { significand: x < 0 ? -magnitude : magnitude, exponent: Math.max(field, 1) - 1075 };
}

function shifted(value: bigint, by: number): bigint {
  return by >= 0 ? value << BigInt(by) : value >> BigInt(-by);
}

function bitLength(value: bigint): number {
  return value.toString(2).length;
}

function fixed(x: number): bigint {
  const { significand, exponent } = partsOf(x);
  return shifted(significand, bits + exponent);
}

function times(a: bigint, b: bigint): bigint {
  return (a * b) >> BigInt(bits);
}

function over(a: bigint, b: bigint): bigint {
  return (a << BigInt(bits)) / b;
}

/** Σ 1/((2k+1)·n^(2k+1)), with alternating signs for the circular case. */
function inverseTangent(n: bigint, circular: boolean): bigint {
  let power = one / n;
  let sum = 0n;
  for (let k = 0n; power !== 0n; k++) {
    const term = power / (2n * k + 1n);
    sum += circular && k % 2n === 1n ? -term : term;
    power /= n * n;
  }
  return sum;
}

/** Machin 1706; and ln 2 by three inverse hyperbolic tangents. */
export const pi = 16n * inverseTangent(5n, true) - 4n * inverseTangent(239n, true);
export const ln2 =
  18n * inverseTangent(26n, false) -
  2n * inverseTangent(4801n, false) +
  8n * inverseTangent(8749n, false);
const ln10 =
  3n * ln2 + 2n * inverseTangent(9n, false); /* ln 10 = 3 ln 2 + ln 5/4, 5/4 = (1+1/9)/(1−1/9) */
const halfPi = pi / 2n;

function nearestQuotient(a: bigint, b: bigint): bigint {
  const doubled = 2n * a + b;
  const quotient = doubled / (2n * b);
  return doubled < 0n && doubled % (2n * b) !== 0n ? quotient - 1n : quotient;
}

function expFixed(x: bigint): Fixed {
  const n = nearestQuotient(x, ln2);
  const halvings = 8n;
  const r = (x - n * ln2) >> halvings;
  let term = one;
  let sum = one;
  for (let k = 1n; term !== 0n && term !== -1n; k++) {
    term = times(term, r) / k;
    sum += term;
  }
  for (let k = 0n; k < halvings; k++) sum = times(sum, sum);
  return { numerator: sum, shift: bits - Number(n) };
}

/** The power series up to 1/2, from e^x else. */
function hyperbolic(x: number): { readonly sine: Fixed; readonly cosine: Fixed } {
  const value = fixed(x);
  if (Math.abs(x) <= 0.5) {
    const terms = [one];
    for (let k = 1n; terms[terms.length - 1] !== 0n && k < 60n; k++) {
      terms.push(times(terms[terms.length - 1], value) / k);
    }
    const sum = (odd: number): Fixed =>
      of(terms.reduce((total, term, k) => (k % 2 === odd ? total + term : total), 0n));
    return { sine: sum(1), cosine: sum(0) };
  }
  const grown = expFixed(value < 0n ? -value : value);
  const whole = shifted(grown.numerator, bits - grown.shift);
  const inverse = (one << BigInt(bits)) / whole;
  const sine = of((whole - inverse) / 2n);
  return {
    sine: value < 0n ? of(-sine.numerator) : sine,
    cosine: of((whole + inverse) / 2n),
  };
}

/** ln of x > 0: Halley's step on e^y = significand. */
function lnFixed(x: number): bigint {
  const { significand, exponent } = partsOf(x);
  return lnOf(significand, exponent);
}

/** ln of significand · 2^exponent. */
function lnOf(significand: bigint, exponent: number): bigint {
  const length = bitLength(significand);
  const scaled = shifted(significand, bits - length + 1);
  const guess = fixed(Math.log(Number(shifted(significand, 53 - length)) / 2 ** 52));
  const { numerator, shift } = expFixed(guess);
  const power = shifted(numerator, bits - shift);
  const correction = over(2n * (scaled - power), scaled + power);
  return guess + correction + BigInt(exponent + length - 1) * ln2;
}

function sineAndCosine(x: bigint): { sine: bigint; cosine: bigint } {
  const quarter = nearestQuotient(x, halfPi);
  const r = x - quarter * halfPi;
  const square = times(r, r);
  let sine = r;
  let cosine = one;
  let power = r;
  for (let k = 2n; power !== 0n && power !== -1n; k += 2n) {
    power = -times(power, square) / (k * (k + 1n));
    sine += power;
  }
  power = one;
  for (let k = 1n; power !== 0n && power !== -1n; k += 2n) {
    power = -times(power, square) / (k * (k + 1n));
    cosine += power;
  }
  switch (Number(((quarter % 4n) + 4n) % 4n)) {
    case 0:
      return { sine, cosine };
    case 1:
      return { sine: cosine, cosine: -sine };
    case 2:
      return { sine: -sine, cosine: -cosine };
    default:
      return { sine: -cosine, cosine: sine };
  }
}

/** The angle of (horizontal, vertical), next to `guess`: tan of the difference, and its series. */
function angle(vertical: bigint, horizontal: bigint, guess: number): Fixed {
  const start = fixed(guess);
  const { sine, cosine } = sineAndCosine(start);
  const across = vertical * cosine - horizontal * sine;
  const along = vertical * sine + horizontal * cosine;
  const tangent = over(across, along);
  return of(start + tangent - times(tangent, times(tangent, tangent)) / 3n);
}

function squareRoot(value: bigint): bigint {
  const radicand = value << BigInt(bits);
  if (radicand === 0n) return 0n;
  let root = 1n << BigInt((bitLength(radicand) + 1) >> 1);
  for (;;) {
    const next = (root + radicand / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

const stirlingTerms = 22;
/** Stirling's series is taken from here on. */
const raised = 24;

/** B₂ₙ / (2n·(2n−1)) for n = 1, 2, …, from tangent numbers (Brent and Harvey 2011, section 6). */
const stirling: readonly bigint[] = (() => {
  const tangents = [0n, 1n];
  for (let k = 2; k <= stirlingTerms; k++) tangents[k] = BigInt(k - 1) * tangents[k - 1];
  for (let k = 2; k <= stirlingTerms; k++) {
    for (let j = k; j <= stirlingTerms; j++) {
      tangents[j] = BigInt(j - k) * tangents[j - 1] + BigInt(j - k + 2) * tangents[j];
    }
  }
  return tangents.slice(1).map((tangent, index) => {
    const n = index + 1;
    const power = 1n << BigInt(2 * n);
    const value = (tangent << BigInt(bits)) / (BigInt(2 * n - 1) * power * (power - 1n));
    return n % 2 === 1 ? value : -value;
  });
})();
const halfLnTwoPi = (ln2 + lnOf(pi, -bits)) / 2n;

/** ln Γ(x) for x > 0: Stirling's series of x + 24, less what lies between. */
function lnGammaFixed(x: number): bigint {
  if (x === 1 || x === 2) return 0n;
  const start = fixed(x);
  const isLarge = x >= raised;
  const large = isLarge ? start : start + BigInt(raised) * one;
  let between = one;
  for (let step = isLarge ? raised : 1; step < raised; step++) {
    between = times(between, start + BigInt(step) * one);
  }
  const inverse = over(one, large);
  const square = times(inverse, inverse);
  let power = inverse;
  let series = 0n;
  for (const coefficient of stirling) {
    series += times(coefficient, power);
    power = times(power, square);
  }
  const main = times(large - one / 2n, lnOf(large, -bits)) - large;
  const whole = main + halfLnTwoPi + series;
  return isLarge ? whole : whole - lnOf(between, -bits) - lnFixed(x);
}

function of(numerator: bigint): Fixed {
  return { numerator, shift: bits };
}

export const reference = {
  exp: (x: number): Fixed => expFixed(fixed(x)),
  ln: (x: number): Fixed => of(lnFixed(x)),
  lnGamma: (x: number): Fixed => of(lnGammaFixed(x)),
  log10: (x: number): Fixed => of(over(lnFixed(x), ln10)),
  /** x > 0 */
  pow(x: number, y: number): Fixed {
    const { significand, exponent } = partsOf(y);
    return expFixed(shifted(lnFixed(x) * significand, exponent));
  },
  sin: (x: number): Fixed => of(sineAndCosine(fixed(x)).sine),
  cos: (x: number): Fixed => of(sineAndCosine(fixed(x)).cosine),
  tan(x: number): Fixed {
    const { sine, cosine } = sineAndCosine(fixed(x));
    return of(over(sine, cosine));
  },
  sinh: (x: number): Fixed => hyperbolic(x).sine,
  cosh: (x: number): Fixed => hyperbolic(x).cosine,
  tanh(x: number): Fixed {
    const { sine, cosine } = hyperbolic(x);
    return of(
      over(
        shifted(sine.numerator, bits - sine.shift),
        shifted(cosine.numerator, bits - cosine.shift),
      ),
    );
  },
  arctan: (x: number): Fixed => angle(fixed(x), one, Math.atan(x)),
  arcsin(x: number): Fixed {
    const vertical = fixed(x);
    return angle(vertical, squareRoot(one - times(vertical, vertical)), Math.asin(x));
  },
  arccos(x: number): Fixed {
    const horizontal = fixed(x);
    return angle(squareRoot(one - times(horizontal, horizontal)), horizontal, Math.acos(x));
  },
};

/**
 * |result − exact| in units in the last place of exact, to 2^−24 ulp; subnormals have the ulp of
 * the smallest double. Infinite is right where the exact value rounds to infinity.
 */
export function ulpsOff(result: number, exact: Fixed): number {
  const magnitude = exact.numerator < 0n ? -exact.numerator : exact.numerator;
  const binade = bitLength(magnitude) - 1 - exact.shift;
  const unit = Math.max(binade - 52, -1074) - 24;
  const target = shifted(exact.numerator, -exact.shift - unit);
  if (!Number.isFinite(result)) {
    const limit = shifted((1n << 54n) - 1n, 970 - unit); // halfway from the largest double
    const overflows = result === Infinity ? target >= limit : -target >= limit;
    return overflows && !Number.isNaN(result) ? 0 : Infinity;
  }
  const { significand, exponent } = partsOf(result);
  return Math.abs(Number(shifted(significand, exponent - unit) - target)) / 2 ** 24;
}
