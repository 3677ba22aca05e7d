import type { Group } from "#study/model";
import type { Graph, Link } from "../graph.js";
import type { Chain } from "./chains.js";
import { communitiesOf } from "./communities.js";
import type { Ghost } from "./ghosts.js";
import type { Part } from "./part.js";

/** A part of a diagram in a frame of its own. */
export interface Sector extends Part {
  readonly title: string;
}

/** From so many symbols on a diagram is divided where the model itself names no groups. */
const undivided = 130;
/** Bounds of what is looked over at once, where the model does not say. */
const sizes = { least: 8, most: 64 };
/** A group of fewer symbols is no sector. */
const smallest = 3;

/**
 * The sectors of a diagram: the groups of the model where it has them, each variable in the first
 * that names it and others where most of their links lead; in a large model without groups what is
 * densely linked. A chain of stocks and flows stays together, and a constant stands where it is used
 * most. Empty where a diagram is better drawn as one.
 */
export function sectorsOf(
  graph: Graph,
  links: readonly Link[],
  chains: readonly Chain[],
  singles: readonly string[],
  groups: readonly Group[],
): readonly Sector[] {
  const units = [
    ...chains.map((chain) => ({ chain, keys: keysOf(chain) })),
    ...singles.map((key) => ({ chain: null, keys: [key] })),
  ];
  const unitOf = new Map(
    units.flatMap(({ keys }, unit) => keys.map((key) => [key, unit] as const)),
  );
  const edges = links.flatMap(({ from, to }) => {
    const [one, other] = [unitOf.get(from), unitOf.get(to)];
    return one === undefined || other === undefined ? [] : [[one, other] as const];
  });
  const named = byGroups(units, edges, groups);
  const count = units.reduce((sum, { keys }) => sum + keys.length, 0);
  if (named === null && count <= undivided) return [];
  const sectorOf =
    named?.sectorOf ??
    communitiesOf(
      units.map(({ keys }) => keys.length),
      edges,
      sizes,
    );
  const home = (key: string): number => sectorOf[unitOf.get(key) ?? 0];
  return [...new Set(sectorOf)]
    .toSorted((one, other) => one - other)
    .map((sector): Sector => {
      const own = units.filter((_, unit) => sectorOf[unit] === sector);
      const inside = links.filter(({ to }) => unitOf.has(to) && home(to) === sector);
      const keys = own.flatMap((unit) => unit.keys);
      return {
        title: named?.titles[sector] ?? titleOf(keys, links, graph),
        chains: own.flatMap(({ chain }) => (chain === null ? [] : [chain])),
        singles: own.flatMap(({ chain, keys: own }) => (chain === null ? own : [])),
        links: inside,
        guests: guestsOf(inside.filter(({ from }) => home(from) !== sector)),
      };
    });
}

function keysOf({ stocks, pipes }: Chain): readonly string[] {
  return [...new Set([...stocks.keys(), ...pipes.map(({ pipe }) => pipe.flow)])];
}

/** One guest a source, near all that it acts on in the sector. */
function guestsOf(links: readonly Link[]): readonly Ghost[] {
  const near = new Map<string, string[]>();
  for (const { from, to } of links) near.set(from, [...(near.get(from) ?? []), to]);
  return [...near].map(([of, targets]) => ({ id: `${of}\n${targets[0]}`, of, near: targets }));
}

interface Unit {
  readonly keys: readonly string[];
}

/** Sectors by the model's groups; null where fewer than two of them have anything to show. */
function byGroups(
  units: readonly Unit[],
  edges: readonly (readonly [number, number])[],
  groups: readonly Group[],
): { readonly sectorOf: readonly number[]; readonly titles: readonly string[] } | null {
  const groupOf = new Map<string, number>();
  for (const [index, { members }] of groups.entries()) {
    for (const key of members) if (!groupOf.has(key)) groupOf.set(key, index);
  }
  const counts = groups.map(() => 0);
  for (const { keys } of units) {
    for (const key of keys) {
      const group = groupOf.get(key);
      if (group !== undefined) counts[group] += 1;
    }
  }
  const shown = counts.flatMap((count, group) => (count >= smallest ? [group] : []));
  if (shown.length < 2) return null;
  const votes = units.map(({ keys }) =>
    mostFrequent(keys.map((key) => shown.indexOf(groupOf.get(key) ?? -1)).filter((at) => at >= 0)),
  );
  // What no group names follows its links, from what is known on.
  for (let open = true; open;) {
    open = false;
    for (const [unit, vote] of votes.entries()) {
      if (vote !== null) continue;
      const near = edges.flatMap(([one, other]) => {
        const at = one === unit ? votes[other] : other === unit ? votes[one] : null;
        return at === null ? [] : [at];
      });
      const found = mostFrequent(near);
      if (found === null) continue;
      votes[unit] = found;
      open = true;
    }
  }
  const rest = shown.length;
  const titles = shown.map((group) => groups[group].name.replace(/^\.+/u, ""));
  return { sectorOf: votes.map((vote) => vote ?? rest), titles: [...titles, ""] };
}

function mostFrequent(values: readonly number[]): number | null {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let [best, most]: [number | null, number] = [null, 0];
  for (const [value, count] of counts) if (count > most) [best, most] = [value, count];
  return best;
}

/** A sector without a name is called by what it lies around: its most linked stock, or variable. */
function titleOf(keys: readonly string[], links: readonly Link[], graph: Graph): string {
  const own = new Set(keys);
  const weight = new Map(keys.map((key) => [key, 0]));
  for (const { from, to } of links) {
    for (const key of [from, to]) if (own.has(key)) weight.set(key, (weight.get(key) ?? 0) + 1);
  }
  const isStock = (key: string): boolean => graph.nodes.get(key)?.kind === "stock";
  const stocks = keys.filter(isStock);
  const [first] = (stocks.length > 0 ? stocks : keys).toSorted(
    (one, other) => (weight.get(other) ?? 0) - (weight.get(one) ?? 0),
  );
  return first === undefined ? "" : `around ${graph.nodes.get(first)?.name ?? first}`;
}
