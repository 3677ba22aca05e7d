import fc from "fast-check";
import { expect, test } from "vitest";
import { spreadLabels } from "#show/page/seeing/axes";
import { fanFigure, rangeOfFan, type FanData } from "#show/page/seeing/fan";
import { rankCorrelation, slicesOf } from "#show/page/seeing/futures";
import { meanRegrets } from "#show/page/seeing/regrets";
import { linearScale, niceRange, ticksOf, tickText } from "#show/page/seeing/scale";
import { futureAt, placed, scatterFigure } from "#show/page/seeing/scatter";
import { inputOf, scenariosOf } from "#show/page/seeing/scenario";
import { summaryOf } from "#show/page/seeing/spread";
import { figureSvg } from "#show/page/seeing/svg-pen";
import { fitted, moved, zoomed } from "#show/page/seeing/view";

const ranges = fc
  .tuple(
    fc.double({ min: -1e6, max: 1e6, noNaN: true }),
    fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
  )
  .map(([low, span]) => [low, low + span] as const);

test("ticks are round, lie within their range, and are told apart as text", () => {
  expect(ticksOf(0, 1, 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
  expect(ticksOf(2008, 2015, 4)).toEqual([2008, 2010, 2012, 2014]);
  expect(tickText(40000, 20000)).toBe("40,000");
  expect(tickText(-0.25, 0.05)).toBe("−0.25");
  fc.assert(
    fc.property(ranges, ([low, high]) => {
      const ticks = ticksOf(low, high, 5);
      expect(ticks.length).toBeGreaterThan(1);
      const room = (high - low) * 1e-6;
      expect(ticks[0]).toBeGreaterThanOrEqual(low - room);
      expect(ticks[ticks.length - 1]).toBeLessThanOrEqual(high + room);
      const [from, to] = niceRange(low, high);
      expect(from).toBeLessThanOrEqual(low + room);
      expect(to).toBeGreaterThanOrEqual(high - room);
    }),
    { seed: 3, numRuns: 200 },
  );
});

test("a scale leads back to where it came from", () => {
  const scale = linearScale(2, 6, 100, 20);
  expect([scale(2), scale(6), scale(4)]).toEqual([100, 20, 60]);
  expect(scale.invert(scale(3.7))).toBeCloseTo(3.7, 12);
});

test("labels never cover each other and stay within the plot where there is room", () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 300, noNaN: true }), { minLength: 1, maxLength: 12 }),
      (wished) => {
        const placed = spreadLabels(wished, 15, 6, 300);
        const sorted = placed.toSorted((a, b) => a - b);
        for (const [index, at] of sorted.slice(1).entries()) {
          expect(at - sorted[index]).toBeGreaterThan(15 - 1e-9);
        }
        expect(sorted[0]).toBeGreaterThan(6 - 1e-9);
        expect(sorted[sorted.length - 1]).toBeLessThan(300 + 1e-9);
      },
    ),
    { seed: 4, numRuns: 200 },
  );
});

test("regret is the distance from the best policy of each future, failed futures left out", () => {
  const criterion = new Map([
    ["a", Float64Array.of(1, 5, 2, Number.NaN)],
    ["b", Float64Array.of(3, 4, 2, 0)],
  ]);
  // By hand: a is 0, 1, 0 behind the best; b is 2, 0, 0. More is better: a is 2, 0, 0 behind.
  expect([...meanRegrets(criterion, "less").values()]).toEqual([1 / 3, 2 / 3]);
  expect([...meanRegrets(criterion, "more").values()]).toEqual([2 / 3, 1 / 3]);
});

test("rank correlation, slices and summaries are those of the textbook", () => {
  const x = Float64Array.of(1, 2, 3, 4, 5);
  expect(rankCorrelation(x, Float64Array.of(1, 8, 27, 64, 125))).toBe(1);
  expect(rankCorrelation(x, Float64Array.of(5, 4, 3, 2, 1))).toBe(-1);
  // 1 − 6·Σd²/(n(n²−1)) with d = 1, 1, 0, 0, 0: 1 − 12/120.
  expect(rankCorrelation(x, Float64Array.of(2, 1, 3, 4, 5))).toBeCloseTo(0.9, 12);
  expect(slicesOf(x, x, 2)).toEqual([
    { low: 1, high: 2, n: 2, mean: 1.5 },
    { low: 3, high: 5, n: 3, mean: 4 },
  ]);
  const { quantiles, mean, n } = summaryOf(Float64Array.of(4, Number.NaN, 0, 2));
  expect({ n, mean, middle: quantiles[2], upper: quantiles[3] }).toEqual({
    n: 3,
    mean: 2,
    middle: 2,
    upper: 3,
  });
});

test("PRIM finds the corner in which an outcome comes about", () => {
  const rows = 1000;
  const spread = (step: number) =>
    Float64Array.from({ length: rows }, (_, row) => ((row * step) % rows) / rows);
  const [a, b] = [spread(37), spread(101)];
  const outcome = a.map((value, row) => (value > 0.6 && b[row] < 0.5 ? 10 : 1));
  const open = { kind: "uniform", low: 0, high: 1 } as const;
  const inputs = [inputOf("a", open, a), inputOf("b", open, b)].flatMap((one) =>
    one === null ? [] : [one],
  );
  const { boxes, first, interest } = scenariosOf({ inputs, outcome, threshold: 5, side: "above" });
  expect(interest).toBe(outcome.filter((value) => value === 10).length);
  const { box, density, coverage } = boxes[first];
  expect(density).toBeGreaterThan(0.9);
  expect(coverage).toBeGreaterThan(0.9);
  expect(box[0]).toMatchObject({ kind: "range", high: null });
  expect(box[1]).toMatchObject({ kind: "range", low: null });
  expect(scenariosOf({ inputs, outcome, threshold: 50, side: "above" }).boxes).toEqual([]);
  expect(inputOf("c", open, new Float64Array(3))).toBeNull();
});

