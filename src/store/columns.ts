import type { ParquetColumn } from "./parquet-file.js";
import type { Plan } from "./plan.js";

/** The columns that every shard has, whatever the study. */
export const future = "future";
export const policy = "policy";
export const position = "position";
export const status = "status";
export const cause = "cause";

const fixed: readonly string[] = [future, policy, position, status, cause];

/** What `status` holds: every outcome is a finite number, or not. */
export const statusOk = "ok";
export const statusFailed = "failed";

/** All columns of a shard's rows, in order. */
export function rowColumns(plan: Plan): readonly ParquetColumn[] {
  return [
    { name: future, type: "whole" },
    { name: policy, type: "text" },
    { name: position, type: "text" },
    { name: status, type: "text" },
    { name: cause, type: "text?" },
    ...plan.premises.map(({ column }) => ({ name: column, type: "double" }) as const),
    ...plan.outcomes.map(({ column }) => ({ name: column, type: "double" }) as const),
    ...keptSeries(plan).map(({ column }) => ({ name: column, type: "doubles" }) as const),
  ];
}

/** The series whose values are kept. */
export function keptSeries(plan: Plan): Plan["series"] {
  return plan.series.filter(({ keep }) => keep === "values");
}

/** The series that are kept as quantile sketches. */
export function sketchedSeries(plan: Plan): Plan["series"] {
  return plan.series.filter(({ keep }) => keep === "quantiles");
}

/**
 * Names for columns: the key where it is free, else the key with `_premise`, `_outcome`, `_series`,
 * and then a number, behind it. Case does not tell columns apart in SQL.
 */
export function nameColumns<T extends { readonly key: string }>(
  groups: readonly { readonly suffix: string; readonly members: readonly T[] }[],
): readonly (readonly (T & { readonly column: string })[])[] {
  const taken = new Set(fixed);
  const nameFor = (key: string, suffix: string): string => {
    const names = [key, `${key}_${suffix}`];
    let name = names.find((one) => !taken.has(one.toLowerCase()));
    for (let number = 2; name === undefined; number++) {
      const next = `${key}_${suffix}_${number}`;
      if (!taken.has(next.toLowerCase())) name = next;
    }
    taken.add(name.toLowerCase());
    return name;
  };
  return groups.map(({ suffix, members }) =>
    members.map((member) => ({ ...member, column: nameFor(member.key, suffix) })),
  );
}
