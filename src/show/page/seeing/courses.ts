import type { Study } from "#study/study";

/** A quantity whose course can be shown. */
export interface CourseChoice {
  readonly key: string;
  readonly name: string;
}

/** What can be shown over time: what outcomes are read off first, then stocks, then all the rest. */
export function courseChoices(study: Study): {
  readonly outcomes: readonly CourseChoice[];
  readonly others: readonly CourseChoice[];
} {
  const { variables } = study.model;
  const read = new Set([...study.outcomes.values()].map(({ variable }) => variable));
  const choice = (key: string): readonly CourseChoice[] => {
    const variable = variables.get(key);
    // Elements of arrays are called `name[a,b]`, and are no variables of their own.
    return variable === undefined ? [{ key, name: key }] : [{ key, name: variable.name }];
  };
  const shown = [...variables.values()].filter(
    ({ key, kind, dimensions, definitions }) =>
      !read.has(key) &&
      dimensions.length === 0 &&
      kind !== "constant" &&
      !definitions.some((one) => one.kind === "table" && one.input === null),
  );
  const stocks = shown.filter(({ kind }) => kind === "stock");
  const rest = shown.filter(({ kind }) => kind !== "stock");
  const byName = (one: { readonly name: string }, other: { readonly name: string }) =>
    one.name.localeCompare(other.name);
  return {
    outcomes: [...read].flatMap(choice),
    others: [...stocks, ...rest.toSorted(byName)].flatMap(({ key }) => choice(key)),
  };
}

interface Runs {
  readonly policies: ReadonlyMap<
    string,
    {
      readonly bands: ReadonlyMap<string, Float64Array>;
      readonly outcomes: ReadonlyMap<string, Float64Array>;
    }
  >;
}

/**
 * Whether all futures are one and the same run, as in a model in which nothing is left to chance: every
 * outcome is the same in all of them, and the lowest level of every course is the highest one.
 */
export function isOneRun({ policies }: Runs, levels: number): boolean {
  return [...policies.values()].every(
    ({ bands, outcomes }) =>
      [...outcomes.values()].every((values) => values.every((one) => Object.is(one, values[0]))) &&
      [...bands.values()].every((band) => {
        const count = band.length / levels;
        return band
          .subarray(0, count)
          .every((low, at) => Object.is(low, band[band.length - count + at]));
      }),
  );
}

/** The unit of a variable for an axis; nothing for a pure number. */
export function unitOf(study: Study, key: string): string {
  const variable =
    study.model.variables.get(key) ?? study.model.variables.get(key.replace(/\[.*$/u, ""));
  const unit = variable?.unit ?? "";
  return unit === "1" ? "" : unit;
}
