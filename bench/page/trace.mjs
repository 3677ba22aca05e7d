// What the main thread of a page did, out of a trace of Chromium: its tasks, and what each was made of.

const categories = [
  "toplevel",
  "devtools.timeline",
  "disabled-by-default-devtools.timeline",
  "blink.user_timing",
  "loading",
  "v8",
];

/** Events that stand for something done; what is between them belongs to the one around. */
const named = new Set([
  "ParseHTML",
  "EvaluateScript",
  "v8.compile",
  "v8.run",
  "FunctionCall",
  "TimerFire",
  "FireAnimationFrame",
  "FireIdleCallback",
  "EventDispatch",
  "HandlePostMessage",
  "RunMicrotasks",
  "MinorGC",
  "MajorGC",
  "V8.GC_MC_INCREMENTAL",
  "UpdateLayoutTree",
  "Layout",
  "PrePaint",
  "Paint",
  "Layerize",
  "Commit",
  "HitTest",
  "ParseAuthorStyleSheet",
  "Animation",
  "IntersectionObserverController::computeIntersections",
]);

/** The events of a trace of the browser while `what` is done on the page. */
export async function traced(browser, page, what) {
  await browser.startTracing(page, { categories });
  let buffer = null;
  try {
    await what();
  } finally {
    buffer = await browser.stopTracing();
  }
  return JSON.parse(buffer.toString()).traceEvents;
}

/**
 * The tasks of the thread that ran the page, in the order of time: `start` and `wall` in ms, `cpu` in ms
 * of the thread's own clock, which others on the machine do not lengthen, and `parts`, ms of that by name.
 */
export function mainTasks(events) {
  const thread = threadOf(events);
  const own = events.filter(
    ({ pid, tid, ph }) => pid === thread.pid && tid === thread.tid && ph === "X",
  );
  own.sort((one, other) => one.ts - other.ts || (other.dur ?? 0) - (one.dur ?? 0));
  const tasks = [];
  let stack = [];
  for (const event of own) {
    const end = event.ts + (event.dur ?? 0);
    stack = stack.filter((one) => one.end > event.ts);
    const isTask = event.name.endsWith("RunTask");
    if (isTask && !stack.some(({ task }) => task !== null)) {
      const task = {
        start: event.ts / 1000,
        wall: (event.dur ?? 0) / 1000,
        cpu: (event.tdur ?? 0) / 1000,
        parts: new Map(),
      };
      tasks.push(task);
      stack.push({ end, task, name: "other" });
      add(task.parts, "other", task.cpu);
      continue;
    }
    const around = stack.at(-1);
    if (around === undefined || around.task === null || !named.has(event.name)) continue;
    const cpu = (event.tdur ?? 0) / 1000;
    add(around.task.parts, around.name, -cpu);
    add(around.task.parts, event.name, cpu);
    stack.push({ end, task: around.task, name: event.name });
  }
  return tasks;
}

/** The times of the user's own marks and measures, in ms of the trace's clock. */
export function marksOf(events) {
  return events
    .filter(
      ({ cat, ph }) => cat?.includes("blink.user_timing") && ["b", "R", "I", "n"].includes(ph),
    )
    .map(({ name, ts }) => ({ name, at: ts / 1000 }));
}

function add(parts, name, ms) {
  parts.set(name, (parts.get(name) ?? 0) + ms);
}

/** The thread that parsed, or drew most: a page has one renderer with one main thread. */
function threadOf(events) {
  const counts = new Map();
  for (const { name, pid, tid } of events) {
    if (name !== "UpdateLayoutTree" && name !== "EvaluateScript") continue;
    const key = `${pid} ${tid}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const [most] = [...counts].toSorted((one, other) => other[1] - one[1]);
  if (most === undefined) throw new Error("the trace holds no thread of a page");
  const [pid, tid] = most[0].split(" ").map(Number);
  return { pid, tid };
}
