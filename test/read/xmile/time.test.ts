import { expect, test } from "vitest";
import { errorsOf, modelOf } from "./support.js";

const variables = `<aux name="a"><eqn>1</eqn></aux>`;

test("start, stop, step and its reciprocal, unit (XMILE 1.0, section 2.3)", async () => {
  const sim = `<sim_specs method="RK4" time_units="year"><start>2009</start><stop>2015</stop>
    <dt reciprocal="true">32</dt></sim_specs>`;
  const { model } = await modelOf({ variables, sim });
  expect(model.time).toMatchObject({
    start: 2009,
    stop: 2015,
    step: 1 / 32,
    steps: 192,
    saveEvery: 1,
    unit: "year",
    method: "rk4",
  });
  const bare = await modelOf({ variables });
  expect(bare.model.time).toMatchObject({ step: 1, steps: 10, method: "euler", unit: null });
});

test("steps are counted, so 0.1 divides 10 a hundred times", async () => {
  const sim = `<sim_specs><start>0</start><stop>10</stop><dt>0.1</dt><savestep>0.3</savestep></sim_specs>`;
  const { model, warnings } = await modelOf({ variables, sim });
  expect([model.time.steps, model.time.saveEvery, warnings]).toEqual([100, 3, []]);
  const uneven = await modelOf({ variables, sim: sim.replace("0.1", "0.3") });
  expect([uneven.model.time.steps, uneven.warnings]).toEqual([33, ["xmile-uneven-steps"]]);
});

test("tools write the save interval in several ways", async () => {
  const times = "<start>0</start><stop>10</stop><dt>0.5</dt>";
  for (const sim of [
    `<sim_specs isee:save_interval="2">${times}</sim_specs>`,
    `<sim_specs save_interval="2">${times}</sim_specs>`,
    `<sim_specs>${times}<save_interval>2</save_interval></sim_specs>`,
  ]) {
    expect((await modelOf({ variables, sim })).model.time.saveEvery).toBe(4);
  }
  const off = `<sim_specs>${times}<savestep>0.7</savestep></sim_specs>`;
  expect((await modelOf({ variables, sim: off })).warnings).toEqual(["xmile-save-interval"]);
});

test("the first method that is available is taken; adaptive ones become rk4 with a warning", async () => {
  const methods = [
    ["euler", "euler", 0],
    ["rk2, rk4", "rk2", 0],
    ["gear, rk4", "rk4", 1],
    ["rk45", "rk4", 1],
    ["gear, euler", "euler", 1],
  ] as const;
  for (const [method, taken, warned] of methods) {
    const sim = `<sim_specs method="${method}"><start>0</start><stop>1</stop></sim_specs>`;
    const { model, warnings } = await modelOf({ variables, sim });
    expect([method, model.time.method, warnings.length]).toEqual([method, taken, warned]);
  }
});

test("what is wrong with the time is told at its place, all at once", async () => {
  const sim = `<sim_specs method="magic"><start>x</start><dt>0</dt><run by="group"/></sim_specs>`;
  expect(await errorsOf({ variables, sim })).toEqual([
    "xmile-unsupported group",
    "xmile-number x",
    "xmile-time-missing sim_specs",
    "xmile-step 0",
    "xmile-method magic",
  ]);
  const backwards = "<sim_specs><start>5</start><stop>1</stop></sim_specs>";
  expect(await errorsOf({ variables, sim: backwards })).toEqual(["xmile-time-order sim_specs"]);
  expect(await errorsOf({ variables, sim: "" })).toEqual(["xmile-time-missing xmile"]);
});
