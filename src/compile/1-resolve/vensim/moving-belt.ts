import type { Place } from "#study/place";

import { balancedSum } from "../stocks/sums.js";
import { binary, compare, constant, select } from "../../system.js";
import type { Node } from "../../system.js";
import { shared } from "../scope.js";
import type { Scope } from "../scope.js";
import type { Points } from "./named-table.js";
import { areaUpTo } from "./profile-areas.js";

/** A conveyor whose speed varies. Times are in units of the model's time. */
export interface MovingBelt {
  readonly name: string;
  readonly place: Place;
  readonly scope: Scope;
  readonly input: Node;
  readonly time: Node;
  /** The share that is lost per unit of time. */
  readonly leak: Node;
  /** How what is there at the start comes off: heights over time, of any area and width. */
  readonly profile: Points;
  readonly total: Node;
  readonly firstTime: Node;
  /** For how many steps something can be on it. */
  readonly steps: number;
  /** Whether that is all that a run has, so that nothing can be on it for longer. */
  readonly wholeRun: boolean;
}

/** Sums of shares of the belt miss its end by rounding errors. */
const almost = 1e-9;

/**
 * What comes off a belt of length 1 that moves by TIME STEP / time in each step, at most all of it. A
 * change of the time holds for all that is on the belt (Vensim Help, "DELAY CONVEYOR": a conveyor is
 * sped up and slowed down by changing it, and conserves what is on it), from the next step on, as with
 * the Help's other discrete delays ("DELAY N": the output depends on the delay times of earlier steps
 * alone). What enters in a step lies evenly on the stretch that moved past the entrance, and comes off
 * as the stretch moves past the end. What was there at the start comes off in the initial time if the
 * belt keeps its first speed. In each step the same share of all that stays is lost.
 */
export function movingBelt(belt: MovingBelt): Node {
  const { name, place, scope, input, leak, steps } = belt;
  const dt = constant(scope.time.step);
  const state = (label: string, initial: Node, next: (own: Node) => Node): Node =>
    scope.addState(`${label} of ${name}`, place, (cell) => ({
      kind: "memory",
      initial,
      next: next({ op: "cell", cell }),
    }));
  const keep = (label: string, node: Node) => shared(scope, `${label} of ${name}`, place, node);
  const kept = keep(
    "share that stays",
    binary("subtract", constant(1), binary("multiply", leak, dt)),
  );
  const speed = keep("speed", speedOf(belt));
  const moved = state("stretch moved", speed, () => speed);
  const pieces: Node[] = [];
  let trailing: Node = constant(0);
  let amount = binary("multiply", input, dt);
  for (let age = 1; age <= steps; age++) {
    const arriving = binary("multiply", amount, kept);
    const content = state(`content after ${age} steps`, constant(0), () => arriving);
    const before = trailing;
    const leading = state(`way after ${age} steps`, constant(0), () =>
      binary("add", before, moved),
    );
    const isLast = age === steps && !belt.wholeRun;
    const share = shareThatLeaves({ trailing, leading, moved, isLast });
    // An empty piece gives nothing, wherever it is.
    const isEmpty = compare("equal", content, constant(0));
    const gone = keep(
      `output after ${age} steps`,
      select(isEmpty, constant(0), binary("multiply", content, share)),
    );
    pieces.push(gone);
    amount = binary("subtract", content, gone);
    trailing = leading;
  }
  const since = state("left since the start", constant(1), (own) => binary("multiply", own, kept));
  const first = binary("multiply", outOfTheFirst(belt, moved, { state, keep }), since);
  return binary("divide", balancedSum([first, ...pieces]), dt);
}

/** What share of the belt moves past its end in a step: none where the time is no number. */
function speedOf({ scope, time }: MovingBelt): Node {
  const dt = constant(scope.time.step);
  const whole = select(compare("lessOrEqual", time, dt), constant(1), constant(Number.NaN));
  return select(compare("less", dt, time), binary("divide", dt, time), whole);
}

interface Piece {
  /** How far its ends are from the entrance. */
  readonly trailing: Node;
  readonly leading: Node;
  /** By how far it moves in the step. */
  readonly moved: Node;
  /** If it cannot be older: then all of it has to leave. */
  readonly isLast: boolean;
}

/** The share of what is left of a piece that moves past the end. */
function shareThatLeaves({ trailing, leading, moved, isLast }: Piece): Node {
  const end = binary("minimum", leading, constant(1));
  const beyond = binary("subtract", end, binary("subtract", constant(1), moved));
  const part = binary("divide", beyond, binary("subtract", end, trailing));
  const none = compare("lessOrEqual", binary("add", leading, moved), constant(1 + almost));
  const all = compare("lessOrEqual", constant(1 - almost), binary("add", trailing, moved));
  // A time that is longer than stated is not hidden.
  const otherwise = isLast ? constant(Number.NaN) : select(none, constant(0), part);
  return select(all, constant(1), otherwise);
}

interface Cells {
  state(label: string, initial: Node, next: (own: Node) => Node): Node;
  keep(label: string, node: Node): Node;
}

/** How much comes off in a step of what was there at the start, if nothing were lost. */
function outOfTheFirst(belt: MovingBelt, moved: Node, { state, keep }: Cells): Node {
  const { name, place, scope, firstTime, total, profile } = belt;
  const dt = constant(scope.time.step);
  const frozen = (label: string, initial: Node): Node =>
    scope.addState(`${label} of ${name}`, place, () => ({ kind: "frozen", initial }));
  const amount = frozen("initial total", total);
  const inSteps = binary("divide", binary("maximum", firstTime, dt), dt);
  const span = frozen("initial stretch", binary("multiply", inSteps, moved));
  const way = state("way since the start", constant(0), (own) => binary("add", own, moved));
  const share = binary("divide", binary("add", way, moved), span);
  const now = keep("initial share by now", areaUpTo(profile, keep("part of the profile", share)));
  const before = state("initial share before", constant(0), () => now);
  return binary("multiply", amount, binary("subtract", now, before));
}
