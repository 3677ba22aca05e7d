import type { Method } from "#study/model";
import type { Problems } from "./problems.js";

export interface Settings {
  readonly method: Method;
  /** Unit aliases: alias → the unit it stands for. */
  readonly units: ReadonlyMap<string, string>;
  /** Files behind `?tag`, by tag in lower case. */
  readonly tags: ReadonlyMap<string, string>;
}

/**
 * Reads the settings at the end of a file: `15:a,b,c,method,…` (0 Euler, 1 and 5 Runge–Kutta 4,
 * 3 and 4 Runge–Kutta 2, 2 difference equations, which are Euler), `22:unit,alias,…`, and lines
 * with `?tag=file`. Methods with automatic steps (1, 3) keep to TIME STEP here, and that is said.
 */
export function parseSettings(lines: readonly string[], problems: Problems): Settings {
  let method: Method = "euler";
  const units = new Map<string, string>();
  const tags = new Map<string, string>();
  for (const line of lines) {
    if (line.startsWith("15:")) {
      const code = Number(line.slice(3).split(",")[3]);
      if (code === 1 || code === 5) method = "rk4";
      if (code === 3 || code === 4) method = "rk2";
      if (code === 1 || code === 3) {
        problems.warn(
          "automatic-step",
          "The model asks for Runge–Kutta with automatic steps; steps of TIME STEP are taken.",
          problems.place(problems.source.text.length - 1, problems.source.text.length),
          "Choose a TIME STEP that is short enough.",
        );
      }
    } else if (line.startsWith("22:")) {
      const [unit, ...aliases] = line
        .slice(3)
        .split(",")
        .map((name) => name.trim());
      for (const alias of aliases) if (alias !== "" && alias !== unit) units.set(alias, unit);
    } else if (line.includes("?") && line.includes("=")) {
      const start = line.indexOf("?");
      const equals = line.indexOf("=", start);
      if (equals > start) {
        tags.set(line.slice(start, equals).trim().toLowerCase(), line.slice(equals + 1).trim());
      }
    }
  }
  return { method, units, tags };
}
