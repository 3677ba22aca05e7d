import { expect, test } from "vitest";
import { checkModel, simulate } from "#parley";
import { readModel } from "#read/native/model";
import { writeNative } from "#read/native/print/write-native";
import { createNodeHost } from "#show/node/host";
import { SourceText } from "#study/place";
import { withoutPlaces } from "./xmile/support.js";

const head = `time:
  start: 0
  stop: 1
  step: 1
dimensions:
  region: [North, South, "New York, NY"]
  mainland: [north, south]
  age: [young, old]
variables:
`;

function modelOf(variables: string) {
  const { value, diagnostics } = readModel(new SourceText("model.yaml", head + variables));
  if (value === undefined) throw new Error(JSON.stringify(diagnostics));
  return value;
}

function definitionsOf(variables: string, key: string) {
  return withoutPlaces(modelOf(variables).variables.get(key)?.definitions);
}

async function lastRow(variables: string): Promise<Readonly<Record<string, number>>> {
  const settings = { values: new Map(), paths: new Map() };
  const { rows, columns } = await simulate(modelOf(variables), settings, createNodeHost("."));
  return Object.fromEntries([...columns].map(([name, values]) => [name, values[rows - 1]]));
}

test("one equation holds for all elements, of one dimension or of several", () => {
  expect(definitionsOf("  a:\n    of: region\n    aux: 1 + 2\n", "a")).toEqual([
    { kind: "equation", equation: "(+ 1 2)", subscripts: ["region"], except: [] },
  ]);
  expect(definitionsOf("  a:\n    of: [region, age]\n    constant: 7\n", "a")).toEqual([
    { kind: "constant", value: 7, subscripts: ["region", "age"], except: [] },
  ]);
});

test("values by element, subrange or dimension: where several fit, the last one holds", async () => {
  const text = `  a:
    of: [region, age]
    constant:
      region, age: 1
      Mainland, old: 2
      '"New York, NY", OLD': 3
`;
  expect(definitionsOf(text, "a")).toMatchObject([
    { subscripts: ["region", "age"] },
    { subscripts: ["mainland", "old"] },
    { subscripts: ["new_york,_ny", "old"], value: 3 },
  ]);
  expect(await lastRow(text)).toEqual({
    time: 1,
    "a[North,young]": 1,
    "a[North,old]": 2,
    "a[South,young]": 1,
    "a[South,old]": 2,
    "a[New York, NY,young]": 1,
    "a[New York, NY,old]": 3,
  });
});

test("elements of different kinds take what the variable says for all of them", () => {
  const text = `  effect:
    of: region
    interpolation: discrete
    as: flow
    elements:
      region:
        table: TIME
        points: [[0, 1], [1, 2]]
        except: [north, south]
      south:
        table: TIME
        points: [[0, 3], [1, 4]]
        interpolation: continuous
      north:
        flow: 5
`;
  expect(modelOf(text).variables.get("effect")).toMatchObject({
    kind: "flow",
    dimensions: ["region"],
  });
  expect(definitionsOf(text, "effect")).toMatchObject([
    { kind: "table", except: [["north"], ["south"]], table: { interpolation: "discrete" } },
    { kind: "table", subscripts: ["south"], table: { interpolation: "continuous", y: [3, 4] } },
    { kind: "equation", subscripts: ["north"] },
  ]);
});

test("an exception in two dimensions is two names with a comma, or a list of them", () => {
  const written = (except: string) => `  a:
    of: [region, age]
    elements:
      region, age:
        constant: 1
        except: ${except}
`;
  for (const one of ["north, old", "[north, old]", "\n          - north, old"]) {
    expect(definitionsOf(written(one), "a")).toMatchObject([{ except: [["north", "old"]] }]);
  }
  expect(definitionsOf(written('["north, old", "south, age"]'), "a")).toMatchObject([
    {
      except: [
        ["north", "old"],
        ["south", "age"],
      ],
    },
  ]);
});

test("a table by element keeps the one input; a stock by element its flows", () => {
  const text = `  effect:
    of: age
    table: TIME * 2
    points:
      young: [[0, 0], [2, 4]]
      old: [[0, 0], [2, 6]]
  people:
    of: age
    stock:
      young: 1
      old: 2
    inflows: [births]
    net: births
  births:
    of: age
    flow: effect
`;
  expect(definitionsOf(text, "effect")).toMatchObject([
    { kind: "table", input: "(* (time) 2)", subscripts: ["young"], table: { y: [0, 4] } },
    { kind: "table", input: "(* (time) 2)", subscripts: ["old"], table: { y: [0, 6] } },
  ]);
  expect(definitionsOf(text, "people")).toMatchObject([
    { initial: "1", net: "births", inflows: ["births"], subscripts: ["young"] },
    { initial: "2", net: "births", inflows: ["births"], subscripts: ["old"] },
  ]);
});

test("a variable may have the name of a builtin, and is then meant without parentheses", async () => {
  const text = `  Pi:
    constant: 3
  max:
    constant: 5
  sum of all:
    aux: pi + max + max(1, 2)
`;
  const { diagnostics } = readModel(new SourceText("model.yaml", head + text));
  expect(diagnostics.map(({ code, severity }) => `${severity} ${code}`)).toEqual([
    "note name-of-builtin",
    "note name-of-builtin",
  ]);
  expect(await lastRow(text)).toMatchObject({ "sum of all": 10 });
});

test("a flow that several stocks list is an error, unless it says that it is meant", () => {
  const text = (more: string) => `  one:
    stock: 0
    inflows: [filling]
  other:
    stock: 0
    inflows: [filling]
  for show:
    stock: 0
    inflows: [filling]
    net: 2 * filling
  filling:
    flow: 1
${more}`;
  const codes = (more: string) => checkModel(modelOf(text(more))).map(({ code }) => code);
  expect(codes("")).toEqual(["flow-used-twice"]);
  expect(codes("    shared: true\n")).toEqual([]);
  expect(writeNative(modelOf(text("    shared: true\n")))).toContain("flow: 1\n    shared: true\n");
});
