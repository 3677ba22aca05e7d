import { expect, test } from "vitest";

import { resolveAndCheck } from "#compile/compile";
import { readVensim } from "#read/vensim/read-vensim";
import { SourceText } from "#study/place";
import { memoryFiles } from "../read/memory-files.js";
import { modelOf } from "../support/model.js";
import { interpretAll, runBlock } from "../support/run.js";

const notAvailable = -(2 ** 109);
const points = [
  [1, 4],
  [3, 10],
  [4, 2],
  [8, 6],
] as const;

/** Each call over the steps 0, 1, …, 10 (or by tenths), checked against the module. */
async function run(calls: readonly string[], step = 1): Promise<readonly (readonly number[])[]> {
  const drafts = Object.fromEntries(calls.map((call, index) => [`r${index}`, call]));
  const model = modelOf({ stop: 10, step }, { sales: { points, data: true }, ...drafts });
  const { system } = resolveAndCheck(model);
  const expected = interpretAll(system);
  const keys = calls.map((_, index) => `r${index}`);
  const { series } = await runBlock(system, { series: keys }, []);
  expect([...series]).toEqual(keys.flatMap((key) => expected.get(key) ?? []));
  return keys.map((key) => expected.get(key) ?? []);
}

test("the point at a time, also where the steps miss it by a rounding error", async () => {
  const [at] = await run(["vensim.GET DATA AT TIME(sales, TIME)"]);
  const none = notAvailable;
  expect(at).toEqual([none, 4, none, 10, 2, none, none, none, 6, none, none]);
  const [fine] = await run(["vensim.GET DATA AT TIME(sales, TIME)"], 0.1);
  expect(fine.filter((value) => value !== none)).toEqual([4, 10, 2, 6]);
});

/** By hand, from the Vensim Help on GET DATA BETWEEN TIMES. */
test("between times: interpolated, the next, the last", async () => {
  const none = notAvailable;
  const [linear, next, last] = await run([
    "vensim.GET DATA BETWEEN TIMES(sales, TIME, 0)",
    "vensim.GET DATA BETWEEN TIMES(sales, TIME, 1)",
    "vensim.GET DATA BETWEEN TIMES(sales, TIME, -1)",
  ]);
  expect(linear).toEqual([none, 4, 7, 10, 2, 3, 4, 5, 6, none, none]);
  expect(next).toEqual([none, 4, 10, 10, 2, 6, 6, 6, 6, none, none]);
  expect(last).toEqual([none, 4, 4, 10, 2, 2, 2, 2, 6, none, none]);
});

test("shifted: what the data are a time later", async () => {
  const [shifted] = await run(["vensim.TIME SHIFT(sales, 2)"]);
  expect(shifted).toEqual([7, 10, 2, 3, 4, 5, 6, 6, 6, 6, 6]);
});

/** Vensim Help, "CUMULATE": the points 4, 10, 2, 6 add up to 4, 14, 16, 22, whatever is between them. */
test("cumulated: the points up to now, or all of them", async () => {
  const [sums, all] = await run(["vensim.CUMULATE(sales)", "vensim.CUMULATEF(sales)"]);
  expect(sums).toEqual([4, 4, 9, 14, 16, 17.5, 19, 20.5, 22, 22, 22]);
  expect(all).toEqual(sums.map(() => 22));
});

test("cumulated data are read between their points as the data are", async () => {
  const csv = "1,4\n3,10\n4,2\n";
  const read = async (reading: string) => {
    const text = `{UTF-8}
sales ${reading} := GET DIRECT DATA('s.csv', ',', 'A', 'B1') ~~|
sums := CUMULATE(sales) ~~|
all := CUMULATEF(sales) ~~|
INITIAL TIME = 0 ~~| FINAL TIME = 5 ~~| TIME STEP = 1 ~~| SAVEPER = 1 ~~|
`;
    const files = memoryFiles(new Map([["s.csv", csv]]));
    const { value } = await readVensim(new SourceText("m.mdl", text), files);
    if (value === undefined) throw new Error("not read");
    const found = interpretAll(resolveAndCheck(value).system);
    return [found.get("sums"), found.get("all")];
  };
  const none = notAvailable;
  expect(await read(":HOLD BACKWARD:")).toEqual([
    [4, 4, 4, 14, 16, 16],
    [16, 16, 16, 16, 16, 16],
  ]);
  expect(await read(":LOOK FORWARD:")).toEqual([
    [4, 4, 14, 14, 16, 16],
    [16, 16, 16, 16, 16, 16],
  ]);
  expect(await read(":RAW:")).toEqual([
    [none, 4, none, 14, 16, none],
    [none, none, none, none, 16, none],
  ]);
});

