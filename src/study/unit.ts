import { numberWords } from "./unit-name.js";

/**
 * Units of measure: products of powers of base units. There is no conversion, as in the field's
 * tools: month and year are two base units, and a model that has both needs a factor between them.
 *
 * A unit is a map from the key of a base unit to its factor, in the order of the keys; no exponent
 * is 0, so the empty map is the unit of pure numbers, written 1. Exponents are whole numbers or
 * halves, since square roots are all that models take of quantities.
 */
export type Unit = ReadonlyMap<string, UnitFactor>;

export interface UnitFactor {
  /** As somebody wrote it, for people to read; two spellings of one key are one base unit. */
  readonly name: string;
  readonly exponent: number;
}

/** The unit of pure numbers, 1. */
export const dimensionless: Unit = new Map<string, UnitFactor>([]);

/** A base unit of its own. */
export function baseUnit(key: string, name: string): Unit {
  return new Map([[key, { name, exponent: 1 }]]);
}

export function multiplyUnits(left: Unit, right: Unit): Unit {
  return combine(left, right, 1);
}

export function divideUnits(left: Unit, right: Unit): Unit {
  return combine(left, right, -1);
}

/** The unit to a power; undefined if an exponent would be neither whole nor a half. */
export function powerOfUnit(unit: Unit, exponent: number): Unit | undefined {
  const power = new Map<string, UnitFactor>();
  for (const [key, factor] of unit) {
    const halves = factor.exponent * exponent * 2;
    // m^3 to the power 1/3 is m although 1/3 is not exact in binary.
    const nearest = Math.round(halves);
    if (!Number.isFinite(halves) || Math.abs(halves - nearest) > 1e-9) return undefined;
    if (nearest !== 0) power.set(key, { name: factor.name, exponent: nearest / 2 });
  }
  return power;
}

export function sameUnit(left: Unit, right: Unit): boolean {
  if (left.size !== right.size) return false;
  for (const [key, factor] of left) {
    if (right.get(key)?.exponent !== factor.exponent) return false;
  }
  return true;
}

export function isDimensionless(unit: Unit): boolean {
  return unit.size === 0;
}

/** As people write it and as `parseUnit` reads it: "people/year", "m/s^2", "1/year", "1". */
export function formatUnit(unit: Unit): string {
  const above: string[] = [];
  const below: string[] = [];
  let [counted, shared] = ["", ""];
  for (const [key, { name, exponent }] of unit) {
    const size = Math.abs(exponent);
    // A number stands in front of what is counted: "million people".
    if (size === 1 && numberWords.has(key)) {
      if (exponent > 0) counted += `${name} `;
      else shared += `${name} `;
    } else (exponent > 0 ? above : below).push(size === 1 ? name : `${name}^${size}`);
  }
  const [firstAbove = counted === "" ? "1" : "", ...restAbove] = above;
  const [firstBelow = "", ...restBelow] = below;
  const over = [`${counted}${firstAbove}`.trim(), ...restAbove].join("*");
  const under = `${shared}${firstBelow}`.trim();
  return [over, ...(under === "" ? [] : [under]), ...restBelow].join("/");
}

function combine(left: Unit, right: Unit, sign: 1 | -1): Unit {
  const combined = new Map(left);
  for (const [key, { name, exponent }] of right) {
    const before = combined.get(key);
    const sum = (before?.exponent ?? 0) + sign * exponent;
    if (sum === 0) combined.delete(key);
    else combined.set(key, { name: before?.name ?? name, exponent: sum });
  }
  return new Map([...combined].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
