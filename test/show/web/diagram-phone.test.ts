import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { titleLines } from "#show/page/seeing/opening";

import { openPage, Pages, rested, startBrowser } from "./browser.js";
import { examplePayload } from "./payloads.js";

const pages = new Pages();
let browser: Browser;
let page: Page;
let noise: readonly string[];
/** The premise that decides most, by its name. */
let decider = "";

beforeAll(async () => {
  browser = await startBrowser();
  const payload = await examplePayload("drones-or-diplomacy", 30);
  const key = payload.document?.cruxes[0]?.premise ?? "";
  decider = payload.study.premises.get(key)?.name ?? "";
  const options = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
  const opened = await openPage(browser, await pages.publish(payload, "phone"), options);
  ({ page, noise } = opened);
  await rested(page);
  await page.locator(".diagram .spot").first().waitFor();
  await page.locator(".diagram svg").scrollIntoViewIfNeeded();
}, 120_000);
afterAll(async () => {
  await browser.close();
  pages.remove();
});

/** Spots with their middle in the window: names and sizes in pixels, a line of a name's among them. */
function seen(): Promise<readonly { name: string; width: number; height: number; line: number }[]> {
  return page.evaluate(`(() => {
    const frame = document.querySelector(".diagram svg").getBoundingClientRect();
    const scale = Number(/scale\\(([^)]+)\\)/.exec(document.querySelector(".diagram svg > g").getAttribute("transform"))[1]);
    return [...document.querySelectorAll(".diagram .spot")].flatMap((spot) => {
      const { left, right, top, bottom } = spot.querySelector(".target").getBoundingClientRect();
      const [x, y] = [(left + right) / 2, (top + bottom) / 2];
      if (x < frame.left || x > frame.right || y < frame.top || y > frame.bottom) return [];
      return [{ name: spot.ariaLabel, width: right - left, height: bottom - top, line: 12 * scale }];
    });
  })()`);
}

test("a phone begins with what decides, to be read and to be tapped", async () => {
  const spots = await seen();
  expect(decider).not.toBe("");
  expect(spots.map(({ name }) => name).join("\n")).toContain(decider);
  for (const { name, width, height, line } of spots) {
    expect(Math.min(width, height), name).toBeGreaterThanOrEqual(24);
    expect(line, name).toBeGreaterThanOrEqual(11);
  }
});

test("all of a large model is a map: a tap comes closer, buttons lead on", async () => {
  const paper = page.locator(".diagram svg > g").first();
  await page.getByRole("button", { name: "all", exact: true }).tap();
  const whole = await paper.getAttribute("transform");
  const address = page.url();
  const frame = await page.locator(".diagram svg .frame").nth(2).boundingBox();
  if (frame === null) throw new Error("there is no frame");
  await page.touchscreen.tap(frame.x + frame.width / 2, frame.y + frame.height / 2);
  await expect.poll(() => paper.getAttribute("transform")).not.toBe(whole);
  for (const { name, width, height } of await seen()) {
    expect(Math.min(width, height), name).toBeGreaterThanOrEqual(24);
  }
  // What was touched on the map was a place, and no variable.
  expect(await page.locator(".diagram .spot.chosen").count()).toBe(0);
  expect(page.url()).toBe(address);
  const before = await paper.getAttribute("transform");
  await page.getByRole("button", { name: "To the right" }).tap();
  await page.getByRole("button", { name: "Down", exact: true }).tap();
  expect(await paper.getAttribute("transform")).not.toBe(before);
  expect(noise).toEqual([]);
});

test("a frame's title does not reach beyond the frame", () => {
  expect(titleLines("Control and settlement", 120)).toEqual(["Control and", "settlement"]);
  expect(titleLines("Forces", 120)).toEqual(["Forces"]);
  expect(titleLines("Counterinsurgency", 60)).toEqual(["Counte…"]);
  expect(titleLines("", 60)).toEqual([""]);
});
