import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { SaxesParser } from "saxes";
import { expect, test } from "vitest";

import { heatMapFigure } from "#show/figure/heat-map-figure";
import { linearScale, tickLabels } from "#show/figure/scale";

const folder = fileURLToPath(new URL("figure/", import.meta.url));
const figures = readdirSync(folder).filter((name) => name.endsWith(".svg"));

test.each(figures)("%s is well-formed, has a name and a description, and stands alone", (name) => {
  const svg = readFileSync(`${folder}${name}`, "utf8");
  const seen = new Map<string, number>();
  const ids: string[] = [];
  const parser = new SaxesParser();
  parser.on("opentag", ({ name: tag, attributes }) => {
    seen.set(tag, (seen.get(tag) ?? 0) + 1);
    if (typeof attributes["id"] === "string") ids.push(attributes["id"]);
    for (const value of Object.values(attributes))
      expect(String(value)).not.toMatch(/NaN|Infinity|undefined/u);
  });
  parser.write(svg).close();
  expect(svg).toMatch(
    /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 [\d. ]+" width="[\d.]+" height="[\d.]+" role="img" aria-labelledby="/u,
  );
  expect([seen.get("title"), seen.get("desc")]).toEqual([1, 1]);
  expect(new Set(ids).size).toBe(ids.length);
  expect(seen.has("script") || seen.has("image") || seen.has("foreignObject")).toBe(false);
});

test("text from a file is text in a figure", () => {
  const svg = heatMapFigure({
    title: '<b>\u0000 & "co"',
    subtitle: "",
    description: "",
    rows: ["</text><script>"],
    columns: ["a"],
    values: [[null]],
    across: "",
    shade: "",
  });
  expect(svg).not.toContain("<script>");
  expect(svg).toContain("&lt;b&gt;\ufffd &amp; &quot;co&quot;");
});

test("axes have round numbers", () => {
  const scale = linearScale(0.13, 9.2, 0, 100);
  expect(scale.ticks).toEqual([0, 2, 4, 6, 8, 10]);
  expect([scale.at(0), scale.at(10)]).toEqual([0, 100]);
  expect(tickLabels([0, 0.5, 1])).toEqual(["0.0", "0.5", "1.0"]);
  expect(tickLabels([-20000, 0])).toEqual(["−20\u2009000", "0"]);
  const point = linearScale(3, 3, 0, 1);
  expect(point.low).toBeLessThan(3);
  expect(point.high).toBeGreaterThan(3);
});
