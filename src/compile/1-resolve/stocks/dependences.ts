/**
 * What is computed from what within a step, and what is still to be added to it: dependences that
 * would close a circle are refused.
 */
export class Dependences {
  readonly #given: (cell: number) => readonly number[];
  readonly #known = new Map<number, readonly number[]>();
  readonly #added = new Map<number, number[]>();
  /** Only within this set of cells can circles arise. */
  #core: ReadonlySet<number> = new Set();

  /** `given`: the cells that a cell's node reads, which do not change meanwhile. */
  constructor(given: (cell: number) => readonly number[]) {
    this.#given = given;
  }

  /** Adds dependences that there are in any case. */
  give(from: number, to: readonly number[]): void {
    for (const cell of to) push(this.#added, from, cell);
  }

  /**
   * Announces all dependences that may be added, from each to what it depends on, so that what lies
   * on no circle even with all of them is not looked at again.
   */
  foresee(dependences: readonly (readonly [number, number])[]): void {
    const foreseen = new Map<number, number[]>();
    for (const [from, to] of dependences) push(foreseen, from, to);
    this.#core = coreOf(foreseen.keys(), (cell) => [
      ...this.#of(cell),
      ...(foreseen.get(cell) ?? []),
    ]);
  }

  /** Makes a cell depend on others, or on none of them and gives false if that makes a circle. */
  add(from: number, to: readonly number[]): boolean {
    const risky = to.filter((cell) => this.#core.has(cell));
    if (this.#core.has(from) && this.#reaches(risky, from)) return false;
    for (const cell of to) push(this.#added, from, cell);
    return true;
  }

  #of(cell: number): readonly number[] {
    const known = this.#known.get(cell) ?? this.#given(cell);
    this.#known.set(cell, known);
    const added = this.#added.get(cell);
    return added === undefined ? known : [...known, ...added];
  }

  #reaches(from: readonly number[], wanted: number): boolean {
    const seen = new Set(from);
    const pending = [...from];
    for (let cell = pending.pop(); cell !== undefined; cell = pending.pop()) {
      if (cell === wanted) return true;
      for (const next of this.#of(cell)) {
        if (seen.has(next) || !this.#core.has(next)) continue;
        seen.add(next);
        pending.push(next);
      }
    }
    return false;
  }
}

/**
 * The cells on circles and on paths between circles, among those that can be reached: what is left
 * when cells that depend on nothing, and cells on which nothing depends, are taken away.
 */
function coreOf(
  roots: Iterable<number>,
  dependencesOf: (cell: number) => readonly number[],
): ReadonlySet<number> {
  const forward = new Map<number, readonly number[]>();
  const pending = [...roots];
  for (let cell = pending.pop(); cell !== undefined; cell = pending.pop()) {
    if (forward.has(cell)) continue;
    const next = dependencesOf(cell);
    forward.set(cell, next);
    pending.push(...next);
  }
  const backward = new Map<number, number[]>();
  for (const [cell, next] of forward) for (const to of next) push(backward, to, cell);
  const core = new Set(forward.keys());
  trim(core, forward, backward);
  trim(core, backward, forward);
  return core;
}

/** Takes away what has nothing left in front of it, and so on. */
function trim(
  core: Set<number>,
  ahead: ReadonlyMap<number, readonly number[]>,
  behind: ReadonlyMap<number, readonly number[]>,
): void {
  const left = new Map<number, number>();
  const pending: number[] = [];
  for (const cell of core) {
    const count = (ahead.get(cell) ?? []).filter((next) => core.has(next)).length;
    left.set(cell, count);
    if (count === 0) pending.push(cell);
  }
  for (let cell = pending.pop(); cell !== undefined; cell = pending.pop()) {
    core.delete(cell);
    for (const other of behind.get(cell) ?? []) {
      if (!core.has(other)) continue;
      const count = (left.get(other) ?? 0) - 1;
      left.set(other, count);
      if (count === 0) pending.push(other);
    }
  }
}

function push(lists: Map<number, number[]>, key: number, value: number): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
