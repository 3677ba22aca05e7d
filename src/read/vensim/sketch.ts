import type { View } from "#study/model";
import { keyOf } from "#study/name";
import type { Pipes } from "./flows.js";
import { isSketchMark } from "./sections.js";

export interface Sketch {
  readonly views: readonly View[];
  readonly pipes: Pipes;
}

/** Bit of the shape of a name that hangs on the object before it, which is a valve. */
const attached = 32;
/** Arrows at least this thick are pipes. */
const pipeThickness = 20;

/**
 * Reads where variables stand (Vensim Help, "Sketch Information" and "Objects"): lines
 * `10,id,name,x,y,…` are variables, `11,…` valves, `1,id,from,to,…` arrows and pipes. Of a variable
 * that is shown more than once, its own place counts, not its ghosts; a flow stands at its valve.
 * Lines that cannot be read are passed over: a sketch changes no result.
 */
export function parseSketch(lines: readonly string[], knows: (key: string) => boolean): Sketch {
  const views: View[] = [];
  const pipes = new Map<string, Set<string>>();
  let lineNumber = 0;
  while (lineNumber < lines.length) {
    const begin = lineNumber + 1;
    lineNumber = begin;
    while (lineNumber < lines.length && !isSketchMark(lines[lineNumber])) lineNumber += 1;
    const view = parseView(lines.slice(begin, lineNumber), views.length + 1, knows, pipes);
    if (view.nodes.length > 0) views.push(view);
  }
  return { views, pipes };
}

interface Thing {
  readonly type: number;
  readonly key: string;
  readonly x: number;
  readonly y: number;
}

function parseView(
  lines: readonly string[],
  number: number,
  knows: (key: string) => boolean,
  pipes: Map<string, Set<string>>,
): View {
  let name = `View ${number}`;
  const nodes = new Map<string, View["nodes"][number]>();
  const ghosts: View["nodes"][number][] = [];
  const things = new Map<number, Thing>();
  const flowOfValve = new Map<number, string>();
  const ends: { from: number; to: number }[] = [];
  let before: { id: number; thing: Thing } | null = null;
  for (const line of lines) {
    if (line.startsWith("*")) name = line.slice(1).trim() || name;
    const fields = splitFields(line);
    const [type, id] = [Number(fields[0]), Number(fields[1])];
    if (fields.length < 5 || !Number.isInteger(type) || !Number.isInteger(id)) continue;
    if (type === 1) {
      if (Number(fields[7]) > pipeThickness) {
        ends.push({ from: Number(fields[2]), to: Number(fields[3]) });
      }
      continue;
    }
    const key = keyOf(fields[2]);
    const thing: Thing = { type, key, x: Number(fields[3]), y: Number(fields[4]) };
    things.set(id, thing);
    if (type === 10 && knows(key) && Number.isFinite(thing.x) && Number.isFinite(thing.y)) {
      const onValve = before?.thing.type === 11 && (Number(fields[7]) & attached) !== 0;
      if (onValve && before !== null) flowOfValve.set(before.id, key);
      const at = onValve && before !== null ? before.thing : thing;
      const node = { key, x: at.x, y: at.y };
      // The lowest bit is set where a variable is at home; without it, it is a ghost.
      const home = (Number(fields[8]) & 1) === 1;
      if (home && !nodes.has(key)) nodes.set(key, node);
      else ghosts.push(node);
    }
    before = { id, thing };
  }
  for (const { from, to } of ends) {
    const flow = flowOfValve.get(from) ?? flowOfValve.get(to);
    const end = things.get(flowOfValve.has(from) ? to : from);
    if (flow === undefined || end?.type !== 10) continue;
    const stocks = pipes.get(flow) ?? new Set();
    pipes.set(flow, stocks.add(end.key));
  }
  return { name, nodes: [...nodes.values()], ...(ghosts.length === 0 ? {} : { ghosts }) };
}

/** Splits at commas outside of double quotes, which are dropped; `\"` is a quote. */
function splitFields(line: string): readonly string[] {
  const fields: string[] = [];
  let field = "";
  let quoted = false;
  for (let at = 0; at < line.length; at++) {
    const character = line[at];
    if (quoted && character === "\\" && (line[at + 1] === '"' || line[at + 1] === "\\")) {
      field += line[at + 1];
      at += 1;
    } else if (character === '"') quoted = !quoted;
    else if (character === "," && !quoted) {
      fields.push(field);
      field = "";
    } else field += character;
  }
  fields.push(field);
  return fields;
}
