import fc from "fast-check";
import { expect, test } from "vitest";
import type { Expression } from "#study/expression";
import type { Definition, Model, Variable } from "#study/model";
import { keyOf } from "#study/name";
import { parseEquation } from "#read/expression/equation";
import { printExpression, printNumber } from "#read/xmile/print-expression";
import { printName } from "#read/xmile/print-name";
import { readXmile } from "#read/xmile/read";
import { sameTree } from "#read/xmile/same-tree";
import { writeXmile } from "#read/xmile/write";
import { definitionOf, filesOf, modelOf, show, variableOf, withoutPlaces } from "./support.js";

const place = { file: "", line: 1, column: 1, length: 1 };

function parse(text: string): Expression {
  const { value, diagnostics } = parseEquation(text, () => place);
  if (value === undefined) throw new Error(`${text}: ${diagnostics[0].message}`);
  return value.tree;
}

test("expressions have the parentheses that they need, and no others (XMILE 1.0, 3.3.1)", () => {
  const texts = [
    "a + b - c",
    "a - (b - c)",
    "a / (b * c) * d",
    "-a^2",
    "(-a)^2",
    "(a^b)^c",
    "a^b^c",
    "a^-b",
    "-(a + b) * c",
    "a * -b MOD c",
    "NOT a AND b OR c",
    "NOT (a AND b)",
    "a AND (b OR c)",
    "(NOT a) = b",
    "(a < b) < c",
    "a = (b < c)",
    "IF a > b THEN c ELSE IF d THEN e ELSE f + 1",
    "(IF a THEN b ELSE c) + 1",
    "1 + (IF a THEN b ELSE c)",
    "IF (IF a THEN b ELSE c) THEN d ELSE e",
    "MAX(a + b, -c) + TIME * PI",
    "SUM(sales[north, *]) + sales[(i), i + 1]",
    "a[1:3, @2, dim!]' ^ 2",
    '"a.b" + "if" + "2nd" + "say \\"yes\\"" + a_b',
    "vensim.PULSE_TRAIN(1, 2, 3, 4) + vensim.RANDOM_0_1",
    "1e-7 + 1e+21 + 0.1 + INF",
  ];
  for (const text of texts) {
    const printed = printExpression(parse(text));
    expect(printed.replace(/' ?\^ ?2/u, "' ^ 2")).toBe(text.replace("' ^ 2", "' ^ 2"));
  }
});

test("names and numbers", () => {
  expect(
    ["wom multiplier", "a", "über", "$x", "x$", "_a", "a-b", "mod", "a×b"].map(printName),
  ).toEqual(["wom_multiplier", "a", "über", '"$x"', "x$", '"_a"', '"a-b"', '"mod"', '"a×b"']);
  expect([0.1, -0, 1e300, NaN, Infinity, -Infinity].map(printNumber)).toEqual([
    "0.1",
    "-0",
    "1e+300",
    "(0 / 0)",
    "INF",
    "-INF",
  ]);
});

const names = fc.constantFrom(
  "a",
  "base rate",
  "b.c",
  "if",
  "2nd",
  "x-y",
  'say "no"',
  "ω",
  "Time Step",
);
const leaf: fc.Arbitrary<Expression> = fc.oneof(
  fc
    .double({ min: 1e-300, noNaN: true, noDefaultInfinity: true })
    .map((value) => ({ kind: "number", value, place }) as const),
  names.map(
    (name) => ({ kind: "reference", name, key: keyOf(name), subscripts: [], place }) as const,
  ),
  fc.constant({
    kind: "call",
    name: "TIME",
    key: "time",
    subscripts: [],
    arguments: [],
    place,
  } as const),
);
const binaryOperators = [
  "+",
  "-",
  "*",
  "/",
  "^",
  "mod",
  "=",
  "<>",
  "<",
  "<=",
  ">",
  ">=",
  "and",
  "or",
] as const;
const { tree } = fc.letrec<{ tree: Expression }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5 },
    leaf,
    fc.record({
      kind: fc.constant("binary" as const),
      operator: fc.constantFrom(...binaryOperators),
      left: tie("tree"),
      right: tie("tree"),
      place: fc.constant(place),
    }),
    fc.record({
      kind: fc.constant("unary" as const),
      operator: fc.constantFrom("-" as const, "+" as const, "not" as const),
      operand: tie("tree"),
      place: fc.constant(place),
    }),
    fc.record({
      kind: fc.constant("conditional" as const),
      condition: tie("tree"),
      consequent: tie("tree"),
      alternative: tie("tree"),
      place: fc.constant(place),
    }),
    fc.tuple(tie("tree"), tie("tree")).map(([one, two]): Expression => ({
      kind: "call",
      name: "MAX",
      key: "max",
      subscripts: [],
      arguments: [one, two],
      place,
    })),
    fc
      .tuple(names, tie("tree"), tie("tree"), fc.boolean())
      .map(([name, one, two, reduced]): Expression => ({
        kind: "reference",
        name,
        key: keyOf(name),
        subscripts: [
          { kind: "position", expression: one, place },
          { kind: "all", place },
          { kind: "name", name: "north", key: "north", reduced, place },
          { kind: "range", from: one, to: two, place },
          { kind: "dimension", position: 2, place },
        ],
        place,
      })),
  ),
}));

