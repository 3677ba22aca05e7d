import { fileOf, importsOf } from "./imports.js";
import type { Source, Violation } from "./sources.js";

/**
 * Files that import each other in a circle, types included: neither can be read without the other.
 * One violation a circle; a circle that shares an import with one already told is left out.
 */
export function cycleViolations(sources: readonly Source[]): readonly Violation[] {
  const imports = new Map(
    sources.map((source) => [
      source.path,
      importsOf(source).flatMap(({ specifier }) => fileOf(specifier, source.path) ?? []),
    ]),
  );
  const finished = new Set<string>();
  const violations: Violation[] = [];
  const visit = (path: string, trail: readonly string[]) => {
    const start = trail.indexOf(path);
    if (start >= 0) {
      const circle = [...trail.slice(start), path].join(" → ");
      violations.push({ path, line: 1, message: `imports in a circle: ${circle}` });
      return;
    }
    if (finished.has(path)) return;
    for (const next of imports.get(path) ?? []) visit(next, [...trail, path]);
    finished.add(path);
  };
  for (const path of imports.keys()) visit(path, []);
  return violations;
}
