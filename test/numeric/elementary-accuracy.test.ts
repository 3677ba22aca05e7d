import { expect, test } from "vitest";
import { exp } from "#numeric/elementary/exp";
import { cosh, sinh, tanh } from "#numeric/elementary/hyperbolic";
import { arccos, arcsin, arctan } from "#numeric/elementary/inverse-trigonometric";
import { lnGammaRounded } from "#numeric/elementary/log-gamma-rounded";
import { ln, log10 } from "#numeric/elementary/logarithm";
import { pow } from "#numeric/elementary/pow";
import { cos, sin, tan } from "#numeric/elementary/trigonometric";
import { createNumberArithmetic } from "#numeric/number-arithmetic";
import { reference, ulpsOff, type Fixed } from "./high-precision.js";
import { createRandom } from "./random.js";

const usualPoints = 100_000;
/** PARLEY_ULP_POINTS=10000000 measures longer, as before a release. */
const points = Number(process.env.PARLEY_ULP_POINTS ?? usualPoints);
const a = createNumberArithmetic();
const random = createRandom(20091221);
const uniform = random.uniform;

/** One over the whole exponent range. */
function anyMagnitude(low: number, high: number): number {
  return uniform(1, 2) * 2 ** Math.floor(uniform(low, high));
}

/** Within a few places of x. */
function next(x: number): number {
  return x * (1 + Math.round(uniform(-3, 3)) * 2 ** -52);
}

interface Measured {
  readonly ulps: number;
  readonly at: readonly number[];
}

/** The largest error over `points` points, taken in turn from the samplers. */
function largestError(
  ours: (...x: number[]) => number,
  exact: (...x: number[]) => Fixed,
  samplers: readonly (() => number | readonly number[])[],
): Measured {
  let worst: Measured = { ulps: 0, at: [] };
  for (let index = 0; index < points; index++) {
    const at = [samplers[index % samplers.length]()].flat();
    const ulps = ulpsOff(ours(...at), exact(...at));
    if (!(ulps <= worst.ulps)) worst = { ulps, at };
  }
  return worst;
}

/** `stated` is what the docstring gives, the maximum over 10,000,000 points or more (sinh, cosh, tanh, ln of the gamma function: 3,000,000), rounded up. */
function expectWithin(bound: number, stated: number, measured: Measured): void {
  if (points !== usualPoints) console.log(expect.getState().currentTestName, measured);
  else expect(measured.ulps, `at ${measured.at}`).toBeLessThanOrEqual(stated);
  expect(measured.ulps, `at ${measured.at}`).toBeLessThanOrEqual(bound);
}

test("the reference agrees with published digits", () => {
  const digits = ({ numerator, shift }: Fixed): string =>
    ((numerator * 10n ** 40n) >> BigInt(shift)).toString();
  // Abramowitz and Stegun, Handbook of Mathematical Functions, tables 1.1, 4.6
  expect(digits(reference.exp(1))).toMatch(/^2718281828459045235360287471352662/);
  expect(digits(reference.ln(2))).toMatch(/^693147180559945309417232121458176/);
  expect(digits(reference.ln(10))).toMatch(/^2302585092994045684017991454684364/);
  expect(digits(reference.arccos(-1))).toMatch(/^3141592653589793238462643383279502/);
  expect(digits(reference.arctan(1))).toMatch(/^785398163397448309615660845819875/);
  expect(digits(reference.sin(1))).toMatch(/^84147098480789650665250/);
  expect(digits(reference.cos(1))).toMatch(/^54030230586813971740093/);
  expect(digits(reference.pow(2, 0.5))).toMatch(/^1414213562373095048801688724209698/);
  expect(digits(reference.lnGamma(0.5))).toMatch(/^5723649429247000870717136756765293/);
  expect(digits(reference.log10(2))).toMatch(/^30102999566398119521373889472449/);
});

test("the distance in ulp is right at binades, subnormals and overflow", () => {
  expect(ulpsOff(1, { numerator: 1n, shift: 0 })).toBe(0);
  expect(ulpsOff(1 - 2 ** -53, { numerator: 1n, shift: 0 })).toBe(0.5);
  expect(ulpsOff(1 + 2 ** -52, { numerator: 1n, shift: 0 })).toBe(1);
  expect(ulpsOff(0, { numerator: 1n, shift: 1075 })).toBe(0.5);
  expect(ulpsOff(Infinity, { numerator: 1n, shift: -1024 })).toBe(0);
  expect(ulpsOff(Infinity, { numerator: 1n, shift: -1023 })).toBe(Infinity);
  expect(ulpsOff(NaN, { numerator: 1n, shift: -1024 })).toBe(Infinity);
});

test("exp", () => {
  const measured = largestError((x) => exp(a, x), reference.exp, [
    () => uniform(-1, 1),
    () => uniform(-745.2, 709.8),
    () => next((Math.floor(uniform(-1000, 1000)) + 0.5) * Math.LN2),
    () => uniform(-745.2, -708),
    () => anyMagnitude(-60, 0),
  ]);
  expectWithin(1, 0.91, measured);
});

