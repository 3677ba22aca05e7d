import type { Graph } from "./graph.js";
import type { Polarity, Sign } from "./polarity.js";
import { cyclicParts, elementaryCycles, shortestWay } from "./cycles.js";
import type { Link } from "./graph.js";

/** A feedback loop of a model. */
export interface Loop {
  /** "R1", "B2"; "L3" where the sign of a link is not known. */
  readonly name: string;
  readonly polarity: "reinforcing" | "balancing" | "unknown";
  /** Keys in the order in which they act; the last acts on the first. */
  readonly keys: readonly string[];
  /** The sign of each step: `signs[i]` leads from `keys[i]` to the next. */
  readonly signs: readonly Sign[];
  /** Whether a step passes a delay. */
  readonly delayed: boolean;
  /** The stocks in it, in order; without names of its own a loop is known by them. */
  readonly stocks: readonly string[];
}

export interface Loops {
  readonly loops: readonly Loop[];
  /**
   * Whether these are all loops there are. If not, they are the shortest independent ones: together
   * they pass through every link that is on a loop.
   */
  readonly complete: boolean;
}

/** So many loops are still a list that a person reads. */
const readable = 40;

/**
 * The feedback loops of a graph: all of them where there are few, else a shortest independent set
 * (R. Oliva, "Model structure analysis through graph theory: partition heuristics and feedback
 * structure decomposition", System Dynamics Review 20(4), 2004, section on the SILS): loops are
 * taken from the shortest on, each if it has a link that no loop before it has, until every link
 * that is on a loop is covered.
 */
export function loopsOf(
  graph: Graph,
  polarityOf: ReadonlyMap<Link, Polarity>,
  most = readable,
): Loops {
  const steps = stepsOf(graph, polarityOf);
  const next = new Map<string, string[]>();
  for (const { from, to } of steps.values()) next.set(from, [...(next.get(from) ?? []), to]);
  const order = new Map([...graph.nodes.keys()].map((key, index) => [key, index]));
  const parts = cyclicParts([...graph.nodes.keys()], next);
  const all: (readonly string[])[] = [];
  let complete = true;
  for (const part of parts) {
    const cycles = elementaryCycles(part, next, most - all.length);
    if (cycles === null) {
      complete = false;
      break;
    }
    all.push(...cycles);
  }
  const cycles = complete ? all : parts.flatMap((part) => independentCycles(part, next));
  const turned = cycles.map((keys) => turn(keys, graph, order));
  const ordered = turned.toSorted((a, b) => a.length - b.length || compareRanks(a, b, order) || 0);
  return { loops: named(ordered.map((keys) => loopOf(keys, steps, graph))), complete };
}

interface Step {
  readonly from: string;
  readonly to: string;
  readonly sign: Sign;
  readonly delayed: boolean;
}

/** Links that act all along, and flows that fill or drain stocks. */
function stepsOf(graph: Graph, polarityOf: ReadonlyMap<Link, Polarity>): ReadonlyMap<string, Step> {
  const steps = new Map<string, Step>();
  const add = (step: Step): void => {
    const id = `${step.from}\n${step.to}`;
    const before = steps.get(id);
    const sign = before === undefined || before.sign === step.sign ? step.sign : "?";
    steps.set(id, { ...step, sign, delayed: step.delayed && (before?.delayed ?? true) });
  };
  for (const link of graph.links) {
    if (link.role === "initial") continue;
    const { from, to, delayed } = link;
    add({ from, to, delayed, sign: polarityOf.get(link)?.sign ?? "?" });
  }
  for (const { flow, from, to } of graph.pipes) {
    if (to !== null) add({ from: flow, to, sign: "+", delayed: false });
    if (from !== null) add({ from: flow, to: from, sign: "-", delayed: false });
  }
  return steps;
}

/** The shortest loop through each link of a part, as far as each brings a link that is new. */
function independentCycles(
  part: readonly string[],
  next: ReadonlyMap<string, readonly string[]>,
): readonly (readonly string[])[] {
  const inside = new Set(part);
  const candidates = part.flatMap((from) =>
    (next.get(from) ?? [])
      .filter((to) => inside.has(to))
      .flatMap((to) => {
        const back = shortestWay(to, from, next, inside);
        return back === null ? [] : [back];
      }),
  );
  const covered = new Set<string>();
  return candidates
    .toSorted((a, b) => a.length - b.length)
    .filter((keys) => {
      const links = keys.map((key, index) => `${key}\n${keys[(index + 1) % keys.length]}`);
      const brings = links.some((link) => !covered.has(link));
      if (brings) for (const link of links) covered.add(link);
      return brings;
    });
}

/** A loop is told from its first stock on, or else from the variable that stands first. */
function turn(
  keys: readonly string[],
  graph: Graph,
  order: ReadonlyMap<string, number>,
): readonly string[] {
  const rank = (key: string): number => {
    const stock = graph.nodes.get(key)?.kind === "stock" ? 0 : order.size;
    return stock + (order.get(key) ?? 0);
  };
  const first = keys.reduce((best, key, index) => (rank(key) < rank(keys[best]) ? index : best), 0);
  return [...keys.slice(first), ...keys.slice(0, first)];
}

function compareRanks(
  a: readonly string[],
  b: readonly string[],
  order: ReadonlyMap<string, number>,
): number {
  for (const [index, key] of a.entries()) {
    const difference = (order.get(key) ?? 0) - (order.get(b[index]) ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function loopOf(
  keys: readonly string[],
  steps: ReadonlyMap<string, Step>,
  graph: Graph,
): Omit<Loop, "name"> {
  const taken = keys.flatMap((key, index) => {
    const step = steps.get(`${key}\n${keys[(index + 1) % keys.length]}`);
    return step === undefined ? [] : [step];
  });
  const signs = taken.map(({ sign }) => sign);
  const falls = signs.filter((sign) => sign === "-").length;
  const polarity = signs.includes("?") ? "unknown" : falls % 2 === 0 ? "reinforcing" : "balancing";
  return {
    polarity,
    keys,
    signs,
    delayed: taken.some(({ delayed }) => delayed),
    stocks: keys.filter((key) => graph.nodes.get(key)?.kind === "stock"),
  };
}

function named(loops: readonly Omit<Loop, "name">[]): readonly Loop[] {
  const counts = { reinforcing: 0, balancing: 0, unknown: 0 };
  const letters = { reinforcing: "R", balancing: "B", unknown: "L" };
  return loops.map((loop) => {
    counts[loop.polarity] += 1;
    return { ...loop, name: `${letters[loop.polarity]}${counts[loop.polarity]}` };
  });
}
