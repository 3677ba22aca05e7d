import fc from "fast-check";
import { expect, test } from "vitest";
import { codesOf, parse, treeOf } from "./tree.js";

test("precedence and associativity (XMILE 1.0, section 3.3.1)", () => {
  expect(treeOf("a + b * c")).toBe("(+ a (* b c))");
  expect(treeOf("a - b - c")).toBe("(- (- a b) c)");
  expect(treeOf("a / b / c mod d")).toBe("(mod (/ (/ a b) c) d)");
  expect(treeOf("2 ^ 3 ^ 2")).toBe("(^ 2 (^ 3 2))");
  expect(treeOf("-2 ^ 2")).toBe("(- (^ 2 2))");
  expect(treeOf("2 ^ -x * y")).toBe("(* (^ 2 (- x)) y)");
  expect(treeOf("-a * b")).toBe("(* (- a) b)");
  expect(treeOf("(-3) ^ x")).toBe("(^ (- 3) x)");
  expect(treeOf("a < b = c > d")).toBe("(= (< a b) (> c d))");
  expect(treeOf("a or b and c = d")).toBe("(or a (and b (= c d)))");
  expect(treeOf("NOT a AND b")).toBe("(and (not a) b)");
  expect(treeOf("not -a")).toBe("(not (- a))");
  expect(treeOf("a <= b + 1 AND c >= d OR e <> f")).toBe(
    "(or (and (<= a (+ b 1)) (>= c d)) (<> e f))",
  );
});

test("NOT stands above the comparisons in the standard's table, and that is told", () => {
  const { value, diagnostics } = parse("NOT a = b");
  expect(value).toBeDefined();
  expect(diagnostics.map((one) => [one.severity, one.code])).toEqual([
    ["warning", "not-before-comparison"],
  ]);
  expect(treeOf("NOT a = b")).toBe("(= (not a) b)");
  expect(codesOf("NOT (a = b)")).toEqual([]);
  expect(codesOf("(NOT a) = b")).toEqual([]);
  expect(codesOf("a < b < c")).toEqual(["chained-comparison"]);
  expect(codesOf("(a < b) < c")).toEqual([]);
});

test("a // b is 0 where b is, and as tight as a / b", () => {
  expect(treeOf("a // b // c + d / e // 2")).toBe(
    treeOf("SAFEDIV(SAFEDIV(a, b), c) + SAFEDIV(d / e, 2)"),
  );
  expect(codesOf("a /// b")).toEqual(["missing-operand"]);
});

test("a run of words is one name and stops at a keyword", () => {
  expect(treeOf("part 0.total + x")).toBe("(+ part_0.total x)");
  expect(treeOf("pool * (base rate + grievance  effect)")).toBe(
    "(* pool (+ base_rate grievance_effect))",
  );
  expect(treeOf("base rate mod other\nrate")).toBe("(mod base_rate other_rate)");
  expect(treeOf("IF so much THEN one thing ELSE another thing + 1")).toBe(
    "(if so_much one_thing (+ another_thing 1))",
  );
  expect(treeOf("ill will 2008 / 2")).toBe("(/ ill_will_2008 2)");
  expect(treeOf("iffy + thenceforth + android + normalcy + model")).toBe(
    "(+ (+ (+ (+ iffy thenceforth) android) normalcy) model)",
  );
});

test("quoted names, escapes, dialects and modules (XMILE 1.0, section 3.2.2)", () => {
  expect(treeOf('"if then else" + "wom multiplier"')).toBe("(+ if_then_else wom_multiplier)");
  expect(treeOf('"say \\"yes\\"" * "a\\\\b" * "c\\nd"')).toBe('(* (* say_"yes" a\\b) c_d)');
  expect(treeOf("vensim.MODULO(x, y)")).toBe("(vensim.modulo x y)");
  expect(treeOf('economy.price + economy."base price"')).toBe(
    "(+ economy.price economy.base_price)",
  );
  expect(treeOf("Größe * число")).toBe("(* größe число)");
});

test("numbers (XMILE 1.0, section 3.2.1)", () => {
  for (const [text, value] of [
    ["0", 0],
    [".375", 0.375],
    ["14.", 14],
    ["6E5", 6e5],
    ["8.123e-10", 8.123e-10],
    ["1e+3", 1000],
  ] as const) {
    expect(parse(text).value?.tree).toMatchObject({ kind: "number", value });
  }
});

