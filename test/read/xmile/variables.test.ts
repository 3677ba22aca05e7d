import { expect, test } from "vitest";
import { definitionOf, errorsOf, modelOf, variableOf } from "./support.js";

const dims = `<dimensions><dim name="X" size="2"/><dim name="Place"><elem name="north"/><elem name="south"/><elem name="New York"/></dim></dimensions>`;

test("units, documentation, range, scale and format (XMILE 1.0, section 4.1)", async () => {
  const { model } = await modelOf({
    variables: `<aux name="civilian share"><eqn>-.3</eqn><units> people/year </units>
      <doc>One\\ntwo\\tthree \\\\ four &lt;b&gt;</doc><range min="-1" max="1"/><scale min="0" max="10"/>
      <format precision="0.01" scale_by="1000" display_as="percent" delimit_000s="true"/></aux>
      <aux name="b"><eqn>1 / 3</eqn><units></units><doc></doc><format/></aux>`,
  });
  expect(variableOf(model, "civilian_share")).toMatchObject({
    name: "civilian share",
    kind: "constant",
    unit: "people/year",
    unitPlace: { line: 5, column: 50, length: 11 },
    documentation: "One\ntwo\tthree \\ four <b>",
    range: [-1, 1],
    scale: [0, 10],
    format: { precision: 0.01, scaleBy: 1000, displayAs: "percent", delimitThousands: true },
  });
  expect(definitionOf(model, "civilian_share")).toBe("constant -0.3");
  expect(variableOf(model, "b")).toMatchObject({
    kind: "auxiliary",
    unit: null,
    documentation: null,
    range: null,
  });
});

test("HTML documentation stays as it is", async () => {
  const html = "<html><body>a\\nb</body></html>";
  const { model } = await modelOf({
    variables: `<aux name="a"><eqn>1</eqn><doc><![CDATA[${html}]]></doc></aux>`,
  });
  expect(variableOf(model, "a").documentation).toBe(html);
});

test("names: spaces, underscores, quotes, escapes, case (section 3.2.2)", async () => {
  const { model } = await modelOf({
    variables: `<aux name="&quot;wom multiplier&quot;"><eqn>WOM_Multiplier2</eqn></aux>
      <aux name="revenue\\ngap"><eqn>"wom\\nmultiplier" + "Revenue  gap2"</eqn></aux>
      <aux name="WOM__Multiplier2"><eqn>1</eqn></aux>
      <aux name="say \\&quot;yes\\&quot;"><eqn>1</eqn></aux>
      <aux name="revenue&#xA0;gap2"><eqn>"say \\"yes\\""</eqn></aux>`,
  });
  expect([...model.variables].map(([key, { name }]) => [key, name])).toEqual([
    ["wom_multiplier", "wom multiplier"],
    ["revenue_gap", "revenue gap"],
    ["wom_multiplier2", "WOM__Multiplier2"],
    ['say_"yes"', 'say "yes"'],
    ["revenue_gap2", "revenue\u00a0gap2"],
  ]);
  expect(definitionOf(model, "revenue_gap")).toBe("equation (+ wom_multiplier revenue_gap2)");
  expect(definitionOf(model, "revenue_gap2")).toBe('equation say_"yes"');
});

test("carets point into the file's own line, whatever stands for < there", async () => {
  const variables = `<aux name="a"><eqn>1 &lt; 2 &amp;&amp;
      b &gt; <![CDATA[ c ! d ]]></eqn></aux>`;
  expect(await errorsOf({ variables })).toEqual(["unknown-sign &amp;&amp;", "surplus-sign !"]);
});

test("a stock: flows in their order, initial equation, non-negative", async () => {
  const { model } = await modelOf({
    variables: `<stock name="S"><eqn>a * 2</eqn><inflow>in_1</inflow><inflow>in 2</inflow>
      <outflow>out</outflow><non_negative/></stock>
      <flow name="in 1"><eqn>3</eqn></flow><flow name="in 2"><eqn>S</eqn><non_negative>true</non_negative></flow>
      <flow name="out"><eqn>1</eqn><multiplier>a</multiplier></flow><aux name="a"><eqn>5</eqn></aux>`,
  });
  expect(definitionOf(model, "s")).toBe("stock (* a 2) +[in_1,in_2] -[out]");
  expect(variableOf(model, "s").nonNegative).toBe(true);
  expect(variableOf(model, "in_2").nonNegative).toBe(true);
  expect(variableOf(model, "in_1")).toMatchObject({ kind: "flow", nonNegative: false });
  expect(variableOf(model, "out").multiplier?.text).toBe("a");
});

