import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { twoDigits } from "#argue/words";
import type { Payload } from "#show/page/payload";
import { summaryOf } from "#show/page/seeing/spread";
import { readAddress } from "#show/web/state/address";
import type { Choice } from "#show/web/state/choice";
import { studyToArgue } from "#show/web/state/choice";

import { atBothAddresses } from "./addresses.js";
import { argued, rested } from "./browser.js";
import { futuresByNode } from "./by-node.js";
import { example } from "./exhibits.js";
import * as node from "./payloads.js";

// A reader who chooses, moves premises and levers, and concedes.
const schools = example("school-closures", 200);
const row = '[data-premise="weight_of_learning"]';
const inSchools = "share of transmission in schools";

atBothAddresses((visit) => {
  const atFirst = () => visit.atFirst(schools);

  test("conceding a premise moves the verdict, says so, and can be undone", async () => {
    const page = await atFirst();
    await argued(page);
    expect(await sentence(page)).toContain("With Ruth Ambrey’s premises: Close for seven months.");
    await page.getByRole("radio", { name: /Jonas Tveld/u }).check();
    await rested(page);
    expect(await sentence(page)).toContain("With Jonas Tveld’s premises: Stay open.");

    const premise = page.locator(row);
    const concede = premise.getByRole("button", {
      name: "Concede weight of learning to Ruth Ambrey",
    });
    expect(await concede.innerText()).toContain("⇄");
    await concede.click();
    await page.locator(".sentence", { hasText: "With your premises" }).waitFor();
    await rested(page);
    expect(await sentence(page)).toContain("With your premises: Close early, for six weeks");
    expect(await page.locator(".how", { hasText: "Before you moved" }).innerText()).toContain(
      "Jonas Tveld’s premises favoured Stay open",
    );
    const spoken = page.locator("#verdict [role=status]");
    expect(await spoken.textContent()).toMatch(/^With your premises: /u);
    expect(await premise.getByText("moved").count()).toBe(1);

    await page.getByRole("button", { name: "Undo" }).click();
    expect(await sentence(page)).toContain("With Jonas Tveld’s premises: Stay open.");
    await concede.click();
    await page.getByRole("button", { name: "Reset" }).click();
    expect(await sentence(page)).toContain("With Jonas Tveld’s premises: Stay open.");
    await expect.poll(() => spoken.textContent()).toMatch(/^With Jonas Tveld’s premises: /u);
  });

  test("a reader builds a case of their own, of ranges, distributions and switches", async () => {
    const page = await atFirst();
    await page.getByRole("radio", { name: /you/u }).check();
    const open = page.locator("details.rest > summary");
    if ((await open.count()) > 0) await open.click();
    // A range by its number boxes, each beside a native slider.
    const lowest = page.getByRole("slider", { name: `lowest ${inSchools}` });
    expect(await lowest.getAttribute("type")).toBe("range");
    await type(page, `lowest ${inSchools}, as a number`, "0.3");
    await type(page, `highest ${inSchools}, as a number`, "0.35");
    expect(await lowest.inputValue()).toBe("0.3");
    // A distribution by its parameters, and then as another shape.
    const number = page.locator('[data-premise="basic_reproduction_number"]');
    const median = number.getByRole("spinbutton").first();
    await median.fill("2.5");
    await median.press("Enter");
    await expect.poll(() => chosenIn(page)).toMatch(/lognormal.*"median":2\.5/u);
    await number.locator("details.why summary").click();
    await number.getByRole("combobox", { name: "shape" }).selectOption({ label: "range" });
    expect(await number.getByRole("slider").count()).toBe(2);
    // Switches and choices.
    for (const [key, label] of [
      ["people_grow_careful", /^(0|off|no)/u],
      ["share_who_need_a_hospital", "as in 1918"],
    ] as const) {
      const choices = page.locator(`[data-premise="${key}"] fieldset`);
      expect(await choices.getByRole("radio", { name: "open" }).isChecked(), key).toBe(true);
      await choices.getByRole("radio", { name: label }).check();
      expect(await choices.getByRole("radio", { name: "open" }).isChecked(), key).toBe(false);
    }
    await page.locator(".sentence", { hasText: "With your premises" }).waitFor();
    await rested(page);
    await expect.poll(() => chosenIn(page)).toContain("people_grow_careful");
    // What is said of it is what Node says of the same premises.
    const payload = await schools.payload();
    const { choice, problems } = readAddress(payload.study, new URL(page.url()).hash);
    expect(problems).toEqual([]);
    expect(choice.position).toBeNull();
    expect([...choice.moved.keys()].toSorted()).toEqual([
      "basic_reproduction_number",
      "people_grow_careful",
      "share_of_transmission_in_schools",
      "share_who_need_a_hospital",
    ]);
    expect(await criterionRows(page)).toEqual(await criterionByNode(payload, choice, 2000));
  });

  test("while something is dragged a preview of 64 real futures is shown, and the page is never long blocked", async () => {
    const page = await atFirst();
    await argued(page);
    const lowest = page.getByRole("slider", { name: `lowest ${inSchools}` });
    await lowest.scrollIntoViewIfNeeded();
    const track = await lowest.boundingBox();
    if (track === null) throw new Error("no slider");
    await page.evaluate(`
      globalThis.tasks = [];
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) tasks.push(duration);
      }).observe({ type: "longtask" });
      globalThis.previews = [];
      const spread = document.querySelector('figure[aria-label="The criterion: how it is spread"]');
      new MutationObserver(() => {
        if (!document.querySelector(".verdict .tag")?.textContent.includes("preview, 64 futures")) return;
        if (!/64 futures a policy/.test(spread.textContent)) return;
        previews.push({
          lowest: document.querySelector('[aria-label="lowest ${inSchools}"]').valueAsNumber,
          means: [...spread.querySelectorAll("tbody tr")].map((row) =>
            [row.querySelector("th").textContent, row.querySelector("td").textContent]),
        });
      }).observe(document.querySelector("main"), { subtree: true, childList: true, characterData: true });
    `);
    const session = await page.context().newCDPSession(page);
    await session.send("Performance.enable", { timeDomain: "threadTicks" });
    /** Seconds of processor time of all tasks of the page's thread. */
    const worked = async (): Promise<number> => {
      const { metrics } = await session.send("Performance.getMetrics");
      return metrics.find(({ name }) => name === "TaskDuration")?.value ?? Number.NaN;
    };
    const workedBefore = await worked();
    const y = track.y + track.height / 2;
    const [value, low, high] = await Promise.all([
      lowest.inputValue(),
      lowest.getAttribute("min"),
      lowest.getAttribute("max"),
    ]);
    const share = (Number(value) - Number(low)) / (Number(high) - Number(low));
    const start = track.x + 7 + (track.width - 14) * share;
    await page.mouse.move(start, y);
    await page.mouse.down();
    for (let step = 1; step <= 30; step++) {
      await page.mouse.move(start - step * 2, y);
      await page.waitForTimeout(16);
    }
    const previews = await page.evaluate<Preview[]>("previews");
    await page.mouse.up();
    await rested(page);
    expect(previews.length).toBeGreaterThan(2);
    const tasks = await page.evaluate<number[]>("tasks");
    // On a quiet machine none is over 50 ms; other work on this one counts into them as well, but not
    // into the time that the page's thread itself has worked.
    expect(Math.max(0, ...tasks)).toBeLessThan(1000);
    expect((1000 * ((await worked()) - workedBefore)) / previews.length).toBeLessThan(50);
    // From the last move to the frame that shows 2,000 futures: half a second where nothing else runs.
    await expect
      .poll(() => page.evaluate("performance.getEntriesByName('parley:drawn').length"))
      .toBe(1);
    const drawn = await page.evaluate<number>(
      "performance.getEntriesByName('parley:drawn')[0].duration",
    );
    expect(drawn).toBeLessThan(4000);
    // The slider is where it was, whatever the page above it has come to say.
    await page.locator(".how", { hasText: "Before you moved anything" }).waitFor();
    expect((await lowest.boundingBox())?.y).toBeCloseTo(track.y, 0);
    const how = page.locator(".how", { hasText: "If these premises hold" });
    expect(await how.innerText()).toContain("2,000 futures of each policy");
    await session.detach();
    // What was shown on the way are 64 futures of somewhere on the way, as Node runs them.
    const payload = await schools.payload();
    const { choice } = readAddress(payload.study, "");
    const places = new Set([Number(value), ...previews.map(({ lowest: at }) => at)]);
    const known: string[] = [];
    for (const at of places) {
      const belief = { kind: "uniform" as const, low: at, high: 0.4 };
      const moved = new Map([["share_of_transmission_in_schools", belief]]);
      known.push(JSON.stringify(await criterionByNode(payload, { ...choice, moved }, 64)));
    }
    for (const { means } of previews) expect(known).toContain(JSON.stringify(means));
  });

  test("cruxes are recomputed at rest, and this is shown; their numbers are Node's", async () => {
    const page = await atFirst();
    await argued(page);
    await page.getByRole("radio", { name: /you/u }).check();
    const cruxes = page.getByRole("region", { name: "What decides it" });
    await page.locator('[data-argued="stale"]').waitFor();
    expect(await cruxes.locator(".status").innerText()).toMatch(/omputed when you rest/u);
    await argued(page);
    expect(await cruxes.innerText()).toContain("Nothing to concede yet");
    await page
      .locator(row)
      .getByRole("button", { name: /^Concede/u })
      .click();
    await cruxes.getByText("Recomputing").waitFor();
    expect(await cruxes.getByRole("progressbar").count()).toBe(1);
    await argued(page);
    expect(await cruxes.innerText()).toMatch(/concessions? tried on up to/u);
    // What the browser has argued is what Node argues, to the bit.
    const payload = await schools.payload();
    const { choice } = readAddress(payload.study, new URL(page.url()).hash);
    const futures = visit.isServed ? 2000 : 200;
    const { hash } = await node.argued(studyToArgue(payload.study, choice), futures);
    expect(hash).toMatch(/^[0-9a-f]{64}$/u);
    expect(hash).not.toBe(payload.document?.hash);
    expect(await page.locator(".hash").textContent()).toBe(hash);
  });

  test("levers are moved as premises are, and the policy says that it was changed", async () => {
    const page = await atFirst();
    await page.getByRole("combobox", { name: "Levers of" }).selectOption({ label: "Stay open" });
    const lever = page.locator(".lever input[type=number]").first();
    const slider = page.locator(".lever input[type=range]").first();
    const before = await lever.inputValue();
    await lever.fill(String(Number(before) + 1));
    await lever.press("Enter");
    await page.getByText("Stay open (changed)").first().waitFor();
    expect(await slider.getAttribute("aria-valuetext")).toMatch(/^\S+( \S+)?, .+, Stay open/u);
    await page
      .getByRole("button", { name: /^Take back/u })
      .first()
      .click();
    expect(await lever.inputValue()).toBe(before);
    // By its slider as well.
    await slider.focus();
    await page.keyboard.press("ArrowRight");
    await page.getByText("Stay open (changed)").first().waitFor();
    expect(await lever.inputValue()).not.toBe(before);
    await page.getByRole("button", { name: "Undo" }).click();
    expect(await lever.inputValue()).toBe(before);
  });
});