const fan: FanData = {
  courses: [
    {
      label: '<b>"Negotiate" & talk</b>',
      series: 0,
      times: [0, 1, 2],
      bands: Float64Array.of(1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5, 5, 5),
      focus: true,
      lit: false,
    },
  ],
  ghosts: [],
  observed: [{ time: 1, value: 9, low: 8, high: 12 }],
  replays: [],
  unit: "people",
  timeUnit: "year",
  range: null,
};

test("a fan takes in its bands, what was observed and its errors; names are text in a file", () => {
  const [low, high] = rangeOfFan(fan);
  expect(low).toBeLessThanOrEqual(1);
  expect(high).toBeGreaterThanOrEqual(12);
  const svg = figureSvg(fanFigure(fan), 400, 300, 'a "fan" <of> futures');
  expect(svg).not.toContain("<b>");
  expect(svg).toContain("&lt;of&gt;");
  expect(svg).toMatch(/<text [^>]*>people<\/text>/u);
  // Two bands, one line, one observed point with its three strokes of error.
  expect(svg.match(/opacity="0.(16|24)"/gu)).toHaveLength(2);
});

test("the nearest future is picked, and none beside the plot", () => {
  const data = {
    x: Float64Array.of(0, 1),
    y: Float64Array.of(0, 1),
    picked: null,
    xName: "",
    yName: "",
    series: 0,
    wordsOf: String,
  };
  const size = { width: 400, height: 300 };
  // The plot runs from 58 to 388 and from 20 to 264, with 3 % of room at each side.
  expect(futureAt(data, 68, 257, size)).toBe(0);
  expect(futureAt(data, 378, 27, size)).toBe(1);
  expect(futureAt(data, 100, 200, size)).toBe(0);
  expect(futureAt(data, 300, 100, size)).toBe(1);
  expect(futureAt(data, 30, 140, size)).toBeNull();
  expect(futureAt(data, 220, 290, size)).toBeNull();
});

test("over a switch every value has a column, its name below, and all futures can be picked", () => {
  const futures = 200;
  const x = Float64Array.from({ length: futures }, (_, future) => (future % 3 === 0 ? 1 : 0));
  const y = Float64Array.from({ length: futures }, (_, future) => (future * 61) % futures);
  const wordsOf = (value: number) => (value === 1 ? "on" : "off");
  const data = { x, y, picked: null, xName: "switch", yName: "", series: 0, wordsOf };
  const size = { width: 400, height: 300 };
  const svg = figureSvg(scatterFigure(data), size.width, size.height, "over a switch");
  for (const name of ["off", "on"]) expect(svg).toContain(`>${name}</text>`);
  const { x: across, xRange, yRange } = placed(data);
  expect(xRange).toEqual([-0.5, 1.5]);
  for (let future = 0; future < futures; future++) {
    expect(Math.abs(across[future] - x[future])).toBeLessThan(0.36);
    const left = 58 + ((across[future] - xRange[0]) / (xRange[1] - xRange[0])) * (388 - 58);
    const top = 264 - ((y[future] - yRange[0]) / (yRange[1] - yRange[0])) * (264 - 20);
    expect(futureAt(data, left, top, size)).toBe(future);
  }
  // Two thirds are off; by hand the means of both are those of their parts.
  const parts = slicesOf(x, y, 5);
  expect(parts.map(({ low, n }) => [low, n])).toEqual([
    [0, 133],
    [1, 67],
  ]);
  const range = Float64Array.from({ length: 7 }, (_, value) => value);
  expect(placed({ x: range, y: range }).columns).toBeNull();
});

test("a drawing zooms about a point and is never lost", () => {
  const [drawing, window] = [
    { width: 2000, height: 1000 },
    { width: 800, height: 600 },
  ];
  const fit = fitted(drawing, window);
  expect(fit.scale).toBe(0.4);
  const near = zoomed(fit, 2, 200, 150, fit.scale);
  const at = (view: typeof fit) => (200 - view.x) / view.scale;
  expect(at(near)).toBeCloseTo(at(fit), 9);
  const far = moved(near, -1e6, 1e6, drawing, window);
  expect(far.x + drawing.width * far.scale).toBeCloseTo(800 - 24, 9);
  expect(far.y).toBe(24);
  // One that is smaller than its window stays in it.
  const small = moved(near, 1e6, -1e6, { width: 100, height: 100 }, window);
  expect([small.x, small.y]).toEqual([800 - 80 - 24, 24]);
});

test("the signs of values below 0 are within the figure, however many levels its height has", () => {
  for (const height of [300, 460, 900]) {
    const widths = new Map<string, number>();
    const figure = figureSvg(
      (pen, size, theme) => {
        const draw = pen.text.bind(pen);
        const text: typeof pen.text = (words, x, y, style) => {
          if (style.align === "right") widths.set(words, x - pen.widthOf(words, style));
          draw(words, x, y, style);
        };
        fanFigure({ ...fan, range: [-1.5, 2] })(Object.assign(pen, { text }), size, theme);
      },
      700,
      height,
      "below zero",
    );
    expect(figure).toContain("−");
    expect(Math.min(...widths.values()), `${height} high`).toBeGreaterThanOrEqual(0);
  }
});
