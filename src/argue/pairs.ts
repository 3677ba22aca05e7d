import type { Position, Study } from "#study/study";
import type { PairResult } from "./document.js";
import type { Standing } from "./standing.js";
import { holdsNothing } from "./trial.js";

/** Two positions and how their verdicts relate. */
export interface PositionPair {
  readonly one: Position;
  readonly other: Position;
  readonly relation: PairResult["relation"];
}

/**
 * The pairs that are looked at: those asked for, else the study's first position with each other.
 */
export function pairsOf(
  study: Study,
  standings: ReadonlyMap<string, Standing>,
  between: readonly [string, string] | null,
): readonly PositionPair[] {
  const positions = [...study.positions.values()];
  const wanted =
    between === null
      ? positions.slice(1).map((other): readonly [Position, Position] => [positions[0], other])
      : [[positionOf(between[0], study), positionOf(between[1], study)] as const];
  return wanted.map(([one, other]) => ({
    one,
    other,
    relation: relationOf(one, other, standings),
  }));
}

function positionOf(key: string, study: Study): Position {
  const found = study.positions.get(key);
  if (found === undefined) throw new Error(`the study has no position "${key}"`);
  return found;
}

function relationOf(
  one: Position,
  other: Position,
  standings: ReadonlyMap<string, Standing>,
): PairResult["relation"] {
  const ours = standings.get(one.key)?.favoured ?? [];
  const theirs = standings.get(other.key)?.favoured ?? [];
  if (holdsNothing(one) || holdsNothing(other)) return "no premises";
  if (ours.length === 0 || theirs.length === 0) return "no verdict";
  if (!ours.some((policy) => theirs.includes(policy))) return "disagree";
  const same = ours.length === theirs.length && ours.every((policy) => theirs.includes(policy));
  return same ? "same verdict" : "overlapping ties";
}
