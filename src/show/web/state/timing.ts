/**
 * What a reader waits for, on the timeline of the browser (User Timing Level 3), where tools for
 * developers and tests read it: `parley:preview` and `parley:full` reach from the last move to the
 * results of few and of all futures, `parley:drawn` to the frame that shows the latter.
 */
const moved = "parley:moved";

export function markMove(): void {
  performance.clearMarks(moved);
  performance.mark(moved);
}

/** Of each name the newest is kept. */
export function measureSinceMove(name: "preview" | "full" | "drawn"): void {
  if (performance.getEntriesByName(moved, "mark").length === 0) return;
  performance.clearMeasures(`parley:${name}`);
  performance.measure(`parley:${name}`, moved);
}
