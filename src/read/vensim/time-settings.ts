import type { Method, TimeSettings, Variable } from "#study/model";
import type { Place } from "#study/place";
import { StartValues } from "./constant-value.js";
import type { Problems } from "./problems.js";

/** A run longer than this is a slip of the pen. */
const mostSteps = 100_000_000;

/**
 * The time settings from the variables INITIAL TIME, FINAL TIME, TIME STEP and SAVEPER, which may
 * be equations. What varies during a run is taken at its start, and that is said; a FINAL TIME that
 * varies is named besides. Null if they cannot be had, which is reported.
 */
export function timeSettings(
  variables: ReadonlyMap<string, Variable>,
  method: Method,
  problems: Problems,
): TimeSettings | null {
  const values = new StartValues(variables);
  const reader = new ControlReader(variables, values, problems);
  const start = reader.value("initial_time", "INITIAL TIME");
  if (start !== null) values.start = start;
  const step = reader.value("time_step", "TIME STEP");
  if (step !== null) values.step = step;
  const stop = reader.value("final_time", "FINAL TIME");
  const save = variables.has("saveper") ? reader.value("saveper", "SAVEPER") : step;
  if (start === null || step === null || stop === null || save === null) return null;
  const place = reader.place("final_time");
  if (!(step > 0)) {
    problems.error(
      "time-settings",
      `TIME STEP is ${step}, but time must go forward.`,
      reader.place("time_step"),
      "Write a number above 0.",
    );
    return null;
  }
  const steps = Math.round((stop - start) / step);
  if (!(steps >= 0 && steps <= mostSteps)) {
    problems.error(
      "time-settings",
      `From INITIAL TIME ${start} to FINAL TIME ${stop} there are ${steps} steps of ${step}.`,
      place,
      `FINAL TIME must not be before INITIAL TIME, and there may be ${mostSteps} steps.`,
    );
    return null;
  }
  if (!isWhole((stop - start) / step)) {
    problems.warn(
      "time-settings",
      `From INITIAL TIME ${start} to FINAL TIME ${stop} is no whole number of steps of ${step}; the run has ${steps}.`,
      place,
      "Choose a TIME STEP that divides the duration.",
    );
  }
  const saveEvery = Math.max(1, Math.round(save / step));
  if (!isWhole(save / step) || !(save > 0)) {
    problems.warn(
      "time-settings",
      `SAVEPER ${save} is no multiple of TIME STEP ${step}; every ${saveEvery} steps are saved.`,
      reader.place("saveper"),
      "Choose a multiple.",
    );
  }
  const unit = reader.unit();
  const end = values.varies("final_time") ? { end: "final_time" } : {};
  return { start, stop, step, steps, saveEvery, unit, method, ...end, place };
}

function isWhole(ratio: number): boolean {
  return Math.abs(ratio - Math.round(ratio)) <= 1e-6 * Math.max(1, Math.abs(ratio));
}

class ControlReader {
  readonly #variables: ReadonlyMap<string, Variable>;
  readonly #values: StartValues;
  readonly #problems: Problems;

  constructor(variables: ReadonlyMap<string, Variable>, values: StartValues, problems: Problems) {
    this.#variables = variables;
    this.#values = values;
    this.#problems = problems;
  }

  place(key: string): Place {
    return this.#variables.get(key)?.place ?? this.#problems.place(0, 1);
  }

  unit(): string | null {
    for (const key of ["time_step", "final_time", "initial_time", "saveper"]) {
      const unit = this.#variables.get(key)?.unit;
      if (unit !== undefined && unit !== null) return unit;
    }
    return null;
  }

  value(key: string, name: string): number | null {
    if (!this.#variables.has(key)) {
      this.#problems.error(
        "time-settings",
        `The model does not say its ${name}.`,
        this.#problems.place(0, 1),
        `Write ${name} = … ~ Month ~~|.`,
      );
      return null;
    }
    const value = this.#values.of(key);
    if (typeof value !== "number") {
      this.#problems.error(
        "time-settings",
        `${name} cannot be computed before the run: ${value.why}.`,
        this.place(key),
        "Write a number, or an equation of constants.",
      );
      return null;
    }
    if (!Number.isFinite(value)) {
      this.#problems.error("time-settings", `${name} is ${value}.`, this.place(key));
      return null;
    }
    if (this.#values.varies(key)) {
      this.#problems.warn(
        "time-settings",
        key === "final_time"
          ? `${name} varies during the run: parley run ends where Time reaches it; the futures of a study all end at its value at the start, ${value}.`
          : `${name} varies during the run; its value at the start, ${value}, holds for all of it.`,
        this.place(key),
        "Write a number, or an equation of constants, if that is not meant.",
      );
    }
    return value;
  }
}
