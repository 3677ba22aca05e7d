import fc from "fast-check";
import { expect, test } from "vitest";
import { exp } from "#numeric/elementary/exp";
import { cosh, sinh, tanh } from "#numeric/elementary/hyperbolic";
import { arccos, arcsin, arctan } from "#numeric/elementary/inverse-trigonometric";
import { lnGammaRounded } from "#numeric/elementary/log-gamma-rounded";
import { ln, log10 } from "#numeric/elementary/logarithm";
import { pow } from "#numeric/elementary/pow";
import { cos, sin, tan } from "#numeric/elementary/trigonometric";
import { createNumberArithmetic } from "#numeric/number-arithmetic";

const a = createNumberArithmetic();
const smallest = 2 ** -1074;

/** ISO/IEC 9899:1999, Annex F.9, and IEEE 754-2008, section 9.2.1. */
const oneArgument: [string, (x: number) => number, readonly (readonly [number, number])[]][] = [
  [
    "exp",
    (x) => exp(a, x),
    [
      [0, 1],
      [-0, 1],
      [-Infinity, 0],
      [Infinity, Infinity],
      [NaN, NaN],
      [709.7827128933841, Infinity], // the next double after ln of the largest
      [1e308, Infinity],
      [-745.1332191019411, smallest],
      [-745.1332191019412, 0],
      [-1e308, 0],
      [smallest, 1],
    ],
  ],
  [
    "ln",
    (x) => ln(a, x),
    [
      [0, -Infinity],
      [-0, -Infinity],
      [1, 0],
      [-1, NaN],
      [-smallest, NaN],
      [-Infinity, NaN],
      [Infinity, Infinity],
      [NaN, NaN],
      [smallest, -744.4400719213812],
      [2 ** -1022, -708.3964185322641],
      [Number.MAX_VALUE, 709.782712893384],
    ],
  ],
  [
    "log10",
    (x) => log10(a, x),
    [
      [0, -Infinity],
      [-0, -Infinity],
      [1, 0],
      [-1, NaN],
      [Infinity, Infinity],
      [-Infinity, NaN],
      [NaN, NaN],
      [smallest, -323.3062153431158],
    ],
  ],
  [
    "sin",
    (x) => sin(a, x),
    [
      [0, 0],
      [-0, -0],
      [smallest, smallest],
      [-(2 ** -30), -(2 ** -30)],
      [Math.PI, 1.2246467991473532e-16],
      [Infinity, NaN],
      [-Infinity, NaN],
      [NaN, NaN],
      [2 ** 30 + 1, NaN],
    ],
  ],
  [
    "cos",
    (x) => cos(a, x),
    [
      [0, 1],
      [-0, 1],
      [Math.PI, -1],
      [Math.PI / 2, 6.123233995736766e-17],
      [Infinity, NaN],
      [-Infinity, NaN],
      [NaN, NaN],
      [-(2 ** 31), NaN],
    ],
  ],
  [
    "tan",
    (x) => tan(a, x),
    [
      [0, 0],
      [-0, -0],
      [smallest, smallest],
      [Math.PI / 2, 16331239353195370],
      [Infinity, NaN],
      [NaN, NaN],
      [2 ** 40, NaN],
    ],
  ],
  [
    "sinh",
    (x) => sinh(a, x),
    [
      [0, 0],
      [-0, -0],
      [smallest, smallest],
      [-(2 ** -30), -(2 ** -30)],
      [710.4758600739439, 1.7976931348621744e308],
      [710.475860073944, Infinity],
      [-711, -Infinity],
      [1e300, Infinity],
      [Infinity, Infinity],
      [-Infinity, -Infinity],
      [NaN, NaN],
    ],
  ],
  [
    "cosh",
    (x) => cosh(a, x),
    [
      [0, 1],
      [-0, 1],
      [smallest, 1],
      [2 ** -30, 1],
      [-710.4758600739439, 1.7976931348621744e308],
      [711, Infinity],
      [Infinity, Infinity],
      [-Infinity, Infinity],
      [NaN, NaN],
    ],
  ],
  [
    "tanh",
    (x) => tanh(a, x),
    [
      [0, 0],
      [-0, -0],
      [smallest, smallest],
      [-(2 ** -30), -(2 ** -30)],
      [18.7, 0.9999999999999999],
      [-20, -1],
      [1e300, 1],
      [Infinity, 1],
      [-Infinity, -1],
      [NaN, NaN],
    ],
  ],
  [
    "ln of the gamma function",
    (x) => lnGammaRounded(a, x),
    [
      [1, 0],
      [2, 0],
      [smallest, 744.4400719213812],
      [2.5599833278516383e305, Number.MAX_VALUE],
      [2.559983327851639e305, Infinity],
      [Infinity, Infinity],
      [0, NaN],
      [-0, NaN],
      [-0.5, NaN],
      [-3, NaN],
      [-Infinity, NaN],
      [NaN, NaN],
    ],
  ],
  [
    "arcsin",
    (x) => arcsin(a, x),
    [
      [0, 0],
      [-0, -0],
      [smallest, smallest],
      [1, Math.PI / 2],
      [-1, -Math.PI / 2],
      [1 + 2 ** -52, NaN],
      [-2, NaN],
      [Infinity, NaN],
      [NaN, NaN],
    ],
  ],
  [
    "arccos",
    (x) => arccos(a, x),
    [
      [1, 0],
      [-1, Math.PI],
      [0, Math.PI / 2],
      [1 - 2 ** -53, 1.4901161193847656e-8],
      [1 + 2 ** -52, NaN],
      [-Infinity, NaN],
      [NaN, NaN],
    ],
  ],
  [
    "arctan",
    (x) => arctan(a, x),
    [
      [0, 0],
      [-0, -0],
      [smallest, smallest],
      [1, Math.PI / 4],
      [Infinity, Math.PI / 2],
      [-Infinity, -Math.PI / 2],
      [1e308, Math.PI / 2],
      [NaN, NaN],
    ],
  ],
];

