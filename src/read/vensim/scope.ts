import type { Expression, Subscript } from "#study/expression";

/** What a name stands for in an equation. */
export type Binding =
  | {
      readonly kind: "variable";
      readonly name: string;
      readonly key: string;
      /** How many subscripts are written with it. */
      readonly rank: number;
      readonly table: boolean;
      /** Subscripts that an instance of a macro adds. */
      readonly marks: readonly Subscript[];
    }
  /** An input of a macro that stands for its argument itself. */
  | { readonly kind: "argument"; readonly expression: Expression; readonly table: boolean };

/** The names that an equation may use: those of the model, or of a macro with `name$` for these. */
export interface Scope {
  readonly globals: ReadonlyMap<string, Binding>;
  readonly locals: ReadonlyMap<string, Binding> | null;
}

const control: ReadonlySet<string> = new Set([
  "initial_time",
  "final_time",
  "time_step",
  "saveper",
]);

export function find(scope: Scope, key: string): Binding | undefined {
  if (scope.locals === null) return scope.globals.get(key);
  const local = scope.locals.get(key);
  if (local !== undefined) return local;
  if (key.endsWith("$")) return scope.globals.get(key.slice(0, -1));
  return control.has(key) ? scope.globals.get(key) : undefined;
}

/** Whether the name is the current time, written `Time$` in a macro. */
export function isTime(scope: Scope, key: string): boolean {
  return key === "time" || (scope.locals !== null && key === "time$");
}
