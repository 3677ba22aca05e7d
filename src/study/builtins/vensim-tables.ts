import type { Builtin } from "./row.js";
import { parameter as of, vensimRow as row } from "./vensim-row.js";

const series = of("data", "a");
const between = [series, of("from", "time"), of("to", "time")] as const;

function dataRow(name: string, unit: string, doc: string): Builtin {
  return row(name, "data", between, unit, doc, `vensim.${name}(sales data, 0, 10)`);
}

/** `table` is the name of a table and `data` that of a data variable, with its subscripts. */
export const vensimTables: readonly Builtin[] = [
  row(
    "LOOKUP EXTRAPOLATE",
    "table",
    [of("table", "a"), of("x", "b")],
    "a",
    "The table at x; beyond its ends along its first or last two points.",
    "vensim.LOOKUP EXTRAPOLATE(effect, x)",
  ),
  row(
    "LOOKUP FORWARD",
    "table",
    [of("table", "a"), of("x", "b")],
    "a",
    "The y of the first point at or above x; of the last point beyond it.",
    "vensim.LOOKUP FORWARD(effect, x)",
  ),
  row(
    "LOOKUP BACKWARD",
    "table",
    [of("table", "a"), of("x", "b")],
    "a",
    "The y of the last point at or below x; of the first point before it.",
    "vensim.LOOKUP BACKWARD(effect, x)",
  ),
  row(
    "LOOKUP INVERT",
    "table",
    [of("table", "a"), of("y", "a")],
    "1",
    "The least x at which the table is y; :NA: if y is beyond all of its points.",
    "vensim.LOOKUP INVERT(effect, y)",
  ),
  row(
    "LOOKUP AREA",
    "table",
    [of("table", "a"), of("start", "b"), of("end", "b")],
    "a*b",
    "The area under the table between two x.",
    "vensim.LOOKUP AREA(effect, 0, 1)",
  ),
  row(
    "LOOKUP SLOPE",
    "table",
    [of("table", "a"), of("x", "b"), of("mode", "1")],
    "a/b",
    "The slope at x; beyond the ends 0 (mode 0), that of the end (1) or :NA: (−1).",
    "vensim.LOOKUP SLOPE(effect, x, 0)",
  ),
  row(
    "GET DATA AT TIME",
    "data",
    [series, of("time", "time")],
    "a",
    "The value of the data at a time, or :NA: where there is none.",
    "vensim.GET DATA AT TIME(sales data, 10)",
  ),
  row(
    "GET DATA BETWEEN TIMES",
    "data",
    [series, of("time", "time"), of("mode", "1")],
    "a",
    "The data at a time: interpolated (mode 0), the next (1) or the last point (−1); :NA: beyond.",
    "vensim.GET DATA BETWEEN TIMES(sales data, Time + 1, 0)",
  ),
  row(
    "TIME SHIFT",
    "data",
    [series, of("shift", "time")],
    "a",
    "The data a time later than now.",
    "vensim.TIME SHIFT(sales data, 1)",
  ),
  row(
    "CUMULATE",
    "data",
    [series],
    "a",
    "At each point of the data the sum of the points up to it, whatever the time between them.",
    "vensim.CUMULATE(sales data)",
  ),
  row(
    "CUMULATEF",
    "data",
    [series],
    "a",
    "The sum of all points of the data, at the time of the last.",
    "vensim.CUMULATEF(sales data)",
  ),
  row(
    "GET DATA FIRST TIME",
    "data",
    [series],
    "time",
    "The time of the first point.",
    "vensim.GET DATA FIRST TIME(sales data)",
  ),
  row(
    "GET DATA LAST TIME",
    "data",
    [series],
    "time",
    "The time of the last point.",
    "vensim.GET DATA LAST TIME(sales data)",
  ),
  row(
    "GET DATA TOTAL POINTS",
    "data",
    [series],
    "1",
    "The number of points.",
    "vensim.GET DATA TOTAL POINTS(sales data)",
  ),
  dataRow("GET DATA MAX", "a", "The largest point between two times."),
  dataRow("GET DATA MIN", "a", "The smallest point between two times."),
  dataRow("GET DATA MEAN", "a", "The mean of the points between two times."),
  dataRow("GET DATA MEDIAN", "a", "The median of the points between two times."),
  dataRow(
    "GET DATA STDV",
    "a",
    "The standard deviation (of a sample) of the points between two times.",
  ),
];
