import { AxeBuilder } from "@axe-core/playwright";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Payload } from "#show/page/payload";

import { openPage, Pages, rested, startBrowser } from "./browser.js";
import { examplePayload } from "./payloads.js";

// Somebody who has never seen the page: what is meant, who holds what, what did my concession do.
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

/** A premise that two positions hold differently, the first of them being played at first. */
function disputed(): { key: string; name: string; other: string } {
  const [one, ...others] = payload.study.positions.values();
  for (const [key, held] of one.holds) {
    for (const other of others) {
      const theirs = other.holds.get(key);
      if (theirs === undefined || payload.study.premises.get(key)?.kind === "value") continue;
      if (JSON.stringify(theirs.belief) === JSON.stringify(held.belief)) continue;
      const name = payload.study.premises.get(key)?.name ?? "";
      return { key, name, other: other.label.split(",")[0] };
    }
  }
  throw new Error("nothing is disputed");
}

test("from a premise's card it is conceded, and the page says what that did", async () => {
  const { key, name, other } = disputed();
  const { page, noise } = await openPage(browser, address);
  await rested(page);
  await page.locator(`[data-premise="${key}"] .pointer`).first().click();
  const card = page.getByRole("complementary", { name: `Premise ${name}` });
  expect(await card.innerText()).toContain(payload.study.premises.get(key)?.why.slice(0, 30));
  const holders = [...payload.study.positions.values()].filter(({ holds }) => holds.has(key));
  expect(await card.locator("tbody tr").count()).toBe(holders.length);
  await card.getByRole("button", { name: `Concede ${name} to ${other}` }).click();
  await rested(page);
  const moved = page.getByRole("region", { name: "What you moved, and what it did" });
  await moved.locator("table").waitFor();
  const text = await moved.innerText();
  // What stands there from before the move is read as well as the rest.
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.filter(({ impact }) => impact === "serious" || impact === "critical")).toEqual(
    [],
  );
  expect(text).toContain(`as ${other} holds it`);
  expect(text).toMatch(/was (ahead of|behind) .+ and is now (ahead|behind) by/su);
  // The terms sum up to the lead, as far as two digits tell.
  const cells = await moved.locator("tbody td.number").allTextContents();
  expect(cells.length).toBe(2 * Math.min(5, await moved.locator("tbody tr").count()));
  await moved.getByRole("button", { name: `Take back ${name} here` }).click();
  await moved.waitFor({ state: "detached" });
  expect(noise).toEqual([]);
  await page.context().close();
});

test("by keyboard a card is entered and left, and leads to the slider", async () => {
  const { key, name } = disputed();
  const { page } = await openPage(browser, address);
  await rested(page);
  const pointer = page.locator(`[data-premise="${key}"] .pointer`).first();
  await pointer.focus();
  await page.keyboard.press("Enter");
  const card = page.getByRole("complementary", { name: `Premise ${name}` });
  const focused = () => page.evaluate<string>("document.activeElement.getAttribute('aria-label')");
  expect(await focused()).toBe(`Premise ${name}`);
  await page.keyboard.press("Tab");
  expect(await focused()).toBe("Close");
  await page.keyboard.press("Enter");
  expect(await card.count()).toBe(0);
  expect(await pointer.evaluate((one) => one.ownerDocument.activeElement === one)).toBe(true);
  await page.keyboard.press("Enter");
  await card.getByRole("button", { name: "to its slider" }).press("Enter");
  await page.waitForFunction(
    `document.activeElement.closest("[data-premise]")?.dataset.premise === "${key}"`,
  );
  await page.context().close();
});

test("on a phone what is played with later is folded, and nothing scrolls sideways", async () => {
  const { page } = await openPage(browser, address, { viewport: { width: 390, height: 844 } });
  await rested(page);
  const levers = page.locator("details.fold", {
    has: page.getByRole("heading", { name: "Levers" }),
  });
  expect(await levers.evaluate((one) => one.hasAttribute("open"))).toBe(false);
  await levers.locator("summary").first().click();
  expect(await levers.locator(".lever").first().isVisible()).toBe(true);
  // What is tabbed through and read aloud comes in the order that is seen.
  const tops = await page.evaluate<number[]>(
    `[...document.querySelectorAll("main h2")].map((one) => one.getBoundingClientRect().top)`,
  );
  expect(tops.length).toBeGreaterThan(5);
  expect(tops).toEqual(tops.toSorted((one, other) => one - other));
  await page.evaluate(
    `for (const one of document.querySelectorAll("details.fold")) one.open = true`,
  );
  const wide = await page.evaluate<string[]>(
    `[document.documentElement, ...document.querySelectorAll(".scroll")]
      .filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.className)`,
  );
  expect(wide).toEqual([]);
  await page.context().close();
});
