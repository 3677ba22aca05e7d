import { expect, test } from "vitest";
import { definitionOf, errorsOf, filesOf, modelOf, variableOf } from "./support.js";

const head = `<xmile version="1.0" xmlns="http://docs.oasis-open.org/xmile/ns/XMILE/v1.0">`;
const sim = "<sim_specs><start>0</start><stop>1</stop></sim_specs>";

function whole(root: string, ...more: readonly string[]): string {
  return `${head}${sim}<model><variables>${root}</variables></model>${more.join("\n")}</xmile>`;
}

function submodel(name: string, variables: string): string {
  return `<model name="${name}"><variables>${variables}</variables></model>`;
}

// The example of section 4.7.1, with equations.
const root = `<module name="Sub_Model"><connect to="Input" from=".Root_Model_Output"/>
    <connect to=".Root_Model_Input" from="Sub_Model.Output"/></module>
  <aux name="Root_Model_Output" access="output"><eqn>3</eqn></aux>
  <aux name="Root_Model_Input" access="input"/>`;
const inner = `<aux name="Input" access="input"/>
  <aux name="Output" access="output"><eqn>Input * 2</eqn></aux>`;

test("the example of the standard, in one file and in two (section 4.7.1)", async () => {
  const one = await modelOf(whole(root, submodel("Sub_Model", inner)));
  const module = `<module name="Sub_Model" resource="module.xml">`;
  const other = `${head}<header/>${sim}<model><variables>${inner}</variables></model></xmile>`;
  const two = await modelOf(
    whole(root.replace(`<module name="Sub_Model">`, module)),
    filesOf({ "module.xml": other }),
  );
  for (const { model } of [one, two]) {
    expect(definitionOf(model, "root_model_input")).toBe("equation sub_model.output");
    expect(definitionOf(model, "sub_model.input")).toBe("equation root_model_output");
    expect(definitionOf(model, "sub_model.output")).toBe("equation (* sub_model.input 2)");
  }
});

test("names within modules are their own; others are reached by module or by a point", async () => {
  const { model } = await modelOf(
    whole(
      `<module name="A"/><module name="B"/><aux name="x"><eqn>A.x + B.x</eqn></aux>
       <aux name="cost"><eqn>1</eqn></aux>`,
      submodel(
        "A",
        `<aux name="x"><eqn>cost + .cost + B.x + TIME</eqn></aux><aux name="cost"><eqn>2</eqn></aux>`,
      ),
      submodel("B", `<module name="C"/><aux name="x"><eqn>C.x</eqn></aux>`),
      submodel(
        "C",
        `<stock name="x"><eqn>1</eqn><inflow>f</inflow></stock><flow name="f"><eqn>.x</eqn></flow>`,
      ),
    ),
  );
  expect(definitionOf(model, "x")).toBe("equation (+ a.x b.x)");
  expect(definitionOf(model, "a.x")).toBe("equation (+ (+ (+ a.cost cost) b.x) (time))");
  expect(definitionOf(model, "b.x")).toBe("equation c.x");
  expect(definitionOf(model, "c.x")).toBe("stock 1 +[c.f] -[]");
  expect(definitionOf(model, "c.f")).toBe("equation x");
});

test("a file that two modules share is two models, its own modules told apart by the path", async () => {
  const part = `${head}<model><variables><module name="Inner"/><aux name="x"><eqn>Inner.y</eqn></aux>
    </variables></model>${submodel("Inner", `<aux name="y"><eqn>1</eqn></aux>`)}</xmile>`;
  const { model } = await modelOf(
    whole(
      `<module name="One" resource="parts/p.xmile"/><module name="Two" resource="parts/p.xmile"/>`,
    ),
    filesOf({ "parts/p.xmile": part }),
  );
  expect([...model.variables.keys()].toSorted()).toEqual([
    "one.inner.y",
    "one.x",
    "two.inner.y",
    "two.x",
  ]);
  expect(definitionOf(model, "two.x")).toBe("equation two.inner.y");
});

test("a connected table is called by its own name; an input keeps its own equation otherwise", async () => {
  const { model } = await modelOf(
    whole(
      `<module name="M"><connect to="curve" from="shape"/></module>
       <gf name="shape"><xscale min="0" max="1"/><ypts>1,2</ypts></gf>`,
      submodel(
        "M",
        `<aux name="curve" access="input"><gf><xscale min="0" max="1"/><ypts>0,0</ypts></gf></aux>
         <aux name="x"><eqn>curve(0.5) + other</eqn></aux><aux name="other" access="input"><eqn>7</eqn></aux>`,
      ),
    ),
  );
  expect(variableOf(model, "m.curve")).toMatchObject({
    kind: "table",
    definitions: [{ table: { y: [1, 2] } }],
  });
  expect(definitionOf(model, "m.x")).toBe("equation (+ (m.curve 0.5) m.other)");
  expect(definitionOf(model, "m.other")).toBe("constant 7");
});