test("calls, builtins without parentheses, tables", () => {
  expect(treeOf("MAX(0, TIME - start)")).toBe("(max 0 (- (time) start))");
  expect(treeOf("2 * pi + Inf - DT")).toBe("(- (+ (* 2 (pi)) (inf)) (dt))");
  expect(treeOf("willingness curve(x / 2)")).toBe("(willingness_curve (/ x 2))");
  expect(treeOf("mod(a, b) + (a mod (b))")).toBe("(+ (mod a b) (mod a b))");
  expect(treeOf("std.MIN(a, b)")).toBe("(min a b)");
  expect(treeOf("f()")).toBe("(f)");
});

test("subscripts", () => {
  expect(treeOf("sales[north, *, 2, region!]")).toBe("sales[north,*,2,region!]");
  expect(treeOf("sales[i + 1] * price[a b]")).toBe("(* sales[(+ i 1)] price[a_b])");
  expect(treeOf("SUM(sales[*])")).toBe("(sum sales[*])");
});

test("comments nest and may stand anywhere", () => {
  expect(treeOf("{one {two} three} a {x}*{y} b{}")).toBe("(* a b)");
  expect(codesOf("a + {never closed {} b")).toContain("unclosed-comment");
  expect(codesOf("{only a comment}")).toEqual(["empty-equation"]);
});

test("several errors of one equation are told at once, each at its place", () => {
  const { value, diagnostics } = parse("SQRT() + (b == c * ) - d e(");
  expect(value).toBeUndefined();
  expect(diagnostics.map((one) => [one.code, one.place?.column])).toEqual([
    ["unknown-sign", 13],
    ["wrong-arguments", 1],
    ["missing-operand", 20],
    ["unexpected-end", 28],
    ["unclosed-bracket", 27],
  ]);
});

test("what other tools write is recognised", () => {
  const helpOf = (text: string) => parse(text).diagnostics[0]?.help;
  expect(helpOf("a && b")).toBe("Write `AND`.");
  expect(helpOf("a :AND: b")).toBe("Write `AND`.");
  expect(helpOf("a ** 2")).toBe("Write `^`.");
  expect(helpOf("a − b")).toBe("Write `-`.");
  expect(helpOf("IF THEN ELSE(a > b, 1, 0)")).toContain("IF condition THEN");
  expect(helpOf("20 %")).toContain("0.2");
  expect(helpOf("20,000")).toContain("20000");
  expect(codesOf("a b c (d) 2 x")).toEqual(["missing-operator", "missing-operator"]);
});

test("at most 256 levels, and a chain of at most 2,000 operators", () => {
  const nested = (levels: number) => "(".repeat(levels) + "1" + ")".repeat(levels);
  expect(codesOf(nested(255))).toEqual([]);
  expect(codesOf(nested(300))).toEqual(["nested-too-deep"]);
  expect(codesOf("-".repeat(100_000) + "1")).toEqual(["nested-too-deep"]);
  expect(codesOf("a^".repeat(100_000) + "1")).toEqual(["nested-too-deep"]);
  expect(codesOf("[".repeat(100_000))).toContain("nested-too-deep");
  expect(codesOf("f(".repeat(100_000))).toContain("nested-too-deep");
  expect(codesOf("a[".repeat(100_000))).toContain("nested-too-deep");
  expect(codesOf("a+".repeat(1_500) + "1")).toEqual([]);
  expect(codesOf("a+".repeat(100_000) + "1")).toEqual(["equation-too-long"]);
});

test("any text ends in a tree or in errors, quickly, and every place lies in it", () => {
  const pieces = fc.constantFrom(
    ...'+-*/^()[],!=<>{}"\\.;:#%&| \n\t12e'.split(""),
    ..."a base IF THEN ELSE AND OR NOT MOD MIN( TIME − “".split(" "),
  );
  const texts = fc.array(fc.oneof(pieces, fc.string({ unit: "grapheme", maxLength: 3 })));
  fc.assert(
    fc.property(texts, (parts) => {
      const text = parts.join("");
      const { value, diagnostics } = parse(text);
      expect(value === undefined).toBe(diagnostics.some((one) => one.severity === "error"));
      const lines = text.split(/\r\n|\r|\n/);
      for (const { place } of diagnostics) {
        expect(place!.column - 1).toBeLessThanOrEqual((lines[place!.line - 1] ?? "").length);
      }
    }),
    { seed: 20260101, numRuns: 3_000 },
  );
});
