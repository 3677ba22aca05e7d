// A model in SDEverywhere: its compiler's JavaScript, run by its own runner, which saves a variable at
// every step; outcomes are taken from what was saved.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const folder = join(import.meta.dirname, ".cache");
const models = join(import.meta.dirname, "../models");

/**
 * A function from a block of parameters (rows of futures) and a count to rows of outcomes, one for
 * each of `columns`. Throws where the packages are not installed. Vensim files, Euler only.
 */
export async function prepareSdeverywhere(name, { parameters, columns }) {
  const { parseAndGenerate, resetState } = await import("@sdeverywhere/compile");
  const { createSynchronousModelRunner } = await import("@sdeverywhere/runtime");
  const saved = [...new Set(columns.map(({ variable }) => variable))];
  const spec = {
    inputVarNames: parameters,
    inputVars: parameters.map(idOf),
    outputVarNames: saved,
    outputVars: saved.map(idOf),
  };
  resetState();
  const text = readFileSync(join(models, `${name}.mdl`), "utf8");
  const code = await parseAndGenerate(text, "vensim", spec, ["generateJS"], models, name, folder);
  const file = join(folder, `${name}-sdeverywhere.mjs`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, code);
  const { default: createModel } = await import(pathToFileURL(file));
  const runner = createSynchronousModelRunner(await createModel());
  const outputs = runner.createOutputs();
  return (block, count) => {
    const found = new Float64Array(columns.length * count);
    for (let future = 0; future < count; future++) {
      runner.runModelSync(
        parameters.map((_, row) => block[row * count + future]),
        outputs,
      );
      for (const [row, { variable, statistic }] of columns.entries()) {
        const { points } = outputs.getSeriesForVar(idOf(variable));
        found[row * count + future] = measured(statistic, points.length, (at) => points[at].y);
      }
    }
    return found;
  };
}

function idOf(name) {
  return `_${name.toLowerCase().replaceAll(" ", "_")}`;
}

/** A statistic of the kit over values at all time points. */
export function measured(statistic, count, valueAt) {
  if (statistic === "final") return valueAt(count - 1);
  const join = { min: Math.min, max: Math.max, sum: (left, right) => left + right }[statistic];
  let value = valueAt(0);
  for (let at = 1; at < count; at++) value = join(value, valueAt(at));
  return value;
}