test("first and last time, number of points", async () => {
  const [first, last, count] = await run([
    "vensim.GET DATA FIRST TIME(sales)",
    "vensim.GET DATA LAST TIME(sales)",
    "vensim.GET DATA TOTAL POINTS(sales)",
  ]);
  expect([first[0], last[0], count[0]]).toEqual([1, 8, 4]);
});

/** By hand: of 4, 10, 2, 6 at the times 1, 3, 4, 8. */
test("statistics of the points between two times, both included", async () => {
  const of = (name: string, from: string, to: string) =>
    `vensim.GET DATA ${name}(sales, ${from}, ${to})`;
  const names = ["MAX", "MIN", "MEAN", "MEDIAN"];
  const all = await run(names.map((name) => of(name, "0", "9")));
  expect(all.map(([value]) => value)).toEqual([10, 2, 5.5, 5]);
  const three = await run(names.map((name) => of(name, "3", "8")));
  expect(three.map(([value]) => value)).toEqual([10, 2, 6, 6]);
  const none = await run(names.map((name) => of(name, "5", "7")));
  expect(none.map(([value]) => value)).toEqual(names.map(() => notAvailable));
  const [moving] = await run([of("MEAN", "TIME - 3", "TIME")]);
  expect(moving).toEqual([notAvailable, 4, 4, 7, 16 / 3, 6, 6, 2, 6, 6, 6]);
});

/** Of 4, 10, 2, 6: deviations from 5.5 are −1.5, 4.5, −3.5 and 0.5, their squares 35 together. */
test("the standard deviation is of a sample, and says so", async () => {
  const [deviation, single] = await run([
    "vensim.GET DATA STDV(sales, 0, 9)",
    "vensim.GET DATA STDV(sales, 0, 2)",
  ]);
  expect(deviation[0]).toBeCloseTo(Math.sqrt(35 / 3), 14);
  expect(single[0]).toBe(0);
  const model = modelOf(
    { stop: 1, step: 1 },
    { sales: { points, data: true }, a: "vensim.GET DATA STDV(sales, 0, 9)" },
  );
  const { diagnostics } = resolveAndCheck(model);
  expect(diagnostics.map(({ severity, code }) => [severity, code])).toEqual([
    ["warning", "data-deviation"],
  ]);
});

test("what is no data is an error", () => {
  const { diagnostics } = resolveAndCheck(
    modelOf({ stop: 1, step: 1 }, { a: 3, b: "vensim.GET DATA LAST TIME(a)" }),
  );
  expect(diagnostics.map(({ code }) => code)).toEqual(["data-wanted"]);
});

/** However the data are read between their points, these functions see the points. */
test("the points of data that look forward", async () => {
  const files = memoryFiles(new Map([["sales.csv", "time,sales\n1,4\n3,10\n4,2\n8,6\n"]]));
  const text = `{UTF-8}
sales:LOOK FORWARD::= GET DIRECT DATA('sales.csv', ',', 'A', 'B2') ~~|
at = GET DATA AT TIME(sales, Time) ~~|
middle = GET DATA BETWEEN TIMES(sales, Time, 0) ~~|
INITIAL TIME = 1 ~~|
FINAL TIME = 4 ~~|
TIME STEP = 1 ~~|
SAVEPER = 1 ~~|
`;
  const { value } = await readVensim(new SourceText("test.mdl", text), files);
  const { system } = resolveAndCheck(value!);
  const found = interpretAll(system);
  expect(found.get("sales")).toEqual([4, 10, 10, 2]);
  expect(found.get("at")).toEqual([4, notAvailable, 10, 2]);
  expect(found.get("middle")).toEqual([4, 7, 10, 2]);
});
