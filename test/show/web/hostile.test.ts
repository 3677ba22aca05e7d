import { expect, test } from "vitest";
import { freeze, thaw } from "#show/page/payload";
import { errorsPage } from "#show/server/errors-page";
import type { Payload } from "#show/page/payload";

import { atBothAddresses } from "./addresses.js";
import { Pages, rested } from "./browser.js";
import { madeUp } from "./exhibits.js";
import { hostileStudy, hostileTexts } from "./hostile.js";
import { argued, exampleStudy } from "./payloads.js";

const study = await exampleStudy("school-closures");

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

const shown = quarters.map((texts, quarter) =>
  madeUp(`hostile-${quarter}`, async (): Promise<Payload> => {
    const hostile = hostileStudy(study, texts);
    const document = await argued(hostile, 40);
    return { version: "test", kind: "study", study: hostile, document, warnings: texts };
  }),
);
const unargued = madeUp("static", () =>
  Promise.resolve<Payload>({
    version: "test",
    kind: "study",
    study: hostileStudy(study, hostileTexts),
    document: null,
    warnings: [],
  }),
);

atBothAddresses((visit) => {
  test.each(quarters.map((texts, quarter) => ({ texts, quarter })))(
    "hostile texts are text and nothing else, quarter $quarter",
    async ({ texts, quarter }) => {
      const page = await visit.open(shown[quarter]);
      await rested(page);
      // As soon as it is argued, what rests on the argument is there.
      await page.locator(".hash").waitFor({ state: "attached" });
      await page.evaluate(
        "document.querySelectorAll('details').forEach((one) => (one.open = true))",
      );
      await page.locator("article .quote").first().click();
      await page.getByRole("button", { name: "Share link" }).click();
      expect(await page.evaluate("location.href.split('#')[0]")).toBe(
        await visit.addressOf(shown[quarter]),
      );
      // Nothing of what the texts would make is there.
      const foreign =
        "img, iframe, object, embed, base, form, video, math, template, [onerror], [onload], [onclick], a[href^=javascript], body script[src], #page style";
      expect(await page.locator(foreign).count()).toBe(0);
      const words = await page.evaluate<string>("document.querySelector('main').textContent");
      for (const text of texts) {
        // HTML has no U+0000, lone surrogates are written as U+FFFD in a file.
        const written = plain(text).slice(0, 200).trim();
        expect(plain(words), text).toContain(written);
      }
    },
  );

  test("hostile texts without the script, and in the page of errors", async () => {
    const pages = new Pages();
    const files = [
      await visit.addressOf(unargued),
      await pages.write(
        "errors.html",
        errorsPage(hostileTexts.join("\n"), "/events?token=x&seen=0"),
      ),
    ];
    for (const file of files) {
      const page = await visit.goTo(file, { javaScriptEnabled: false });
      expect(await page.locator("img, iframe, svg, object, [onerror], [onload]").count()).toBe(0);
    }
    pages.remove();
  });
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