test("behavior: own before model before file, kind before all (section 2.6)", async () => {
  const more = `<behavior><non_negative/><flow><non_negative>false</non_negative></flow></behavior>`;
  const variables = `<stock name="s"><eqn>1</eqn></stock>
    <stock name="own"><eqn>1</eqn><non_negative> FALSE </non_negative></stock>
    <flow name="f"><eqn>1</eqn></flow>`;
  const flags = async (text: string): Promise<unknown[]> => {
    const { model } = await modelOf(text);
    return [...model.variables.values()].map(({ nonNegative }) => nonNegative);
  };
  const file = (inModel: string): string =>
    `<xmile xmlns="http://docs.oasis-open.org/xmile/ns/XMILE/v1.0"><sim_specs><start>0</start><stop>1</stop></sim_specs>
     ${more}<model>${inModel}<variables>${variables}</variables></model></xmile>`;
  expect(await flags(file(""))).toEqual([true, false, false]);
  const own = "<behavior><flow><non_negative/></flow><stock/></behavior>";
  expect(await flags(file(own))).toEqual([true, false, true]);
});

test("an initial equation of its own, as some tools write it", async () => {
  const { model } = await modelOf({
    variables: `<aux name="a"><eqn>b</eqn><init_eqn>7</init_eqn></aux><aux name="b"><eqn>a</eqn></aux>`,
  });
  expect(definitionOf(model, "a")).toBe("equation (vensim.active_initial b 7)");
});

test("everything that is wrong is told at once, each at its place", async () => {
  const variables = `<aux name="a"/>
    <aux><eqn>1</eqn></aux>
    <aux name="A"><eqn>1 +</eqn></aux>
    <stock name="s"><eqn>1</eqn><inflow/><gf/></stock>
    <aux name="m"><mathml/></aux>
    <flow name="f"><eqn>1</eqn><leak>1</leak><overflow/></flow>
    <aux name="n"><eqn>1</eqn><non_negative>maybe</non_negative></aux>
    <flow name="g"><eqn>1</eqn><non_negative>maybe</non_negative></flow>
    <sector name="x"/>
    <aux name="u"><eqn>NOSUCH(1)</eqn></aux>`;
  expect((await errorsOf({ variables })).toSorted()).toEqual(
    [
      "xmile-name-missing aux",
      "unexpected-end <",
      "xmile-name-missing inflow",
      "xmile-unsupported gf",
      "xmile-unsupported mathml",
      "xmile-leak leak",
      "xmile-overflow f",
      "xmile-unsupported non_negative",
      "xmile-boolean maybe",
      "xmile-name-twice A",
      "xmile-unsupported sector",
      "xmile-equation-missing aux",
      "xmile-equation-missing aux",
      "unknown-function NOSUCH",
    ].toSorted(),
  );
});

test("one equation for some elements, another for the rest; lists; by position", async () => {
  const { model } = await modelOf({
    more: dims,
    variables: `<aux name="a"><dimensions><dim name="Place"/></dimensions><eqn>b</eqn>
      <element subscript="south"><eqn>2</eqn></element></aux>
      <aux name="b"><dimensions><dim name="X"/></dimensions><eqn>1</eqn><eqn>TIME</eqn></aux>
      <aux name="c"><dimensions><dim name="Place"/></dimensions>
        <element subscript="2"><eqn>1</eqn></element>
        <element subscript="&quot;New York&quot;"><eqn>2</eqn></element>
        <element subscript=" North "><eqn>3</eqn></element></aux>
      <stock name="d"><dimensions><dim name="X"/></dimensions><eqn>5, 6</eqn></stock>`,
  });
  expect(definitionOf(model, "a")).toBe("[place] equation b; [south] constant 2");
  expect(definitionOf(model, "b")).toBe("[1] constant 1; [2] equation (time)");
  expect(definitionOf(model, "c")).toBe(
    "[south] constant 1; [new_york] constant 2; [north] constant 3",
  );
  expect(definitionOf(model, "d")).toBe("[1] stock 5 +[] -[]; [2] stock 6 +[] -[]");
});

test("array signs of section 3.7.1: ranges, dimensions by number, transposition", async () => {
  const { model } = await modelOf({
    more: dims,
    variables: `<aux name="a"><dimensions><dim name="X"/><dim name="Place"/></dimensions><eqn>1</eqn></aux>
      <aux name="b"><dimensions><dim name="Place"/><dim name="X"/></dimensions><eqn>a[@2, @1]</eqn></aux>
      <aux name="c"><dimensions><dim name="X"/><dim name="X"/></dimensions><eqn>c2[@2, @1] + c2'</eqn></aux>
      <aux name="c2"><dimensions><dim name="X"/><dim name="X"/></dimensions><eqn>1</eqn></aux>
      <aux name="d"><eqn>SUM(a[1, 1:3]) + SIZE(a[*, north])^2 + a[TIME, DT]</eqn></aux>`,
  });
  expect(definitionOf(model, "b")).toBe("[place,x] equation a[x,place]");
  expect(definitionOf(model, "c")).toBe("[x,x] equation (+ c2[@2,@1] (transpose c2))");
  expect(definitionOf(model, "d")).toBe(
    "equation (+ (+ (sum a[1,1:3]) (^ (size a[*,north]) 2)) a[(time),(dt)])",
  );
});

