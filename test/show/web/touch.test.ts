import type { CDPSession, Locator, Page } from "playwright-core";
import { expect, test } from "vitest";

import { atBothAddresses } from "./addresses.js";
import { argued, rested, startOver } from "./browser.js";
import { example } from "./exhibits.js";

// A reader with a phone in the hand: one page for all of it.
const schools = example("school-closures", 60);
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

atBothAddresses((visit) => {
  async function inHand(): Promise<Page> {
    const page = await visit.share(schools, phone);
    await argued(page);
    return page;
  }

  test("a tap on a quote opens its card and lights up what it is bound to; a tap closes it", async () => {
    const page = await inHand();
    const claim = await page.evaluate<string>(
      `document.querySelector("article .quote.decides").dataset.claims`,
    );
    const quote = page.locator(`article [data-claims="${claim}"]`).first();
    await quote.tap();
    const card = page.getByRole("complementary", { name: /^Claim/u });
    expect(await card.innerText()).toContain("Bound to");
    expect(await quote.getAttribute("class")).toContain("lit");
    expect(await page.locator(".positions .lit").count()).toBeGreaterThan(0);
    expect(await page.locator(".structure svg .spot.lit").count()).toBeGreaterThan(0);
    await card.getByRole("button", { name: "Close" }).tap();
    expect(await card.count()).toBe(0);
  });

  test("a tap on a premise, an equation, a node or a curve lights up its quotes", async () => {
    const page = await inHand();
    await page.evaluate("document.querySelector('.structure details.more').open = true");
    await page.getByLabel("Course of").selectOption({ label: "caution" });
    const key = "share_of_transmission_in_schools";
    const curve = page.getByRole("figure", { name: "caution over time" });
    await curve.waitFor();
    const parts: readonly (readonly [string, Locator, string])[] = [
      ["premise", page.locator(`.positions [data-premise="${key}"] .pointer`).first(), "e1"],
      [
        "equation",
        page.locator(".equation").getByRole("button", { name: "caution", exact: true }).first(),
        "p3",
      ],
      ["node", page.locator(`.diagram .spot[data-id="${key}"]`), "p1"],
      ["curve", curve.locator("canvas"), "p3"],
      ["name of the curve", curve.locator(".pointer"), "p3"],
    ];
    const lit = page.locator("article .quote.lit");
    // All of it is a map, on which a tap comes closer.
    await page.getByRole("button", { name: "all", exact: true }).tap();
    const place = await page.locator(`.diagram .spot[data-id="${key}"]`).boundingBox();
    if (place === null) throw new Error("the premise is not in the diagram");
    await page.touchscreen.tap(place.x + place.width / 2, place.y + place.height / 2);
    for (const [name, part, claim] of parts) {
      await part.tap();
      await expect
        .poll(() => page.locator(`article .quote.lit[data-claims~="${claim}"]`).count(), {
          message: name,
        })
        .toBeGreaterThan(0);
      await page.keyboard.press("Escape");
      await page.evaluate("document.activeElement.blur()");
      await expect.poll(() => lit.count(), { message: name }).toBe(0);
    }
    await page.evaluate("document.querySelector('.structure details.more').open = false");
    const close = page.locator(".structure .card").getByRole("button", { name: "close" });
    await close.tap();
    await page.getByRole("button", { name: "all", exact: true }).tap();
    await startOver(page);
  });

  test("a premise that is kept lit opens the replies that were folded", async () => {
    const page = await visit.open(schools, phone);
    await rested(page);
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
    const page = await inHand();
    const slider = page.getByRole("slider", { name: "lowest share of transmission in schools" });
    await slider.scrollIntoViewIfNeeded();
    const track = await slider.boundingBox();
    if (track === null) throw new Error("no slider");
    const [value, low, high] = await Promise.all(
      [slider.inputValue(), slider.getAttribute("min"), slider.getAttribute("max")].map(
        async (one) => Number(await one),
      ),
    );
    const thumb = 26;
    const at = track.x + thumb / 2 + ((track.width - thumb) * (value - low)) / (high - low);
    await swipe(page, at, track.y + track.height / 2, -30, 2);
    expect(Number(await slider.inputValue())).toBeLessThan(value);
    await page.locator(".sentence", { hasText: "With your premises" }).waitFor();
    await rested(page);
    expect((await slider.boundingBox())?.y).toBeCloseTo(track.y, -1);
    expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
    await startOver(page);
  });

  test("a tap picks a future of the scatter", async () => {
    const page = await inHand();
    await page.getByText("Single futures: what an outcome hangs on").tap();
    const over = page.locator(".futures label", { hasText: /^\s*over/u }).getByRole("combobox");
    await over.selectOption("basic_reproduction_number");
    const scatter = page
      .locator("figure", { hasText: "A click picks the nearest future" })
      .locator("canvas");
    await scatter.scrollIntoViewIfNeeded();
    const box = page.getByLabel("Future", { exact: true });
    await expect
      .poll(async () => {
        const size = await scatter.boundingBox();
        if (size === null) return "";
        for (const share of [0.5, 0.4, 0.6, 0.3, 0.7]) {
          await page.touchscreen.tap(size.x + size.width / 2, size.y + size.height * share);
          if ((await box.inputValue()) !== "") break;
        }
        return box.inputValue();
      })
      .not.toBe("");
  });

  test("a finger over the diagram scrolls the page, also where the diagram was made larger", async () => {
    const page = await inHand();
    const diagram = page.locator(".structure svg[role=group]");
    await diagram.scrollIntoViewIfNeeded();
    const height = (await diagram.boundingBox())?.height ?? 0;
    const top = async () => (await diagram.boundingBox())?.y ?? 0;
    expect(await swipe(page, 60, (await top()) + height / 2, 0, -120)).toBeGreaterThan(60);
    await page.getByRole("button", { name: "Larger" }).tap();
    // Down to the edge of the drawing, and then on.
    let scrolled = 0;
    for (let swipes = 0; swipes < 4 && scrolled === 0; swipes++) {
      scrolled = await swipe(page, 60, (await top()) + height / 2, 0, 120);
    }
    expect(scrolled).toBeLessThan(-30);
  });

  test("whatever is tapped has 24 pixels each way, but for words in a text and the parts of a drawing", async () => {
    const page = await inHand();
    const small = await page.evaluate<string[]>(`
    [...document.querySelectorAll("button, select, summary, input:not([type=radio], [type=checkbox]), [role=button], label:has(input)")]
      .filter((one) => one.checkVisibility() && !one.matches(".quote, figcaption .pointer, svg *"))
      .map((one) => [one, one.getBoundingClientRect()])
      .filter(([, { width, height }]) => width > 0 && Math.min(width, height) < 23.5)
      .map(([one, { width, height }]) => one.outerHTML.slice(0, 90) + " " + width + "×" + height)`);
    expect(small).toEqual([]);
  });
});

/** A finger that goes from a point to another; how far the page has scrolled. */
async function swipe(page: Page, x: number, y: number, dx: number, dy: number): Promise<number> {
  const session: CDPSession = await page.context().newCDPSession(page);
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
  await session.detach();
  return (await page.evaluate<number>("scrollY")) - before;
}
