import { expect, test } from "vitest";
import { readXmile } from "#read/xmile/read";
import { definitionOf, errorsOf, filesOf, modelOf, variableOf, xmile } from "./support.js";

const one = `<aux name="a"><eqn>1</eqn></aux>`;

test("units: names, equations, aliases, disabled ones (XMILE 1.0, section 2.4)", async () => {
  const { model, notes } = await modelOf({
    more: `<model_units><unit name="models_per_person_per_year"><eqn>models/person/year</eqn></unit>
      <unit name="Rabbits"><alias>Rabbit</alias></unit>
      <unit name="models_per_year"><eqn>models/year</eqn><alias>model_per_year</alias><alias>mpy</alias></unit>
      <unit name="Joules" disabled="true"><alias>J</alias></unit><unit name="Alone"/>
      <unit name="Rabbits"><alias>rabbit</alias></unit></model_units>`,
  });
  expect([...model.units]).toEqual([
    ["models_per_person_per_year", "models/person/year"],
    ["Rabbit", "Rabbits"],
    ["models_per_year", "models/year"],
    ["model_per_year", "models_per_year"],
    ["mpy", "models_per_year"],
  ]);
  expect(notes).toEqual(["xmile-unit-disabled"]);
  const twice = `<model_units><unit name="a"><alias>x</alias></unit><unit name="b"><alias>X</alias></unit><unit/></model_units>`;
  expect(await errorsOf({ more: twice })).toEqual([
    "xmile-unit-twice X",
    "xmile-name-missing unit",
  ]);
});

test("groups and diagrams (sections 4.6 and 5.1)", async () => {
  const { model, warnings } = await modelOf({
    variables: `${one}<stock name="S"><eqn>1</eqn><inflow>f</inflow></stock><flow name="f"><eqn>1</eqn></flow>
      <group name="Financial Sector"><doc>Money.</doc><entity name="a"/><entity name="s"/><entity name="gone"/></group>
      <group name="Old"><var>f</var></group>`,
    views: `<views><view name="Page" type="stock_flow">
        <stock name="S" x="100" y="50" width="40" height="20"/><aux name="A" x="1.5" y="-2"/>
        <flow name="f" x="60" y="60"><pts><pt x="10" y="60"/><pt x="100" y="60"/></pts></flow>
        <aux name="nowhere" x="1" y="1"/><connector uid="1"><from>a</from><to>f</to></connector><aux name="S" x="9" y="9"/>
        <alias x="7" y="8" uid="2"><of>S</of></alias><alias x="1" y="1"><of>gone</of></alias><alias><of>f</of></alias></view>
      <view type="interface"><aux name="a" x="0" y="0"/></view><view><aux name="a" x="0" y="0"/></view></views>`,
  });
  expect(warnings).toEqual(["xmile-group-member"]);
  expect(model.groups).toEqual([
    { name: "Financial Sector", documentation: "Money.", members: ["a", "s"] },
    { name: "Old", documentation: null, members: ["f"] },
  ]);
  expect(model.views).toEqual([
    {
      name: "Page",
      nodes: [
        { key: "s", x: 120, y: 60 },
        { key: "a", x: 1.5, y: -2 },
        {
          key: "f",
          x: 60,
          y: 60,
          pipe: [
            [10, 60],
            [100, 60],
          ],
        },
      ],
      ghosts: [{ key: "s", x: 7, y: 8 }],
    },
    { name: "main 2", nodes: [{ key: "a", x: 0, y: 0 }] },
  ]);
});

