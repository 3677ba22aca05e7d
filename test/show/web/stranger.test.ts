import { expect, test } from "vitest";
import type { Study } from "#study/study";

import { atBothAddresses } from "./addresses.js";
import { grave, rested } from "./browser.js";
import { example } from "./exhibits.js";

// Somebody who has never seen the page: what is meant, who holds what, what did my concession do.
const schools = example("school-closures", 200);

/** A premise that two positions hold differently, the first of them being played at first. */
function disputed(study: Study): { key: string; name: string; other: string } {
  const [one, ...others] = study.positions.values();
  for (const [key, held] of one.holds) {
    for (const other of others) {
      const theirs = other.holds.get(key);
      if (theirs === undefined || study.premises.get(key)?.kind === "value") continue;
      if (JSON.stringify(theirs.belief) === JSON.stringify(held.belief)) continue;
      const name = study.premises.get(key)?.name ?? "";
      return { key, name, other: other.label.split(",")[0] };
    }
  }
  throw new Error("nothing is disputed");
}

atBothAddresses((visit) => {
  const atFirst = () => visit.atFirst(schools);

  test("by keyboard a card is entered and left, and leads to the slider", async () => {
    const { key, name } = disputed((await schools.payload()).study);
    const page = await atFirst();
    const pointer = page.locator(`[data-premise="${key}"] .pointer`).first();
    await pointer.focus();
    await page.keyboard.press("Enter");
    const card = page.getByRole("complementary", { name: `Premise ${name}` });
    const focused = () =>
      page.evaluate<string>("document.activeElement.getAttribute('aria-label')");
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
  });

  test("what a move did to the verdict stays in sight, and leads back to it", async () => {
    const { key, name, other } = disputed((await schools.payload()).study);
    const page = await atFirst();
    const strip = page.getByRole("region", { name: "The verdict, in short" });
    const row = page.locator(`[data-premise="${key}"]`);
    await row.scrollIntoViewIfNeeded();
    expect(await strip.count()).toBe(0);
    await row.getByRole("button", { name: `Concede ${name} to ${other}` }).click();
    await page.evaluate("document.querySelector('.structure').scrollIntoView()");
    await rested(page);
    await strip.waitFor();
    expect(await strip.innerText()).toMatch(
      /^With your premises:\s+(still )?.+, ahead of .+ by /su,
    );
    const address = page.url();
    await strip.getByRole("button").click();
    await strip.waitFor({ state: "detached" });
    expect(page.url()).toBe(address);
    expect(await page.locator("#moved-heading").isVisible()).toBe(true);
  });

  test("a premise's card leads to the words that are about it", async () => {
    const { key, name } = disputed((await schools.payload()).study);
    const page = await atFirst();
    await page.locator(`[data-premise="${key}"] .pointer`).first().click();
    const card = page.getByRole("complementary", { name: `Premise ${name}` });
    await card.getByRole("button", { name: "to its words" }).click();
    const seen = `(() => {
      const { top, bottom } = document.querySelector("article .quote.lit").getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight;
    })()`;
    await expect.poll(() => page.evaluate(seen)).toBe(true);
    await page.keyboard.press("Escape");
  });

  test("columns scroll with the page: none has a scroll bar of its own", async () => {
    const page = await atFirst();
    const own = await page.evaluate<string[]>(
      `[...document.querySelectorAll("main > section")]
        .filter((one) => ["auto", "scroll"].includes(getComputedStyle(one).overflowY))
        .map((one) => one.className)`,
    );
    expect(own).toEqual([]);
    // A reply folds by itself, under who wrote it.
    const replies = page.locator("details.reply > summary");
    expect(await replies.count()).toBe((await schools.payload()).study.documents.size - 1);
    expect(await replies.first().innerText()).toContain("Jonas Tveld");
  });

  test("from a premise's card it is conceded, and the page says what that did", async () => {
    const { study } = await schools.payload();
    const { key, name, other } = disputed(study);
    const page = await atFirst();
    await page.locator(`[data-premise="${key}"] .pointer`).first().click();
    const card = page.getByRole("complementary", { name: `Premise ${name}` });
    expect(await card.innerText()).toContain(study.premises.get(key)?.why.slice(0, 30));
    const holders = [...study.positions.values()].filter(({ holds }) => holds.has(key));
    expect(await card.locator("tbody tr").count()).toBe(holders.length);
    await card.getByRole("button", { name: `Concede ${name} to ${other}` }).click();
    await rested(page);
    const moved = page.getByRole("region", { name: "What you moved, and what it did" });
    await moved.locator("table").waitFor();
    const text = await moved.innerText();
    // What stands there from before the move is read as well as the rest.
    expect(await grave(page)).toEqual([]);
    expect(text).toContain(`as with ${other}`);
    expect(text).toMatch(/was (ahead of|behind) .+ and is now (ahead|behind) by/su);
    // The terms sum up to the lead, as far as two digits tell.
    const cells = await moved.locator("tbody td.number").allTextContents();
    expect(cells.length).toBe(2 * Math.min(5, await moved.locator("tbody tr").count()));
    await moved.getByRole("button", { name: `Take back ${name} here` }).click();
    await moved.waitFor({ state: "detached" });
  });
});
