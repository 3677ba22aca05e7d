import type { Group, View, ViewNode } from "#study/model";
import { keyOf } from "#study/name";
import type { Place } from "#study/place";
import type { Located } from "./located.js";
import { suggestion, type Report } from "./report.js";
import type { modelSchema, nodeSchema } from "./schema/model.js";

type RawModel = Located<typeof modelSchema>["fields"];

/** The names of all variables by key, readable or not. */
type Known = ReadonlyMap<string, { readonly name: string }>;

/** The groups, each a list of variables. */
export function readGroups(
  raw: RawModel["groups"],
  known: Known,
  report: Report,
): readonly Group[] {
  return [...(raw?.entries.values() ?? [])].flatMap(({ name, value }) => {
    if (value === undefined) return [];
    const list = "items" in value ? value : value.fields.members;
    const members = (list?.items ?? []).flatMap((leaf) =>
      leaf === undefined ? [] : keyIn(leaf.value, leaf.place, known, report),
    );
    const documentation = "items" in value ? null : (value.fields.doc?.value ?? null);
    return [{ name, documentation, members }];
  });
}

/** The diagrams: where variables stand. */
export function readViews(raw: RawModel["views"], known: Known, report: Report): readonly View[] {
  return [...(raw?.entries.values() ?? [])].map(({ name, value }) => ({
    name,
    nodes: [...(value?.entries.values() ?? [])].flatMap((entry): readonly ViewNode[] => {
      const keys = keyIn(entry.name, entry.place, known, report);
      if (entry.value === undefined) return [];
      const at = "items" in entry.value ? entry.value : entry.value.fields.at;
      const [x, y] = at?.items ?? [];
      if (x === undefined || y === undefined) return [];
      const pipe = "items" in entry.value ? [] : cornersIn(entry.value.fields.pipe);
      const pipeOf = pipe.length === 0 ? {} : { pipe };
      return keys.map((key) => ({ key, x: x.value, y: y.value, ...pipeOf }));
    }),
  }));
}

type RawNode = Located<typeof nodeSchema>;
type RawPipe = Extract<RawNode, { readonly fields: unknown }>["fields"]["pipe"];

function cornersIn(pipe: RawPipe): readonly (readonly [number, number])[] {
  return (pipe?.items ?? []).flatMap((corner): (readonly [number, number])[] => {
    const [x, y] = corner?.items ?? [];
    return x === undefined || y === undefined ? [] : [[x.value, y.value]];
  });
}

function keyIn(name: string, place: Place, known: Known, report: Report): readonly string[] {
  const key = keyOf(name);
  if (known.has(key)) return [key];
  const names = [...known.values()].map((variable) => variable.name);
  const help = suggestion(name, names, "variables");
  report.error("unknown-name", `\`${name}\` is no variable of the model.`, place, { help });
  return [];
}
