import { readFileSync } from "node:fs";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { openPage, Pages, rested, startBrowser } from "./browser.js";
import { examplePayload, modelPayload } from "./payloads.js";

// Charts, their twins, single futures, scenarios and the model, as a reader meets them on file://.
const pages = new Pages();
let browser: Browser;
let schools: string;
let stocks: string;
beforeAll(async () => {
  browser = await startBrowser();
  schools = await pages.publish(await examplePayload("school-closures", 100), "schools");
  const folder = new URL("../../cases/models/vensim-stocks/", import.meta.url);
  stocks = await pages.publish(await modelPayload(folder, "model.mdl"), "stocks");
});
afterAll(async () => {
  await browser.close();
  pages.remove();
});

async function opened(address: string): Promise<{ page: Page; noise: string[] }> {
  const watched = await openPage(browser, address);
  await rested(watched.page);
  return watched;
}

/** What axe finds that keeps somebody out. */
async function grave(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}

/** How many pixels of a canvas are not empty. */
function inked(page: Page, figure: string): Promise<number> {
  return page.locator(`figure[aria-label="${figure}"] canvas`).evaluate((element) => {
    const canvas = element as unknown as {
      width: number;
      height: number;
      getContext(kind: "2d"): {
        getImageData(x: number, y: number, w: number, h: number): { data: Uint8ClampedArray };
      };
    };
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    let count = 0;
    for (let at = 3; at < data.length; at += 4) if (data[at] > 0) count += 1;
    return count;
  });
}

test("every chart is drawn, has a twin as a table, and can be saved", async () => {
  const { page, noise } = await opened(schools);
  const outcomes = page.getByRole("region", { name: "Outcomes" });
  const names = await outcomes
    .locator("figure")
    .evaluateAll((all) => all.map((one) => one.getAttribute("aria-label") ?? ""));
  expect(names.length).toBeGreaterThan(1);
  for (const name of names) {
    expect(await inked(page, name), name).toBeGreaterThan(1000);
    const figure = outcomes.locator(`figure[aria-label="${name}"]`);
    expect(await figure.locator("table tbody tr").count(), name).toBeGreaterThan(0);
  }
  const spread = outcomes.locator("figure", { hasText: "bar: 5 to 95" });
  const row = spread.locator("tbody tr", { hasText: "Stay open" });
  const cells = (await row.locator("td").allInnerTexts()).map((text) =>
    Number(text.replace("−", "-")),
  );
  const quantiles = cells.slice(1);
  expect(quantiles).toHaveLength(5);
  expect(quantiles.toSorted((one, other) => one - other)).toEqual(quantiles);
  expect(cells[0]).toBeGreaterThan(quantiles[0]);
  expect(cells[0]).toBeLessThan(quantiles[4]);
  await spread.getByRole("button", { name: "table" }).click();
  expect(await spread.locator("canvas").isVisible()).toBe(false);
  const download = page.waitForEvent("download");
  await spread.getByRole("button", { name: /as SVG/u }).click();
  const svg = readFileSync(await (await download).path(), "utf8");
  expect(svg).toMatch(/^<svg xmlns/u);
  expect(svg).toContain(">Stay open</text>");
  expect(noise).toEqual([]);
  await page.context().close();
});

test("a future is picked by its number and by a click", async () => {
  const { page, noise } = await opened(schools);
  await page.getByText("Single futures: what an outcome hangs on").click();
  const box = page.getByLabel("Future", { exact: true });
  await box.fill("17");
  await box.press("Enter");
  const follow = page.locator(".follow");
  await expect.poll(() => follow.innerText()).toMatch(/criterion\s+−?[\d.,]+/u);
  // The point under the mouse is picked as well, and is another one.
  const scatter = page.locator("figure", { hasText: "A click picks a future" });
  const size = await scatter.locator("canvas").boundingBox();
  if (size === null) throw new Error("no scatter");
  for (const share of [0.5, 0.4, 0.6, 0.3, 0.7]) {
    await page.mouse.click(size.x + size.width / 2, size.y + size.height * share);
    if ((await box.inputValue()) !== "17" && (await box.inputValue()) !== "") break;
  }
  expect(Number(await box.inputValue())).toBeGreaterThanOrEqual(0);
  expect(await box.inputValue()).not.toBe("17");
  expect(noise).toEqual([]);
  await page.context().close();
});

