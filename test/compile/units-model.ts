import { checkUnits } from "#compile/2-check/units";
import type { Model } from "#study/model";
import { keyOf } from "#study/name";

import { modelOf } from "../support/model.js";
import type { Draft } from "../support/model.js";

/** A variable and its unit; without the latter it has none. */
export type UnitedDraft = readonly [Draft, string?];

export interface UnitedModel {
  readonly time?: string | null;
  readonly aliases?: Readonly<Record<string, string>>;
  readonly variables: Readonly<Record<string, UnitedDraft>>;
}

/** A model with units; the unit of the n-th variable stands on line n of the file "units". */
export function unitedModel({ time = "year", aliases = {}, variables }: UnitedModel): Model {
  const names = Object.keys(variables);
  const drafts = Object.entries(variables).map(([name, [draft]]) => [name, draft] as const);
  const bare = modelOf({ stop: 1, step: 0.5 }, Object.fromEntries(drafts));
  const united = names.map((name, index) => {
    const variable = bare.variables.get(keyOf(name))!;
    const unit = variables[name][1] ?? null;
    const place = { file: "units", line: index + 1, column: 1, length: unit?.length ?? 0 };
    return [keyOf(name), { ...variable, unit, unitPlace: unit === null ? null : place }] as const;
  });
  return {
    ...bare,
    time: { ...bare.time, unit: time },
    variables: new Map(united),
    units: new Map(Object.entries(aliases)),
  };
}

/** Each diagnostic as `code: message`. */
export function findings(model: UnitedModel): string[] {
  return checkUnits(unitedModel(model)).map(({ code, message }) => `${code}: ${message}`);
}
