import { fileOf, importsOf } from "./imports.js";
import { violation } from "./sources.js";
import type { Source, Violation } from "./sources.js";

/**
 * Who may import whom: from a room (`compile`), or the file `parley`, to rooms (`study`) and files
 * of rooms (`compile/program`).
 */
export type RoomTable = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Reads the table of rooms in ARCHITECTURE.md: rows `| \`room/\` | … | study, compile/program |`,
 * with `nothing` for an empty list. Throws on a cell that it cannot read, so that the table stays
 * one that can be checked.
 */
export function readRoomTable(markdown: string): RoomTable {
  const rows = markdown.split("\n").flatMap((line) => {
    const match = /^\|\s*`([\w-]+)(?:\/|\.ts)`\s*\|.*\|\s*([^|]*?)\s*\|\s*$/.exec(line);
    return match === null ? [] : [{ room: match[1], cell: match[2] }];
  });
  return new Map(rows.map(({ room, cell }) => [room, readCell(cell, room)]));
}

function readCell(cell: string, room: string): ReadonlySet<string> {
  if (cell === "nothing") return new Set();
  const names = cell.split(/,\s*/);
  const unclear = names.find((name) => !/^[a-z][\w-]*(\/[\w./-]+)?$/.test(name));
  if (unclear !== undefined) {
    throw new Error(
      `ARCHITECTURE.md: "${unclear}" in the row of ${room} is neither a room nor room/file`,
    );
  }
  return new Set(names);
}

/** Imports under `src/` that the table does not allow, or that are written the wrong way. */
export function roomViolations(
  sources: readonly Source[],
  table: RoomTable,
  packages: ReadonlySet<string>,
  bundled: ReadonlySet<string> = new Set(),
): readonly Violation[] {
  const both = new Set([...packages, ...bundled]);
  return sources.flatMap((source) =>
    importsOf(source).flatMap(({ node, specifier }) => {
      // What the page needs is built into it, and installed by nobody.
      const listed = source.path.startsWith("src/show/web/") ? both : packages;
      const message = crossing(source.path, specifier, table, listed);
      return message === undefined ? [] : [violation(source, node, message)];
    }),
  );
}

function crossing(
  path: string,
  specifier: string,
  table: RoomTable,
  packages: ReadonlySet<string>,
): string | undefined {
  const from = roomOf(path);
  const allowed = table.get(from);
  if (allowed === undefined) return `ARCHITECTURE.md has no row for ${from}`;
  const file = fileOf(specifier, path);
  if (file === undefined) return packageProblem(specifier, from, packages);
  const to = roomOf(file);
  if (to === from) {
    return specifier.startsWith("#") ? `write "./…" inside ${from}, not "${specifier}"` : undefined;
  }
  const door = file.slice("src/".length).replace(/\.ts$/, "");
  // src/parley.ts stands in no room: its neighbours are rooms to it.
  if (!specifier.startsWith("#")) return `write "#${door}", not "${specifier}", across rooms`;
  if (allowed.has(to) || allowed.has(door)) return undefined;
  const may = allowed.size === 0 ? "nothing" : [...allowed].join(", ");
  return `${from} may not import ${door}: ARCHITECTURE.md allows it ${may}`;
}

/** `study` of `src/study/place.ts`, `parley` of `src/parley.ts`. */
function roomOf(path: string): string {
  return /^src\/([\w-]+)/.exec(path)?.[1] ?? path;
}

function packageProblem(
  specifier: string,
  from: string,
  packages: ReadonlySet<string>,
): string | undefined {
  if (specifier.startsWith("node:")) {
    return from === "show" ? undefined : `only show knows of Node: ask the Host for "${specifier}"`;
  }
  const name = specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
  return packages.has(name) ? undefined : `package.json does not list "${name}" in dependencies`;
}
