// The medians as an object and as a table.
import { rate, ratio, table } from "./table.mjs";

export function summary(one, medians) {
  const { kernel, parley, workers2, series, limit, scalar } = medians;
  const of = (other) => (other === undefined ? {} : { value: kernel / other });
  return {
    parley,
    workers2,
    kernel,
    ...(limit === undefined ? {} : { limit, scalar }),
    ...(limit === undefined ? {} : { ofLimit: of(limit).value, ofScalar: of(scalar).value }),
    twoOverOne: workers2 / parley,
    seriesCost: kernel / series - 1,
    peers: Object.fromEntries(
      Object.keys(one.peers).map((name) => [
        name,
        { rate: medians[name], times: kernel / medians[name] },
      ]),
    ),
    peersMissing: one.peersMissing,
    compileMilliseconds: one.compile,
    compileFirstMilliseconds: one.compileFirst,
    moduleBytes: one.program.bytes.length,
    largestError: one.error,
    hash: one.hash,
  };
}

export function print({ models, memory, load, repeats, native }) {
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
  return [
    table(rows),
    "",
    ...peerTable(models),
    `Futures a second, medians of ${repeats} interleaved repeats; time spent waiting for a processor is taken off.`,
    load.highest > 0.7
      ? `The machine was not free (load ${load.before.toFixed(1)} before, up to ${load.highest.toFixed(1)}): ratios are off by some per cent.`
      : `The machine was free (load ${load.before.toFixed(1)} before).`,
    ...(memory === undefined
      ? []
      : [
          `${memory.futures.toLocaleString("en")} futures of M, streamed: ${memory.engine.above.toFixed(0)} MB above Node's own ${memory.bare.toFixed(0)} MB.`,
        ]),
    ...(native === "built" ? [] : [`No native programs: ${native}.`]),
  ].join("\n");
}

/** A row for each model that peers run, and why others do not. */
function peerTable(models) {
  const rows = Object.entries(models).filter(([, { peers }]) => Object.keys(peers).length > 0);
  if (rows.length === 0) return [];
  const names = [...new Set(rows.flatMap(([, { peers }]) => Object.keys(peers)))];
  const heads = names.flatMap((name) => [name, "times"]);
  const cells = rows.map(([model, { kernel, peers }]) => [
    model,
    rate(kernel),
    ...names.flatMap((name) => [rate(peers[name]?.rate), ratio(peers[name]?.times)]),
  ]);
  const reasons = new Map();
  for (const [model, { peersMissing }] of Object.entries(models)) {
    for (const [peer, reason] of Object.entries(peersMissing)) {
      const line = `${peer}: ${reason}`;
      reasons.set(line, [...(reasons.get(line) ?? []), model]);
    }
  }
  return [
    table([["", "one thread", ...heads], ...cells]),
    ...[...reasons].map(([line, of]) => `Without ${line} (${of.join(", ")}).`),
    "",
  ];
}