test("what does not fit together is told at its place", async () => {
  const text = whole(
    `<module name="A"><connect to="nothing" from="x"/><connect to="in" from="y"/><connect to="in"/></module>
     <module name="Missing"/><aux name="x"><eqn>1</eqn></aux><aux name="calls"><eqn>A(3)</eqn></aux>`,
    submodel(
      "A",
      `<aux name="in" access="input"/><aux name="z"><eqn>x + inn</eqn></aux><module name="A"/>`,
    ),
    `<model name="B"><sim_specs><start>0</start><stop>1</stop><dt>0.5</dt></sim_specs><variables/></model>`,
    `<model name="b"/><model/>`,
  );
  expect((await errorsOf(text)).toSorted()).toEqual(
    [
      "xmile-connect connect",
      "xmile-connect nothing",
      "xmile-connect y",
      "xmile-unknown-model Missing",
      "xmile-module-circle A",
      "xmile-unknown-name x",
      "xmile-unknown-name inn",
      "xmile-equation-missing aux",
      "xmile-name-twice model",
      "xmile-root model",
      "xmile-unsupported A",
    ].toSorted(),
  );
});

test("time settings of a module's own are not supported, unless they are those of the whole", async () => {
  const own = (step: string): string =>
    `<model name="A"><sim_specs><start>0</start><stop>1</stop>${step}</sim_specs><variables/></model>`;
  expect((await modelOf(whole(`<module name="A"/>`, own("")))).warnings).toEqual([]);
  expect(await errorsOf(whole(`<module name="A"/>`, own("<dt>0.5</dt>")))).toEqual([
    "xmile-unsupported sim_specs",
  ]);
});

test("a model that no module stands for is not used, and that is said", async () => {
  const text = whole(`<aux name="x"><eqn>1</eqn></aux>`, submodel("Lonely", ""));
  expect((await modelOf(text)).warnings).toEqual(["xmile-unused-model"]);
});

test("includes bring macros, dimensions, units and defaults; the main file's own hold (2.11)", async () => {
  const text = `${head}<header><includes><include resource="lib/macros.xml"/>
      <include resource="/absolute/defaults.xml"/></includes></header>${sim}
    <macro name="TWICE"><parm>x</parm><eqn>x * 2</eqn></macro>
    <model><variables><aux name="a"><eqn>TWICE(3) + THRICE(3)</eqn></aux>
    <stock name="s"><dimensions><dim name="D"/></dimensions><eqn>1</eqn></stock></variables></model></xmile>`;
  const { model } = await modelOf(
    text,
    filesOf({
      "lib/macros.xml": `${head}<header><includes><include resource="more.xml"/></includes></header>
        <macro name="TWICE"><parm>x</parm><eqn>x * 200</eqn></macro></xmile>`,
      "lib/more.xml": `${head}<macro name="THRICE"><parm>x</parm><eqn>x * 3</eqn></macro>
        <dimensions><dim name="D" size="2"/></dimensions>
        <model_units><unit name="people"><alias>person</alias></unit></model_units></xmile>`,
      "defaults.xml": `${head}<behavior><stock><non_negative/></stock></behavior></xmile>`,
    }),
  );
  expect(definitionOf(model, "a")).toBe("equation (+ (* 3 2) (* 3 3))");
  expect(variableOf(model, "s").nonNegative).toBe(true);
  expect([...model.units]).toEqual([["person", "people"]]);
});

test("files on the network, by pattern, missing, in a circle", async () => {
  const text = `${head}<header><includes><include resource="http://example.org/a.xml"/><include resource="lib/*"/>
    <include resource="gone.xml"/><include resource="circle.xml"/></includes></header>${sim}<model><variables/></model></xmile>`;
  const circle = `${head}<header><includes><include resource="circle.xml"/></includes></header></xmile>`;
  expect(await errorsOf(text, filesOf({ "circle.xml": circle }))).toEqual([
    "xmile-resource http://example.org/a.xml",
    "xmile-resource lib/*",
    "file-missing gone.xml",
  ]);
  const alone = `${head}<header><includes><include resource="a.xml"/></includes></header>${sim}<model/></xmile>`;
  expect(await errorsOf(alone)).toEqual(["xmile-resource a.xml"]);
});

test("a submodel that says some settings of the whole again is no other", async () => {
  const errors = (settings: string) =>
    errorsOf(
      whole(
        `<module name="A"/>`,
        `<model name="A"><sim_specs${settings}</sim_specs><variables/></model>`,
      ),
    );
  for (const same of ["><dt>1</dt>", "><stop>1</stop>", ' method="euler">', ">"]) {
    expect(await errors(same), same).toEqual([]);
  }
  for (const other of ["><dt>0.5</dt>", "><stop>2</stop>", ' method="rk4">']) {
    expect(await errors(other), other).toEqual(["xmile-unsupported sim_specs"]);
  }
});

test("what is beside the parts of the standard is passed over with a warning, unless it has variables", async () => {
  const variables = `<aux name="x"><eqn>1</eqn></aux>`;
  const beside = `<pages><page title="a"/></pages>`;
  const { warnings } = await modelOf(whole(variables, beside));
  expect(warnings).toEqual(["xmile-unread"]);
  const inModel = whole(variables).replace("</variables>", `</variables>${beside}`);
  expect((await modelOf(inModel)).warnings).toEqual(["xmile-unread"]);
  for (const part of [`<part><aux name="y"/></part>`, `<part><model><variables/></model></part>`]) {
    expect(await errorsOf(whole(variables, part)), part).toEqual(["xmile-unsupported part"]);
  }
});
