import { partsWithin, type Reference } from "#study/expression";
import type { Dimension } from "#study/model";
import type { Dimensions } from "./dimensions.js";
import { nearest } from "./nearest.js";
import type { Problems } from "./problems.js";
import type { Binding } from "./scope.js";
import { asWritten, type Name, type VariableStatement } from "./syntax.js";

/** A variable with all its equations. `dimensions` are the ranges that hold all its subscripts. */
export interface Declared {
  readonly target: Name;
  readonly statements: readonly VariableStatement[];
  readonly dimensions: readonly string[];
  readonly group: string | null;
}

/** A statement and the group it stands in. */
export interface Placed {
  readonly statement: VariableStatement;
  readonly group: string | null;
}

/** Puts the equations of each variable together, in the order of the file. */
export function declare(
  placed: readonly Placed[],
  dimensions: Dimensions,
  problems: Problems,
): ReadonlyMap<string, Declared> {
  const together = new Map<string, Placed[]>();
  const taken = new Set<string>();
  for (const each of placed) {
    const { target, body } = each.statement;
    if (body.kind === "text") continue;
    if (!checkSubscripts(each.statement, dimensions, problems)) continue;
    const others = together.get(target.key);
    const left = leftSideOf(each.statement);
    if (others === undefined) together.set(target.key, [each]);
    else if (fits(each.statement, others[0], taken.has(left), problems)) others.push(each);
    else continue;
    taken.add(left);
  }
  const declared = new Map<string, Declared>();
  for (const [key, [first, ...others]] of together) {
    const statements = [first, ...others].map((each) => each.statement);
    declared.set(key, {
      target: first.statement.target,
      statements,
      dimensions: first.statement.subscripts.map((_, place) =>
        spanning(
          statements.map((statement) => statement.subscripts[place]),
          dimensions,
          problems,
        ),
      ),
      group: first.group,
    });
  }
  return declared;
}

/** What the names of variables stand for, and those that calls of macros give as outputs. */
export function bind(
  declared: ReadonlyMap<string, Declared>,
  outputs: readonly Reference[],
): ReadonlyMap<string, Binding> {
  const bindings = new Map<string, Binding>();
  for (const [key, { target, statements, dimensions }] of declared) {
    bindings.set(key, {
      kind: "variable",
      name: target.name,
      key,
      rank: dimensions.length,
      table: statements.some(isTable),
      marks: [],
    });
  }
  for (const { name, key, subscripts } of outputs) {
    if (bindings.has(key)) continue;
    const rank = subscripts.length;
    bindings.set(key, { kind: "variable", name, key, rank, table: false, marks: [] });
  }
  return bindings;
}

export function isTable({ body }: VariableStatement): boolean {
  return body.kind === "table" || (body.kind === "external" && body.call.key.endsWith("_lookups"));
}

/** The outputs behind the colons of all calls of macros in these equations. */
export function outputsOf(statements: readonly VariableStatement[]): readonly Reference[] {
  const outputs: Reference[] = [];
  for (const { body } of statements) {
    if (body.kind !== "expression") continue;
    for (const part of partsWithin(body.equation.tree)) {
      if (part.kind === "call") outputs.push(...asWritten(part).outputs);
    }
  }
  return outputs;
}

function checkSubscripts(
  { target, subscripts, except }: VariableStatement,
  dimensions: Dimensions,
  problems: Problems,
): boolean {
  let good = true;
  for (const { name, key, place } of [...subscripts, ...except.flat()]) {
    if (dimensions.all.has(key) || dimensions.positions.has(key)) continue;
    good = false;
    const known = [...dimensions.all.keys(), ...dimensions.positions.keys()];
    const like = problems.full ? null : nearest(key, known);
    problems.error(
      "unknown-subscript",
      `"${name}" is neither a subscript range nor an element of one.`,
      place,
      like === null ? `Define it: "${name}: …".` : `Did you mean "${like.split("_").join(" ")}"?`,
    );
  }
  for (const left of except) {
    if (left.length === subscripts.length) continue;
    good = false;
    problems.error(
      "subscript-count",
      `:EXCEPT: of "${target.name}" has ${left.length} subscripts instead of ${subscripts.length}.`,
      left[0]?.place ?? target.place,
    );
  }
  return good;
}

/** What stands before the equals sign, to tell equations for the same elements. */
function leftSideOf({ target, subscripts }: VariableStatement): string {
  return [target.key, ...subscripts.map(({ key }) => key)].join("\n");
}

function fits(
  { target, subscripts }: VariableStatement,
  { statement: first }: Placed,
  twice: boolean,
  problems: Problems,
): boolean {
  const related = [{ message: "The first equation", place: first.target.place }];
  if (first.subscripts.length !== subscripts.length) {
    problems.error(
      "subscript-count",
      `"${target.name}" has ${first.subscripts.length} subscripts in one equation and ${subscripts.length} in another.`,
      target.place,
      "Give it the same number everywhere.",
      related,
    );
    return false;
  }
  if (!twice) return true;
  problems.error(
    "duplicate-variable",
    `"${target.name}" is defined twice.`,
    target.place,
    "Remove one equation, or rename one variable.",
    related,
  );
  return false;
}

/** The range that all equations name, else the smallest that holds what they name. */
function spanning(names: readonly Name[], dimensions: Dimensions, problems: Problems): string {
  const keys = new Set(names.map((name) => name.key));
  if (keys.size === 1 && dimensions.all.has(names[0].key)) return names[0].key;
  const elements = new Set(
    [...keys].flatMap((key) => {
      const range = dimensions.all.get(key);
      return range === undefined ? [key] : range.elements.map((element) => element.key);
    }),
  );
  let best: Dimension | null = null;
  for (const dimension of dimensions.all.values()) {
    const size = dimension.elements.length;
    if (size < elements.size || (best !== null && size > best.elements.length)) continue;
    if (best !== null && size === best.elements.length && !keys.has(dimension.key)) continue;
    const held = dimension.elements.filter((element) => elements.has(element.key)).length;
    if (held === elements.size) best = dimension;
  }
  if (best !== null) return best.key;
  problems.error(
    "no-common-range",
    `No subscript range holds all of ${names.map((name) => `"${name.name}"`).join(", ")}.`,
    names[0].place,
    "Define a range with all their elements.",
  );
  return names[0].key;
}
