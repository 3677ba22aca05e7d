import { expect, test } from "vitest";

import { tableAsCsv, toDigits } from "#show/cli/table-csv";

// What C's printf("%.6g") gives; times in sixteenths are ties that JavaScript rounds up.
test.each([
  [10.03125, 10.0312],
  [10.09375, 10.0938],
  [10.15625, 10.1562],
  [-10.03125, -10.0312],
  [100.03125, 100.031],
  [0.0009765625, 0.000976562],
  [1 / 3, 0.333333],
  [2008.5, 2008.5],
  [0, 0],
])("%d to six significant digits is %d", (value, expected) => {
  expect(toDigits(value, 6)).toBe(expected);
});

test("numbers read back as they were, names are quoted and no formula", () => {
  const columns = new Map([
    ["time", Float64Array.of(0, 0.1)],
    ['Rate, "net"', Float64Array.of(0.1 + 0.2, -0)],
    ["=SUM(A1)", Float64Array.of(NaN, Infinity)],
  ]);
  expect(tableAsCsv({ rows: 2, columns }, null)).toBe(
    `time,"Rate, ""net""",'=SUM(A1)\n0,0.30000000000000004,NaN\n0.1,0,Infinity\n`,
  );
});

test("times are rounded only if they stay different", () => {
  const times = (values: number[]) => new Map([["time", Float64Array.from(values)]]);
  const close = { rows: 2, columns: times([2008.001, 2008.0015]) };
  expect(tableAsCsv(close, 6)).toBe("time\n2008.001\n2008.0015\n");
  const apart = { rows: 2, columns: times([10.03125, 10.0625]) };
  expect(tableAsCsv(apart, 6)).toBe("time\n10.0312\n10.0625\n");
});
