import type { Builtin } from "#study/builtins";
import { hasErrors } from "#study/diagnostic";
import { readUnit } from "#study/unit-text";
import { baseUnit, dimensionless, divideUnits, multiplyUnits, powerOfUnit } from "#study/unit";
import type { Unit } from "#study/unit";
import { fits, isNeutral, quantityOf, unknown } from "./units-quantity.js";
import type { Part, Quantity } from "./units-quantity.js";

/**
 * The unit of a builtin's result from those of its arguments, by the signature in the builtins
 * table: RAMP has parameters `a/time` and `time` and the result `a`.
 *
 * A signature is a unit whose names are variables (`a` to `e`), one meaning in the whole signature,
 * and `time`, the model's unit of time. Arguments with a unit are matched first; each settles the
 * variable that is still open in its parameter. Bare numbers come after them and take what is
 * left; what an argument of unknown unit leaves open stays unknown. More arguments than parameters are further ones of the last (MIN, MAX, MEAN).
 */
export function matchSignature(
  builtin: Builtin,
  parts: readonly Part[],
  time: Unit | null,
): SignatureMatch {
  const match = new Match(time);
  const parameters = parts.map((_, index) => {
    const last = builtin.parameters.length - 1;
    return last < 0 ? null : readSignature(builtin.parameters[Math.min(index, last)].unit);
  });
  const pending = parts.flatMap((part, index) => {
    const signature = parameters[index];
    return signature === null ? [] : [{ part, index, signature }];
  });
  const withUnit = pending.filter(({ part }) => part.quantity.kind === "unit");
  // A parameter with two open variables waits until others have settled one of them.
  for (let round = 0; round <= builtin.parameters.length; round++) {
    for (const { part, index, signature } of withUnit) match.settle(part, index, signature);
  }
  for (const kind of ["unknown", "number"] as const) {
    for (const { part, signature } of pending) {
      if (part.quantity.kind === kind) match.settleRest(part.quantity, signature);
    }
  }
  const misfits = pending.flatMap(({ part, index, signature }) => {
    const expected = match.unitOf(signature);
    if (expected === undefined || fits(part.quantity, expected, time)) return [];
    return [{ index, expected, because: match.settledBy(signature, index) }];
  });
  if (misfits.length > 0) return { result: unknown, misfits };
  return { result: match.result(readSignature(builtin.unit), parts), misfits };
}

export interface SignatureMatch {
  readonly result: Quantity;
  readonly misfits: readonly Misfit[];
}

/** An argument that is not in the unit that its parameter has by the other arguments. */
export interface Misfit {
  readonly index: number;
  readonly expected: Unit;
  /** The index of the argument by which it is expected; null if the builtin itself asks for it. */
  readonly because: number | null;
}

/**
 * The unit in which names are the variables of a signature. Throws if the text is none: a row of
 * the builtins table is wrong, not what a modeller wrote.
 */
export function readSignature(text: string): Unit {
  const read = readUnit(text, undefined, (name) => baseUnit(name, name));
  if (read.value === undefined || hasErrors(read.diagnostics)) {
    throw new Error(read.diagnostics.map(({ message }) => message).join("; "));
  }
  return read.value;
}

type Meaning =
  | { readonly kind: "unit"; readonly unit: Unit; readonly index: number }
  | Exclude<Quantity, { readonly kind: "unit" }>;

class Match {
  readonly #time: Unit | null;
  readonly #meanings = new Map<string, Meaning>();

  constructor(time: Unit | null) {
    this.#time = time;
  }

  /** Settles the one open variable of the parameter, if there is exactly one. */
  settle(part: Part, index: number, signature: Unit): void {
    if (part.quantity.kind !== "unit") return;
    const open = this.#open(signature);
    if (open.length !== 1 || (signature.has("time") && this.#time === null)) return;
    const [variable] = open;
    const rest = this.#product(signature, variable);
    if (rest === undefined) return;
    const exponent = signature.get(variable)?.exponent ?? 1;
    const unit = powerOfUnit(divideUnits(part.quantity.unit, rest), 1 / exponent);
    if (unit !== undefined) this.#meanings.set(variable, { kind: "unit", unit, index });
  }

  /** Gives what is still open in the parameter to an argument without a unit. */
  settleRest(quantity: Exclude<Quantity, { readonly kind: "unit" }>, signature: Unit): void {
    for (const variable of this.#open(signature)) this.#meanings.set(variable, quantity);
  }

  /** What a parameter's unit comes to; undefined while it is open. */
  unitOf(signature: Unit): Unit | undefined {
    if (signature.has("time") && this.#time === null) return undefined;
    const settled = [...signature.keys()].every(
      (name) => name === "time" || this.#meanings.get(name)?.kind === "unit",
    );
    return settled ? this.#product(signature, null) : undefined;
  }

  /** The argument that settled a variable of this parameter, other than the one at `index`. */
  settledBy(signature: Unit, index: number): number | null {
    for (const name of signature.keys()) {
      const meaning = this.#meanings.get(name);
      if (meaning?.kind === "unit" && meaning.index !== index) return meaning.index;
    }
    return null;
  }

  result(signature: Unit, parts: readonly Part[]): Quantity {
    const meanings = [...signature.keys()]
      .filter((name) => name !== "time")
      .map((name) => this.#meanings.get(name));
    const open = meanings.some((meaning) => meaning === undefined || meaning.kind === "unknown");
    if (open) return unknown;
    // A function of numbers alone is a number again: EXP(2), STEP(6, 3), PULSE(20, 5).
    const fromNumbers =
      meanings.length > 0
        ? meanings.every((meaning) => meaning?.kind === "number")
        : parts.length > 0 && parts.every(({ quantity }) => quantity.kind === "number");
    if (!fromNumbers) {
      return signature.has("time") && this.#time === null ? unknown : this.#unit(signature);
    }
    const [only] = meanings;
    const kept = meanings.length === 1 && only?.kind === "number" && isNeutral(only.value);
    return { kind: "number", value: kept ? only.value : null };
  }

  #unit(signature: Unit): Quantity {
    return quantityOf(this.#product(signature, null));
  }

  #open(signature: Unit): readonly string[] {
    return [...signature.keys()].filter((name) => name !== "time" && !this.#meanings.has(name));
  }

  /** The product of all names but one; numbers count as 1. Undefined as in `powerOfUnit`. */
  #product(signature: Unit, except: string | null): Unit | undefined {
    let product = dimensionless;
    for (const [name, { exponent }] of signature) {
      if (name === except) continue;
      const meaning = name === "time" ? quantityOf(this.#time) : this.#meanings.get(name);
      if (meaning?.kind !== "unit") continue;
      const power = powerOfUnit(meaning.unit, exponent);
      if (power === undefined) return undefined;
      product = multiplyUnits(product, power);
    }
    return product;
  }
}
