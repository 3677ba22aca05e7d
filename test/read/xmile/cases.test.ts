import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readXmile } from "#read/xmile/read";
import { writeXmile } from "#read/xmile/write";
import {
  definitionOf,
  definitionsOf,
  filesOf,
  modelOf,
  variableOf,
  withoutPlaces,
  type ReadResult,
} from "./support.js";

const folder = new URL("../../cases/models/", import.meta.url);

function caseOf(name: string): Promise<ReadResult> {
  const at = new URL(`${name}/`, folder);
  const contents = readdirSync(at).map((file): [string, string] => [
    file,
    readFileSync(new URL(file, at), "utf8"),
  ]);
  const files = Object.fromEntries(contents);
  return modelOf(files["model.xmile"], filesOf(files));
}

test("a conveyor has its exit and leakages (XMILE 1.0, sections 3.7.2 and 4.2.1)", async () => {
  const { model } = await caseOf("xmile-conveyor");
  expect(definitionsOf(model, "students")).toEqual([
    {
      kind: "stock",
      initial: "1000",
      inflows: [{ name: "matriculating", key: "matriculating" }],
      outflows: ["graduating", "attriting", "failing"].map((name) => ({ name, key: name })),
      net: null,
      container: {
        kind: "conveyor",
        transitTime: "years_of_study",
        capacity: "1200",
        inflowLimit: "400",
        sample: "(= (mod (time) 2) 0)",
        arrest: "strike",
        discrete: true,
        batchIntegrity: false,
        oneAtATime: true,
        exponentialLeak: true,
      },
      subscripts: [],
      except: [],
    },
  ]);
  expect(definitionOf(model, "graduating")).toBe("exit of students");
  expect(definitionsOf(model, "attriting")).toEqual([
    {
      kind: "driven",
      by: "students",
      role: "leakage",
      leakage: { fraction: "0.1", zone: [0, 0.25], integers: true },
      subscripts: [],
      except: [],
    },
  ]);
  // Some tools write the leakage fraction as the flow's equation.
  expect(definitionOf(model, "failing")).toBe("leakage of students failure_share");
});

test("a queue's outflows, and the overflow (sections 3.7.3 and 4.3)", async () => {
  const { model } = await caseOf("xmile-queue");
  expect(definitionOf(model, "being_served")).toBe("queue of line");
  expect(definitionOf(model, "going_elsewhere")).toBe("overflow of line");
  expect(definitionOf(model, "leaving")).toBe("exit of desk");
  expect(definitionsOf(model, "line")).toMatchObject([{ container: { kind: "queue" } }]);
  expect(definitionsOf(model, "desk")).toMatchObject([
    { container: { batchIntegrity: true, oneAtATime: false } },
  ]);
  expect(variableOf(model, "arriving").nonNegative).toBe(true);
});

test("modules are flattened under module.variable (sections 3.7.4 and 4.7)", async () => {
  const { model, warnings } = await caseOf("xmile-modules");
  expect(warnings).toEqual([]);
  expect([...model.variables.keys()]).toEqual([
    "size_of_island",
    "hares_per_lynx",
    "hares.hare_population",
    "hares.births",
    "hares.deaths",
    "hares.birth_fraction",
    "hares.area",
    "hares.hunters",
    "hares.density",
    "hares.killed_per_lynx",
    "lynxes.lynx_population",
    "lynxes.births",
    "lynxes.deaths",
    "lynxes.prey_density",
  ]);
  expect(definitionOf(model, "hares_per_lynx")).toBe(
    "equation (/ hares.hare_population lynxes.lynx_population)",
  );
  expect(definitionOf(model, "hares.hare_population")).toBe(
    "stock 50000 +[hares.births] -[hares.deaths]",
  );
  expect(definitionOf(model, "hares.deaths")).toBe(
    "equation (* hares.hunters (hares.killed_per_lynx hares.density))",
  );
  expect(definitionOf(model, "hares.area")).toBe("equation size_of_island");
  expect(definitionOf(model, "hares.hunters")).toBe("equation lynxes.lynx_population");
  expect(definitionOf(model, "lynxes.prey_density")).toBe("equation hares.density");
  expect(variableOf(model, "hares.hare_population")).toMatchObject({
    name: "Hares.Hare population",
    nonNegative: true,
  });
  expect(model.groups).toEqual([
    { name: "Island", documentation: "What does not breed.", members: ["size_of_island"] },
  ]);
  expect(model.views).toEqual([
    { name: "main", nodes: [{ key: "size_of_island", x: 200, y: 50 }] },
    { name: "Hares", nodes: [{ key: "hares.hare_population", x: 300, y: 120 }] },
  ]);
});

