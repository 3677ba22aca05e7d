import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { openPage, Pages, rested, startBrowser } from "./browser.js";
import { examplePayload } from "./payloads.js";

// A reader of a published page, on file:// with the network cut.
const pages = new Pages();
let browser: Browser;
let address: string;
beforeAll(async () => {
  browser = await startBrowser();
  address = await pages.publish(await examplePayload("school-closures", 300), "schools");
});
afterAll(async () => {
  await browser.close();
  pages.remove();
});

/** What axe finds that keeps somebody out. */
async function grave(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}

test("the page carries verdict and crux without interaction, and makes no noise", async () => {
  const { page, noise } = await openPage(browser, address);
  await rested(page);
  const verdict = await page.getByRole("region", { name: "Verdict" }).innerText();
  expect(verdict).toContain("With Ruth Ambrey’s premises: Close for seven months.");
  expect(verdict).toContain("With Jonas Tveld’s: Stay open.");
  expect(verdict).toMatch(/in \d+\s%\sof the combinations sampled \(not a probability\)/);
  const cruxes = await page.getByRole("region", { name: "What decides it" }).innerText();
  expect(cruxes).toMatch(/concessions? to Ruth Ambrey that change another’s verdict/);
  expect(cruxes).toContain("concessions tried on up to 300 futures");
  expect(noise).toEqual([]);
  await page.context().close();
});

test("without its script the page says the verdict and what is disclosed", async () => {
  const { page } = await openPage(browser, address, { javaScriptEnabled: false });
  const text = await page.locator("body").innerText();
  expect(text).toContain("School closures in an epidemic");
  expect(text).toContain("With Ruth Ambrey's premises: Close for seven months.");
  expect(text).toContain("All people mix with all others.");
  await page.context().close();
});

test("a first visit explains in three sentences, a second does not", async () => {
  const { page } = await openPage(browser, address);
  const note = page.getByRole("complementary", { name: "What this page is" });
  const text = await note.locator("p").innerText();
  expect(text.match(/[.!?](\s|$)/g)).toHaveLength(3);
  await note.getByRole("button").click();
  await page.reload();
  await page.getByRole("heading", { level: 1 }).waitFor();
  expect(await note.count()).toBe(0);
  await page.context().close();
});

test("quotes are underlined by role, in four styles that need no colour", async () => {
  const { page } = await openPage(browser, address);
  const styleOf = (role: string): Promise<string> =>
    page.evaluate(
      `getComputedStyle(document.querySelector(".sample.${role}")).textDecorationStyle`,
    );
  const roles = ["decides", "matters", "moot", "unmodelled"];
  const styles = await Promise.all(roles.map(styleOf));
  expect(styles).toEqual(["solid", "dashed", "dotted", "wavy"]);
  const quotes = page.locator("article .quote");
  expect(await quotes.count()).toBeGreaterThan(5);
  const title = await quotes.first().getAttribute("title");
  expect(title).toMatch(/^(decides|matters|moot|unmodelled): ./);
  await page.context().close();
});

test("a quote lights up its premise, a premise its quotes, by hover, focus and click", async () => {
  const { page } = await openPage(browser, address);
  await rested(page);
  const premise = page.locator('[data-premise="weight_of_learning"] .pointer').first();
  await premise.hover();
  const quotes = page.locator("article .quote.lit");
  const lit = await quotes.count();
  expect(lit).toBeGreaterThan(0);
  await page.mouse.move(0, 0);
  expect(await quotes.count()).toBe(0);
  await premise.focus();
  expect(await quotes.count()).toBe(lit);
  await page.keyboard.press("Enter");
  await page.evaluate("document.activeElement.blur()");
  expect(await quotes.count(), "kept lit").toBe(lit);
  await page.keyboard.press("Escape");
  expect(await quotes.count()).toBe(0);

  const quote = page.locator("article .quote.decides").first();
  await quote.click();
  expect(await page.locator("[data-premise] .pointer.lit").count()).toBeGreaterThan(0);
  const card = page.getByRole("complementary", { name: /^Claim / });
  const text = await card.innerText();
  expect(text).toContain((await quote.innerText()).slice(0, 20));
  expect(text).toMatch(/Bound to .+\((premise|lever|auxiliary|constant|stock|flow)\)/);
  expect(text).toMatch(/stated|inferred|added/);
  await card.getByRole("button", { name: "Close" }).click();
  expect(await card.count()).toBe(0);
  await page.context().close();
});

test("how sure: criterion, seed, runs, version, who bound what, what is left out", async () => {
  const { page } = await openPage(browser, address);
  await page.getByText("How sure?").click();
  const text = await page.getByRole("region", { name: "Verdict" }).innerText();
  const said = [
    "Judged by the",
    "seed 1",
    "Parley test",
    "not probabilities",
    "Speakers are not pooled",
    "stated in their text",
    "What the model leaves out",
  ];
  for (const words of said) expect(text).toContain(words);
  await page.context().close();
});

test("nothing serious for axe, on a desk and on a phone, in light and dark", async () => {
  for (const options of [
    { colorScheme: "light" },
    { colorScheme: "dark", viewport: { width: 390, height: 844 } },
  ] as const) {
    const { page } = await openPage(browser, address, options);
    await rested(page);
    // Equations by the hundred are alike: the model's own lists stay closed.
    await page.evaluate(
      "document.querySelectorAll('details:not(.structure *)').forEach((one) => (one.open = true))",
    );
    await page.locator("article .quote").first().click();
    expect(await grave(page)).toEqual([]);
    await page.context().close();
  }
});

test("a phone shows the verdict, what decides, the texts, then the rest, and nothing beside it", async () => {
  const { page } = await openPage(browser, address, { viewport: { width: 390, height: 844 } });
  await rested(page);
  const tops: number[] = [];
  for (const name of ["Verdict", "What decides it", "The texts", "Positions", "Outcomes"]) {
    const box = await page.getByRole("region", { name, exact: true }).boundingBox();
    tops.push(box?.y ?? Number.NaN);
  }
  expect(tops).toEqual(tops.toSorted((one, other) => one - other));
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(390);
  await page.context().close();
});

test("on paper there are no controls, and what they say stands there as words", async () => {
  const { page } = await openPage(browser, address);
  await rested(page);
  await page.emulateMedia({ media: "print" });
  // Names that are buttons on a screen stay as names.
  const controls = "input:visible, button:not(.plain):visible, select:visible";
  expect(await page.locator(controls).count()).toBe(0);
  const premise = page.locator('[data-premise="weight_of_learning"]');
  expect(await premise.locator(".paper").first().isVisible()).toBe(true);
  expect(await premise.innerText()).toMatch(/weight of learning[^]*\d/);
  expect(await page.getByText("All equations").isVisible(), "not opened").toBe(false);
  expect(await page.getByRole("heading", { level: 1 }).isVisible()).toBe(true);
  await page.context().close();
});