test("every tree that is printed reads back as the same tree, without a warning", () => {
  fc.assert(
    fc.property(tree, (written) => {
      const text = printExpression(written);
      const { value, diagnostics } = parseEquation(text, () => place);
      if (value === undefined) throw new Error(`${text}: ${diagnostics[0].message}`);
      expect(diagnostics).toEqual([]);
      if (!sameTree(value.tree, written))
        throw new Error(`${text} → ${show(value.tree)} of ${show(written)}`);
    }),
    { seed: 4, numRuns: 2000 },
  );
});

async function written(model: Model): Promise<{ text: string; again: Model }> {
  const text = writeXmile(model);
  const { value, diagnostics } = await readXmile(text, model.file);
  if (value === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return { text, again: value };
}

const dims = `<dimensions><dim name="X" size="2"/><dim name="Place"><elem name="north"/><elem name="New, York"/></dim></dimensions>`;

test("a model reads the same after it is written", async () => {
  const { model } = await modelOf(
    {
      sim: `<sim_specs method="rk2" time_units="year"><start>-1</start><stop>2e3</stop><dt>0.3</dt><savestep>0.9</savestep></sim_specs>`,
      more: `${dims}<model_units><unit name="per_year"><eqn>1/years</eqn><alias>py</alias></unit><unit name="people"><alias>person</alias></unit></model_units>
        <data><import resource="d.csv"/></data>`,
      variables: `<stock name="S &amp; T"><eqn>a &lt; b {why not}</eqn><inflow>in</inflow><outflow>"out-flow"</outflow><non_negative/><units>people</units><doc>a\\nb \\\\n &lt;i&gt;</doc></stock>
        <flow name="in"><eqn>1</eqn><multiplier>b</multiplier></flow><flow name="out-flow"><eqn>b</eqn><non_negative/><gf><xscale min="0" max="1"/><ypts>0,1,3</ypts></gf></flow>
        <aux name="a"><eqn>-.5</eqn><range min="-1" max="1"/><scale min="0" max="2"/><format precision="0.1" display_as="currency"/></aux>
        <aux name="b"><eqn>
          a *
          2</eqn></aux>
        <gf name="g" type="discrete"><xpts>0,1,5</xpts><ypts>1,2,2</ypts><units>1</units></gf>
        <aux name="arr"><dimensions><dim name="X"/><dim name="Place"/></dimensions><eqn>X + Place</eqn></aux>
        <aux name="each"><dimensions><dim name="Place"/></dimensions><element subscript="north"><eqn>1</eqn></element><element subscript="&quot;New, York&quot;"><eqn>TIME</eqn></element></aux>
        <aux name="tables"><dimensions><dim name="X"/></dimensions><eqn>b</eqn><element subscript="1"><gf type="extrapolate"><xscale min="0" max="1"/><ypts>0,1</ypts></gf></element><element subscript="2"><gf><xpts>0,1,3</xpts><ypts>0,1,2</ypts></gf></element></aux>
        <aux name="called"><dimensions><dim name="X"/></dimensions><gf><xscale min="0" max="1"/><ypts>0,1</ypts></gf></aux>
        <aux name="series"><eqn>0</eqn></aux>
        <group name="G"><doc>d</doc><entity name="a"/></group>`,
      views: `<views><view name="V"><aux name="a" x="1" y="2"/><flow name="in" x="3" y="4"/><stock name="S &amp; T" x="9" y="4"/></view></views>`,
    },
    filesOf({ "d.csv": "time,series\n0,1\n1,\n2,5\n" }),
  );
  const { text, again } = await written(model);
  expect(withoutPlaces(again)).toEqual(withoutPlaces(model));
  // The modeller's own text, with its comment and its line breaks.
  expect(text).toContain("<eqn>a &lt; b {why not}</eqn>");
  expect(text).toMatch(/<eqn>a \*\n {10}2<\/eqn>/u);
  expect(text).toContain(`<pt x="9" y="4"/>`);
  // Written twice it is the same file.
  expect(writeXmile(again)).toBe(text);
});

test("what XMILE has not: a net equation, exceptions, subranges, mappings, partial arrays", async () => {
  const { model } = await modelOf({
    more: `<dimensions><dim name="D"><elem name="a"/><elem name="b"/><elem name="c"/></dim><dim name="Sub"><elem name="a"/><elem name="b"/></dim><dim name="E"><elem name="p"/><elem name="q"/><elem name="r"/></dim></dimensions>`,
    variables: `<aux name="x"><dimensions><dim name="D"/></dimensions><eqn>y[D] + y + z[E] + D</eqn></aux>
      <aux name="y"><dimensions><dim name="D"/></dimensions><eqn>1</eqn></aux>
      <aux name="z"><dimensions><dim name="E"/></dimensions><eqn>2</eqn></aux>
      <stock name="s"><eqn>1</eqn><inflow>f</inflow></stock><flow name="f"><eqn>s / 2</eqn></flow>`,
  });
  const x = variableOf(model, "x");
  const [definition] = x.definitions;
  const e = model.dimensions.get("e");
  if (e === undefined) throw new Error("no E");
  const mapped = { ...e, mappings: [{ to: "d", elements: [["a"], ["b"], ["c"]] }] };
  const s = variableOf(model, "s");
  const net = parseEquation("s / 2 - 1", () => place).value;
  if (net === undefined) throw new Error("no net");
  const changed = (variable: Variable, definitions: readonly Definition[]): Variable => ({
    ...variable,
    definitions,
  });
  const vensim: Model = {
    ...model,
    dimensions: new Map([...model.dimensions, ["e", mapped]]),
    variables: new Map([
      ...model.variables,
      ["x", changed(x, [{ ...definition, except: [["b"]] }])],
      [
        "y",
        changed(variableOf(model, "y"), [
          { kind: "constant", value: 1, place, subscripts: ["sub"], except: [] },
          { kind: "constant", value: 9, place, subscripts: ["c"], except: [] },
        ]),
      ],
      [
        "s",
        changed(
          s,
          s.definitions.map((one) => (one.kind === "stock" ? { ...one, net } : one)),
        ),
      ],
    ]),
  };
  const { text, again } = await written(vensim);
  // Element by element, with the dimensions bound: D's own, and E's by the mapping.
  expect(definitionOf(again, "x")).toBe(
    "[a] equation (+ (+ (+ y[a] y[a]) z[p]) 1); [c] equation (+ (+ (+ y[c] y[c]) z[r]) 3)",
  );
  expect(definitionOf(again, "y")).toBe("[a] constant 1; [b] constant 1; [c] constant 9");
  expect(again.dimensions.get("e")?.mappings).toEqual(mapped.mappings);
  expect(again.variables.has("s_net_flow")).toBe(false);
  expect(withoutPlaces(variableOf(again, "s"))).toEqual(withoutPlaces(vensim.variables.get("s")));
  // Other tools see a flow.
  expect(text).toContain(`<inflow>s_net_flow</inflow>`);
  expect(text).toContain(`<flow name="s net flow" parley:net="s">`);
});

test("text that XML cannot have is replaced, and the rest is escaped", async () => {
  const { model } = await modelOf({ variables: `<aux name="a"><eqn>1</eqn></aux>` });
  const a = variableOf(model, "a");
  const strange = `<b> & "q" ]]> \u0000 \ud800 é 😀`;
  const variables = new Map([
    ["a", { ...a, documentation: strange, name: 'a "b" \\ c', key: 'a_"b"_\\_c' }],
  ]);
  const { again } = await written({
    ...model,
    variables: new Map([['a_"b"_\\_c', [...variables.values()][0]]]),
  });
  expect(variableOf(again, 'a_"b"_\\_c')).toMatchObject({
    name: 'a "b" \\ c',
    documentation: `<b> & "q" ]]> \ufffd \ufffd é 😀`,
  });
});
