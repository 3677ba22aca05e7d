import { expect, test } from "vitest";
import { definitionOf, definitionsOf, errorsOf, modelOf, variableOf } from "./support.js";

const points = `<xscale min="0" max="1"/><ypts>0,0.1,0.5,0.9,1</ypts>`;

test("a scale is divided evenly (XMILE 1.0, section 4.1.3)", async () => {
  const { model } = await modelOf({
    variables: `<gf name="rising">${points}<units>1</units><doc>Up.</doc></gf>`,
  });
  expect(definitionsOf(model, "rising")).toEqual([
    {
      kind: "table",
      input: null,
      table: { interpolation: "continuous", x: [0, 0.25, 0.5, 0.75, 1], y: [0, 0.1, 0.5, 0.9, 1] },
      subscripts: [],
      except: [],
    },
  ]);
  expect(variableOf(model, "rising")).toMatchObject({
    kind: "table",
    unit: "1",
    documentation: "Up.",
  });
});

test("points of their own, separators, types", async () => {
  const { model, warnings } = await modelOf({
    variables: `<gf name="a" type="extrapolate"><xpts sep=";">1; 2;4</xpts><ypts sep=" ">1  2
      3</ypts></gf>
      <gf name="b" type="Discrete"><xscale min="-1" max="1"/><ypts>1, 2, 2,</ypts></gf>
      <gf name="c"><xscale min="0" max="9"/><xpts>0,5,5,9</xpts><ypts>0,1,2,3</ypts></gf>
      <gf name="d" type="discrete"><xscale min="0" max="1"/><ypts>1,2</ypts></gf>`,
  });
  expect(definitionsOf(model, "a")).toMatchObject([
    { table: { interpolation: "extrapolated", x: [1, 2, 4], y: [1, 2, 3] } },
  ]);
  expect(definitionsOf(model, "b")).toMatchObject([
    { table: { interpolation: "discrete", x: [-1, 0, 1], y: [1, 2, 2] } },
  ]);
  expect(definitionsOf(model, "c")).toMatchObject([{ table: { x: [0, 5, 5, 9] } }]);
  expect(warnings).toEqual(["xmile-gf-jump", "xmile-gf-discrete"]);
});

test("with an equation it is applied, without one it is called, by name it is another's", async () => {
  const { model } = await modelOf({
    variables: `<aux name="applied"><eqn>b * 2</eqn><gf>${points}</gf></aux>
      <aux name="called"><gf>${points}</gf></aux>
      <flow name="flowing"><eqn>b</eqn><gf>${points}</gf></flow>
      <aux name="user"><eqn>called(b) + rising(0.5)</eqn></aux>
      <aux name="borrower"><eqn>b</eqn><gf name="rising"/></aux>
      <aux name="owner"><eqn>b</eqn><gf name="rising">${points}</gf></aux>
      <aux name="b"><eqn>1</eqn></aux>`,
  });
  expect(definitionOf(model, "applied")).toBe("table (* b 2)");
  expect(variableOf(model, "applied").kind).toBe("auxiliary");
  expect(definitionOf(model, "called")).toBe("table called");
  expect(variableOf(model, "called").kind).toBe("table");
  expect(definitionOf(model, "flowing")).toBe("table b");
  expect(variableOf(model, "flowing").kind).toBe("flow");
  expect(definitionOf(model, "user")).toBe("equation (+ (called b) (rising 0.5))");
  expect(definitionsOf(model, "borrower")).toEqual(definitionsOf(model, "owner"));
  expect(definitionOf(model, "rising")).toBe("table called");
});

test("one equation with a graphical function for each element (section 4.5.3)", async () => {
  const { model } = await modelOf({
    more: `<dimensions><dim name="X" size="2"/></dimensions>`,
    variables: `<aux name="g"><dimensions><dim name="X"/></dimensions>
      <element subscript="1"><gf><xscale min="1" max="9"/><ypts>0,50,25</ypts></gf></element>
      <element subscript="2"><gf><xscale min="1" max="9"/><ypts>90,10,50</ypts></gf></element>
      <eqn>TIME</eqn><units>buildings</units></aux>`,
  });
  expect(definitionOf(model, "g")).toBe("[1] table (time); [2] table (time)");
  expect(definitionsOf(model, "g")[1]).toMatchObject({ table: { x: [1, 5, 9], y: [90, 10, 50] } });
});

test("points that do not fit are errors at their place", async () => {
  const variables = `<gf name="a"><xpts>0,1</xpts><ypts>1,2,3</ypts></gf>
    <gf name="b"><xpts>2,1,3</xpts><ypts>1,2,3</ypts></gf>
    <gf name="c"><ypts>1,2,3</ypts></gf>
    <gf name="d"><xscale min="1" max="0"/><ypts>1,2,3</ypts></gf>
    <gf name="e"><xscale min="0" max="1"/><ypts>1,two,3</ypts></gf>
    <gf name="f" type="wavy"><xscale min="0" max="1"/><ypts>1,2</ypts></gf>
    <aux name="g"><eqn>1</eqn><gf/></aux>
    <aux name="h"><eqn>1</eqn><gf name="nowhere"/></aux>
    <gf name="i"><xscale min="0" max="1"/><ypts></ypts></gf>
    <flow name="j"><gf>${points}</gf></flow>`;
  expect(await errorsOf({ variables })).toEqual([
    "xmile-gf-points xpts",
    "xmile-gf-order xpts",
    "xmile-gf-scale gf",
    "xmile-gf-scale xscale",
    "xmile-number two",
    "xmile-gf-type wavy",
    "xmile-gf-points gf",
    "xmile-gf-name nowhere",
    "xmile-gf-points ypts",
    "xmile-equation-missing flow",
  ]);
});
