import { expect, test } from "vitest";
import { thousands } from "#argue/words";

import { atBothAddresses } from "./addresses.js";
import { argued, startOver } from "./browser.js";
import { example } from "./exhibits.js";

// What a reader is told of what the page rests on, and in which words.
const schools = example("school-closures", 60);

atBothAddresses((visit) => {
  test("how sure: every disclosure, each with its number", async () => {
    const page = await visit.share(schools);
    await argued(page);
    const { study } = await schools.payload();
    await page.getByText("How sure?").click();
    const text = await page.locator("details", { hasText: "How it was computed" }).innerText();
    const held = [...study.positions.values()].flatMap(({ holds }) => [...holds.values()]);
    const of = (basis: string) => held.filter((one) => one.basis === basis).length;
    const claims = [...study.claims.values()];
    const unmodelled = claims.filter((one) => one.unmodelled !== null);
    const futures = visit.isServed ? thousands(2000) : "60";
    const said = [
      // Criterion and horizon.
      "Judged by the",
      `From ${study.model.time.start} to ${study.model.time.stop} (day)`,
      // Runs, seed and version.
      `${futures} futures of every position under every policy, the same draws for all, seed 1`,
      visit.isServed ? "Parley 0." : "Parley test",
      "Intervals are at 95 %",
      // What the shares are, what is drawn where nothing is held, and whose verdict it is.
      "not probabilities",
      "is drawn evenly from the whole range that anybody holds",
      "Speakers are not pooled",
      // Who bound what, and how.
      `${of("stated")} are stated in their text, ${of("inferred")} are inferred from it, and ${of("added")} were added`,
      // What is left out.
      `${unmodelled.length} of ${claims.length} claims of the texts is unmodelled`,
      ...unmodelled.flatMap((one) => [one.says, one.unmodelled ?? ""]),
      ...study.limits,
      ...study.disclosures,
      "No run failed.",
    ];
    const plain = text.replaceAll(/\s+/gu, " ");
    for (const words of said) expect(plain).toContain(words.replaceAll(/\s+/gu, " "));
    expect(plain).toMatch(/, [\d,]+ runs, Parley/u);
    expect(plain).toMatch(/wherever they are run: [0-9a-f]{64}/u);
    await page.getByText("How sure?").click();
  });

  test("honest words: premises and combinations, never what is likely", async () => {
    const page = await visit.share(schools);
    await argued(page);
    await startOver(page);
    await page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))");
    await page.locator(".futures .answer").waitFor();
    // The page's own words: the speakers may say what they like.
    const own = await page.evaluate<string>(`(() => {
      const copy = document.querySelector("#page").cloneNode(true);
      for (const one of copy.querySelectorAll("article, .card, .why, .note, blockquote")) one.remove();
      return copy.textContent;
    })()`);
    expect(own.length).toBeGreaterThan(5000);
    expect(own).not.toMatch(
      /\b(un)?likely\b|\bprobabl[ey]\b|\bchances are\b|\bproves?\b|\boptimal\b/iu,
    );
    const how = (
      await page.locator(".how", { hasText: "If these premises hold" }).innerText()
    ).replaceAll(/\s+/gu, " ");
    expect(how).toMatch(
      /^If these premises hold, this model (prefers .+ by|has no clear preference).+ in \d+ % of the combinations sampled \(not a probability\)/u,
    );
    // Two digits and an interval.
    expect(how).toMatch(/ by [\d.]{1,4} \([\d.]{1,4} to [\d.]{1,4}\)/u);
    expect(
      await page.locator('[title="a value judgement: no evidence could settle this"]').count(),
    ).toBeGreaterThan(0);
  });
});
