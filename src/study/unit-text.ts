import type { Checked, Diagnostic } from "./diagnostic.js";
import type { Place } from "./place.js";
import { numberWords, synonymOf, unitKeyOf } from "./unit-name.js";
import { baseUnit, dimensionless, divideUnits, multiplyUnits, powerOfUnit } from "./unit.js";
import type { Unit } from "./unit.js";

/** What the model's aliases stand for, by `unitKeyOf(alias)`; see `resolveUnitAliases`. */
export type UnitAliases = ReadonlyMap<string, Unit>;

/** The unit that a name stands for, or undefined if it says nothing about that name. */
export type UnitLookup = (name: string) => Unit | undefined;

/**
 * Reads a unit as modellers write them: names joined by `*` and `/`, powers with `^`, parentheses,
 * and 1 (XMILE 1.0, section 3.3.6, which has `-` for `*` as well); the word "per" divides
 * ("people per year"). From left to right: a/b*c is (a/b)*c. Exponents are whole numbers or
 * halves: m^2, m^-1, m^0.5, m^(1/2), m².
 *
 * `place` is where the text stands; errors (`unit-syntax`) then point at the character.
 */
export function parseUnit(text: string, place?: Place, aliases?: UnitAliases): Checked<Unit> {
  return readUnit(text, place, (name) => unitNamed(name, (key) => aliases?.get(key)));
}

/**
 * What one name means: an alias of the model before a synonym, and "per" and words for numbers only
 * in a name that is no alias as a whole. Undefined where the words around "per" are missing.
 */
export function unitNamed(
  name: string,
  alias: (key: string) => Unit | undefined,
): Unit | undefined {
  const key = unitKeyOf(name);
  const known = alias(key);
  if (known !== undefined) return known;
  const words = name.split(/[\s_\u00a0]+/u).filter((word) => word !== "");
  const per = words.findLastIndex((word) => word.toLowerCase() === "per");
  if (per >= 0) {
    if (per === words.length - 1) return undefined;
    const below = unitNamed(words.slice(per + 1).join(" "), alias);
    const above = per === 0 ? dimensionless : unitNamed(words.slice(0, per).join(" "), alias);
    return below && above && divideUnits(above, below);
  }
  const [first, ...rest] = words;
  if (rest.length > 0 && numberWords.has(unitKeyOf(first))) {
    const counted = unitNamed(rest.join(" "), alias);
    return counted && multiplyUnits(baseUnit(unitKeyOf(first), first), counted);
  }
  const base = synonymOf(key);
  return base === "" ? dimensionless : baseUnit(base, name.replace(/[\s\u00a0]+/gu, " "));
}

/** `parseUnit` with another way to look names up, as signatures of builtins need. */
export function readUnit(
  text: string,
  place: Place | undefined,
  lookup: UnitLookup,
): Checked<Unit> {
  try {
    return { value: new UnitReader(tokensOf(text), lookup).whole(), diagnostics: [] };
  } catch (problem) {
    if (!(problem instanceof UnitProblem)) throw problem;
    return { diagnostics: [diagnose(text, place, problem)] };
  }
}

class UnitProblem extends Error {
  readonly offset: number;
  readonly length: number;
  readonly help: string;

  constructor(message: string, offset: number, length: number, help: string) {
    super(message);
    this.name = "UnitProblem";
    this.offset = offset;
    this.length = length;
    this.help = help;
  }
}

function diagnose(text: string, place: Place | undefined, problem: UnitProblem): Diagnostic {
  const diagnostic: Diagnostic = {
    code: "unit-syntax",
    severity: "error",
    message: `"${text}" is not a unit: ${problem.message}.`,
    help: problem.help,
  };
  if (place === undefined) return diagnostic;
  // Where the file holds the text as it is, point into it; else (quotes, entities) at all of it.
  const exact = place.length === text.length;
  const within = { column: place.column + problem.offset, length: problem.length };
  return { ...diagnostic, place: exact ? { ...place, ...within } : place };
}

interface Token {
  readonly kind: "name" | "number" | "sign" | "superscript" | "end";
  readonly text: string;
  readonly offset: number;
  readonly length: number;
}

