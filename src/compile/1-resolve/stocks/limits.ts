import { binary, cellsRead, compare, constant, select } from "../../system.js";
import type { Node } from "../../system.js";
import { notBelowZero } from "../time.js";
import type { Dependences } from "./dependences.js";
import type { Part } from "./parts.js";
import type { Workshop } from "./workshop.js";

/** A part that takes its share of a room, in its turn. */
export interface Claim {
  readonly part: Part;
  /** What it takes of the room for each unit that it carries; null for 1. */
  readonly factor: Node | null;
}

/** What comes in within the step and can be taken at once. */
export interface Arrival {
  readonly name: string;
  readonly node: Node;
  /** It stays the same over the stages of a step. */
  readonly held: boolean;
}

/**
 * So much per unit of time that several parts of flows share, the first served first: what is in a
 * stock and what comes in, or what a conveyor has room for.
 */
export interface Room {
  /** The stock, as people know it. */
  readonly stock: string;
  readonly base: Node;
  readonly arrivals: readonly Arrival[];
  readonly claims: readonly Claim[];
}

/** A room with what each claim has to wait for. */
interface SettledRoom {
  readonly room: Room;
  /** By claim: the claims that are served before it, and the arrivals that it can have at once. */
  readonly served: readonly (readonly number[])[];
  readonly counted: readonly (readonly Arrival[])[];
}

/**
 * Limits the parts of all rooms. Turns are as listed, unless a part is computed from one that is
 * listed behind it: that one goes first, as in Stella (isee systems, help, "Flow prioritization").
 * What comes in counts at once, unless how much it is depends on what goes out: on such a circle it
 * can only be taken in the next step. Both are told.
 */
export function limitParts(
  rooms: readonly Room[],
  parts: readonly Part[],
  dependences: Dependences,
  workshop: Workshop,
): void {
  for (const { base, claims } of rooms) {
    for (const { part } of claims) dependences.give(part.cell, cellsRead(base));
  }
  dependences.foresee(rooms.flatMap((room) => [...turnsOf(room), ...needsOf(room)]));
  const served = rooms.map((room) => takeTurns(room, dependences, workshop));
  const settled = rooms.map((room, index): SettledRoom => ({
    room,
    served: served[index],
    counted: countArrivals(room, dependences, workshop),
  }));
  for (const one of settled) addBounds(one);
  for (const { cell, wanted, held, give, bounds } of parts) {
    const limited = bounds.reduce((least, bound) => binary("minimum", least, bound), wanted);
    const node = give === null ? limited : give(limited);
    const { name, place } = workshop.cells[cell];
    workshop.cells[cell] = { name, place, kind: "formula", node, held };
  }
}

/** From a later claim to an earlier one: what the later depends on, as they are listed. */
function turnsOf({ claims }: Room): [number, number][] {
  return claims.flatMap(({ part }, index) =>
    claims.slice(0, index).map((earlier): [number, number] => [part.cell, earlier.part.cell]),
  );
}

function needsOf({ claims, arrivals }: Room): [number, number][] {
  return claims.flatMap(({ part }) =>
    arrivals.flatMap(({ node }) =>
      cellsRead(node).map((cell): [number, number] => [part.cell, cell]),
    ),
  );
}

function takeTurns(room: Room, dependences: Dependences, workshop: Workshop): number[][] {
  const served = room.claims.map((): number[] => []);
  for (const [later, { part }] of room.claims.entries()) {
    for (const [earlier, { part: first }] of room.claims.slice(0, later).entries()) {
      if (dependences.add(part.cell, [first.cell])) {
        served[later].push(earlier);
        continue;
      }
      served[earlier].push(later);
      workshop.report({
        code: "flow-priority",
        severity: "warning",
        message: `"${first.name}" comes before "${part.name}" at "${room.stock}", but it is computed from "${part.name}": "${part.name}" is served first`,
        place: first.place,
        help: `list "${part.name}" before "${first.name}"`,
      });
    }
  }
  return served;
}

function countArrivals(room: Room, dependences: Dependences, workshop: Workshop): Arrival[][] {
  return room.claims.map(({ part }) =>
    room.arrivals.filter(({ name, node, held }) => {
      if (name === part.name) return false;
      // What a conveyor takes over a step cannot rest on what comes in at its first stage alone.
      if (part.held && !held && workshop.time.method !== "euler") return false;
      if (dependences.add(part.cell, cellsRead(node))) return true;
      workshop.report({
        code: "flow-circle",
        severity: "warning",
        message: `how much "${name}" brings into "${room.stock}" depends on how much "${part.name}" takes out of it: what comes in can be taken out only in the next step`,
        place: part.place,
        help: "nothing is lost; where the stock does not run empty the result is the same",
      });
      return false;
    }),
  );
}

/** What is left in the room when a claim's turn has come, in units of the part. */
function addBounds({ room, served, counted }: SettledRoom): void {
  for (const [index, { part, factor }] of room.claims.entries()) {
    let left = room.base;
    for (const { node } of counted[index]) left = binary("add", left, node);
    for (const before of served[index].toSorted((a, b) => a - b)) {
      left = binary("subtract", left, taken(room.claims[before]));
    }
    const limit = notBelowZero(left);
    part.bounds.push(factor === null ? limit : perUnit(limit, factor));
  }
}

/** Where nothing arrives of what is carried, any amount may be. */
function perUnit(limit: Node, factor: Node): Node {
  const none = constant(0);
  const unlimited = constant(Infinity);
  return select(compare("less", none, factor), binary("divide", limit, factor), unlimited);
}

function taken({ part, factor }: Claim): Node {
  const carried = { op: "cell", cell: part.cell } as const;
  return factor === null ? carried : binary("multiply", carried, factor);
}
