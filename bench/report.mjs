// The medians as an object and as a table.
import { rate, ratio, table } from "./table.mjs";

export function summary(one, medians) {
  const { kernel, parley, workers2, series, limit, scalar, ...peers } = medians;
  const of = (other) => (other === undefined ? {} : { value: kernel / other });
  return {
    parley,
    workers2,
    kernel,
    ...(limit === undefined ? {} : { limit, scalar }),
    ...(limit === undefined ? {} : { ofLimit: of(limit).value, ofScalar: of(scalar).value }),
    twoOverOne: workers2 / parley,
    seriesCost: kernel / series - 1,
    ...peers,
    ofPeers: Object.fromEntries(
      Object.entries(peers).map(([name, value]) => [name, kernel / value]),
    ),
    compileMilliseconds: one.compile,
    compileFirstMilliseconds: one.compileFirst,
    moduleBytes: one.program.bytes.length,
    largestError: one.error,
    hash: one.hash,
  };
}

export function print({ models, load, repeats, native }) {
  const heads = ["", "one thread", "one worker", "two", "two/one", "limit", "of limit", "scalar C"];
  const rows = [[...heads, "of scalar", "series", "compile ms", "KB"]];
  for (const [name, model] of Object.entries(models)) {
    const { kernel, parley, workers2, twoOverOne, limit, ofLimit, scalar, ofScalar } = model;
    rows.push([
      name,
      rate(kernel),
      rate(parley),
      rate(workers2),
      ratio(twoOverOne),
      rate(limit),
      ratio(ofLimit),
      rate(scalar),
      ratio(ofScalar),
      `${(100 * model.seriesCost).toFixed(0)} %`,
      model.compileMilliseconds.toFixed(1),
      (model.moduleBytes / 1024).toFixed(0),
    ]);
  }
  const others = Object.entries(models).flatMap(([name, { ofPeers }]) =>
    Object.entries(ofPeers).map(
      ([peer, times]) => `${name}: ${ratio(times)} times ${peer} (${rate(models[name][peer])})`,
    ),
  );
  return [
    table(rows),
    "",
    ...others,
    `Futures a second, medians of ${repeats} interleaved repeats; time spent waiting for a processor is taken off.`,
    load.highest > 0.7
      ? `The machine was not free (load ${load.before.toFixed(1)} before, up to ${load.highest.toFixed(1)}): ratios are off by some per cent.`
      : `The machine was free (load ${load.before.toFixed(1)} before).`,
    ...(native === "built" ? [] : [`No native programs: ${native}.`]),
  ].join("\n");
}
