import type { Locator, Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { loadStudy } from "#parley";

import { atBothAddresses } from "./addresses.js";
import { argued, grave, rested } from "./browser.js";
import { example, madeUp } from "./exhibits.js";
import { hostOf } from "./payloads.js";

const schools = example("school-closures", 300);
const roles = ["decides", "matters", "moot", "unmodelled"];

/** A study of which a quote is not found in its text. */
const orphaned = madeUp("orphaned", async () => {
  const host = hostOf("school-closures");
  const read = async (path: string): Promise<Uint8Array> => {
    const bytes = await host.read(path);
    if (path !== "study.yaml") return bytes;
    const text = new TextDecoder().decode(bytes);
    const changed = text.replace("about a third of all infections", "Words that nobody wrote");
    return new TextEncoder().encode(changed);
  };
  const { value: study, diagnostics } = await loadStudy({ read }, "study.yaml", "warning");
  if (study === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return { version: "test", kind: "study", study, document: null, warnings: [] };
});

atBothAddresses((visit) => {
  /** The page of most tests here, as it was at first, with what it argues. */
  async function atFirst(): Promise<Page> {
    const page = await visit.atFirst(schools);
    await argued(page);
    return page;
  }

  test("without interaction the page carries the verdict, the crux and the chart", async () => {
    const page = await atFirst();
    const verdict = await page.getByRole("region", { name: "Verdict" }).innerText();
    expect(verdict).toContain("With Ruth Ambrey’s premises: Close for seven months.");
    expect(verdict).toContain("With Jonas Tveld’s: Stay open.");
    expect(verdict).toMatch(/in \d+\s%\sof the combinations sampled \(not a probability\)/u);
    const cruxes = await page.getByRole("region", { name: "What decides it" }).innerText();
    expect(cruxes).toMatch(/concessions? to Ruth Ambrey that change another’s verdict/u);
    const futures = visit.isServed ? "2,000" : "300";
    expect(cruxes).toContain(`concessions tried on up to ${futures} futures; intervals at 95 %`);
    const chart = page.locator('figure[aria-label$="over time"] canvas');
    expect((await chart.boundingBox())?.height).toBeGreaterThan(99);
    for (const part of [verdict, cruxes]) expect(part).not.toMatch(/recomput/iu);
  });

  test("without its script the page says what it is about, and the verdict where it is known", async () => {
    const page = await visit.open(schools, { javaScriptEnabled: false });
    const text = await page.locator("body").innerText();
    expect(text).toContain("School closures in an epidemic");
    expect(text).toContain("All people mix with all others.");
    const verdict = "With Ruth Ambrey's premises: Close for seven months.";
    expect(text.includes(verdict)).toBe(!visit.isServed);
  });

  test("a first visit explains in three sentences, a second does not", async () => {
    const page = await visit.open(schools);
    const note = page.getByRole("complementary", { name: "What this page is" });
    const text = await note.locator("p").innerText();
    expect(text.match(/[.!?](\s|$)/gu)).toHaveLength(3);
    await note.getByRole("button").click();
    await page.reload();
    await page.getByRole("heading", { level: 1 }).waitFor();
    expect(await note.count()).toBe(0);
  });

  test("quotes are underlined by role, in four styles that need no colour", async () => {
    const page = await atFirst();
    const styles = await page.evaluate<string[]>(
      `${JSON.stringify(roles)}.map((role) =>
        getComputedStyle(document.querySelector(".sample." + role)).textDecorationStyle)`,
    );
    expect(styles).toEqual(["solid", "dashed", "dotted", "wavy"]);
    // A quote is underlined as the legend has it.
    const quotes = await page.evaluate<[string, string][]>(
      `[...document.querySelectorAll("article .quote")].map((one) =>
        [one.title.split(":")[0], getComputedStyle(one).textDecorationStyle])`,
    );
    expect(quotes.length).toBeGreaterThan(5);
    for (const [role, style] of quotes) expect(style, role).toBe(styles[roles.indexOf(role)]);
    const found = new Set(quotes.map(([role]) => role));
    expect(found.has("decides") && found.has("unmodelled")).toBe(true);
    expect(await page.locator("article .quote").first().getAttribute("title")).toMatch(
      /^(decides|matters|moot|unmodelled): ./u,
    );
  });

  describe("what is pointed at lights up in all panels", () => {
    const key = "share_of_transmission_in_schools";
    const claim = "e1";
    const named = "share of transmission in schools";
    const panels: Readonly<Record<string, (page: Page) => Locator>> = {
      quote: (page) => page.locator(`article [data-claims~="${claim}"]`).first(),
      premise: (page) => page.locator(`.positions [data-premise="${key}"] .pointer`).first(),
      equation: (page) =>
        page.locator(".structure .equation").getByRole("button", { name: named }).first(),
      node: (page) => page.locator(`.diagram .spot[data-id="${key}"]`),
      "what decides it": (page) => page.locator(".verdict .pointer", { hasText: named }).first(),
    };
    const isLit = (one: Locator) => one.evaluate(({ classList }) => classList.contains("lit"));

    async function inPanels(page: Page, lit: boolean, from: string): Promise<void> {
      for (const [name, find] of Object.entries(panels)) {
        await expect.poll(() => isLit(find(page)), { message: `${name}, from ${from}` }).toBe(lit);
      }
    }

    async function prepared(): Promise<Page> {
      const page = await atFirst();
      await page.evaluate("document.querySelector('.structure details.more').open = true");
      return page;
    }

    test.each(Object.keys(panels))("from the %s: by hover, focus and click", async (from) => {
      const page = await prepared();
      const one = panels[from](page);
      await inPanels(page, false, from);
      await one.hover();
      await inPanels(page, true, from);
      await page.mouse.move(0, 0);
      await inPanels(page, false, from);
      await one.focus();
      await inPanels(page, true, from);
      // Kept lit, whatever else is done, until it is let go of.
      await page.keyboard.press("Enter");
      await page.evaluate("document.activeElement.blur()");
      await inPanels(page, true, from);
      await page.keyboard.press("Escape");
      await inPanels(page, false, from);
      await one.click();
      await page.mouse.move(0, 0);
      await page.evaluate("document.activeElement.blur()");
      await inPanels(page, true, from);
      await page.keyboard.press("Escape");
      await inPanels(page, false, from);
    });
  });

  test("a curve lights up its quotes, its equation and its node, and each of them the curve", async () => {
    const page = await atFirst();
    await page.evaluate("document.querySelector('.structure details.more').open = true");
    await page.getByLabel("Course of").selectOption({ label: "caution" });
    const curve = page.getByRole("figure", { name: "caution over time" });
    await curve.waitFor();
    const others = [
      page.locator('article [data-claims~="p3"]').first(),
      page.locator(".structure .equation .line:first-child").getByRole("button", {
        name: "caution",
        exact: true,
      }),
      page.locator('.diagram .spot[data-id="caution"]'),
    ];
    const lit = (one: Locator) => one.evaluate(({ classList }) => classList.contains("lit"));
    const shown = () => curve.evaluate(({ classList }) => classList.contains("shown"));
    for (const one of others) expect(await lit(one)).toBe(false);
    await curve.locator("canvas").hover();
    for (const one of others) expect(await lit(one)).toBe(true);
    await page.mouse.move(0, 0);
    for (const one of others) expect(await lit(one)).toBe(false);
    await curve.locator(".pointer").focus();
    for (const one of others) expect(await lit(one)).toBe(true);
    await page.evaluate("document.activeElement.blur()");
    expect(await shown()).toBe(false);
    for (const one of others) {
      await one.hover();
      expect(await shown()).toBe(true);
      await page.mouse.move(0, 0);
      expect(await shown()).toBe(false);
      await one.focus();
      expect(await shown()).toBe(true);
      await page.evaluate("document.activeElement.blur()");
      expect(await shown()).toBe(false);
    }
    await curve.locator("canvas").click();
    await page.mouse.move(0, 0);
    for (const one of others) expect(await lit(one)).toBe(true);
    await page.keyboard.press("Escape");
    for (const one of others) expect(await lit(one)).toBe(false);
  });

  test("a claim's card has its words, its speaker, what it is bound to, and how it is held", async () => {
    const page = await atFirst();
    const card = page.getByRole("complementary", { name: /^Claim / });
    const texts: string[] = [];
    // One that a speaker states, one that is inferred, and one that nothing stands for.
    for (const claim of ["e1", "e2", "p8"]) {
      const quote = page.locator(`article [data-claims~="${claim}"]`).first();
      await quote.click();
      texts.push(await card.innerText());
      expect(texts.at(-1)).toContain(await quote.innerText());
      await card.getByRole("button", { name: "Close" }).click();
      expect(await card.count()).toBe(0);
    }
    const [stated, inferred, unmodelled] = texts;
    expect(stated).toContain("Schools account for roughly a third of transmission.");
    expect(stated).toContain("Ruth Ambrey");
    expect(stated).toMatch(/Bound to share of transmission in schools \(premise\)/u);
    expect(stated).toMatch(/0\.25 to 0\.4\s+stated/u);
    expect(inferred).toMatch(/0 to 0\.2\s+inferred/u);
    expect(unmodelled).toContain("Unmodelled: The study has no measure of harm");
  });

  test("quotes that are not found are listed, with what to do about it", async () => {
    const page = await visit.open(orphaned);
    await rested(page);
    const list = page.getByRole("region", { name: "Orphaned quotes" });
    const text = await list.innerText();
    expect(text).toContain("“Words that nobody wrote”");
    expect(text).toContain("quote words that are there");
    await list.locator(".pointer").click();
    expect(await page.getByRole("complementary", { name: "Claim E1" }).innerText()).toContain(
      "Schools account for roughly a third of transmission.",
    );
  });

  test("nothing serious for axe, on a desk and on a phone, in light and dark", async () => {
    const page = await atFirst();
    // Equations by the hundred are alike: the model's own lists stay closed.
    await page.evaluate(
      "document.querySelectorAll('details').forEach((one) => (one.open = !one.closest('.structure')))",
    );
    await page.locator("article .quote").first().click();
    expect(await grave(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: "dark" });
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await grave(page)).toEqual([]);
  });
});
