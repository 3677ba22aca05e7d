import { expect, test } from "vitest";
import { twoDigits } from "#argue/words";
import type { ArgueDocument } from "#argue/document";
import { regretTable } from "#show/page/seeing/regrets";

import { atBothAddresses } from "./addresses.js";
import { argued, grave, rested } from "./browser.js";
import { example } from "./exhibits.js";
import * as node from "./payloads.js";

// What is seen, heard and printed by readers who do not sit at a screen like ours.
const schools = example("school-closures", 200);
const phone = { viewport: { width: 390, height: 844 } };

atBothAddresses((visit) => {
  const atFirst = () => visit.atFirst(schools);

  /** What the page argues where nothing is moved, as Node argues it. */
  async function documentThere(): Promise<ArgueDocument> {
    const { study, document } = await schools.payload();
    return visit.isServed || document === null ? node.argued(study, 2000) : document;
  }

  test("value bars and regrets are those of the document", async () => {
    const page = await atFirst();
    const document = await documentThere();
    await argued(page);
    const value = document.positions[0].value ?? document.value;
    if (value === null) throw new Error("nothing is known of the value of knowing");
    const bars = page.getByRole("figure", { name: "Value of knowing one premise" });
    const worths = await bars.locator("tbody td:nth-of-type(1)").allTextContents();
    const nothings = await bars.locator("tbody td:nth-of-type(2)").allTextContents();
    expect(worths).toHaveLength(Math.min(10, value.singles.length));
    for (const [at, worth] of worths.entries()) {
      const { value: known, clear, nullHigh } = value.singles[at];
      expect(worth).toContain(twoDigits(known.value ?? Number.NaN));
      expect(worth.includes("not told apart from nothing")).toBe(!clear);
      expect(nothings[at]).toBe(twoDigits(nullHigh));
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
  });

  test("a concession by keyboard alone: to the verdict, to the slider, to its button, and back", async () => {
    const page = await visit.open(schools);
    await rested(page);
    const focused = (what: string) => page.evaluate<string>(`document.activeElement.${what}`);
    await page.keyboard.press("Tab");
    expect(await focused("textContent")).toBe("Skip to the verdict");
    await page.keyboard.press("Enter");
    expect(await focused("id")).toBe("verdict");
    // From there on everything is reached in turn, and nothing holds the focus.
    const reached = new Set<string>();
    const concede = "Concede weight of learning to Jonas Tveld";
    for (let presses = 0; presses < 150; presses++) {
      await page.keyboard.press("Tab");
      const label = await focused("getAttribute('aria-label') ?? document.activeElement.innerText");
      reached.add(label);
      if (label.startsWith(concede)) break;
    }
    expect(await focused("getAttribute('aria-label')")).toContain(concede);
    expect([...reached].some((label) => /about a third of all infections/u.test(label))).toBe(true);
    expect(reached.has("lowest share of transmission in schools")).toBe(true);
    await page.keyboard.press("Enter");
    await page.locator(".sentence", { hasText: "With your premises" }).waitFor();
    await rested(page);
    expect(await page.getByRole("button", { name: "Undo" }).isEnabled()).toBe(true);
    for (let presses = 0; presses < 150; presses++) {
      await page.keyboard.press("Shift+Tab");
      if ((await focused("innerText")) === "Undo") break;
    }
    await page.keyboard.press("Enter");
    await page.locator(".sentence", { hasText: "With Ruth Ambrey’s premises" }).waitFor();
  });

  test("a screen reader has landmarks, headings in order, and a name for each control", async () => {
    const page = await atFirst();
    for (const name of ["banner", "main", "contentinfo"] as const) {
      expect(await page.getByRole(name).count(), name).toBe(1);
    }
    const regions = [
      "Verdict",
      "What decides it",
      "The texts",
      "Positions",
      "Outcomes",
      "The model",
      "The findings in full",
    ];
    for (const name of regions) {
      expect(await page.getByRole("region", { name, exact: true }).count(), name).toBe(1);
    }
    const levels = await page.evaluate<number[]>(
      `[...document.querySelectorAll("h1, h2, h3, h4")].filter((one) => one.checkVisibility())
        .map((one) => Number(one.tagName[1]))`,
    );
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    for (const [at, level] of levels.entries()) {
      if (at > 0) expect(level - levels[at - 1], `heading ${at}`).toBeLessThanOrEqual(1);
    }
    // Each slider says its value with its unit, what it is of, and whose it is.
    const said = await page.evaluate<string[]>(
      `[...document.querySelectorAll(".positions input[type=range]")].map((one) => one.ariaValueText)`,
    );
    expect(said.length).toBeGreaterThan(10);
    for (const words of said) {
      expect(words).toMatch(/^−?[\d.,]+( [\w/ ]+)?, .+, (Ruth Ambrey, epidemiologist|[A-Z].+)$/u);
    }
    const days = said.find((words) => words.includes("lowest of day of the vaccine"));
    expect(days).toBe("250 day, lowest of day of the vaccine, Ruth Ambrey, epidemiologist");
  });

  test("nothing is said aloud as long as the verdict stays", async () => {
    const page = await atFirst();
    // Of all that changes when something is moved, the verdict alone is spoken.
    const spoken = () =>
      page.evaluate<string[]>(
        `[...document.querySelectorAll("[aria-live=polite], [aria-live=assertive], [role=status], [role=alert], [role=log]")]
          .map((one) => one.textContent.trim()).filter((words) => words !== "")`,
      );
    const box = page.getByRole("spinbutton", {
      name: "lowest share of transmission in schools, as a number",
    });
    const before = await spoken();
    await box.fill(String(Number(await box.inputValue()) + 0.001));
    await box.press("Enter");
    await page.locator(".how", { hasText: "Before you moved anything" }).waitFor();
    await rested(page);
    expect(await page.locator(".sentence").innerText()).toContain(
      "With your premises: Close for seven months",
    );
    expect(await spoken()).toEqual(before);
  });

  test("less motion is no motion, and forced colours leave the bars and the roles", async () => {
    const page = await atFirst();
    await page.emulateMedia({ reducedMotion: "reduce", forcedColors: "active" });
    const moving =
      await page.evaluate<number>(`[...document.querySelectorAll("*")].filter((one) => {
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
    // What is lit stands out, and what is drawn has the colours that were asked for.
    const pointer = page.locator('[data-premise="weight_of_learning"] .pointer').first();
    const colours = () =>
      pointer.evaluate((element) => {
        const view = element.ownerDocument.defaultView as unknown as {
          getComputedStyle(of: unknown): { backgroundColor: string; color: string };
        };
        const { backgroundColor, color } = view.getComputedStyle(element);
        return [backgroundColor, color];
      });
    const before = await colours();
    await pointer.hover();
    await expect.poll(colours).not.toEqual(before);
    expect((await colours())[0]).not.toBe(paper);
    await page.mouse.move(0, 0);
    await page.emulateMedia({ colorScheme: "dark" });
    const white = () =>
      page.locator('figure[aria-label$="over time"] canvas').evaluate((element) => {
        const canvas = element as unknown as {
          width: number;
          height: number;
          ownerDocument: { createElement(name: "canvas"): Drawn };
        };
        const copy = canvas.ownerDocument.createElement("canvas");
        [copy.width, copy.height] = [canvas.width, canvas.height];
        const context = copy.getContext("2d", { willReadFrequently: true });
        context.drawImage(canvas, 0, 0);
        const { data } = context.getImageData(0, 0, copy.width, copy.height);
        let count = 0;
        for (let at = 0; at < data.length; at += 4) {
          if (data[at] > 250 && data[at + 1] > 250 && data[at + 2] > 250 && data[at + 3] > 250) {
            count += 1;
          }
        }
        return count;
      });
    await expect.poll(white).toBeGreaterThan(50);
    const lines = await page.evaluate<string[]>(`["decides", "matters", "moot", "unmodelled"].map(
      (role) => getComputedStyle(document.querySelector(".sample." + role)).textDecorationStyle)`);
    expect(new Set(lines).size).toBe(4);
    expect(await grave(page)).toEqual([]);
    await page.emulateMedia({ reducedMotion: null, forcedColors: null, colorScheme: null });
  });

  test("in the dark the paper is dark, and what is drawn on it is drawn anew", async () => {
    const page = await atFirst();
    const chart = page.locator('figure[aria-label$="over time"] canvas');
    const brightness = async () => {
      const colours = await page.evaluate<string[]>(
        `["backgroundColor", "color"].map((name) => getComputedStyle(document.body)[name])`,
      );
      return colours.map((colour) =>
        (colour.match(/[\d.]+/gu) ?? []).slice(0, 3).reduce((sum, one) => sum + Number(one), 0),
      );
    };
    const drawn = () => chart.evaluate((one) => (one as unknown as Canvas).toDataURL());
    await page.emulateMedia({ colorScheme: "light" });
    const [lightPaper, darkInk] = await brightness();
    expect(lightPaper - darkInk).toBeGreaterThan(300);
    const before = await drawn();
    await page.emulateMedia({ colorScheme: "dark" });
    const [darkPaper, lightInk] = await brightness();
    expect(lightInk - darkPaper).toBeGreaterThan(300);
    await expect.poll(drawn).not.toBe(before);
    await page.emulateMedia({ colorScheme: null });
  });

  test("on paper there are no controls, nothing is cut off, and what was folded stands open", async () => {
    const page = await atFirst();
    const inside = page.getByText("How it was computed");
    await argued(page);
    expect(await inside.isVisible()).toBe(false);
    await page.emulateMedia({ media: "print" });
    // Names that are buttons on a screen stay as names.
    const controls = "input:visible, button:not(.plain):visible, select:visible";
    expect(await page.locator(controls).count()).toBe(0);
    const premise = page.locator('[data-premise="weight_of_learning"]');
    expect(await premise.locator(".paper").first().isVisible()).toBe(true);
    expect(await premise.innerText()).toMatch(/weight of learning[^]*\d/u);
    expect(await page.getByText("All equations").isVisible(), "not opened").toBe(false);
    expect(await page.getByRole("heading", { level: 1 }).isVisible()).toBe(true);
    expect(await inside.isVisible()).toBe(true);
    for (const name of ["The texts", "Positions"]) {
      const cut = await page
        .getByRole("region", { name })
        .evaluate((region) => region.scrollHeight - region.clientHeight);
      expect(cut, name).toBeLessThanOrEqual(1);
    }
    await page.emulateMedia({ media: null });
  });

  test("a phone shows the verdict, what decides, the texts, then the rest, and nothing beside it", async () => {
    const page = await visit.open(schools, phone);
    await rested(page);
    const tops: number[] = [];
    for (const name of ["Verdict", "What decides it", "The texts", "Positions", "Outcomes"]) {
      const box = await page.getByRole("region", { name, exact: true }).boundingBox();
      tops.push(box?.y ?? Number.NaN);
    }
    expect(tops).toEqual(tops.toSorted((one, other) => one - other));
    // What is tabbed through and read aloud comes in the order that is seen.
    const headings = await page.evaluate<number[]>(
      `[...document.querySelectorAll("main h2")].map((one) => one.getBoundingClientRect().top)`,
    );
    expect(headings.length).toBeGreaterThan(5);
    expect(headings).toEqual(headings.toSorted((one, other) => one - other));
    // What is played with later is folded.
    const levers = page.locator("details.fold", {
      has: page.getByRole("heading", { name: "Levers" }),
    });
    expect(await levers.evaluate((one) => one.hasAttribute("open"))).toBe(false);
    await levers.locator("summary").first().click();
    expect(await levers.locator(".lever").first().isVisible()).toBe(true);
    await page.evaluate(
      `for (const one of document.querySelectorAll("details.fold")) one.open = true`,
    );
    const wide = await page.evaluate<string[]>(
      `[document.documentElement, ...document.querySelectorAll(".scroll")]
        .filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.className)`,
    );
    expect(wide).toEqual([]);
  });
});

interface Canvas {
  toDataURL(): string;
}

interface Drawn {
  width: number;
  height: number;
  getContext(
    kind: "2d",
    options: { willReadFrequently: true },
  ): {
    drawImage(of: unknown, x: number, y: number): void;
    getImageData(x: number, y: number, w: number, h: number): { data: Uint8ClampedArray };
  };
}
