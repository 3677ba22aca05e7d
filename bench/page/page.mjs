// How a published page loads and follows a drag; several pages are measured in turn, so that what else
// the machine does disturbs all of them alike.
//
//     node bench/page/page.mjs PAGE.html [OTHER.html …] [--repeats 5] [--sliders 3] [--size 1440x900] [--tasks] [--json]
//
// Times of tasks are of the thread's own clock; `first chart` and `at rest` are what a reader waits for.
import { loadavg } from "node:os";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { inspect, parseArgs } from "node:util";
import { chromium } from "playwright-core";

import { median } from "../clock.mjs";
import { mainTasks, traced } from "./trace.mjs";

const { values: options, positionals: files } = parseArgs({
  allowPositionals: true,
  options: {
    repeats: { type: "string", default: "5" },
    sliders: { type: "string", default: "3" },
    slider: { type: "string" },
    size: { type: "string", default: "1440x900" },
    tasks: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
  },
});
const [width, height] = options.size.split("x").map(Number);
const say = (text) => process.stdout.write(`${text}\n`);
const executablePath = process.env["PARLEY_CHROMIUM"] ?? "/usr/bin/chromium";
const browser = await chromium.launch({
  executablePath,
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
  ],
});

/** Runs in the page: when the first chart has something on it. */
const watchForChart = `globalThis.chartAt = 0; globalThis.wholeAt = 0;
(function look() {
  const canvas = document.querySelector(".outcomes canvas");
  const words = document.querySelector(".outcomes figure .words")?.textContent ?? "";
  if (chartAt === 0 && canvas && words.includes("middle of") && canvas.width > 100 &&
      canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data.some((one) => one > 0)) {
    chartAt = performance.now();
  }
  if (document.querySelector('[data-results="full"][data-made="true"]')) wholeAt = performance.now();
  if (chartAt === 0 || wholeAt === 0) requestAnimationFrame(look);
})();`;

async function measure(file) {
  const context = await browser.newContext({ viewport: { width, height } });
  const page = await context.newPage();
  await page.addInitScript(watchForChart);
  const loading = await traced(browser, page, async () => {
    await page.goto(pathToFileURL(resolve(file)).href);
    await until(page, "chartAt > 0 && wholeAt > 0");
    await page.waitForTimeout(1500);
  });
  const { chartAt, wholeAt } = await page.evaluate("({ chartAt, wholeAt })");
  const drags = [];
  for (const slider of await slidersOf(page)) drags.push(await drag(page, slider));
  await context.close();
  return { chart: chartAt, whole: wholeAt, loading: mainTasks(loading), drags };
}

/** Asks from outside: the page lets no text be evaluated in it. */
async function until(page, condition) {
  while (!(await page.evaluate(condition))) await page.waitForTimeout(40);
}

async function slidersOf(page) {
  const all = page.locator(".positions input[type=range]");
  const seen = [];
  for (let at = 0; at < (await all.count()); at++) {
    const name = await all.nth(at).getAttribute("aria-label");
    if (options.slider !== undefined ? name === options.slider : await all.nth(at).isVisible())
      seen.push(all.nth(at));
  }
  const wanted = Math.min(Number(options.sliders), seen.length);
  return Array.from({ length: wanted }, (_, at) => seen[Math.floor((at * seen.length) / wanted)]);
}