test("ln", () => {
  const measured = largestError((x) => ln(a, x), reference.ln, [
    () => anyMagnitude(-1022, 1023),
    () => uniform(0.5, 2),
    () => 1 + uniform(-1, 1) * anyMagnitude(-50, -1),
    () => next(Math.SQRT2 * 2 ** Math.round(uniform(-3, 3))),
    () => anyMagnitude(-1060, -1022),
  ]);
  expectWithin(1, 0.83, measured);
});

test("log10", () => {
  const measured = largestError((x) => log10(a, x), reference.log10, [
    () => anyMagnitude(-1022, 1023),
    () => uniform(0.5, 2),
    () => 1 + uniform(-1, 1) * anyMagnitude(-50, -1),
    () => next(Math.SQRT2 * 2 ** Math.round(uniform(-3, 3))),
    () => next(Number(`1e${Math.round(uniform(-20, 20))}`)),
  ]);
  expectWithin(1, 0.71, measured);
});

test("pow", () => {
  const measured = largestError((x, y) => pow(a, x, y), reference.pow, [
    () => [uniform(0, 10), uniform(-10, 10)],
    () => {
      const x = anyMagnitude(-1060, 1023);
      return [x, uniform(-1074, 1024) / (log10(a, x) / log10(a, 2))];
    },
    () => {
      const x = 1 + uniform(-1, 1) * anyMagnitude(-50, -1);
      return [x, uniform(-1074, 1024) / (log10(a, x) / log10(a, 2))];
    },
    () => [Math.ceil(uniform(0, 1000)), Math.round(uniform(-8, 8)) / 4],
    () => [next(Math.SQRT2), uniform(-2148, 2048)],
  ]);
  expectWithin(2, 1.17, measured);
});

/** Next to a multiple of π/4, where the reduced argument is small or at its largest. */
function nearEighthTurn(largest: number): number {
  return next(Math.round(uniform(0, largest / (Math.PI / 4))) * (Math.PI / 4));
}

const angles = [
  () => uniform(-10, 10),
  () => uniform(-(2 ** 30), 2 ** 30),
  () => nearEighthTurn(40),
  () => nearEighthTurn(2 ** 30),
  () => anyMagnitude(-40, 30),
];

test("sin", () => {
  expectWithin(
    1,
    0.85,
    largestError((x) => sin(a, x), reference.sin, angles),
  );
});

test("cos", () => {
  expectWithin(
    1,
    0.83,
    largestError((x) => cos(a, x), reference.cos, angles),
  );
});

test("tan", () => {
  expectWithin(
    2,
    1.47,
    largestError((x) => tan(a, x), reference.tan, angles),
  );
});

const shares = [
  () => uniform(-1, 1),
  () => next(0.5),
  () => 1 - anyMagnitude(-52, -1) / 2,
  () => -1 + anyMagnitude(-52, -1) / 2,
  () => anyMagnitude(-40, 0) / 2,
];

test("arcsin", () => {
  expectWithin(
    1,
    0.83,
    largestError((x) => arcsin(a, x), reference.arcsin, shares),
  );
});

test("arccos", () => {
  expectWithin(
    1,
    0.88,
    largestError((x) => arccos(a, x), reference.arccos, shares),
  );
});

test("arctan", () => {
  const measured = largestError((x) => arctan(a, x), reference.arctan, [
    () => uniform(-1, 1),
    () => uniform(-4, 4),
    () => next([0.4375, 0.6875, 1.1875, 2.4375][Math.floor(uniform(0, 4))]),
    () => anyMagnitude(-40, 60),
    () => uniform(0.4375, 2.4375),
  ]);
  expectWithin(1, 0.85, measured);
});

const exponents = [
  () => uniform(-1.2, 1.2),
  () => uniform(-23, 23),
  () => uniform(-710.5, 710.5),
  () => next([0.55, 1, 22][Math.floor(uniform(0, 3))]),
  () => anyMagnitude(-40, 0) * Math.sign(uniform(-1, 1)),
];

test("sinh", () => {
  expectWithin(
    1,
    0.86,
    largestError((x) => sinh(a, x), reference.sinh, exponents),
  );
});

test("cosh", () => {
  expectWithin(
    1,
    0.88,
    largestError((x) => cosh(a, x), reference.cosh, exponents),
  );
});

test("tanh", () => {
  expectWithin(
    1,
    0.92,
    largestError((x) => tanh(a, x), reference.tanh, exponents),
  );
});

test("ln of the gamma function", () => {
  const measured = largestError((x) => lnGammaRounded(a, x), reference.lnGamma, [
    () => uniform(0, 3),
    () => uniform(0, 20),
    () => (uniform(0, 1) < 0.5 ? 1 : 2) + uniform(-1, 1) * anyMagnitude(-50, -1),
    () => next([0.5, 1.5, 2.5, 8][Math.floor(uniform(0, 4))]),
    () => anyMagnitude(-1060, 1014),
  ]);
  expectWithin(1, 0.7, measured);
});
