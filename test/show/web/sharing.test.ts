import { expect, test } from "vitest";
import type { Page } from "playwright-core";
import { tableAsCsv } from "#show/cli/table-csv";
import { readAddress } from "#show/web/state/address";

import { atBothAddresses } from "./addresses.js";
import { argued, handed, Pages, rested } from "./browser.js";
import { futuresByNode } from "./by-node.js";
import { example } from "./exhibits.js";

// What a reader takes along: the address, the page, its figures and its futures.
const schools = example("school-closures", 100);
const row = '[data-premise="weight_of_learning"]';

atBothAddresses((visit) => {
  test("the address holds what was chosen, and so does a page that was saved", async () => {
    const page = await visit.open(schools, { permissions: ["clipboard-write"] });
    await rested(page);
    await page.getByRole("radio", { name: /Jonas Tveld/u }).check();
    await page
      .locator(row)
      .getByRole("button", { name: /^Concede/u })
      .click();
    await page.locator(".sentence", { hasText: "With your premises" }).waitFor();
    await page.getByRole("combobox", { name: "Levers of" }).selectOption({ label: "Stay open" });
    const lever = page.locator(".lever input[type=number]").first();
    await lever.fill("0.125");
    await lever.press("Enter");
    await expect.poll(() => page.url()).toContain("0.125");
    await expect.poll(() => page.url()).toContain("weight_of_learning");
    await rested(page);
    const said = await sentence(page);
    await page.getByRole("button", { name: "Share link" }).click();
    await expect
      .poll(() => page.locator(".share [role=note]").textContent())
      .toMatch(/copied|address of this page/u);

    const shared = await visit.goTo(page.url());
    await asItWas(shared, said);
    expect(shared.url()).toBe(page.url());

    const copy = await saved(page, /This page/u);
    expect(copy.name).toBe("School closures in an epidemic.html");
    // On file:// it lives by itself, whatever it was saved from.
    const pages = new Pages();
    const again = await visit.goTo(await pages.write("copy.html", copy.text));
    await asItWas(again, said);
    pages.remove();
    const policy = again.locator('meta[http-equiv="Content-Security-Policy"]');
    expect(await policy.getAttribute("content")).toMatch(/^default-src 'none';/u);
    expect(await policy.getAttribute("content")).not.toContain("connect-src");
    expect(await again.locator("[data-events]").count()).toBe(0);
  });

  test("the page is shown within another by the code that it gives, where others can come to it", async () => {
    const page = await visit.open(schools);
    await rested(page);
    await page.getByRole("radio", { name: /Jonas Tveld/u }).check();
    await expect.poll(() => page.url()).toContain("position=");
    await page.locator(".share summary").click();
    const give = page.getByRole("button", { name: /^Embed/u });
    expect(await give.count()).toBe(visit.isServed ? 0 : 1);
    if (visit.isServed) return;
    await give.click();
    const code = await page.getByLabel("Code that shows this page").inputValue();
    expect(code).toMatch(/^<iframe src="[^"/]+\.html#position=[^"]+" title="[^"]+"/u);
    const beside = page.url().replace(/[^/]+$/u, "");
    const pages = new Pages();
    const shown = code.replace('src="', `src="${beside}`);
    const host = await visit.goTo(
      await pages.write("host.html", `<!doctype html><p>Beside</p>${shown}`),
    );
    const within = host.frameLocator("iframe").locator(".sentence").first();
    await expect.poll(() => within.innerText()).toContain("Jonas Tveld");
    pages.remove();
  });

  test("an address with what cannot be says what is wrong, and offers the study's own values", async () => {
    const wrong = encodeURIComponent('{"kind":"normal","mean":0.2,"deviation":-1}');
    const address = await visit.addressOf(schools);
    const page = await visit.goTo(`${address}#p.weight_of_learning=${wrong}&p.x=1`);
    await rested(page);
    const trouble = page.getByRole("alert");
    expect(await trouble.innerText()).toContain("weight of learning cannot be");
    expect(await trouble.innerText()).toContain("The study has no premise “x”");
    expect(await sentence(page)).toContain("With Ruth Ambrey’s premises");
    // Written into an open page, with something that can be had.
    await page.evaluate("location.hash = 'position=you&policy=nothing'");
    await trouble.getByText("The study has no policy “nothing”").waitFor();
    expect(await page.getByRole("radio", { name: /you/u }).isChecked()).toBe(true);
    await trouble.getByRole("button", { name: /own values for everything/u }).click();
    expect(await trouble.count()).toBe(0);
    await rested(page);
    expect(await sentence(page)).toContain("With Ruth Ambrey’s premises");
    await expect.poll(() => page.url()).toBe(address);
  });

  test("the futures that are saved are those of Node, bit for bit", async () => {
    const page = await visit.share(schools);
    await rested(page);
    const { name, text } = await saved(page, /Futures/u);
    expect(name).toBe("futures.csv");
    const { study } = await schools.payload();
    const { choice } = readAddress(study, "");
    const { drawn, policies } = await futuresByNode(study, choice, 2000);
    const columns = new Map<string, Float64Array>([
      ["future", Float64Array.from({ length: 2000 }, (_, future) => future)],
    ]);
    for (const [key, values] of drawn) columns.set(study.premises.get(key)?.name ?? key, values);
    for (const [policy, { outcomes, criterion }] of policies) {
      for (const [key, values] of outcomes) {
        columns.set(`${study.outcomes.get(key)?.name} (${policy})`, values);
      }
      columns.set(`criterion (${policy})`, criterion);
    }
    expect(text).toBe(tableAsCsv({ rows: 2000, columns }, null));
  });

  test("each figure is saved as SVG and as PNG, and so is the diagram", async () => {
    const page = await visit.share(schools);
    await argued(page);
    const { study } = await schools.payload();
    const policies = [...study.policies.values()].map(({ label }) => label);
    const figures = await page
      .locator("figure")
      .evaluateAll((all) => all.map((one) => one.getAttribute("aria-label") ?? ""));
    expect(figures.length).toBeGreaterThan(2);
    for (const figure of figures) {
      const svg = await handed(page, () =>
        page.getByRole("button", { name: `Save ${figure} as SVG`, exact: true }).click(),
      );
      expect(svg.name).toMatch(/\.svg$/u);
      expect(svg.bytes.toString("utf8")).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/u);
      const png = await handed(page, () =>
        page.getByRole("button", { name: `Save ${figure} as PNG`, exact: true }).click(),
      );
      expect(png.name).toMatch(/\.png$/u);
      // The signature of PNG, and a size in the header (PNG 1.2, sections 3.1 and 4.1.1).
      expect([...png.bytes.subarray(0, 8)]).toEqual([137, 80, 78, 71, 13, 10, 26, 10]);
      expect(png.bytes.readUInt32BE(16)).toBeGreaterThan(300);
      // A line or a hill for each policy, under its name.
      if (!/over time|how it is spread/u.test(figure)) continue;
      for (const label of policies) {
        expect(svg.bytes.toString("utf8"), figure).toContain(`>${label}</text>`);
      }
    }
    const drawing = page.getByRole("button", { name: "Save the diagram as SVG" });
    await drawing.waitFor();
    const svg = (await handed(page, () => drawing.click())).bytes.toString("utf8");
    for (const { name, kind } of study.model.variables.values()) {
      if (kind === "stock") expect(svg).toContain(name);
    }
    const png = await handed(page, () =>
      page.getByRole("button", { name: "Save the diagram as PNG" }).click(),
    );
    expect([...png.bytes.subarray(1, 4)]).toEqual([80, 78, 71]);
    expect(png.bytes.readUInt32BE(16)).toBeGreaterThan(500);
  });
});

async function sentence(page: Page): Promise<string> {
  return (await page.locator(".sentence").innerText()).replaceAll(/\s+/gu, " ");
}

/** The same choice and the same verdict. */
async function asItWas(page: Page, said: string): Promise<void> {
  await rested(page);
  expect(await sentence(page)).toBe(said);
  expect(await page.getByRole("radio", { name: /Jonas Tveld/u }).isChecked()).toBe(true);
  expect(await page.locator(".lever input[type=number]").first().inputValue()).toBe("0.125");
}

async function saved(page: Page, name: RegExp): Promise<{ name: string; text: string }> {
  await page.locator(".share summary").click();
  const file = await handed(page, () => page.getByRole("button", { name }).click());
  await page.locator(".share summary").click();
  return { name: file.name, text: file.bytes.toString("utf8") };
}
