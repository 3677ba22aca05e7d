import { AxeBuilder } from "@axe-core/playwright";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { twoDigits } from "#argue/words";
import type { Payload } from "#show/page/payload";
import { regretTable } from "#show/page/seeing/regrets";

import { openPage, Pages, rested, startBrowser } from "./browser.js";
import { examplePayload } from "./payloads.js";

// What is seen, heard and printed by readers who do not sit at a screen like ours.
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

test("value bars and regrets are those of the document", async () => {
  const { page } = await openPage(browser, address);
  await rested(page);
  const { document } = payload;
  const value = document?.positions[0].value ?? document?.value;
  if (document === null || !value) throw new Error("nothing is known of the value of knowing");
  const bars = page.getByRole("figure", { name: "Value of knowing one premise" });
  const worths = await bars.locator("tbody td:nth-of-type(1)").allTextContents();
  expect(worths).toHaveLength(Math.min(10, value.singles.length));
  for (const [at, worth] of worths.entries()) {
    const { value: known, clear } = value.singles[at];
    expect(worth).toContain(twoDigits(known.value ?? Number.NaN));
    expect(worth.includes("not told apart from nothing")).toBe(!clear);
  }
  const table = regretTable(document);
  const group = page.getByRole("group", { name: "Regret by position and policy" });
  const rows = await group
    .locator("tbody tr, tfoot tr")
    .evaluateAll((all) =>
      all.map((row) => [...row.querySelectorAll("td")].map((cell) => cell.textContent)),
    );
  const shown = (one: number | null | undefined) =>
    one === null || one === undefined ? "unknown" : twoDigits(one);
  expect(rows).toEqual([
    ...(table?.positions ?? []).map((_, at) =>
      (table?.rows ?? []).map(({ regrets }) => shown(regrets[at])),
    ),
    (table?.rows ?? []).map(({ worst }) => shown(worst)),
  ]);
  expect(rows.length).toBeGreaterThan(2);
  const marked = await group.locator("thead th", { hasText: "▾" }).count();
  expect(marked).toBe(table?.minimax.length);
  await page.context().close();
});

test("on paper nothing is cut off, and what was folded stands open", async () => {
  const { page } = await openPage(browser, address);
  await rested(page);
  const inside = page.getByText("How it was computed");
  expect(await inside.isVisible()).toBe(false);
  await page.emulateMedia({ media: "print" });
  expect(await inside.isVisible()).toBe(true);
  for (const name of ["The texts", "Positions"]) {
    const cut = await page
      .getByRole("region", { name })
      .evaluate((region) => region.scrollHeight - region.clientHeight);
    expect(cut, name).toBeLessThanOrEqual(1);
  }
  await page.context().close();
});

test("nothing is said aloud as long as the verdict stays", async () => {
  const { page } = await openPage(browser, address);
  await rested(page);
  const box = page.getByRole("spinbutton", {
    name: "lowest share of transmission in schools, as a number",
  });
  await box.fill(String(Number(await box.inputValue()) + 0.001));
  await box.press("Enter");
  await page.locator(".how", { hasText: "Before you moved anything" }).waitFor();
  await rested(page);
  expect(await page.locator(".sentence").innerText()).toContain(
    "With your premises: Close for seven months",
  );
  expect(await page.locator("#verdict [role=status]").textContent()).toBe("");
  await page.context().close();
});

test("less motion is no motion, and forced colours leave the bars and the roles", async () => {
  const { page } = await openPage(browser, address);
  await rested(page);
  await page.emulateMedia({ reducedMotion: "reduce", forcedColors: "active" });
  const moving = await page.evaluate<number>(`[...document.querySelectorAll("*")].filter((one) => {
    const { transitionDuration, animationName } = getComputedStyle(one);
    return transitionDuration !== "0s" || animationName !== "none";
  }).length`);
  expect(moving).toBe(0);
  const paper = await page.evaluate<string>("getComputedStyle(document.body).backgroundColor");
  for (const part of [".track .rail", ".track .bar", ".favoured .fill"]) {
    const colour = await page
      .locator(part)
      .first()
      .evaluate((element) => {
        const view = element.ownerDocument.defaultView as unknown as {
          getComputedStyle(of: unknown): { backgroundColor: string };
        };
        return view.getComputedStyle(element).backgroundColor;
      });
    expect(colour, part).not.toBe(paper);
  }
  const lines = await page.evaluate<string[]>(`["decides", "matters", "moot", "unmodelled"].map(
    (role) => getComputedStyle(document.querySelector(".sample." + role)).textDecorationStyle)`);
  expect(new Set(lines).size).toBe(4);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.filter(({ impact }) => impact === "serious" || impact === "critical")).toEqual(
    [],
  );
  await page.context().close();
});