test("dragging a threshold finds other premises, at once", async () => {
  const { page, noise } = await opened(schools);
  await page.getByText("Scenarios: where an outcome comes about").click();
  const answer = page.locator(".answer");
  await answer.waitFor();
  const share = page
    .locator("figure", { hasText: "combinations sampled, under" })
    .locator(".words");
  const before = await share.innerText();
  const slider = page.getByLabel("Threshold", { exact: true });
  await slider.focus();
  for (let step = 0; step < 12; step++) await slider.press("PageUp");
  await expect.poll(() => share.innerText()).not.toBe(before);
  await slider.press("End");
  await page.getByText("It never comes about here.").waitFor();
  expect(noise).toEqual([]);
  await page.context().close();
});

test("the diagram is walked by keyboard, zoomed, and lights up what belongs together", async () => {
  const { page, noise } = await opened(schools);
  const model = page.getByRole("region", { name: "The model" });
  const nodes = model.locator("[data-id]");
  await nodes.first().waitFor();
  // One tab stop for all of them; arrows lead on.
  expect(await model.locator('[data-id][tabindex="0"]').count()).toBe(1);
  await nodes.first().focus();
  const start = await page.evaluate("document.activeElement?.getAttribute('data-id')");
  for (const key of ["ArrowDown", "ArrowRight", "ArrowLeft", "ArrowUp"])
    await page.keyboard.press(key);
  await page.keyboard.press("ArrowDown");
  expect(await page.evaluate("document.activeElement?.getAttribute('data-id')")).not.toBe(start);
  await page.keyboard.press("Enter");
  await model.getByRole("button", { name: "close", exact: true }).waitFor();
  const group = model.locator("svg > g").first();
  const scale = async () =>
    Number(/scale\(([^)]+)\)/u.exec((await group.getAttribute("transform")) ?? "")?.[1]);
  const before = await scale();
  await model.getByRole("button", { name: "Larger" }).click();
  expect(await scale()).toBeGreaterThan(before);
  await model.getByRole("button", { name: "all", exact: true }).click();
  expect(await scale()).toBeCloseTo(before, 6);
  // A premise in the diagram lights up its row among the positions.
  const premise = model.locator(".premise").first();
  await premise.hover();
  expect(await page.locator(".positions .lit, .documents .lit").count()).toBeGreaterThan(0);
  expect(noise).toEqual([]);
  await page.context().close();
});

test("a loop is walked along step by step", async () => {
  const { page, noise } = await opened(schools);
  const model = page.getByRole("region", { name: "The model" });
  const loop = model.locator("ol button").first();
  await loop.click();
  const walk = model.getByRole("group", { name: /Walk along loop/u });
  expect(await walk.innerText()).toMatch(/step 1 of \d/u);
  const first = await model.locator(".spot.step").first().getAttribute("data-id");
  await walk.getByRole("button", { name: "next step" }).click();
  expect(await walk.innerText()).toMatch(/step 2 of \d/u);
  expect(await model.locator(".spot.step").first().getAttribute("data-id")).not.toBe(first);
  expect(await model.locator(".wire.on").count()).toBeGreaterThan(0);
  await walk.getByRole("button", { name: "end" }).click();
  expect(await model.locator(".wire.on").count()).toBe(0);
  expect(noise).toEqual([]);
  await page.context().close();
});

test("a model by itself has its diagram, equations and courses, and axe finds nothing grave", async () => {
  const { page, noise } = await opened(stocks);
  const model = page.getByRole("region", { name: "The model" });
  await model.locator("[data-id=people]").waitFor();
  await model.getByText(/^All equations/u).click();
  const people = model.locator(".equation", { hasText: "People" }).first();
  expect(await people.innerText()).toMatch(/changes by\s+births − deaths \+ migration/u);
  await model.getByLabel("Find").fill("mirror");
  expect(await model.locator(".equation").count()).toBe(1);
  expect(await page.getByLabel("Course of").inputValue()).not.toBe("");
  expect(await grave(page)).toEqual([]);
  expect(noise).toEqual([]);
  await page.context().close();
});

test("axe finds nothing grave with scatter, scenarios, a loop and a table open, in the dark", async () => {
  const { page } = await openPage(browser, schools, { colorScheme: "dark" });
  await rested(page);
  await page.getByText("Single futures: what an outcome hangs on").click();
  await page.getByText("Scenarios: where an outcome comes about").click();
  await page.locator(".answer").waitFor();
  const model = page.getByRole("region", { name: "The model" });
  await model.locator("ol button").first().click();
  await page.getByRole("button", { name: "table" }).first().click();
  expect(await grave(page)).toEqual([]);
  await page.context().close();
});
