import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { twoDigits } from "#argue/words";
import { summaryOf } from "#show/page/seeing/spread";
import { readAddress } from "#show/web/state/address";

import { atBothAddresses } from "./addresses.js";
import { argued, grave, handed, rested } from "./browser.js";
import { futuresByNode } from "./by-node.js";
import { example, modelAlone } from "./exhibits.js";

// Charts, their twins, single futures, scenarios and the model.
const schools = example("school-closures", 100);
const stocks = modelAlone(
  new URL("../../cases/models/vensim-stocks/", import.meta.url),
  "model.mdl",
);

atBothAddresses((visit) => {
  const atFirst = () => visit.atFirst(schools);

  /** 2,000 futures of what is played at first, as Node has them. */
  async function byNode() {
    const { study } = await schools.payload();
    return futuresByNode(study, readAddress(study, "").choice, 2000);
  }

  test("every chart is drawn, and has a twin as a table", async () => {
    const page = await atFirst();
    await argued(page);
    const names = await page
      .locator("figure")
      .evaluateAll((all) => all.map((one) => one.getAttribute("aria-label") ?? ""));
    expect(names.length).toBeGreaterThan(2);
    for (const name of names) {
      const figure = page.locator(`figure[aria-label="${name}"]`);
      await figure.scrollIntoViewIfNeeded();
      await expect.poll(() => inked(page, name), { message: name }).toBeGreaterThan(1000);
      const twin = figure.getByRole("group", { name: `${name}, as a table` });
      expect(await twin.locator("caption").count(), name).toBe(1);
      expect(await twin.locator("tbody tr").count(), name).toBeGreaterThan(0);
      // For eyes as well, in the place of the chart.
      expect((await twin.boundingBox())?.height ?? 0, name).toBeLessThan(2);
      const table = figure.getByRole("button", { name: "table", exact: true });
      await table.click();
      expect(await figure.locator("canvas").isVisible(), name).toBe(false);
      expect((await twin.boundingBox())?.height ?? 0, name).toBeGreaterThan(30);
      await table.click();
    }
  });

  test("fans and spreads have a line for each policy, whose numbers are Node's", async () => {
    const page = await atFirst();
    const { policies } = await byNode();
    const spread = page.getByRole("figure", { name: "The criterion: how it is spread" });
    const rows = await spread
      .locator("tbody tr")
      .evaluateAll((all) =>
        all.map((row) => [...row.querySelectorAll("th, td")].map((cell) => cell.textContent)),
      );
    expect(rows).toEqual(
      [...policies].map(([label, { criterion }]) => {
        const { mean, quantiles } = summaryOf(criterion);
        return [label, twoDigits(mean), ...quantiles.map(twoDigits)];
      }),
    );
    const fan = page.locator('figure[aria-label$="over time"]');
    expect(await fan.locator("thead th").allTextContents()).toEqual(["day", ...policies.keys()]);
    const bands = await fan.locator("tbody tr").last().locator("td").allTextContents();
    for (const band of bands) expect(band).toMatch(/^\S+ \(\S+ to \S+\)$/u);
    const words = await fan.locator("figcaption").innerText();
    expect(words).toMatch(/the middle of 2,000 futures.+half and nine tenths of them/su);
    // One by one as well.
    await page.getByLabel("one by one").check();
    const several = page.locator("figure", { has: page.locator("caption", { hasText: "middle" }) });
    expect(await several.count()).toBe(policies.size);
    await page.getByLabel("one by one").uncheck();
  });

  test("cruxes are listed with the lead that a concession gives, and its interval", async () => {
    const page = await atFirst();
    await argued(page);
    const cruxes = page.getByRole("region", { name: "What decides it" });
    await page.getByRole("radio", { name: /Jonas Tveld/u }).check();
    const entries = await cruxes.locator("ol.groups").first().locator("ul li p").allInnerTexts();
    expect(entries.length).toBeGreaterThan(0);
    for (const entry of entries) {
      expect(entry).toMatch(/^to Ruth Ambrey, .+ instead of .+: then /su);
      expect(entry).toMatch(/ahead of .+ by [\d.,]+ \(?[\d.,]+ to [\d.,]+|a tie/su);
    }
  });

  test("a future is picked by its number and by a click, and its course is drawn over the others", async () => {
    const page = await atFirst();
    await page.getByText("Single futures: what an outcome hangs on").click();
    const box = page.getByLabel("Future", { exact: true });
    await box.fill("17");
    await box.press("Enter");
    const follow = page.locator(".follow");
    const { policies } = await byNode();
    const policy = policies.get("Close for seven months");
    const criterion = policy?.criterion ?? new Float64Array(2000);
    await expect.poll(() => follow.innerText()).toContain(`criterion ${twoDigits(criterion[17])},`);
    const fan = page.locator('figure[aria-label$="over time"]');
    const drawn = async () => {
      const button = fan.getByRole("button", { name: /as SVG/u });
      return (await handed(page, () => button.click())).bytes.toString("utf8");
    };
    await expect.poll(drawn).toContain(">future 17</text>");
    // It is that future: as many have died at its end as Node counts, and the table says so as well.
    const deaths = policy?.outcomes.get("deaths_in_all")?.[17] ?? Number.NaN;
    expect(await fan.locator("thead th").last().textContent()).toBe("future 17");
    expect(await fan.locator("tbody tr").last().locator("td").last().textContent()).toBe(
      twoDigits(deaths),
    );
    // The point under the mouse is picked as well, and is another one.
    const over = page.locator(".futures label", { hasText: /^\s*over/u }).getByRole("combobox");
    await over.selectOption("basic_reproduction_number");
    const scatter = page.locator("figure", { hasText: "A click picks the nearest future" });
    await scatter.scrollIntoViewIfNeeded();
    const size = await scatter.locator("canvas").boundingBox();
    if (size === null) throw new Error("no scatter");
    for (const share of [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8]) {
      await page.mouse.click(size.x + size.width / 2, size.y + size.height * share);
      if (!["17", ""].includes(await box.inputValue())) break;
    }
    const picked = await box.inputValue();
    expect(picked).toMatch(/^\d+$/u);
    expect(picked).not.toBe("17");
    expect(await follow.innerText()).toContain(twoDigits(criterion[Number(picked)]));
    const label = Number(picked).toLocaleString("en");
    await expect.poll(drawn).toContain(`>future ${label}</text>`);
    await page.getByRole("button", { name: "let go" }).click();
    await expect.poll(drawn).not.toContain(">future ");
  });

  test("while a threshold is dragged the premises that lead there answer", async () => {
    const page = await atFirst();
    await page.getByText("Scenarios: where an outcome comes about").click();
    const answer = page.locator(".futures .answer");
    await answer.waitFor();
    expect(await answer.innerText()).toMatch(
      /it comes about in \d+\s?% of the combinations sampled; they hold \d+\s?% of all/u,
    );
    const figure = page.locator("figure", { hasText: "combinations sampled, under" });
    const share = figure.locator(".words");
    const slider = page.getByLabel("Threshold", { exact: true });
    await slider.scrollIntoViewIfNeeded();
    const track = await slider.boundingBox();
    if (track === null) throw new Error("no slider");
    const [value, low, high] = await slider.evaluate((one) => {
      const { value, min, max } = one as unknown as Record<"value" | "min" | "max", string>;
      return [value, min, max].map(Number);
    });
    const y = track.y + track.height / 2;
    const start = track.x + 8 + ((track.width - 16) * (value - low)) / (high - low);
    const number = page.getByLabel("Threshold as a number");
    const atFirstWas = await number.inputValue();
    const said = new Set([await share.innerText()]);
    await page.mouse.move(start, y);
    await page.mouse.down();
    // The hand is still on it.
    for (let step = 1; step <= 3; step++) {
      await page.mouse.move(start - 20 * step, y);
      await expect.poll(async () => said.has(await share.innerText())).toBe(false);
      said.add(await share.innerText());
      expect(await answer.isVisible()).toBe(true);
    }
    await page.mouse.up();
    // The share is that of Node's futures.
    const threshold = Number(await slider.inputValue());
    const { policies } = await byNode();
    const { study } = await schools.payload();
    const [outcome] = study.outcomes.keys();
    const values = policies.get("Close for seven months")?.outcomes.get(outcome) ?? [];
    const above = [...values].filter((one) => one > threshold).length / 2000;
    await expect.poll(() => share.innerText()).toContain(`${Math.round(100 * above)}`);
    await slider.focus();
    await slider.press("End");
    await page.getByText("It never comes about here.").waitFor();
    await number.fill(atFirstWas);
    await number.press("Enter");
    await answer.waitFor();
  });

  test("the diagram has stocks, valves, straight pipes, clouds, and links with signs", async () => {
    const page = await atFirst();
    const diagram = page.locator(".diagram");
    await diagram.locator("[data-id]").first().waitFor();
    const { model } = (await schools.payload()).study;
    const kinds = [...model.variables.values()].map(({ kind }) => kind);
    for (const kind of ["stock", "flow"] as const) {
      const count = kinds.filter((one) => one === kind).length;
      expect(await diagram.locator(`.node.${kind}`).count(), kind).toBe(count);
    }
    const lines = await diagram
      .locator(".pipe-wall")
      .evaluateAll((all) => all.map((one) => one.getAttribute("d") ?? ""));
    expect(lines).toHaveLength(kinds.filter((kind) => kind === "flow").length);
    for (const line of lines) {
      const numbers = (line.match(/-?[\d.]+/gu) ?? []).map(Number);
      expect(line.replaceAll(/[-\d.\s,]/gu, "")).toMatch(/^M[LHV]+$/u);
      for (let at = 2; at < numbers.length; at += 2) {
        const [dx, dy] = [numbers[at] - numbers[at - 2], numbers[at + 1] - numbers[at - 1]];
        expect(Math.min(Math.abs(dx), Math.abs(dy)), line).toBeLessThan(0.6);
      }
    }
    const signs = await diagram.locator(".sign").allTextContents();
    for (const sign of signs) expect(["+", "−", "?"]).toContain(sign);
    for (const sign of ["+", "−"]) {
      expect(signs.filter((one) => one === sign).length, sign).toBeGreaterThan(4);
    }
  });

  test("the diagram is walked by keyboard, zoomed, and lights up what belongs together", async () => {
    const page = await atFirst();
    const model = page.getByRole("region", { name: "The model" });
    const nodes = model.locator("[data-id]");
    await nodes.first().waitFor();
    // One tab stop for all of them; arrows lead on.
    expect(await model.locator('[data-id][tabindex="0"]').count()).toBe(1);
    await nodes.first().focus();
    const focused = () => page.evaluate("document.activeElement?.getAttribute('data-id')");
    const start = await focused();
    for (const key of ["ArrowDown", "ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown"]) {
      await page.keyboard.press(key);
    }
    expect(await focused()).not.toBe(start);
    await page.keyboard.press("Enter");
    const close = model.getByRole("button", { name: "close", exact: true });
    await close.waitFor();
    const group = model.locator("svg > g").first();
    const scale = async () =>
      Number(/scale\(([^)]+)\)/u.exec((await group.getAttribute("transform")) ?? "")?.[1]);
    const before = await scale();
    await model.getByRole("button", { name: "Larger" }).click();
    expect(await scale()).toBeGreaterThan(before);
    await model.getByRole("button", { name: "all", exact: true }).click();
    expect(await scale()).toBeCloseTo(before, 6);
    await close.click();
    await page.keyboard.press("Escape");
    // A premise in the diagram lights up its row among the positions.
    await model.locator(".premise").first().hover();
    expect(await page.locator(".positions .lit, .documents .lit").count()).toBeGreaterThan(0);
  });

  test("loops have names that tell them, and are walked along step by step", async () => {
    const page = await atFirst();
    const model = page.getByRole("region", { name: "The model" });
    const loop = model.locator("ol button").first();
    await loop.waitFor();
    const titles = await model.locator("ol button").allTextContents();
    for (const title of titles) expect(title).toMatch(/^[RBL]\d+\s*\S.* → /su);
    await loop.click();
    const walk = model.getByRole("group", { name: /Walk along loop [RBL]\d+/u });
    expect(await walk.innerText()).toMatch(/step 1 of \d/u);
    const first = await model.locator(".spot.step").first().getAttribute("data-id");
    await walk.getByRole("button", { name: "next step" }).click();
    expect(await walk.innerText()).toMatch(/step 2 of \d/u);
    expect(await model.locator(".spot.step").first().getAttribute("data-id")).not.toBe(first);
    expect(await model.locator(".wire.on").count()).toBeGreaterThan(0);
    await walk.getByRole("button", { name: "end" }).click();
    expect(await model.locator(".wire.on").count()).toBe(0);
  });

  test("a model by itself has its diagram, equations, sliders and runs, and axe finds nothing grave", async () => {
    const page = await visit.open(stocks);
    await rested(page);
    expect(await page.getByRole("region", { name: "Verdict" }).count()).toBe(0);
    const model = page.getByRole("region", { name: "The model" });
    await model.locator("[data-id=people]").waitFor();
    // Births come out of a cloud, Gone takes up what dies.
    const { study } = await stocks.payload();
    const all = [...study.model.variables.values()];
    const stocksOf = all.flatMap(({ definitions }) =>
      definitions.flatMap((one) => (one.kind === "stock" ? [one] : [])),
    );
    const into = new Set(stocksOf.flatMap(({ inflows }) => inflows.map(({ key }) => key)));
    const out = new Set(stocksOf.flatMap(({ outflows }) => outflows.map(({ key }) => key)));
    const open = [...into]
      .filter((key) => !out.has(key))
      .concat([...out].filter((key) => !into.has(key)));
    expect(open.length).toBeGreaterThan(1);
    expect(await model.locator(".cloud").count()).toBe(open.length);
    await model.getByText(/^All equations/u).click();
    const people = model.locator(".equation", { hasText: "People" }).first();
    expect(await people.innerText()).toMatch(/changes by\s+births − deaths \+ migration/u);
    await model.getByLabel("Find").fill("mirror");
    expect(await model.locator(".equation").count()).toBe(1);
    await page.getByLabel("Course of").selectOption({ label: "People" });
    const course = page.getByRole("figure", { name: "People over time" });
    const last = () => course.locator("tbody tr").last().locator("td").first().innerText();
    const before = await last();
    const words = course.locator(".words");
    expect(await words.innerText()).toContain("the run of the model as it is written");
    expect(before).not.toContain("to");
    const constants = page.getByRole("region", { name: "Constants" });
    const slider = constants.getByRole("slider", { name: "migration" });
    await slider.press("End");
    await expect.poll(last).not.toBe(before);
    await rested(page);
    await expect.poll(() => page.url()).toContain("migration=");
    expect(await words.innerText()).toContain("with the constants as they were moved");
    await page.getByRole("button", { name: "Take back migration" }).click();
    await expect.poll(last).toBe(before);
    expect(await grave(page)).toEqual([]);
  });

  test("axe finds nothing grave with scatter, scenarios, a loop and a table open, in the dark", async () => {
    const page = await atFirst();
    await page.emulateMedia({ colorScheme: "dark" });
    await page.evaluate("for (const one of document.querySelectorAll('.futures')) one.open = true");
    await page.locator(".futures .answer").waitFor();
    const model = page.getByRole("region", { name: "The model" });
    await model.locator("ol button").first().click();
    await page.getByRole("button", { name: "table" }).first().click();
    expect(await grave(page)).toEqual([]);
  });
});

/** How many pixels of a canvas are not empty. */
function inked(page: Page, figure: string): Promise<number> {
  return page.locator(`figure[aria-label="${figure}"] canvas`).evaluate((element) => {
    const canvas = element as unknown as {
      width: number;
      height: number;
      getContext(kind: "2d"): {
        getImageData(x: number, y: number, w: number, h: number): { data: Uint8ClampedArray };
      };
    };
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    let count = 0;
    for (let at = 3; at < data.length; at += 4) if (data[at] > 0) count += 1;
    return count;
  });
}