interface Preview {
  readonly lowest: number;
  readonly means: readonly (readonly [string, string])[];
}

async function sentence(page: Page): Promise<string> {
  return (await page.locator(".sentence").innerText()).replaceAll(/\s+/gu, " ");
}

async function type(page: Page, name: string, value: string): Promise<void> {
  const box = page.getByRole("spinbutton", { name });
  await box.fill(value);
  await box.press("Enter");
}

function chosenIn(page: Page): string {
  return decodeURIComponent(new URL(page.url()).hash);
}

/** Policies and the means of the criterion that the page shows. */
function criterionRows(page: Page): Promise<(readonly [string, string])[]> {
  return page
    .getByRole("figure", { name: "The criterion: how it is spread" })
    .locator("tbody tr")
    .evaluateAll((rows) =>
      rows.map((one) => [
        one.querySelector("th")?.textContent ?? "",
        one.querySelector("td")?.textContent ?? "",
      ]),
    );
}

/** The same of so many futures that Node has run. */
async function criterionByNode(
  { study }: Payload,
  choice: Choice,
  futures: number,
): Promise<(readonly [string, string])[]> {
  const { policies } = await futuresByNode(study, choice, futures);
  return [...policies].map(([label, { criterion }]) => [
    label,
    twoDigits(summaryOf(criterion).mean),
  ]);
}
