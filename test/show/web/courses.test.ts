import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { ghostDashes } from "#show/page/seeing/series";
import type { ObservedSeries } from "#study/study";

import { atBothAddresses } from "./addresses.js";
import { handed, rested } from "./browser.js";
import { madeUp } from "./exhibits.js";
import { examplePayload } from "./payloads.js";

// What stands in the chart of courses beside the courses: what was observed, and what was before a
// move.
const watched = madeUp("watched", async () => {
  const payload = await examplePayload("school-closures", 100);
  const { study } = payload;
  const variables = [...new Set([...study.outcomes.values()].map(({ variable }) => variable))];
  const seen = variables.map((variable): [string, ObservedSeries] => [
    `seen_${variable}`,
    {
      name: `seen ${variable}`,
      key: `seen_${variable}`,
      place: { file: "study.yaml", line: 1, column: 1, length: 0 },
      variable,
      unit: null,
      points: [20, 40, 60].map((time) => ({
        time,
        value: 1,
        low: 0.5,
        high: 2,
        bound: null,
        source: "a count",
      })),
      quantity: { name: variable, key: variable },
      error: null,
      notScored: "a test",
    },
  ]);
  return { ...payload, study: { ...study, observations: new Map(seen) } };
});

atBothAddresses((visit) => {
  test("what was observed stands in the chart", async () => {
    const page = await visit.share(watched);
    await rested(page);
    expect(await caption(page)).toContain("Dots: observed, with their uncertainty.");
    // Three lines of an uncertainty each, which nothing else in the chart is as wide as.
    expect((await drawn(page)).match(/stroke-width="1\.3"/gu)).toHaveLength(9);
    const twin = chart(page).locator("table", { hasText: "observed" });
    expect(await twin.locator("tbody th").allTextContents()).toEqual(["20", "40", "60"]);
    expect(await twin.locator("tbody td").allTextContents()).toEqual(
      ["20", "40", "60"].map(() => "1.0 (0.50 to 2.0)"),
    );
  });

  test("what was before is told apart: the last move, premises not moved, levers not moved", async () => {
    const page = await visit.share(watched);
    await rested(page);
    expect(await caption(page)).not.toContain("not moved");
    expect(await ghosts(page)).toEqual([]);

    await page.getByRole("radio", { name: /Jonas Tveld/u }).check();
    await rested(page);
    await page
      .getByRole("button", { name: "Concede weight of learning to Ruth Ambrey", exact: true })
      .click();
    await page.locator(".sentence", { hasText: "With your premises" }).waitFor();
    await rested(page);
    await expect.poll(() => caption(page)).toContain("with the premises not moved");
    expect(await caption(page)).not.toContain("with the levers not moved");
    // Keys of the caption are the dashes of the chart.
    expect(await ghosts(page)).toEqual(["previous", "premises"]);

    await page.getByRole("combobox", { name: "Levers of" }).selectOption({ label: "Stay open" });
    const lever = page.locator(".lever input[type=number]").first();
    await lever.fill(String(Number(await lever.inputValue()) + 1));
    await lever.press("Enter");
    await page.getByText("Stay open (changed)").first().waitFor();
    await rested(page);
    await expect.poll(() => caption(page)).toContain("with the levers not moved");
    expect(await caption(page)).toContain("before the last move");
    expect(await ghosts(page)).toEqual(["previous", "premises", "levers"]);
    // In the table as well.
    const heads = await chart(page).locator("thead th").allTextContents();
    expect(heads.slice(-3)).toEqual([
      "before the last move",
      "with the premises not moved",
      "with the levers not moved",
    ]);
    expect(await chart(page).locator("tbody tr").first().locator("td").count()).toBe(
      heads.length - 1,
    );

    await page.getByRole("button", { name: "Reset", exact: true }).click();
    await rested(page);
    await expect.poll(() => caption(page)).not.toContain("not moved");
  });
});

const chart = (page: Page) =>
  page.locator('figure[aria-label$="over time"]', { hasText: "Line: the middle of" });

async function caption(page: Page): Promise<string> {
  return (await chart(page).locator("figcaption").innerText()).replaceAll(/\s+/gu, " ");
}

async function drawn(page: Page): Promise<string> {
  const { bytes } = await handed(page, () =>
    chart(page).getByRole("button", { name: "as SVG" }).click(),
  );
  return bytes.toString("utf8");
}

/** The ghosts that are drawn, by their dashes, which no policy has. */
async function ghosts(page: Page): Promise<readonly string[]> {
  const svg = await drawn(page);
  return Object.entries(ghostDashes).flatMap(([name, dash]) =>
    svg.includes(`stroke-dasharray="${dash.join(" ")}"`) ? [name] : [],
  );
}
