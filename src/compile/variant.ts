import type { Definition, Model } from "#study/model";

/** A path over time, as a policy gives it: at `time[i]` the value is `value[i]`. */
export interface Path {
  readonly time: readonly number[];
  readonly value: readonly number[];
}

/** The model with some constants replaced by series over time, held over each step. */
export function withPaths(model: Model, paths: ReadonlyMap<string, Path>): Model {
  if (paths.size === 0) return model;
  const variables = new Map(model.variables);
  for (const [key, path] of paths) {
    const variable = variables.get(key);
    if (variable === undefined) throw new Error(`the model has no variable "${key}"`);
    const definition: Definition = {
      kind: "data",
      table: {
        interpolation: "continuous",
        x: path.time,
        y: path.value,
        place: variable.place,
      },
      subscripts: [],
      except: [],
    };
    variables.set(key, { ...variable, kind: "data", definitions: [definition] });
  }
  return { ...model, variables };
}
