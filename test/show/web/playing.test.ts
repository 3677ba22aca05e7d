import { readFileSync } from "node:fs";
import type { Browser, Download, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { tableAsCsv } from "#show/cli/table-csv";
import type { Payload } from "#show/page/payload";
import { readAddress } from "#show/web/state/address";
import { studyToArgue } from "#show/web/state/choice";
import { drawnPremises, keptCoordinates } from "#show/page/engine/slice";
import { scenarioOf, Trial } from "#argue/trial";
import { createCaseRunner } from "#run-cases";
import { createRunner } from "#run/runner";
import type { Position } from "#study/study";

import { openPage, Pages, rested, startBrowser } from "./browser.js";
import { argued, examplePayload, hostOf } from "./payloads.js";

// A reader who moves premises and levers of a published page, on file:// with the network cut.
const pages = new Pages();
let browser: Browser;
let payload: Payload;
let address: string;
beforeAll(async () => {
  browser = await startBrowser();
  payload = await examplePayload("school-closures", 200);
  address = await pages.publish(payload, "schools");
});
afterAll(async () => {
  await browser.close();
  pages.remove();
});

const row = '[data-premise="weight_of_learning"]';

async function sentence(page: Page): Promise<string> {
  return (await page.locator(".sentence").innerText()).replace(/\s+/g, " ");
}

async function saved(page: Page, name: RegExp): Promise<{ name: string; text: string }> {
  await page.locator(".share summary").click();
  const waiting: Promise<Download> = page.waitForEvent("download");
  await page.getByRole("button", { name }).click();
  const download = await waiting;
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), "utf8") };
}

test("conceding a premise moves the verdict, says so, and can be undone", async () => {
  const { page, noise } = await openPage(browser, address);
  await rested(page);
  expect(await sentence(page)).toContain("With Ruth Ambrey’s premises: Close for seven months.");
  await page.getByRole("radio", { name: /Jonas Tveld/ }).check();
  await rested(page);
  expect(await sentence(page)).toContain("With Jonas Tveld’s premises: Stay open.");

  const premise = page.locator(row);
  await premise.getByRole("button", { name: "Concede weight of learning to Ruth Ambrey" }).click();
  await page.locator(".sentence", { hasText: "With your premises" }).waitFor();
  await rested(page);
  expect(await sentence(page)).toContain("With your premises: Close early, for six weeks");
  expect(await page.locator(".how", { hasText: "Before you moved" }).innerText()).toContain(
    "Jonas Tveld’s premises favoured Stay open",
  );
  expect(await page.getByRole("status").first().innerText()).toMatch(/^With your premises: /);
  expect(await premise.getByText("moved").count()).toBe(1);

  await page.getByRole("button", { name: "Undo" }).click();
  expect(await sentence(page)).toContain("With Jonas Tveld’s premises: Stay open.");
  await premise.getByRole("button", { name: /^Concede weight of learning/ }).click();
  await page.getByRole("button", { name: "Reset" }).click();
  expect(await sentence(page)).toContain("With Jonas Tveld’s premises: Stay open.");
  expect(noise).toEqual([]);
  await page.context().close();
});

test("a slider by keyboard: a labelled preview, then all futures; its words have unit and speaker", async () => {
  const { page } = await openPage(browser, address);
  await rested(page);
  const lowest = page.getByRole("slider", { name: "lowest share of transmission in schools" });
  const before = await lowest.inputValue();
  expect(await lowest.getAttribute("aria-valuetext")).toMatch(
    /^[\d.]+, lowest of share of transmission in schools, Ruth Ambrey/,
  );
  await page.evaluate(`
    globalThis.seen = [];
    new MutationObserver(() => seen.push(document.querySelector("[data-results]").dataset.results))
      .observe(document.querySelector("[data-results]"), { attributes: true });
  `);
  await lowest.focus();
  for (let presses = 0; presses < 6; presses++) await page.keyboard.press("ArrowLeft");
  expect(Number(await lowest.inputValue())).toBeLessThan(Number(before));
  await page.locator(".how", { hasText: "Before you moved anything" }).waitFor();
  await rested(page);
  const box = page.getByRole("spinbutton", {
    name: "lowest share of transmission in schools, as a number",
  });
  expect(await box.inputValue()).toBe(await lowest.inputValue());
  await box.fill("0.1");
  await box.press("Enter");
  await rested(page);
  expect(await lowest.inputValue()).toBe("0.1");
  expect(await page.locator(".how").first().innerText()).toContain("2,000 futures of each policy");
  await page.context().close();
});

