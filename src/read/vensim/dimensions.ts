import type { Dimension, DimensionMapping } from "#study/model";
import type { ExternalData } from "./external-data.js";
import { isDigit } from "./characters.js";
import type { Problems } from "./problems.js";
import { keyOf } from "#study/name";
import type { AliasStatement, Name, RangeStatement, Statement, WrittenMapping } from "./syntax.js";

type Element = Dimension["elements"][number];

/** A numbered range longer than this is a slip of the pen. */
const longestSeries = 100_000;
const deepest = 256;

/** The subscript ranges of a model. Elements are global: "A" is the same in all ranges. */
export interface Dimensions {
  readonly all: ReadonlyMap<string, Dimension>;
  /**
   * Where an element stands, counted from 1, in the largest range that has it (the first of
   * several): what its name is worth in an equation.
   */
  readonly positions: ReadonlyMap<string, number>;
}

/** Builds the ranges: what they hold, aliases (`<->`) and mappings (`->`). */
export function buildDimensions(
  statements: readonly Statement[],
  external: ExternalData,
  problems: Problems,
): Dimensions {
  return new DimensionBuilder(statements, external, problems).build();
}

class DimensionBuilder {
  readonly #problems: Problems;
  readonly #external: ExternalData;
  readonly #written = new Map<string, RangeStatement | AliasStatement>();
  readonly #elements = new Map<string, readonly Element[]>();
  readonly #pending = new Set<string>();
  readonly #mappings = new Map<string, DimensionMapping[]>();

  constructor(statements: readonly Statement[], external: ExternalData, problems: Problems) {
    this.#problems = problems;
    this.#external = external;
    for (const statement of statements) {
      if (statement.kind !== "range" && statement.kind !== "alias") continue;
      const { key, name, place } = statement.target;
      const first = this.#written.get(key);
      if (first === undefined) this.#written.set(key, statement);
      else {
        problems.error(
          "duplicate-range",
          `The range "${name}" is defined twice.`,
          place,
          "Remove one definition.",
          [{ message: "The first definition", place: first.target.place }],
        );
      }
    }
  }