/** Sixty moves of a slider, one a frame, and then rest until all futures are drawn. */
async function drag(page, slider) {
  const name = await slider.getAttribute("aria-label");
  await slider.evaluate((one) => one.scrollIntoView({ block: "center" }));
  await page.waitForTimeout(400);
  const box = await slider.boundingBox();
  const [value, least, most] = await slider.evaluate((one) =>
    [one.value, one.min, one.max].map(Number),
  );
  const share = (value - least) / (most - least);
  const [x, y] = [box.x + 8 + (box.width - 16) * share, box.y + box.height / 2];
  const by = (share > 0.5 ? -1 : 1) * Math.min(1.5, (box.width * 0.45) / 60);
  let [frames, rest] = [[], 0];
  const events = await traced(browser, page, async () => {
    await page.evaluate(`performance.clearMeasures(); globalThis.frames = []; globalThis.counting = true;
      (function count(at) { frames.push(at); if (counting) requestAnimationFrame(count); })(performance.now())`);
    await page.mouse.move(x, y);
    await page.mouse.down();
    for (let at = 1; at <= 60; at++) {
      await page.mouse.move(x + by * at, y);
      await page.waitForTimeout(14);
    }
    frames = await page.evaluate("(counting = false, frames)");
    await page.mouse.up();
    const up = await page.evaluate("performance.now()");
    await until(
      page,
      `performance.getEntriesByName("parley:drawn").length > 0 && document.querySelector('[data-results="full"]') !== null`,
    );
    const drawn = await page.evaluate(
      `performance.getEntriesByName("parley:drawn").map((one) => one.startTime + one.duration)[0]`,
    );
    rest = drawn - up;
    await page.waitForTimeout(1500);
  });
  const gaps = frames.slice(1).map((at, index) => at - frames[index]);
  return {
    name,
    fps: (1000 * gaps.length) / (frames.at(-1) - frames[0]),
    rest,
    tasks: mainTasks(events),
  };
}

function longest(tasks) {
  return tasks.reduce((most, { cpu }) => Math.max(most, cpu), 0);
}

function describe({ cpu, wall, parts, start }, from) {
  const what = [...parts].filter(([, ms]) => ms >= 3).toSorted((one, other) => other[1] - one[1]);
  return `    at ${Math.round(start - from)}: ${cpu.toFixed(0)} ms cpu, ${wall.toFixed(0)} wall: ${what.map(([name, ms]) => `${name} ${ms.toFixed(0)}`).join(", ")}`;
}

const results = new Map(files.map((file) => [file, []]));
for (let repeat = 0; repeat < Number(options.repeats); repeat++) {
  for (const file of files) results.get(file).push(await measure(file));
}
await browser.close();
for (const [file, runs] of results) {
  const drags = runs.flatMap((run) => run.drags);
  const middle = (of) => Math.round(median(runs.map(of)));
  const most = (of) => Math.round(Math.max(...drags.map(of)));
  const row = {
    file,
    "first chart, ms": middle(({ chart }) => chart),
    "whole, ms": middle(({ whole }) => whole),
    "longest task of loading, cpu ms": middle(({ loading }) => longest(loading)),
    "all of loading, cpu ms": middle(({ loading }) =>
      loading.reduce((sum, { cpu }) => sum + cpu, 0),
    ),
    "frames a second": Math.round(median(drags.map(({ fps }) => fps))),
    "longest task of a drag, cpu ms": [
      Math.round(median(drags.map(({ tasks }) => longest(tasks)))),
      most(({ tasks }) => longest(tasks)),
    ],
    "all of a drag, cpu ms": Math.round(
      median(drags.map(({ tasks }) => tasks.reduce((sum, { cpu }) => sum + cpu, 0))),
    ),
    "at rest after, ms": [
      Math.round(median(drags.map(({ rest }) => rest))),
      most(({ rest }) => rest),
    ],
    "tasks of a drag over 50 ms (wall)": drags.reduce(
      (sum, { tasks }) => sum + tasks.filter(({ wall }) => wall > 50).length,
      0,
    ),
    load: loadavg()[0].toFixed(1),
  };
  say(options.json ? JSON.stringify(row) : inspect(row));
  if (!options.tasks) continue;
  const last = runs.at(-1);
  const begin = last.loading[0]?.start ?? 0;
  say("  loading:");
  for (const task of last.loading) if (task.cpu > 20) say(describe(task, begin));
  for (const { name, tasks } of last.drags) {
    say(`  ${name}:`);
    for (const task of tasks.toSorted((one, other) => other.cpu - one.cpu).slice(0, 6))
      say(describe(task, tasks[0].start));
  }
}