test("macros become variables of their own for each call (section 4.8)", async () => {
  const { model } = await caseOf("xmile-macros");
  expect([...model.variables.keys()].filter((key) => key.includes("#"))).toEqual([
    "perceived#smoothed.input",
    "perceived#smoothed.smooth_of_input",
    "perceived#smoothed.change",
    "perceived#smoothed#2.smooth_of_input",
    "perceived#smoothed#2.change",
    "perceived_sales#smoothed.smooth_of_input",
    "perceived_sales#smoothed.change",
  ]);
  expect(definitionOf(model, "perceived")).toBe(
    "equation (+ perceived#smoothed.smooth_of_input perceived#smoothed#2.smooth_of_input)",
  );
  expect(definitionOf(model, "perceived#smoothed.input")).toBe("equation (* orders 2)");
  expect(definitionOf(model, "perceived#smoothed.smooth_of_input")).toBe(
    "stock perceived#smoothed.input +[perceived#smoothed.change] -[]",
  );
  expect(definitionOf(model, "perceived#smoothed.change")).toBe(
    "equation (/ (- perceived#smoothed.input perceived#smoothed.smooth_of_input) delay)",
  );
  expect(definitionOf(model, "perceived#smoothed#2.smooth_of_input")).toBe(
    "stock 50 +[perceived#smoothed#2.change] -[]",
  );
  // Over the dimensions of the calling equation.
  expect(variableOf(model, "perceived_sales#smoothed.change")).toMatchObject({
    dimensions: ["place"],
    name: "perceived sales#SMOOTHED.change",
  });
  expect(definitionOf(model, "perceived_sales#smoothed.change")).toBe(
    "[place] equation (/ (- sales perceived_sales#smoothed.smooth_of_input) 3)",
  );
  expect(definitionOf(model, "binary_digits")).toBe("equation (/ (ln 256) (ln 2))");
  expect(definitionOf(model, "second_of_sales")).toBe("equation (/ sales[2] (size sales))");
});

test("arrays: for all, for each element, lists of numbers (sections 3.7.1 and 4.5)", async () => {
  const { model } = await caseOf("xmile-arrays");
  expect(model.dimensions.get("x")?.elements).toEqual([
    { name: "1", key: "1" },
    { name: "2", key: "2" },
  ]);
  expect(definitionOf(model, "profit")).toBe("[location,product] equation (- revenue costs)");
  expect(variableOf(model, "costs").kind).toBe("constant");
  expect(definitionOf(model, "costs")).toBe(
    "[boston,dresses] constant 1; [boston,skirts] constant 2; [chicago,dresses] constant 3; " +
      "[chicago,skirts] constant 4; [la,dresses] constant 5; [la,skirts] constant 6",
  );
  expect(definitionOf(model, "cash")).toBe(
    "[boston] stock 100 +[earning] -[]; [chicago] stock 200 +[earning] -[]; " +
      "[la] stock cash_at_start +[earning] -[]",
  );
  expect(definitionOf(model, "earning")).toBe("[location] equation (sum profit[location,*])");
  expect(definitionOf(model, "not_apply_to_all")).toContain("[2,1] equation (* 5 (time))");
  expect(definitionOf(model, "best_place")).toBe("equation (rank cash (size cash))");
  expect(definitionOf(model, "all_of_it")).toContain("profit[location.la,1]");
});

test("imported series and constants take the place of equations (section 2.8)", async () => {
  const { model, notes } = await caseOf("xmile-data");
  expect(variableOf(model, "strikes_on_record").kind).toBe("data");
  expect(definitionOf(model, "strikes_on_record")).toBe("data 2008,2009,2012 36,54,48");
  expect(definitionOf(model, "rain")).toBe(
    "[north] data 2008,2012 1,3; [south] data 2008,2009,2012 5,6,7",
  );
  expect(definitionOf(model, "share")).toBe("constant 0.25");
  expect(definitionOf(model, "fighters")).toBe("stock 20000 +[joining] -[]");
  expect(notes).toEqual(["xmile-export"]);
});

test("files of before XMILE 1.0: their namespace, no <variables>, symbols in variables", async () => {
  const { model, warnings } = await caseOf("xmile-old-namespace");
  expect(warnings).toEqual([]);
  expect(variableOf(model, "time_to_drain")).toMatchObject({
    name: "time to drain",
    kind: "constant",
    documentation: "In minutes;\na guess.",
  });
  expect(variableOf(model, "water").nonNegative).toBe(true);
  expect(model.views[0].nodes).toContainEqual({
    key: "draining",
    x: 160,
    y: 135,
    pipe: [
      [120, 135],
      [200, 135],
    ],
  });
});

test("every case reads the same after it is written", async () => {
  const names = readdirSync(folder).filter((name) => name.startsWith("xmile-"));
  expect(names.length).toBeGreaterThan(5);
  for (const name of names) {
    const { model } = await caseOf(name);
    const again = await readXmile(writeXmile(model), "m.xmile");
    expect(again.diagnostics.filter(({ severity }) => severity !== "note")).toEqual([]);
    expect(withoutPlaces(again.value)).toEqual(withoutPlaces(model));
  }
});
