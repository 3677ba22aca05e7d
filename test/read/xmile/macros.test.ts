import { expect, test } from "vitest";
import { expectQuick } from "../../support/quick.js";
import { definitionOf, errorsOf, modelOf, variableOf } from "./support.js";

const smooth = `<macro name="SMOOTHED"><parm>input</parm><parm>time to smooth</parm><eqn>level</eqn>
  <variables><stock name="level"><eqn>input</eqn><inflow>change</inflow></stock>
  <flow name="change"><eqn>(input - level) / time_to_smooth</eqn></flow></variables></macro>`;

test("an argument that is computed is computed once", async () => {
  const { model } = await modelOf({
    more: `<macro name="SQUARE"><parm>x</parm><eqn>x * x</eqn></macro>
      <macro name="HALF"><parm>x</parm><eqn>x / 2</eqn></macro>`,
    variables: `<aux name="a"><eqn>SQUARE(RANDOM(0, 1)) + HALF(b + 1) + SQUARE(b) + SQUARE(-3)</eqn></aux>
      <aux name="b"><eqn>1</eqn></aux>`,
  });
  expect(definitionOf(model, "a#square.x")).toBe("equation (random 0 1)");
  expect(definitionOf(model, "a")).toBe(
    "equation (+ (+ (+ (* a#square.x a#square.x) (/ (+ b 1) 2)) (* b b)) (* (- 3) (- 3)))",
  );
});

test("macros call macros, with variables of their own each", async () => {
  const { model } = await modelOf({
    more: `${smooth}<macro name="TWICE"><parm>x</parm><eqn>SMOOTHED(SMOOTHED(x, 1), 2)</eqn></macro>`,
    variables: `<aux name="a"><eqn>TWICE(b)</eqn></aux><aux name="b"><eqn>1</eqn></aux>`,
  });
  expect(definitionOf(model, "a")).toBe("equation a#twice#smoothed#2.level");
  expect(definitionOf(model, "a#twice#smoothed.change")).toBe(
    "equation (/ (- b a#twice#smoothed.level) 1)",
  );
  expect(definitionOf(model, "a#twice#smoothed#2.level")).toBe(
    "stock a#twice#smoothed.level +[a#twice#smoothed#2.change] -[]",
  );
});

test("macros in modules, and of one name with different numbers of parameters", async () => {
  const { model } = await modelOf({
    more: `${smooth}<macro name="F"><eqn>1</eqn></macro><macro name="F"><parm>x</parm><eqn>x</eqn></macro>
      <macro name="F"><parm>x</parm><parm>y</parm><eqn>x + y</eqn></macro>
      <model name="M"><variables><aux name="a"><eqn>SMOOTHED(b, F())</eqn></aux>
      <aux name="b"><eqn>F(2) * F(3, 4)</eqn></aux></variables></model>`,
    variables: `<module name="M"/>`,
  });
  expect(definitionOf(model, "m.b")).toBe("equation (* 2 (+ 3 4))");
  expect(definitionOf(model, "m.a")).toBe("equation m.a#smoothed.level");
  expect(definitionOf(model, "m.a#smoothed.change")).toBe(
    "equation (/ (- m.b m.a#smoothed.level) 1)",
  );
});

test("over the dimensions of the calling equation; for one element without them", async () => {
  const { model } = await modelOf({
    more: `<dimensions><dim name="X" size="2"/><dim name="Y" size="3"/></dimensions>${smooth}
      <macro name="PICK"><parm>A</parm><parm>i</parm><eqn>A[i]</eqn></macro>`,
    variables: `<aux name="a"><dimensions><dim name="X"/><dim name="Y"/></dimensions><eqn>SMOOTHED(b[X, Y] * 2, 3)</eqn></aux>
      <aux name="b"><dimensions><dim name="X"/><dim name="Y"/></dimensions><eqn>1</eqn></aux>
      <aux name="c"><dimensions><dim name="X"/></dimensions><element subscript="1"><eqn>SMOOTHED(n, 1)</eqn></element>
        <element subscript="2"><eqn>PICK(b[2, *], n)</eqn></element></aux>
      <aux name="n"><eqn>1</eqn></aux>`,
  });
  expect(variableOf(model, "a#smoothed.input").dimensions).toEqual(["x", "y"]);
  expect(definitionOf(model, "a#smoothed.level")).toBe(
    "[x,y] stock a#smoothed.input +[a#smoothed.change] -[]",
  );
  expect(variableOf(model, "c#smoothed.level").dimensions).toEqual([]);
  expect(definitionOf(model, "c")).toBe("[1] equation c#smoothed.level; [2] equation b[2,n]");
});

test("a table as an argument is called by the parameter's name", async () => {
  const { model } = await modelOf({
    more: `<macro name="AT"><parm>f</parm><parm>x</parm><eqn>f(x) + f(x)</eqn></macro>`,
    variables: `<gf name="g"><xscale min="0" max="1"/><ypts>0,1</ypts></gf><aux name="a"><eqn>AT(g, 0.5)</eqn></aux>`,
  });
  expect(definitionOf(model, "a")).toBe("equation (+ (g 0.5) (g 0.5))");
});

test("what is not supported is named: recursion, runs within steps, filters, modules", async () => {
  const more = `<macro name="FACT"><parm>x</parm><eqn>IF x &lt;= 1 THEN 1 ELSE FACT(x - 1)</eqn></macro>
    <macro name="LOOP"><parm>x</parm><eqn>x</eqn><sim_specs><start>1</start><stop>x</stop></sim_specs></macro>
    <macro name="ONE"><parm>x</parm><parm default="x + 1">y</parm><eqn>x + y</eqn></macro>
    <macro name="EMPTY"><parm/></macro>
    <macro name="MODULAR"><eqn>1</eqn><variables><module name="M"/></variables></macro>
    <macro name="ELEMENT"><parm>A</parm><eqn>A[1]</eqn></macro>`;
  const variables = `<aux name="a"><eqn>FACT(5)</eqn></aux><aux name="b"><eqn>LOOP(5)</eqn></aux>
    <aux name="c"><eqn>ONE()</eqn></aux><aux name="d"><eqn>ONE(1, 2, 3)</eqn></aux>
    <aux name="e"><eqn>ELEMENT(5)</eqn></aux>`;
  expect((await errorsOf({ more, variables })).toSorted()).toEqual(
    [
      "xmile-unsupported FACT",
      "xmile-unsupported LOOP",
      "wrong-arguments ONE",
      "wrong-arguments ONE",
      "xmile-name-missing parm",
      "xmile-equation-missing EMPTY",
      "xmile-unsupported module",
      "xmile-macro-subscripts A",
    ].toSorted(),
  );
  const filter = `<macro filter="flow" name="non_negative"><parm>flow</parm><parm>option</parm>
    <eqn>IF option THEN MAX(flow, 0) ELSE flow</eqn></macro>`;
  expect((await modelOf({ more: filter })).warnings).toEqual(["xmile-option-filter"]);
});

test("macros that multiply each other end in an error, not in a hang", async () => {
  const more = Array.from({ length: 40 }, (_, index) =>
    index === 0
      ? `<macro name="M0"><parm>x</parm><eqn>x</eqn></macro>`
      : `<macro name="M${index}"><parm>x</parm><eqn>M${index - 1}(x) + M${index - 1}(x)</eqn></macro>`,
  ).join("");
  const errors = await expectQuick(() =>
    errorsOf({ more, variables: `<aux name="a"><eqn>M39(1)</eqn></aux>` }),
  );
  expect(errors).toHaveLength(1);
  expect(errors[0]).toMatch(/^xmile-unsupported M/u);
});
