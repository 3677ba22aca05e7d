/** The step of a slider over a range: 1, 2 or 5 times a power of ten, some 200 of them. */
export function stepFor(low: number, high: number): number {
  const width = (high - low) / 200;
  if (!(width > 0) || !Number.isFinite(width)) return 1;
  const [digits, exponent] = width.toExponential().split("e");
  const leading = Number(digits);
  const step = leading <= 1 ? 1 : leading <= 2 ? 2 : leading <= 5 ? 5 : 10;
  return Number(`${step}e${exponent}`);
}

/** To the nearest step from `low` on, without the noise of binary fractions. */
export function onStep(value: number, low: number, step: number): number {
  return Number((low + Math.round((value - low) / step) * step).toPrecision(12));
}
