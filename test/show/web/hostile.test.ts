import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freeze, thaw } from "#show/page/payload";
import { errorsPage } from "#show/server/errors-page";
import type { Study } from "#study/study";

import { openPage, Pages, rested, startBrowser } from "./browser.js";
import { hostileStudy, hostileTexts } from "./hostile.js";
import { argued, exampleStudy } from "./payloads.js";

const pages = new Pages();
let browser: Browser;
let study: Study;
beforeAll(async () => {
  browser = await startBrowser();
  study = await exampleStudy("school-closures");
});
afterAll(async () => {
  await browser.close();
  pages.remove();
});

const quarters = [0, 1, 2, 3].map((quarter) =>
  hostileTexts.filter((_, index) => index % 4 === quarter),
);

/** HTML has no U+0000, and a file no lone surrogate. */
function plain(text: string): string {
  return ["\0", "\ud800", "\ufffd"].reduce((rest, sign) => rest.replaceAll(sign, ""), text);
}

test("there are 150 hostile texts", () => {
  expect(new Set(hostileTexts).size).toBeGreaterThanOrEqual(150);
});

test.each(quarters.map((texts, quarter) => ({ texts, quarter })))(
  "hostile texts are text and nothing else, quarter $quarter",
  async ({ texts, quarter }) => {
    const hostile = hostileStudy(study, texts);
    const document = await argued(hostile, 40);
    const payload = {
      version: "test",
      kind: "study",
      study: hostile,
      document,
      warnings: texts,
    } as const;
    const address = await pages.publish(payload, `hostile-${quarter}`);
    const { page, noise } = await openPage(browser, address);
    await rested(page);
    await page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))");
    await page.locator("article .quote").first().click();
    await page.getByRole("button", { name: "Share link" }).click();
    expect(await page.evaluate("location.href.split('#')[0]")).toBe(address);
    // Nothing of what the texts would make is there.
    const foreign =
      "img, iframe, object, embed, base, form, video, math, template, [onerror], [onload], [onclick], a[href^=javascript], body script[src], #page style";
    expect(await page.locator(foreign).count()).toBe(0);
    const shown = await page.evaluate<string>("document.querySelector('main').textContent");
    for (const text of texts) {
      // HTML has no U+0000, lone surrogates are written as U+FFFD in a file.
      const written = plain(text).slice(0, 200).trim();
      expect(plain(shown), text).toContain(written);
    }
    expect(noise).toEqual([]);
    await page.context().close();
  },
);

test("hostile texts without the script, and in the page of errors", async () => {
  const payload = {
    version: "test",
    kind: "study",
    study: hostileStudy(study, hostileTexts),
    document: null,
    warnings: [],
  } as const;
  const files = [
    await pages.publish(payload, "static"),
    await pages.write("errors.html", errorsPage(hostileTexts.join("\n"))),
  ];
  for (const file of files) {
    const { page, noise } = await openPage(browser, file, { javaScriptEnabled: false });
    expect(await page.locator("img, iframe, svg, object, [onerror], [onload]").count()).toBe(0);
    expect(noise).toEqual([]);
    await page.context().close();
  }
});

test("a payload comes back as it was, whatever its texts are", () => {
  const hostile = hostileStudy(study, hostileTexts);
  const payload = {
    version: "1",
    kind: "study",
    study: hostile,
    document: null,
    warnings: [],
  } as const;
  const text = freeze(payload);
  expect(text).not.toContain("<");
  const back = thaw(text);
  expect(freeze(back)).toBe(text);
  expect(back.study.disclosures).toEqual(hostileTexts);
  expect([...back.study.premises.values()]).toEqual(
    [...hostile.premises.values()].map((one) => ({
      ...one,
      place: { file: "", line: 1, column: 1, length: 1 },
    })),
  );
});
