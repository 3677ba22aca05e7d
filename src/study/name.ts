/**
 * The key under which a name is known: case, surrounding space and the difference between runs of
 * spaces, no-break spaces, line breaks and underscores do not matter (XMILE 1.0, section 3.2.2).
 * "Afghan  Taliban", "afghan_taliban" and "AFGHAN TALIBAN" are one name.
 */
export function keyOf(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[\s_\u00a0]+/gu, "_");
}
