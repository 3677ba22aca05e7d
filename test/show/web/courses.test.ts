import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ObservedSeries } from "#study/study";

import { openPage, Pages, rested, startBrowser } from "./browser.js";
import { examplePayload } from "./payloads.js";

// What stands in the chart of courses beside the courses: what was observed, and what was before a
// move, on file:// with the network cut.
const pages = new Pages();
let browser: Browser;
let address: string;
beforeAll(async () => {
  browser = await startBrowser();
  const payload = await examplePayload("school-closures", 100);
  const { study } = payload;
  const variables = [...new Set([...study.outcomes.values()].map(({ variable }) => variable))];
  const seen = variables.map((variable): [string, ObservedSeries] => [
    `seen_${variable}`,
    {
      name: `seen ${variable}`,
      key: `seen_${variable}`,
      place: { file: "study.yaml", line: 1, column: 1, length: 0 },
      variable,
      unit: null,
      points: [20, 40, 60].map((time) => ({
        time,
        value: 1,
        low: 0.5,
        high: 2,
        bound: null,
        source: "a count",
      })),
      quantity: { name: variable, key: variable },
      error: null,
      notScored: "a test",
    },
  ]);
  const watched = { ...payload, study: { ...study, observations: new Map(seen) } };
  address = await pages.publish(watched, "schools");
});
afterAll(async () => {
  await browser.close();
  pages.remove();
});

const chart = (page: Page) =>
  page.locator('figure[aria-label$="over time"]', { hasText: "Line: the middle of" });

async function caption(page: Page): Promise<string> {
  return (await chart(page).locator("figcaption").innerText()).replaceAll(/\s+/gu, " ");
}

async function savedAs(page: Page, kind: "SVG" | "PNG"): Promise<Buffer> {
  const download = page.waitForEvent("download");
  await chart(page)
    .getByRole("button", { name: `as ${kind}` })
    .click();
  return readFileSync(await (await download).path());
}

test("what was observed stands in the chart, and the chart is saved as a picture", async () => {
  const { page, noise } = await openPage(browser, address);
  await rested(page);
  expect(await caption(page)).toContain("Dots: observed, with their uncertainty.");
  const svg = (await savedAs(page, "SVG")).toString("utf8");
  // Three lines of an uncertainty each, which nothing else in the chart is as wide as.
  expect(svg.match(/stroke-width="1\.3"/gu)).toHaveLength(9);
  const png = await savedAs(page, "PNG");
  // The signature of PNG, and a size in the header (PNG 1.2, sections 3.1 and 4.1.1).
  expect([...png.subarray(0, 8)]).toEqual([137, 80, 78, 71, 13, 10, 26, 10]);
  expect(png.readUInt32BE(16)).toBeGreaterThan(300);
  expect(noise).toEqual([]);
  await page.context().close();
});

test("what was before is told apart: the last move, premises not moved, levers not moved", async () => {
  const { page } = await openPage(browser, address);
  await rested(page);
  expect(await caption(page)).not.toContain("not moved");

  await page.getByRole("radio", { name: /Jonas Tveld/u }).check();
  await rested(page);
  await page
    .getByRole("button", { name: "Concede weight of learning to Ruth Ambrey", exact: true })
    .click();
  await page.locator(".sentence", { hasText: "With your premises" }).waitFor();
  await rested(page);
  await expect.poll(() => caption(page)).toContain("with the premises not moved");
  expect(await caption(page)).not.toContain("with the levers not moved");

  await page.getByRole("combobox", { name: "Levers of" }).selectOption({ label: "Stay open" });
  const lever = page.locator(".lever input[type=number]").first();
  await lever.fill(String(Number(await lever.inputValue()) + 1));
  await lever.press("Enter");
  await page.getByText("Stay open (changed)").first().waitFor();
  await rested(page);
  await expect.poll(() => caption(page)).toContain("with the levers not moved");
  expect(await caption(page)).toContain("before the last move");
  await page.context().close();
});