test("arrays that do not fit are errors at their place", async () => {
  const array = `<dimensions><dim name="Place"/></dimensions>`;
  const variables = `<aux name="a"><dimensions><dim name="Plaice"/></dimensions><eqn>1</eqn></aux>
    <aux name="b">${array}<element subscript="noth"><eqn>1</eqn></element></aux>
    <aux name="c">${array}<element subscript="north, south"><eqn>1</eqn></element></aux>
    <aux name="d">${array}<element subscript="north"><eqn>1</eqn></element></aux>
    <aux name="e">${array}<element subscript="1"><eqn>1</eqn></element><element subscript="north"><eqn>1</eqn></element></aux>
    <aux name="f">${array}<eqn>1, 2</eqn></aux>
    <aux name="g"><element subscript="north"><eqn>1</eqn></element></aux>
    <aux name="h"><eqn>1</eqn><eqn>2</eqn></aux>
    <aux name="i">${array}<eqn>1 + @2</eqn></aux>
    <aux name="j">${array}<eqn>j[@3]</eqn></aux>`;
  expect((await errorsOf({ more: dims, variables })).toSorted()).toEqual(
    [
      "xmile-unknown-dimension Plaice",
      "xmile-unknown-element noth",
      "xmile-subscript-count north, south",
      "xmile-element-missing aux",
      "xmile-element-twice element",
      "xmile-element-missing aux",
      "xmile-number-list 1, 2",
      "xmile-element element",
      "xmile-repeated 2",
      "missing-operand @",
      "xmile-dimension-number @3",
    ].toSorted(),
  );
  const twice = `<dimensions><dim name="X"><elem name="a"/><elem name="A"/></dim><dim name="Y"/>
    <dim name="Z" size="0"/><dim name="W" size="2"/><dim name="w" size="3"/></dimensions>`;
  expect(await errorsOf({ more: twice, variables: "" })).toEqual([
    "xmile-element-twice A",
    "xmile-dimension-size dim",
    "xmile-dimension-size 0",
    "xmile-dimension-twice w",
  ]);
});

test("conveyors and queues that do not fit are errors at their place", async () => {
  const conveyor = "<conveyor><len>4</len></conveyor>";
  const variables = `<stock name="a"><eqn>1</eqn>${conveyor}</stock>
    <stock name="b"><eqn>1</eqn><outflow>leaking</outflow>${conveyor}</stock>
    <flow name="leaking"><leak>0.1</leak></flow>
    <stock name="c"><eqn>1</eqn><outflow>out</outflow><outflow>drip</outflow><conveyor/></stock>
    <flow name="out"/><flow name="drip"/>
    <stock name="d"><eqn>1</eqn><outflow>nowhere</outflow><queue/></stock>
    <stock name="e"><eqn>1</eqn><outflow>over</outflow><queue/></stock>
    <flow name="over" leak_start="2"><overflow/></flow>
    <stock name="f"><eqn>1</eqn><outflow>out2</outflow><queue/>${conveyor}</stock>
    <stock name="g"><eqn>1</eqn><outflow>out3</outflow><queue/></stock>
    <flow name="out2"/><flow name="out3"/>`;
  expect((await errorsOf({ variables })).toSorted()).toEqual(
    [
      "xmile-conveyor-exit conveyor",
      "xmile-conveyor-exit conveyor",
      "xmile-conveyor-length conveyor",
      "xmile-unknown-flow nowhere",
      "xmile-overflow over",
      "xmile-leak-zone 2",
      "xmile-container queue",
    ].toSorted(),
  );
  const twice = `<stock name="a"><eqn>1</eqn><outflow>out</outflow><queue/></stock><flow name="out"/>
    <stock name="b"><eqn>1</eqn><outflow>out</outflow><outflow>drip</outflow>${conveyor}</stock><flow name="drip"/>`;
  expect(await errorsOf({ variables: twice })).toEqual([
    "xmile-drained-twice out",
    "xmile-leak-fraction drip",
  ]);
});

test("the equation of what a conveyor drives is not used, and that is said", async () => {
  const { model, warnings } = await modelOf({
    variables: `<stock name="a"><eqn>1</eqn><outflow>out</outflow><conveyor><len>4</len></conveyor></stock>
      <flow name="out"><eqn>3</eqn><non_negative/></flow>`,
  });
  expect(warnings).toEqual(["xmile-driven-equation"]);
  expect(definitionOf(model, "out")).toBe("exit of a");
});
