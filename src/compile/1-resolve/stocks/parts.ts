import type { Place } from "#study/place";

import { binary, constant, unary } from "../../system.js";
import type { Node } from "../../system.js";
import { notBelowZero } from "../time.js";
import type { FlowEnd } from "./flow-ends.js";
import { addCell } from "./workshop.js";
import type { Workshop } from "./workshop.js";

/**
 * What a flow carries in one direction, never below zero: as much as is wanted and each of the
 * bounds has room for.
 */
export interface Part {
  /** As people know the flow. */
  readonly name: string;
  readonly place: Place;
  readonly cell: number;
  readonly wanted: Node;
  /** It keeps its value over the stages of a step, since a conveyor takes it. */
  readonly held: boolean;
  /** Of a flow that a queue sets: what it carries where there is room for so much. */
  readonly give: ((room: Node) => Node) | null;
  /** Added to while the rules of the stocks are worked out. */
  readonly bounds: Node[];
}

/** A flow whose parts are limited. `wanted` is what its equation gives. */
interface SplitFlow {
  readonly name: string;
  readonly place: Place;
  readonly wanted: Node;
  /** It never runs backwards. */
  readonly oneWay: boolean;
  forward: Part | null;
  backward: Part | null;
}

/** The flows that stocks limit, each split into what it carries forwards and backwards. */
export class FlowParts {
  readonly all: Part[] = [];
  readonly #workshop: Workshop;
  readonly #oneWay: ReadonlySet<number>;
  readonly #held: ReadonlySet<number>;
  readonly #split = new Map<number, SplitFlow>();

  /** Cells of flows: those that never run backwards, and those that are held over a step. */
  constructor(workshop: Workshop, oneWay: ReadonlySet<number>, held: ReadonlySet<number>) {
    this.#workshop = workshop;
    this.#oneWay = oneWay;
    this.#held = held;
  }

  /** The cell of a flow that an equation gives, so that it can be limited; else null. */
  limitable({ node }: FlowEnd): number | null {
    if (node.op !== "cell" || this.#workshop.driven.has(node.cell)) return null;
    return this.#workshop.cells[node.cell].kind === "formula" ? node.cell : null;
  }

  runsBackwards({ node }: FlowEnd): boolean {
    return node.op === "cell" && !this.#oneWay.has(node.cell);
  }

  /** True for what a conveyor takes or gives, which stays the same over a step. */
  isHeld({ node }: FlowEnd): boolean {
    return (
      node.op === "cell" && (this.#held.has(node.cell) || this.#workshop.driven.has(node.cell))
    );
  }

  /** The part of a flow that can be limited, for all that it flows out of or into. */
  forward(flow: number): Part {
    const split = this.#splitOf(flow);
    const held = this.#held.has(flow);
    split.forward ??= this.#part(split, "", forwards(split.wanted, split.oneWay), held);
    return split.forward;
  }

  backward(flow: number): Part {
    const split = this.#splitOf(flow);
    split.backward ??= this.#part(split, " backwards", backwards(split.wanted));
    return split.backward;
  }

  /** A part for one of several stocks that a flow leaves or enters: the flow itself is not limited. */
  ownForward(flow: number, stock: string): Part {
    const { name, place } = this.#workshop.cells[flow];
    const wanted = forwards({ op: "cell", cell: flow }, this.#oneWay.has(flow));
    return this.#part({ name, place }, ` out of ${stock}`, wanted);
  }

  ownBackward(flow: number, stock: string): Part {
    const { name, place } = this.#workshop.cells[flow];
    return this.#part({ name, place }, ` out of ${stock}`, backwards({ op: "cell", cell: flow }));
  }

  /** A flow that a queue sets. */
  given(flow: number, give: (room: Node) => Node): Part {
    const { name, place } = this.#workshop.cells[flow];
    const wanted = constant(Infinity);
    const part: Part = { name, place, cell: flow, wanted, held: false, give, bounds: [] };
    this.all.push(part);
    return part;
  }

  /** What a flow carries forwards, limited where it is. */
  carriedForward(node: Node): Node {
    if (node.op !== "cell") return node;
    const split = this.#split.get(node.cell);
    if (split === undefined) return forwards(node, this.#oneWay.has(node.cell));
    if (split.forward !== null) return { op: "cell", cell: split.forward.cell };
    return forwards(split.wanted, split.oneWay);
  }

  carriedBackward(node: Node): Node {
    if (node.op !== "cell" || this.#oneWay.has(node.cell)) return constant(0);
    const split = this.#split.get(node.cell);
    if (split === undefined) return backwards(node);
    if (split.backward !== null) return { op: "cell", cell: split.backward.cell };
    return backwards(split.wanted);
  }

  /** Puts the flows together again from their parts. */
  joinFlows(): void {
    const { cells } = this.#workshop;
    for (const [flow, split] of this.#split) {
      const { name, place } = cells[flow];
      const carried = { op: "cell", cell: flow } as const;
      const ahead = this.carriedForward(carried);
      const node = split.oneWay ? ahead : binary("subtract", ahead, this.carriedBackward(carried));
      cells[flow] = { name, place, kind: "formula", node };
    }
  }

  #splitOf(flow: number): SplitFlow {
    const known = this.#split.get(flow);
    if (known !== undefined) return known;
    const cell = this.#workshop.cells[flow];
    const { name, place } = cell;
    const wanted = addCell(this.#workshop, `${name} as wanted`, place, cell);
    const split = {
      name,
      place,
      wanted,
      oneWay: this.#oneWay.has(flow),
      forward: null,
      backward: null,
    };
    this.#split.set(flow, split);
    return split;
  }

  #part(
    { name, place }: { readonly name: string; readonly place: Place },
    way: string,
    wanted: Node,
    held = false,
  ): Part {
    const label = `${name} as limited${way}`;
    const { cell } = addCell(this.#workshop, label, place, { kind: "formula", node: wanted });
    const part: Part = { name, place, cell, wanted, held, give: null, bounds: [] };
    this.all.push(part);
    return part;
  }
}

function forwards(node: Node, oneWay: boolean): Node {
  return oneWay ? node : notBelowZero(node);
}

function backwards(node: Node): Node {
  return notBelowZero(unary("negate", node));
}