test("vendors' extensions are noted once each, by name and number; other strangers are errors", async () => {
  const text = xmile({
    variables: `<aux name="a" isee:delay="1"><eqn>1</eqn><isee:x/><isee:x/></aux>`,
    more: `<isee:prefs layer="model"/><forio:y xmlns:forio="urn:f"/>`,
  });
  const { diagnostics } = await readXmile(text, "m.xmile");
  expect(diagnostics.map(({ severity, message }) => `${severity}: ${message}`)).toEqual([
    "note: <isee:prefs> is a vendor's extension and is not read.",
    "note: <forio:y> is a vendor's extension and is not read.",
    "note: <isee:x> (2 times) is a vendor's extension and is not read.",
    "note: isee:delay is a vendor's extension and is not read.",
  ]);
  const odd = await errorsOf({
    variables: `<aux name="a"><eqn>1</eqn><wheel/></aux>`,
    more: "<odd><stock/></odd>",
  });
  expect(odd).toEqual(["xmile-unsupported odd", "xmile-unsupported wheel"]);
});

test("the header: name, caption; what is not kept is noted", async () => {
  const text = xmile({ variables: one }).replace(
    "</header>",
    "<name>My model</name><caption>About\\nit</caption><author>Me</author><contact><email>x</email></contact><uuid>1</uuid></header>",
  );
  const { model, notes } = await modelOf(text);
  expect([model.name, model.documentation, notes]).toEqual([
    "My model",
    "About\nit",
    ["xmile-header"],
  ]);
  expect((await modelOf({ variables: one })).model.name).toBe("m");
});

test("files that are no XMILE, or no XML, or have no model", async () => {
  expect(await errorsOf("<html/>")).toEqual(["xmile-root html"]);
  expect(await errorsOf("")).toEqual(["xml-malformed "]);
  expect(await errorsOf(`<!DOCTYPE xmile><xmile/>`)).toEqual(["xml-doctype <!DOCTYPE"]);
  expect(await errorsOf(`<xmile/>`)).toEqual(["xmile-root xmile"]);
  const other = xmile({ variables: one }).replace(/xmlns="[^"]*"/u, 'xmlns="urn:other"');
  expect((await modelOf(other)).warnings).toEqual(["xmile-namespace"]);
  const encrypted = `<model encryption-scheme="AES-128,CBC,SHA256" iv="" hmac="">AAAA</model>`;
  expect(await errorsOf(xmile({}).replace(/<model>.*<\/model>/su, encrypted))).toEqual([
    "xmile-unsupported AES-128,CBC,SHA256",
  ]);
});

test("a variable that is not closed ends before the next one, with a warning", async () => {
  const { model, warnings } = await modelOf({
    variables: `<flow name="f"><eqn>1</eqn><stock name="s"><eqn>2</eqn><inflow>f</inflow></stock><aux name="a"><eqn>3</eqn></aux>`,
  });
  expect(warnings).toEqual(["xml-not-closed"]);
  expect([...model.variables.keys()]).toEqual(["f", "s", "a"]);
  expect(await errorsOf({ variables: `<aux name="a"><eqn>1</aux>` })).toEqual([
    "xml-not-closed eqn",
  ]);
});

test("functions of vendors stand without their namespace; variables may have their names", async () => {
  const { model } = await modelOf({
    variables: `<aux name="beta"><eqn>0.3</eqn></aux><aux name="delay"><eqn>2</eqn></aux>
      <aux name="a"><eqn>BETA(2, 5) + beta * delay + DELAY(beta, delay) + isee.BETA(1, 1)</eqn></aux>
      <aux name="b"><eqn>vensim.MODULO(7, 2) + ZIDZ(1, 2) + if_then_else(beta > 1, 2, 3)</eqn></aux>`,
  });
  expect(definitionOf(model, "a")).toBe(
    "equation (+ (+ (+ (isee.beta 2 5) (* beta delay)) (delay beta delay)) (isee.beta 1 1))",
  );
  expect(definitionOf(model, "b")).toBe(
    "equation (+ (+ (vensim.modulo 7 2) (vensim.zidz 1 2)) (if (> beta 1) 2 3))",
  );
  const { model: other } = await modelOf({
    variables: `<aux name="a"><eqn>BETA(2, 5)</eqn></aux>`,
  });
  expect(definitionOf(other, "a")).toBe("equation (isee.beta 2 5)");
  expect(await errorsOf({ variables: `<aux name="a"><eqn>BETA(2)</eqn></aux>` })).toEqual([
    "wrong-arguments BETA",
  ]);
  expect(await errorsOf({ variables: `<aux name="a"><eqn>1 + delay</eqn></aux>` })).toEqual([
    "wrong-arguments delay",
  ]);
});

