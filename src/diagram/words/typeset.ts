import { findBuiltin } from "#study/builtins";
import type { BinaryOperator, Expression, Subscript } from "#study/expression";
import { levelOf, operatorLevels, primaryLevel, unaryLevel } from "#study/precedence";

/** An equation as it is set for people to read; a page turns it into elements. */
export type Typeset =
  | { readonly kind: "row"; readonly parts: readonly Typeset[] }
  | { readonly kind: "fraction"; readonly above: Typeset; readonly below: Typeset }
  | { readonly kind: "power"; readonly base: Typeset; readonly exponent: Typeset }
  /** A variable, by its key, with the words of its subscripts. */
  | {
      readonly kind: "name";
      readonly key: string;
      readonly text: string;
      readonly subscripts: readonly string[];
    }
  | { readonly kind: "number"; readonly text: string }
  | { readonly kind: "operator"; readonly text: string }
  /** A function or a word between parts. */
  | { readonly kind: "word"; readonly text: string }
  /** Values with the conditions under which they hold, the last one otherwise. */
  | {
      readonly kind: "cases";
      readonly cases: readonly { readonly value: Typeset; readonly condition: Typeset | null }[];
    };

export interface Names {
  /** How a variable is displayed; undefined if it is none. */
  nameOf(key: string): string | undefined;
}

const signs: Readonly<Record<Exclude<BinaryOperator, "/" | "^">, string>> = {
  "+": "+",
  "-": "−",
  "*": "×",
  mod: "mod",
  "=": "=",
  "<>": "≠",
  "<": "<",
  "<=": "≤",
  ">": ">",
  ">=": "≥",
  and: "and",
  or: "or",
};

/** Functions that have a name of their own in words. */
const functionWords: ReadonlyMap<string, string> = new Map([
  ["min", "least of"],
  ["max", "greatest of"],
  ["smth1", "smoothed"],
  ["smth3", "smoothed, third order,"],
  ["delay1", "delayed"],
  ["delay3", "delayed, third order,"],
  ["init", "initial"],
  ["time", "time"],
  ["dt", "time step"],
  ["pi", "π"],
  ["inf", "∞"],
  ["ln", "ln"],
  ["exp", "exp"],
]);

/** Sets an expression: fractions, powers, choices as cases, and names as the model displays them. */
export function typeset(tree: Expression, names: Names): Typeset {
  const set = (part: Expression): Typeset => typeset(part, names);
  const at = (part: Expression, level: number): Typeset =>
    setLevelOf(part) < level ? row(operator("("), set(part), operator(")")) : set(part);
  switch (tree.kind) {
    case "number":
      return { kind: "number", text: numberText(tree.value) };
    case "reference":
      return name(tree.key, tree.name, tree.subscripts, names);
    case "unary": {
      const inside = at(tree.operand, unaryLevel);
      return tree.operator === "not"
        ? row(word("not"), inside)
        : row(operator(tree.operator === "-" ? "−" : "+"), inside);
    }
    case "binary": {
      const { operator: sign, left, right } = tree;
      if (sign === "/") return { kind: "fraction", above: set(left), below: set(right) };
      if (sign === "^")
        return { kind: "power", base: at(left, primaryLevel), exponent: set(right) };
      const level = operatorLevels[sign];
      const between =
        sign.length > 2 || sign === "or" ? word(signs[sign]) : operator(` ${signs[sign]} `);
      // NOT holds more tightly than a comparison, which few readers expect.
      const doubtful =
        left.kind === "unary" && left.operator === "not" && level < operatorLevels["+"];
      const before = doubtful && level > operatorLevels.and ? primaryLevel + 1 : level;
      return row(at(left, before), between, at(right, level + 1));
    }
    case "conditional":
      return { kind: "cases", cases: casesOf(tree, set) };
    case "call": {
      const builtin = findBuiltin(tree.key);
      const parts = tree.arguments.map(set);
      if (builtin === undefined) {
        const called = name(tree.key, tree.name, tree.subscripts, names);
        return row(called, operator("("), ...listed(parts), operator(")"));
      }
      const said = functionWords.get(builtin.key) ?? builtin.name;
      if (parts.length === 0) return word(said);
      return row(word(said), operator("("), ...listed(parts), operator(")"));
    }
  }
}

function casesOf(
  tree: Expression & { readonly kind: "conditional" },
  set: (part: Expression) => Typeset,
): readonly { readonly value: Typeset; readonly condition: Typeset | null }[] {
  const first = { value: set(tree.consequent), condition: set(tree.condition) };
  const { alternative } = tree;
  // One choice after the other is one list of cases.
  if (alternative.kind === "conditional") return [first, ...casesOf(alternative, set)];
  return [first, { value: set(alternative), condition: null }];
}

function listed(parts: readonly Typeset[]): readonly Typeset[] {
  return parts.flatMap((part, index) => (index === 0 ? [part] : [operator(", "), part]));
}

function name(
  key: string,
  written: string,
  subscripts: readonly Subscript[],
  names: Names,
): Typeset {
  const text = names.nameOf(key) ?? written;
  return { kind: "name", key, text, subscripts: subscripts.map(subscriptText) };
}

function subscriptText(subscript: Subscript): string {
  switch (subscript.kind) {
    case "name":
      return subscript.name + (subscript.reduced ? " (all)" : "");
    case "all":
      return "all";
    case "dimension":
      return `@${subscript.position}`;
    case "position":
      return plainText(typeset(subscript.expression, { nameOf: () => undefined }));
    case "range":
      return [subscript.from, subscript.to]
        .map((part) => plainText(typeset(part, { nameOf: () => undefined })))
        .join(" to ");
  }
}

/** The same on one line, for whoever listens or searches. */
export function plainText(set: Typeset): string {
  switch (set.kind) {
    case "row":
      return set.parts.map(plainText).join("");
    case "fraction":
      return `(${plainText(set.above)}) / (${plainText(set.below)})`;
    case "power":
      return `${plainText(set.base)}^(${plainText(set.exponent)})`;
    case "name":
      return set.subscripts.length === 0 ? set.text : `${set.text}[${set.subscripts.join(", ")}]`;
    case "word":
      return ` ${set.text} `;
    case "number":
    case "operator":
      return set.text;
    case "cases":
      return set.cases
        .map(({ value, condition }) =>
          condition === null
            ? `otherwise ${plainText(value)}`
            : `${plainText(value)} if ${plainText(condition)}`,
        )
        .join("; ");
  }
}

/** As in the language, but that a fraction is held together by its line. */
function setLevelOf(tree: Expression): number {
  return tree.kind === "binary" && tree.operator === "/" ? primaryLevel : levelOf(tree);
}

function numberText(value: number): string {
  if (!Number.isFinite(value)) return value > 0 ? "∞" : Number.isNaN(value) ? "not a number" : "−∞";
  const text = String(value).replace("-", "−");
  return text.replace(
    /^(−?)(\d{5,})/u,
    (_, sign: string, digits: string) => sign + digits.replace(/\B(?=(\d{3})+$)/gu, "\u202f"),
  );
}

function row(...parts: readonly Typeset[]): Typeset {
  return {
    kind: "row",
    parts: parts.flatMap((part) => (part.kind === "row" ? part.parts : [part])),
  };
}

function operator(text: string): Typeset {
  return { kind: "operator", text };
}

function word(text: string): Typeset {
  return { kind: "word", text };
}
