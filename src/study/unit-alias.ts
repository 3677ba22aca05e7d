import type { Checked, Diagnostic } from "./diagnostic.js";
import { unitKeyOf } from "./unit-name.js";
import { readUnit, unitNamed } from "./unit-text.js";
import type { UnitAliases } from "./unit-text.js";
import { sameUnit } from "./unit.js";
import type { Unit } from "./unit.js";

/**
 * Works out what the aliases of a model (alias → unit, both as written) stand for, each in base
 * units. A repetition, and an alias that merely spells its own unit ("person: persons"), is
 * ignored (XMILE 1.0, section 3.3.6). Errors: `unit-circle` for aliases that are defined by each
 * other, `unit-alias-twice` for one with two meanings, `unit-syntax`; an alias with an error is
 * left out.
 */
export function resolveUnitAliases(definitions: ReadonlyMap<string, string>): Checked<UnitAliases> {
  const resolver = new AliasResolver(definitions);
  for (const alias of definitions.keys()) resolver.unitOf(unitKeyOf(alias));
  return { value: resolver.resolved, diagnostics: resolver.diagnostics };
}

interface AliasDefinition {
  readonly alias: string;
  readonly text: string;
}

class AliasResolver {
  readonly resolved = new Map<string, Unit>();
  readonly diagnostics: Diagnostic[] = [];
  readonly #definitions = new Map<string, AliasDefinition[]>();
  readonly #path: string[] = [];
  readonly #failed = new Set<string>();

  constructor(definitions: ReadonlyMap<string, string>) {
    for (const [alias, text] of definitions) {
      const key = unitKeyOf(alias);
      if (unitKeyOf(text) === key) continue;
      const same = this.#definitions.get(key);
      if (same === undefined) this.#definitions.set(key, [{ alias, text }]);
      else same.push({ alias, text });
    }
  }

  unitOf(key: string): Unit | undefined {
    const known = this.resolved.get(key);
    const definitions = this.#definitions.get(key);
    if (known !== undefined || definitions === undefined || this.#failed.has(key)) return known;
    const circle = this.#path.indexOf(key);
    if (circle >= 0) {
      this.#reportCircle(this.#path.slice(circle));
      return undefined;
    }
    this.#path.push(key);
    const units = definitions.flatMap((definition) => this.#read(definition) ?? []);
    this.#path.pop();
    const [unit, ...others] = units;
    if (others.some((other) => !sameUnit(other, unit))) this.#reportConflict(definitions);
    else if (units.length === definitions.length && !this.#failed.has(key)) {
      this.resolved.set(key, unit);
      return unit;
    }
    this.#failed.add(key);
    return undefined;
  }

  #read({ alias, text }: AliasDefinition): Unit | undefined {
    const read = readUnit(text, undefined, (name) => unitNamed(name, (key) => this.unitOf(key)));
    for (const diagnostic of read.diagnostics) {
      this.diagnostics.push({
        ...diagnostic,
        message: `In the alias "${alias}", ${diagnostic.message}`,
      });
    }
    return read.value;
  }

  #reportCircle(keys: readonly string[]): void {
    for (const key of keys) this.#failed.add(key);
    const steps = keys.map((key) => {
      const [{ alias, text }] = this.#definitions.get(key)!;
      return `${alias} is ${text}`;
    });
    this.diagnostics.push({
      code: "unit-circle",
      severity: "error",
      message: `Unit aliases go in a circle: ${steps.join(", ")}.`,
      help: "Define one of them by units that are not defined by it.",
    });
  }

  #reportConflict(definitions: readonly AliasDefinition[]): void {
    const meanings = definitions.map(({ alias, text }) => `${alias} is ${text}`);
    this.diagnostics.push({
      code: "unit-alias-twice",
      severity: "error",
      message: `A unit alias has two meanings: ${meanings.join(", ")}.`,
      help: "Keep one; names match without regard to case, spaces, underscores and a plural -s.",
    });
  }
}