test("while something is dragged a preview of 64 futures is shown, and the page is never long blocked", async () => {
  const { page } = await openPage(browser, address);
  await rested(page);
  const lowest = page.getByRole("slider", { name: "lowest share of transmission in schools" });
  await lowest.scrollIntoViewIfNeeded();
  const track = await lowest.boundingBox();
  if (track === null) throw new Error("no slider");
  await page.evaluate(`
    globalThis.tasks = [];
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) tasks.push(duration);
    }).observe({ type: "longtask" });
    globalThis.previews = 0;
    new MutationObserver(() => {
      const preview = document.querySelector(".tag")?.textContent ?? "";
      if (preview.includes("64 futures")) previews++;
    }).observe(document.querySelector(".verdict"), { subtree: true, childList: true, characterData: true });
  `);
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  /** Seconds of processor time of all tasks of the page's thread. */
  const worked = async (): Promise<number> => {
    const { metrics } = await session.send("Performance.getMetrics");
    return metrics.find(({ name }) => name === "TaskDuration")?.value ?? Number.NaN;
  };
  const workedBefore = await worked();
  const y = track.y + track.height / 2;
  const [value, low, high] = await Promise.all([
    lowest.inputValue(),
    lowest.getAttribute("min"),
    lowest.getAttribute("max"),
  ]);
  const share = (Number(value) - Number(low)) / (Number(high) - Number(low));
  const start = track.x + 7 + (track.width - 14) * share;
  await page.mouse.move(start, y);
  await page.mouse.down();
  for (let step = 1; step <= 30; step++) {
    await page.mouse.move(start - step * 2, y);
    await page.waitForTimeout(16);
  }
  const previews = await page.evaluate<number>("previews");
  await page.mouse.up();
  await rested(page);
  expect(previews).toBeGreaterThan(2);
  const tasks = await page.evaluate<number[]>("tasks");
  // On a quiet machine none is over 50 ms; other work on this one counts into them as well, but not
  // into the time that the page's thread itself has worked.
  expect(Math.max(0, ...tasks)).toBeLessThan(1000);
  expect((1000 * ((await worked()) - workedBefore)) / previews).toBeLessThan(50);
  // From the last move to the frame that shows 2,000 futures: half a second where nothing else runs.
  await expect
    .poll(() => page.evaluate("performance.getEntriesByName('parley:drawn').length"))
    .toBe(1);
  const drawn = await page.evaluate<number>(
    "performance.getEntriesByName('parley:drawn')[0].duration",
  );
  expect(drawn).toBeLessThan(4000);
  // The slider is where it was, whatever the page above it has come to say.
  await page.locator(".how", { hasText: "Before you moved anything" }).waitFor();
  expect((await lowest.boundingBox())?.y).toBeCloseTo(track.y, 0);
  await page.context().close();
});

test("cruxes are recomputed at rest, and this is shown", async () => {
  const { page } = await openPage(browser, address);
  await rested(page);
  await page.getByRole("radio", { name: /you/ }).check();
  const cruxes = page.getByRole("region", { name: "What decides it" });
  await page.locator('[data-argued="stale"]').waitFor();
  expect(await cruxes.locator(".status").innerText()).toMatch(/omputed when you rest/);
  await page.locator('[data-argued="current"]').waitFor();
  expect(await cruxes.innerText()).toContain("Nothing to concede yet");
  await page
    .locator(row)
    .getByRole("button", { name: /^Concede/ })
    .click();
  await cruxes.getByText("Recomputing").waitFor();
  await page.locator('[data-argued="current"]').waitFor();
  expect(await cruxes.innerText()).toMatch(/concessions? tried on up to/);
  // What the browser has argued is what Node argues, to the bit.
  const { choice } = readAddress(payload.study, new URL(page.url()).hash);
  const { hash } = await argued(studyToArgue(payload.study, choice), 200);
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(hash).not.toBe(payload.document?.hash);
  expect(await page.locator(".hash").textContent()).toBe(hash);
  await page.context().close();
});