const example = "Write it as in people/year, 1/year, m/s^2, or 1 for a pure number.";
// A name may hold spaces; it starts with anything but a digit and ends before a sign.
const namePattern = String.raw`[^\s\d*/^()"·⋅×²³+.,;:=<>[\]{}!?&|~@\\-][^*/^()"·⋅×²³+,;:=<>[\]{}!?&|~@\\-]*`;
const tokenPattern = new RegExp(
  String.raw`\s*(?:(?<quoted>"[^"]*")|(?<number>\d+(?:\.\d+)?|\.\d+)|(?<name>${namePattern})|(?<superscript>[²³])|(?<sign>[*/^()·⋅×+-]))`,
  "uy",
);

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  const pattern = new RegExp(tokenPattern);
  while (pattern.lastIndex < text.trimEnd().length) {
    const start = pattern.lastIndex;
    const match = pattern.exec(text);
    if (match?.groups === undefined) {
      const offset = start + text.slice(start).search(/\S/u);
      const character = String.fromCodePoint(text.codePointAt(offset) ?? 0);
      throw new UnitProblem(
        `"${character}" has no meaning here`,
        offset,
        character.length,
        example,
      );
    }
    const { quoted, number, name, superscript } = match.groups;
    const written = match[0].trim();
    const offset = match.index + match[0].indexOf(written);
    const kind =
      quoted !== undefined || name !== undefined
        ? "name"
        : number !== undefined
          ? "number"
          : superscript !== undefined
            ? "superscript"
            : "sign";
    const meaning = quoted === undefined ? written : quoted.slice(1, -1).trim();
    tokens.push({ kind, text: meaning, offset, length: written.length });
  }
  tokens.push({ kind: "end", text: "the end", offset: text.trimEnd().length, length: 1 });
  return tokens;
}

class UnitReader {
  readonly #tokens: readonly Token[];
  readonly #lookup: UnitLookup;
  #next = 0;

  constructor(tokens: readonly Token[], lookup: UnitLookup) {
    this.#tokens = tokens;
    this.#lookup = lookup;
  }

  whole(): Unit {
    if (this.#peek().kind === "end") throw this.#problem("it is empty");
    const unit = this.#product();
    const rest = this.#peek();
    if (rest.kind === "end") return unit;
    if (rest.text === ")") throw this.#problem('this ")" closes nothing');
    throw this.#problem(`a "*" or "/" is missing before "${rest.text}"`);
  }

  #product(): Unit {
    let product = this.#power();
    for (;;) {
      if (this.#take("*", "-", "·", "⋅", "×")) product = multiplyUnits(product, this.#power());
      else if (this.#take("/")) product = divideUnits(product, this.#power());
      else return product;
    }
  }

  #power(): Unit {
    const base = this.#atom();
    const start = this.#peek();
    let exponent = 1;
    if (start.kind === "superscript") {
      this.#next++;
      exponent = start.text === "²" ? 2 : 3;
    } else if (this.#take("^")) {
      exponent = this.#exponent();
    }
    const power = powerOfUnit(base, exponent);
    if (power !== undefined) return power;
    const help = "Exponents are whole numbers or halves, as in m^2, m^-1 or m^0.5.";
    throw new UnitProblem(`the exponent is ${exponent}`, start.offset, start.length, help);
  }

  #atom(): Unit {
    const token = this.#peek();
    if (this.#take("(")) {
      const unit = this.#product();
      if (!this.#take(")")) throw this.#problem('a ")" is missing');
      return unit;
    }
    if (token.kind === "name") {
      const unit = this.#lookup(token.text);
      if (unit === undefined) throw this.#problem('after "per" a unit is missing');
      this.#next++;
      return unit;
    }
    if (token.kind === "number") {
      if (Number(token.text) !== 1) {
        const help = 'Put a name that begins with a digit in double quotes: "2010 USD"/year.';
        const message = `the only number that a unit may have is 1, not ${token.text}`;
        throw new UnitProblem(message, token.offset, token.length, help);
      }
      this.#next++;
      return dimensionless;
    }
    const before =
      this.#next === 0 ? "at its start" : `after "${this.#tokens[this.#next - 1].text}"`;
    throw this.#problem(`${before} a unit is missing`);
  }

  #exponent(): number {
    const bracketed = this.#take("(");
    const sign = this.#take("-") ? -1 : 1;
    this.#take("+");
    let exponent = sign * this.#number();
    if (bracketed) {
      if (this.#take("/")) exponent /= this.#number();
      if (!this.#take(")")) throw this.#problem('a ")" is missing');
    }
    return exponent;
  }

  #number(): number {
    const token = this.#peek();
    if (token.kind !== "number") throw this.#problem('after "^" a number is missing');
    this.#next++;
    return Number(token.text);
  }

  #take(...signs: readonly string[]): boolean {
    const token = this.#peek();
    const taken = token.kind === "sign" && signs.includes(token.text);
    if (taken) this.#next++;
    return taken;
  }

  #peek(): Token {
    return this.#tokens[this.#next];
  }

  #problem(message: string): UnitProblem {
    const token = this.#peek();
    return new UnitProblem(message, token.offset, Math.max(1, token.length), example);
  }
}
