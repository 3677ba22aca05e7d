import { gzipSync } from "node:zlib";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadStudy } from "#parley";
import { pageHtml } from "#show/publish/page-html";
import { readPlayer } from "#show/publish/player";
import { FileProblem } from "#study/host";

import { openPage, Pages, rested, startBrowser } from "./browser.js";
import { argued, examplePayload, modelPayload } from "./payloads.js";

const pages = new Pages();
let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
  pages.remove();
});

test("the founding study's page has at most 400 KB compressed, and says what it found", async () => {
  const payload = await examplePayload("drones-or-diplomacy", 30);
  const html = pageHtml(await readPlayer(), payload, { events: null });
  expect(gzipSync(html).length).toBeLessThanOrEqual(400_000);
  const { page, noise } = await openPage(browser, await pages.publish(payload, "founding"));
  await rested(page);
  expect(await page.locator(".sentence").innerText()).toContain("With S. Azmat Hassan’s premises:");
  expect(await page.locator("article .quote").count()).toBeGreaterThanOrEqual(60);
  // The civilian share, conceded to the critic who doubts the count.
  await page.getByRole("combobox", { name: "compare with" }).selectOption({ label: "Reader 7" });
  const premise = page.locator('[data-premise="civilian_share_of_strike_deaths"]');
  await premise.getByRole("button", { name: /^Concede/ }).click();
  await rested(page);
  expect(await page.locator(".sentence").innerText()).toContain("With your premises:");
  expect(page.url()).toContain("p.civilian_share_of_strike_deaths=0.03..0.3");
  expect(noise).toEqual([]);
  await page.context().close();
});

test("a study with 300 variables and 40 claims stays usable", async () => {
  const { value: study, diagnostics } = await loadStudy(largeStudy(300, 40));
  if (study === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  expect(study.model.variables.size).toBeGreaterThanOrEqual(300);
  const payload = {
    version: "test",
    kind: "study",
    study,
    document: await argued(study, 20),
    warnings: [],
  } as const;
  const { page, noise } = await openPage(browser, await pages.publish(payload, "large"));
  await rested(page);
  expect(await page.locator("article .quote").count()).toBeGreaterThanOrEqual(40);
  const slider = page.getByRole("slider", { name: "lowest premise 0", exact: true });
  const began = Date.now();
  await slider.focus();
  await page.keyboard.press("ArrowRight");
  await page.locator(".sentence", { hasText: "With your premises" }).waitFor();
  // Far below a second on a quiet machine.
  expect(Date.now() - began).toBeLessThan(5000);
  await rested(page);
  // Its diagram is divided into sectors, each to be looked at by itself.
  const sectors = page.getByRole("combobox", { name: "Sector of the diagram" });
  await sectors.waitFor();
  expect(await sectors.locator("option").count()).toBeGreaterThan(4);
  const paper = page.locator(".diagram svg > g").first();
  const whole = await paper.getAttribute("transform");
  await sectors.selectOption({ index: 2 });
  expect(await paper.getAttribute("transform")).not.toBe(whole);
  // By arrow keys one goes on, and what is focused is always on the paper that is seen.
  await page.locator(".diagram .spot[tabindex='0']").focus();
  for (const key of ["ArrowRight", "ArrowDown", "ArrowRight", "ArrowDown", "ArrowLeft"]) {
    await page.keyboard.press(key);
    const seen = await page.evaluate<boolean>(`(() => {
      const [at, frame] = [document.activeElement, document.querySelector(".diagram svg")].map(
        (one) => one.getBoundingClientRect());
      const [x, y] = [(at.left + at.right) / 2, (at.top + at.bottom) / 2];
      return document.activeElement.matches(".spot") &&
        x > frame.left && x < frame.right && y > frame.top && y < frame.bottom;
    })()`);
    expect(seen, key).toBe(true);
  }
  expect(noise).toEqual([]);
  await page.context().close();
});

test("a model without an argument: its constants are moved, its stocks are run", async () => {
  const folder = new URL("../../../examples/school-closures/", import.meta.url);
  const { page, noise } = await openPage(
    browser,
    await pages.publish(await modelPayload(folder, "model.yaml"), "model"),
  );
  await rested(page);
  expect(await page.getByRole("heading", { name: "Constants" }).count()).toBe(1);
  expect(await page.getByRole("region", { name: "Verdict" }).count()).toBe(0);
  const box = page.locator(".lever input[type=number]").first();
  await box.fill("0.123");
  await box.press("Enter");
  await expect.poll(() => page.url()).toContain("=0.123");
  await rested(page);
  expect(noise).toEqual([]);
  await page.context().close();
});

/** A made-up study as files in memory: a chain of variables, and a claim for each of some. */
function largeStudy(variables: number, claims: number) {
  const numbers = Array.from({ length: claims }, (_, at) => at);
  const chain = Array.from({ length: variables }, (_, at) => {
    const before = at === 0 ? "Stock" : `link ${at - 1}`;
    const premise = at < claims ? ` + premise ${at}` : "";
    return `  link ${at}:\n    aux: ${before} * 0.99${premise}\n    unit: "1"\n`;
  });
  const model = `time:
  start: 0
  stop: 10
  step: 1/4
  unit: year
variables:
  Stock:
    stock: 10
    inflows: [gain]
    unit: "1"
  effort:
    constant: 1
    unit: 1/year
  gain:
    flow: effort * (1 + link ${variables - 1} / 1000)
    unit: 1/year
${numbers.map((at) => `  premise ${at}:\n    constant: 0.5\n    unit: "1"\n`).join("")}${chain.join("")}`;
  const text = numbers.map((at) => `The matter number ${at} is grave.`).join("\n\n");
  const held = (low: number, high: number) =>
    numbers
      .slice(0, 5)
      .map(
        (at) =>
          `      premise ${at}:\n        range: [${low}, ${high}]\n        basis: stated\n        claim: C${at}\n`,
      )
      .join("");
  const study = `title: A large study
question: Does it stay usable?
model: model.yaml
documents:
  text:
    title: A text
    author: somebody
    file: text.md
claims:
${numbers
  .map(
    (at) =>
      `  C${at}:\n    document: text\n    says: It is grave.\n    quote:\n      exact: The matter number ${at} is grave\n    about:\n      - premise ${at}\n`,
  )
  .join("")}premises:
${numbers
  .map(
    (at) =>
      `  premise ${at}:\n    kind: fact\n    range: [0, 1]\n    unit: "1"\n    why: It is disputed.\n`,
  )
  .join("")}positions:
  one:
    label: One
    document: text
    premises:
${held(0, 0.4)}  other:
    label: Other
    premises:
${held(0.6, 1)}levers:
  effort:
    doc: How much is done.
policies:
  much:
    label: Much
    levers:
      effort: 2
  little:
    label: Little
    levers:
      effort: 1
outcomes:
  stock left:
    of: Stock
    measure: at
    to: 10
    prefer: more
    label: What is left
criterion:
  expected: stock left
`;
  const files = new Map([
    ["study.yaml", study],
    ["model.yaml", model],
    ["text.md", text],
  ]);
  return {
    read: (path: string) => {
      const found = files.get(path);
      if (found === undefined)
        return Promise.reject(new FileProblem("missing", path, `There is no ${path}.`));
      return Promise.resolve(new TextEncoder().encode(found));
    },
  };
}
