import type { Browser, CDPSession, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { openPage, Pages, rested, startBrowser } from "./browser.js";
import { examplePayload } from "./payloads.js";

// A reader with a phone in the hand, on file:// with the network cut: one page for all of it.
const pages = new Pages();
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
let browser: Browser;
let page: Page;
let noise: string[];
let session: CDPSession;
beforeAll(async () => {
  browser = await startBrowser();
  const address = await pages.publish(await examplePayload("school-closures", 60), "phone");
  ({ page, noise } = await openPage(browser, address, phone));
  await rested(page);
  session = await page.context().newCDPSession(page);
});
afterAll(async () => {
  await browser.close();
  pages.remove();
});

/** A finger that goes from a point to another; how far the page has scrolled. */
async function swipe(x: number, y: number, dx: number, dy: number): Promise<number> {
  const steps = 10;
  const before = await page.evaluate<number>("scrollY");
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", step: number) =>
    session.send("Input.dispatchTouchEvent", {
      type,
      touchPoints:
        type === "touchEnd" ? [] : [{ x: x + (dx * step) / steps, y: y + (dy * step) / steps }],
    });
  await touch("touchStart", 0);
  for (let step = 1; step <= steps; step++) {
    await touch("touchMove", step);
    await page.waitForTimeout(16);
  }
  await touch("touchEnd", steps);
  await page.waitForTimeout(300);
  return (await page.evaluate<number>("scrollY")) - before;
}

test("a tap on a quote opens its card and lights up what it is bound to; a tap closes it", async () => {
  const claim = await page.evaluate<string>(
    `document.querySelector("article .quote.decides").dataset.claims`,
  );
  const quote = page.locator(`article [data-claims="${claim}"]`).first();
  await quote.tap();
  const card = page.getByRole("complementary", { name: /^Claim/ });
  expect(await card.innerText()).toContain("Bound to");
  expect(await quote.getAttribute("class")).toContain("lit");
  expect(await page.locator(".positions .lit").count()).toBeGreaterThan(0);
  expect(await page.locator(".structure svg .spot.lit").count()).toBeGreaterThan(0);
  await card.getByRole("button", { name: "Close" }).tap();
  expect(await card.count()).toBe(0);
});

test("a premise that is kept lit opens the replies that were folded", async () => {
  const replies = page.locator("details.all-replies");
  expect(await replies.evaluate((one) => one.hasAttribute("open"))).toBe(false);
  const quoted = await page.evaluate<string[]>(
    `[...document.querySelectorAll("details.all-replies .quote")].map((one) => one.dataset.claims)`,
  );
  expect(quoted.length).toBeGreaterThan(0);
  const pointer = page
    .locator('[data-premise="share_of_transmission_in_schools"] [role=button]')
    .first();
  await pointer.tap();
  expect(await pointer.getAttribute("aria-pressed")).toBe("true");
  const lit = page.locator("details.all-replies .quote.lit");
  await lit.first().waitFor();
  expect(await lit.first().isVisible()).toBe(true);
  await pointer.tap();
  expect(await page.locator(".quote.lit").count()).toBe(0);
});

test("a range is dragged by a finger, and the page stays where it is", async () => {
  const slider = page.getByRole("slider", { name: "lowest share of transmission in schools" });
  await slider.scrollIntoViewIfNeeded();
  const track = await slider.boundingBox();
  if (track === null) throw new Error("no slider");
  const [value, low, high] = await Promise.all(
    [slider.inputValue(), slider.getAttribute("min"), slider.getAttribute("max")].map(async (one) =>
      Number(await one),
    ),
  );
  const thumb = 26;
  const at = track.x + thumb / 2 + ((track.width - thumb) * (value - low)) / (high - low);
  await swipe(at, track.y + track.height / 2, -30, 2);
  expect(Number(await slider.inputValue())).toBeLessThan(value);
  await page.locator(".sentence", { hasText: "With your premises" }).waitFor();
  await rested(page);
  expect((await slider.boundingBox())?.y).toBeCloseTo(track.y, -1);
  expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
});

test("a tap picks a future of the scatter", async () => {
  await page.getByText("Single futures: what an outcome hangs on").tap();
  const scatter = page.locator("figure", { hasText: "A click picks a future" }).locator("canvas");
  await scatter.scrollIntoViewIfNeeded();
  const box = page.getByLabel("Future", { exact: true });
  await expect
    .poll(async () => {
      const size = await scatter.boundingBox();
      if (size === null) return "";
      // The premise that counts most has but two values, one at either end.
      for (const share of [0.5, 0.4, 0.6, 0.3, 0.7]) {
        await page.touchscreen.tap(size.x + size.width - 25, size.y + size.height * share);
        if ((await box.inputValue()) !== "") break;
      }
      return box.inputValue();
    })
    .not.toBe("");
});

test("a finger over the diagram scrolls the page, also where the diagram was made larger", async () => {
  const diagram = page.locator(".structure svg[role=group]");
  await diagram.scrollIntoViewIfNeeded();
  const height = (await diagram.boundingBox())?.height ?? 0;
  const top = async () => (await diagram.boundingBox())?.y ?? 0;
  expect(await swipe(60, (await top()) + height / 2, 0, -120)).toBeGreaterThan(60);
  await page.getByRole("button", { name: "Larger" }).tap();
  // Down to the edge of the drawing, and then on.
  let scrolled = 0;
  for (let swipes = 0; swipes < 4 && scrolled === 0; swipes++) {
    scrolled = await swipe(60, (await top()) + height / 2, 0, 120);
  }
  expect(scrolled).toBeLessThan(-30);
});

test("whatever is tapped has 24 pixels each way, but for words in a text and the parts of a drawing", async () => {
  const small = await page.evaluate<string[]>(`
    [...document.querySelectorAll("button, select, summary, input:not([type=radio], [type=checkbox]), [role=button], label:has(input)")]
      .filter((one) => one.checkVisibility() && !one.matches(".quote, svg *"))
      .map((one) => [one, one.getBoundingClientRect()])
      .filter(([, { width, height }]) => width > 0 && Math.min(width, height) < 23.5)
      .map(([one, { width, height }]) => one.outerHTML.slice(0, 90) + " " + width + "×" + height)`);
  expect(small).toEqual([]);
  expect(noise).toEqual([]);
});