test("Vensim's own export: INT and mod towards zero, Euler, rates as <aux>", async () => {
  const text = xmile({
    sim: `<sim_specs method="RK4"><start>0</start><stop>1</stop></sim_specs>`,
    variables: `<aux name="a"><eqn>INT(b) + b mod 3 + MOD(b, 2)</eqn></aux><aux name="b"><eqn>-.5</eqn></aux>
      <stock name="s"><eqn>1</eqn><inflow>b</inflow><outflow>a</outflow></stock>`,
  }).replace('<product version="1">test', '<product version="1.0">Vensim');
  const { model, warnings, notes } = await modelOf(text);
  expect(definitionOf(model, "a")).toBe(
    "equation (+ (+ (vensim.integer b) (vensim.modulo b 3)) (vensim.modulo b 2))",
  );
  expect(model.time.method).toBe("euler");
  expect(variableOf(model, "b")).toMatchObject({ kind: "flow" });
  expect(definitionOf(model, "b")).toBe("equation (- 0.5)");
  expect(warnings).toEqual(["xmile-vensim-method"]);
  expect(notes).toEqual(["xmile-from-vensim", "xmile-aux-as-flow", "xmile-aux-as-flow"]);
  const chosen = await modelOf(text.replace("RK4", "rk4"));
  expect([chosen.model.time.method, chosen.warnings]).toEqual(["rk4", []]);
});

test("NOT behind its operand, as one exporter writes it", async () => {
  const { model, warnings } = await modelOf({
    variables: `<aux name="a"><eqn>( IF b not  THEN 1 ELSE (b > 1) NOT )</eqn></aux><aux name="b"><eqn>1</eqn></aux>`,
  });
  expect(definitionOf(model, "a")).toBe("equation (if (not b) 1 (not (> b 1)))");
  expect(warnings).toEqual(["xmile-not-behind"]);
});

test("imports that do not fit are told in their own file", async () => {
  const more = `<data><import resource="a.csv"/><import type="Excel" resource="b.xls"/><import/>
    <import enabled="false" resource="c.csv"/><import resource="d.csv" orientation="diagonal"/></data>
    <dimensions><dim name="X" size="2"/></dimensions>`;
  const variables = `${one}<aux name="b"><dimensions><dim name="X"/></dimensions><eqn>1</eqn></aux>`;
  const files = filesOf({ "a.csv": "time,a,b[3]\n0,x,1\n1,2,2\n" });
  expect(await errorsOf({ more, variables }, files)).toEqual([
    "xmile-unsupported Excel",
    "xmile-import import",
    "xmile-import diagonal",
    "xmile-data-number a.csv",
    "xmile-data-element a.csv",
  ]);
  const order = filesOf({ "a.csv": "a,Time\n1,2\n2,1\n" });
  const only = `<data><import resource="a.csv"/></data>`;
  expect(await errorsOf({ more: only, variables: one }, order)).toEqual(["xmile-data-time a.csv"]);
  const stranger = await modelOf({ more: only, variables: one }, filesOf({ "a.csv": "z\n1\n" }));
  expect(stranger.warnings).toEqual(["xmile-data-unknown"]);
});

test("events, pauses and other things for watching a run are told", async () => {
  const { warnings, notes } = await modelOf({
    sim: `<sim_specs pause="2"><start>0</start><stop>1</stop></sim_specs>`,
    variables: `<aux name="a"><eqn>1</eqn><event_poster min="0" max="1"><threshold value="1"><event sim_action="stop"/></threshold></event_poster></aux>
      <aux name="b"><eqn>1</eqn><event_poster/></aux>`,
  });
  expect([warnings, notes]).toEqual([["xmile-event"], ["xmile-event", "xmile-pause"]]);
});
