import type { Place } from "#study/place";
import type { Report } from "./report.js";

/** Tells positions that are the same as themselves, round several corners perhaps; their keys. */
export function tellCircles(
  sameAs: ReadonlyMap<string, string>,
  entries: ReadonlyMap<string, { readonly name: string; readonly place: Place }>,
  report: Report,
): ReadonlySet<string> {
  const circular = new Set<string>();
  for (const start of sameAs.keys()) {
    const path = new Set<string>();
    let key: string | undefined = start;
    while (key !== undefined && !path.has(key) && !circular.has(key)) {
      path.add(key);
      key = sameAs.get(key);
    }
    if (key === undefined) continue;
    if (!circular.has(key)) {
      const circle = [...path].slice([...path].indexOf(key));
      const names = [...circle, key].map((part) => `\`${entries.get(part)?.name ?? part}\``);
      const message = `These positions are the same as one another and nobody's: ${names.join(" → ")}.`;
      const place = entries.get(key)?.place;
      if (place !== undefined) report.error("circular-same-as", message, place);
    }
    for (const part of path) circular.add(part);
  }
  return circular;
}