test.each(oneArgument)("%s of special values", (_name, ours, cases) => {
  for (const [x, expected] of cases) expect(ours(x), `at ${x}`).toBe(expected);
});

test("pow of special values (C99, F.9.4.4)", () => {
  const cases: readonly (readonly [number, number, number])[] = [
    [0, -3, Infinity],
    [-0, -3, -Infinity],
    [0, -2, Infinity],
    [-0, -2.5, Infinity],
    [-0, -Infinity, Infinity],
    [0, 3, 0],
    [-0, 3, -0],
    [-0, 2, 0],
    [-0, 0.5, 0],
    [-1, Infinity, 1],
    [-1, -Infinity, 1],
    [1, NaN, 1],
    [1, Infinity, 1],
    [NaN, 0, 1],
    [0, 0, 1],
    [Infinity, -0, 1],
    [-8, 1 / 3, NaN],
    [-2, 3, -8],
    [-2, 4, 16],
    [-2, -3, -0.125],
    [-2, 2 ** 53, Infinity],
    [-0.5, 2 ** 60, 0],
    [0.5, -Infinity, Infinity],
    [2, -Infinity, 0],
    [-0.5, Infinity, 0],
    [-2, Infinity, Infinity],
    [-Infinity, -3, -0],
    [-Infinity, -2, 0],
    [-Infinity, 3, -Infinity],
    [-Infinity, 2.5, Infinity],
    [Infinity, -0.5, 0],
    [Infinity, 1e-300, Infinity],
    [0, 1e-300, 0],
    [NaN, 1, NaN],
    [2, NaN, NaN],
    [0, NaN, NaN],
    [-Infinity, NaN, NaN],
    [NaN, Infinity, NaN],
    [2, 1024, Infinity],
    [2, -1074, smallest],
    [2, -1075.1, 0],
    [10, 308.26, Infinity],
    [1 + 2 ** -52, 1e300, Infinity],
    [1 - 2 ** -53, 1e300, 0],
    [smallest, 1, smallest],
    [smallest, -1, Infinity],
  ];
  for (const [x, y, expected] of cases) expect(pow(a, x, y), `${x} ^ ${y}`).toBe(expected);
});

test("powers that are doubles are exact", () => {
  for (let base = 3; base <= 3001; base += 2) {
    let exact = 1;
    for (let exponent = 1; exact * base <= 2 ** 53; exponent++) {
      exact *= base;
      expect(pow(a, base, exponent), `${base} ^ ${exponent}`).toBe(exact);
      expect(pow(a, base / 64, exponent)).toBe(exact * 64 ** -exponent);
      expect(pow(a, -base, exponent)).toBe(exponent % 2 === 1 ? -exact : exact);
    }
  }
  for (let exponent = -1074; exponent <= 1023; exponent++) {
    expect(pow(a, 2, exponent)).toBe(2 ** exponent);
  }
  for (let exponent = 0; exponent <= 22; exponent++) {
    expect(pow(a, 10, exponent)).toBe(Number(`1e${exponent}`));
  }
});

test("logarithms of powers of ten are exact", () => {
  for (let exponent = -307; exponent <= 308; exponent++) {
    expect(log10(a, Number(`1e${exponent}`))).toBe(exponent);
  }
});

const anyNumber = fc.double({ noNaN: true });

test("odd functions are odd and even ones even, to the last bit", () => {
  fc.assert(
    fc.property(anyNumber, (x) => {
      for (const odd of [sin, tan, arcsin, arctan, sinh, tanh]) expect(odd(a, -x)).toBe(-odd(a, x));
      for (const even of [cos, cosh]) expect(even(a, -x)).toBe(even(a, x));
    }),
    { seed: 7, numRuns: 2000 },
  );
});

test("results stay where they belong", () => {
  fc.assert(
    fc.property(anyNumber, anyNumber, (x, y) => {
      expect(exp(a, x)).toBeGreaterThanOrEqual(0);
      expect(Math.abs(arctan(a, x))).toBeLessThanOrEqual(Math.PI / 2);
      const sine = sin(a, x);
      if (!Number.isNaN(sine)) expect(Math.abs(sine)).toBeLessThanOrEqual(1);
      const power = pow(a, Math.abs(x), y);
      expect(Number.isNaN(power) || power >= 0).toBe(true);
      expect(power, `${x} ^ ${y}`).not.toBeNaN();
    }),
    { seed: 8, numRuns: 2000 },
  );
});