test("levers are moved as premises are, and the policy says that it was changed", async () => {
  const { page } = await openPage(browser, address);
  await rested(page);
  await page.getByRole("combobox", { name: "Levers of" }).selectOption({ label: "Stay open" });
  const lever = page.locator(".lever input[type=number]").first();
  const before = await lever.inputValue();
  await lever.fill(String(Number(before) + 1));
  await lever.press("Enter");
  await page.getByText("Stay open (changed)").first().waitFor();
  await page
    .getByRole("button", { name: /^Take back/ })
    .first()
    .click();
  expect(await lever.inputValue()).toBe(before);
  await page.context().close();
});

test("the address holds what was chosen, and so does a page that was saved", async () => {
  const { page } = await openPage(browser, address);
  await rested(page);
  await page.getByRole("radio", { name: /Jonas Tveld/ }).check();
  await page
    .locator(row)
    .getByRole("button", { name: /^Concede/ })
    .click();
  await page.locator(".sentence", { hasText: "With your premises" }).waitFor();
  await expect.poll(() => page.url()).toContain("weight_of_learning");
  await rested(page);
  const said = await sentence(page);
  const shared = await openPage(browser, page.url());
  await rested(shared.page);
  expect(await sentence(shared.page)).toBe(said);
  await shared.page.context().close();

  const copy = await saved(page, /This page/);
  expect(copy.name).toMatch(/\.html$/);
  const again = await openPage(browser, await pages.write("copy.html", copy.text));
  await rested(again.page);
  expect(await sentence(again.page)).toBe(said);
  expect(again.noise).toEqual([]);
  await again.page.context().close();
  await page.context().close();
});

test("an address with what cannot be says what is wrong, and offers the study's own values", async () => {
  const wrong = encodeURIComponent('{"kind":"normal","mean":0.2,"deviation":-1}');
  const { page, noise } = await openPage(browser, `${address}#p.weight_of_learning=${wrong}&p.x=1`);
  await rested(page);
  const trouble = page.getByRole("alert");
  expect(await trouble.innerText()).toContain("weight of learning cannot be");
  expect(await trouble.innerText()).toContain("The study has no premise “x”");
  expect(await sentence(page)).toContain("With Ruth Ambrey’s premises");
  // Written into an open page, with something that can be had.
  await page.evaluate("location.hash = 'position=you&policy=nothing'");
  await trouble.getByText("The study has no policy “nothing”").waitFor();
  expect(await page.getByRole("radio", { name: /you/ }).isChecked()).toBe(true);
  await trouble.getByRole("button", { name: /own values for everything/ }).click();
  expect(await trouble.count()).toBe(0);
  await rested(page);
  expect(await sentence(page)).toContain("With Ruth Ambrey’s premises");
  await expect.poll(() => page.url()).not.toContain("#");
  expect(noise).toEqual([]);
  await page.context().close();
});

test("the futures of the browser are those of Node, bit for bit", async () => {
  const { page } = await openPage(browser, address);
  await rested(page);
  const { text } = await saved(page, /Futures/);
  expect(text).toBe(await futuresByNode(payload, 2000));
  await page.context().close();
});

/** The table of futures as Node has it, with its numbers written so that no bit is lost. */
async function futuresByNode({ study }: Payload, futures: number): Promise<string> {
  const position = [...study.positions.values()][0] as Position;
  const scenario = scenarioOf(position, study);
  const trial = new Trial(scenario, study);
  const runner = await createRunner(hostOf("school-closures"), 0);
  const cases = createCaseRunner(study, runner, 1);
  const plan = {
    stage: "verdicts" as const,
    cases: trial.cases,
    from: 0,
    to: futures,
    before: 0,
    total: 1,
  };
  const results = await cases.run(plan, () => undefined);
  const columns = new Map<string, Float64Array>([
    ["future", Float64Array.from({ length: futures }, (_, future) => future)],
  ]);
  const drawn = drawnPremises(keptCoordinates(study), scenario.beliefs, 1, 0, futures);
  for (const [key, values] of drawn) columns.set(study.premises.get(key)?.name ?? key, values);
  for (const one of trial.cases) {
    const result = results.get(one.id);
    if (result === undefined) throw new Error("a case was not run");
    const policy = study.policies.get(one.policy)?.label;
    for (const [key, values] of result.outcomes.columns) {
      columns.set(`${study.outcomes.get(key)?.name} (${policy})`, values);
    }
    columns.set(`criterion (${policy})`, trial.scorer.score(result.outcomes, drawn));
  }
  return tableAsCsv({ rows: futures, columns }, null);
}