  build(): Dimensions {
    for (const key of this.#written.keys()) {
      this.#elementsOf(key, 0);
      this.#mappings.set(key, []);
    }
    for (const [key, statement] of this.#written) this.#addMappings(key, statement);
    const all = new Map<string, Dimension>();
    for (const [key, { target }] of this.#written) {
      all.set(key, {
        name: target.name,
        key,
        elements: this.#elementsOf(key, 0),
        mappings: this.#mappings.get(key) ?? [],
        place: target.place,
      });
    }
    return { all, positions: positionsOf([...all.values()]) };
  }

  #elementsOf(key: string, depth: number): readonly Element[] {
    const known = this.#elements.get(key);
    if (known !== undefined) return known;
    const statement = this.#written.get(key);
    if (statement === undefined) return [];
    if (this.#pending.has(key) || depth > deepest) {
      this.#problems.error(
        "range-circle",
        `The range "${statement.target.name}" is defined by itself.`,
        statement.target.place,
        "List its elements: none has the name of a range, in capitals or not.",
      );
      return [];
    }
    this.#pending.add(key);
    const elements =
      statement.kind === "alias"
        ? this.#elementsOfOther(statement, depth)
        : this.#elementsOfRange(statement, depth);
    this.#pending.delete(key);
    this.#elements.set(key, elements);
    return elements;
  }

  #elementsOfOther({ target, other }: AliasStatement, depth: number): readonly Element[] {
    if (this.#written.has(other.key)) return this.#elementsOf(other.key, depth + 1);
    this.#problems.error(
      "unknown-range",
      `"${target.name}" stands for the range "${other.name}", which is not defined.`,
      other.place,
      `Define "${other.name}: …".`,
    );
    return [];
  }

  #elementsOfRange(statement: RangeStatement, depth: number): readonly Element[] {
    if (statement.external !== null) {
      return this.#external.elements(statement.external, this.#problems).map(elementOf);
    }
    const elements = new Map<string, Element>();
    for (const item of statement.items) {
      if (item.kind === "series") {
        for (const element of this.#series(item.first, item.last)) {
          elements.set(element.key, element);
        }
      } else if (this.#written.has(item.name.key)) {
        for (const element of this.#elementsOf(item.name.key, depth + 1)) {
          elements.set(element.key, element);
        }
      } else elements.set(item.name.key, { name: item.name.name, key: item.name.key });
    }
    return [...elements.values()];
  }

  /** `(A1-A9)`. Where the first number begins with 0, all are as long: `(A01-A10)`. */
  #series(first: Name, last: Name): readonly Element[] {
    const from = splitNumber(first.name);
    const to = splitNumber(last.name);
    const count = to.value - from.value + 1;
    if (
      keyOf(from.stem) !== keyOf(to.stem) ||
      from.digits === "" ||
      to.digits === "" ||
      !(count >= 1 && count <= longestSeries)
    ) {
      this.#problems.error(
        "numbered-range",
        `"(${first.name}-${last.name})" is no numbered range.`,
        first.place,
        `Write the same word with a lower and a higher number, at most ${longestSeries} apart: (A1-A9).`,
      );
      return [];
    }
    const width = from.digits.startsWith("0") ? from.digits.length : 0;
    return Array.from({ length: count }, (_, index) =>
      elementOf(from.stem + String(from.value + index).padStart(width, "0")),
    );
  }

  #addMappings(key: string, statement: RangeStatement | AliasStatement): void {
    if (statement.kind === "alias") {
      const one = this.#elementsOf(key, 0).map((element) => [element.key]);
      this.#mappings.get(key)?.push({ to: statement.other.key, elements: one });
      this.#mappings.get(statement.other.key)?.push({ to: key, elements: one });
      return;
    }
    for (const mapping of statement.mappings) {
      if (!this.#written.has(mapping.to.key)) {
        this.#problems.error(
          "unknown-range",
          `"${statement.target.name}" maps to the range "${mapping.to.name}", which is not defined.`,
          mapping.to.place,
          `Define "${mapping.to.name}: …".`,
        );
        continue;
      }
      const elements = this.#mapped(statement, mapping);
      if (elements === null) {
        const count = this.#elementsOf(key, 0).length;
        this.#problems.error(
          "mapping",
          `The mapping of "${statement.target.name}" to "${mapping.to.name}" does not match its ${count} elements.`,
          mapping.to.place,
          `Name an element or subrange of "${mapping.to.name}" for each: -> (${mapping.to.name}: …).`,
        );
      } else this.#mappings.get(key)?.push({ to: mapping.to.key, elements });
    }
  }

  /**
   * For every element of the range what it stands for. The list may name one for each element or
   * one for each part of the range as it is written (Vensim Help, "Mapping of Subscript Ranges").
   */
  #mapped(statement: RangeStatement, mapping: WrittenMapping): (readonly string[])[] | null {
    const own = this.#elementsOf(statement.target.key, 0);
    const target = this.#elementsOf(mapping.to.key, 0);
    if (mapping.items === null) {
      if (own.length !== target.length) return null;
      return target.map((element) => [element.key]);
    }
    const known = new Set(target.map((element) => element.key));
    const listed = mapping.items.map((item) => {
      const keys = this.#written.has(item.key)
        ? this.#elementsOf(item.key, 0).map((element) => element.key)
        : [item.key];
      if (keys.every((key) => known.has(key))) return keys;
      this.#problems.error(
        "mapping",
        `"${item.name}" is not in the range "${mapping.to.name}".`,
        item.place,
      );
      return keys;
    });
    if (listed.length === own.length) return listed;
    if (listed.length === statement.items.length) {
      const each = statement.items.flatMap((item, index) => {
        const parts =
          item.kind === "series"
            ? this.#series(item.first, item.last)
            : this.#written.has(item.name.key)
              ? this.#elementsOf(item.name.key, 0)
              : [item.name];
        return parts.map(() => listed[index]);
      });
      return each.length === own.length ? each : null;
    }
    const flat = listed.flat();
    return flat.length === own.length ? flat.map((key) => [key]) : null;
  }
}

function elementOf(name: string): Element {
  return { name, key: keyOf(name) };
}

function splitNumber(name: string): { stem: string; digits: string; value: number } {
  let start = name.length;
  while (start > 0 && isDigit(name.charCodeAt(start - 1))) start -= 1;
  const digits = name.slice(start);
  return { stem: name.slice(0, start), digits, value: digits === "" ? Number.NaN : Number(digits) };
}

function positionsOf(dimensions: readonly Dimension[]): ReadonlyMap<string, number> {
  const positions = new Map<string, number>();
  const sizes = new Map<string, number>();
  for (const { elements } of dimensions) {
    elements.forEach(({ key }, index) => {
      if (elements.length <= (sizes.get(key) ?? 0)) return;
      sizes.set(key, elements.length);
      positions.set(key, index + 1);
    });
  }
  return positions;
}
