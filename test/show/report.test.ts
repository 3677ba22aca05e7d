import { SaxesParser } from "saxes";
import { expect, test } from "vitest";
import type { ArgueDocument } from "#argue/document";
import { finding, heading, list, paragraph, strong, table, type Block } from "#show/report/blocks";
import { writeHtml } from "#show/report/html";
import { writeMarkdown } from "#show/report/markdown";
import { writeReport } from "#show/report/report";
import { floodDocument } from "../argue/dispute.js";

const everyKind: readonly Block[] = [
  heading(1, "Levee & river"),
  paragraph(["It is ", strong("not "), "settled."]),
  heading(2, "In brief"),
  finding("With J. Doe's premises: *levee*."),
  ...list(["1. first", "- second", "# third", "a < b > c"]),
  ...table("Verdicts", [{ title: "Who" }, { title: "a | b", number: true }], [["x_y", "−1\n2"]]),
  ...table("Nothing", [{ title: "Who" }], []),
];

test("blocks as Markdown: what people wrote is no mark", () => {
  expect(writeMarkdown(everyKind)).toBe(
    [
      "# Levee \\& river",
      "It is **not** settled.",
      "## In brief",
      "> With J. Doe's premises: \\*levee\\*.",
      "- 1\\. first\n- \\- second\n- \\# third\n- a \\< b \\> c",
      "*Verdicts*\n\n| Who | a \\| b |\n| :-- | --: |\n| x\\_y | −1 2 |\n",
    ].join("\n\n"),
  );
});

test("blocks as a page: one heading of the first level, contents, tables with captions and headers", () => {
  const html = writeHtml("Levee & river", everyKind);
  const seen = elementsOf(html);
  expect(seen.filter((name) => name === "h1")).toHaveLength(1);
  expect(seen).toEqual(expect.arrayContaining(["nav", "caption", "th", "strong", "style"]));
  expect(html).toContain('<a href="#part-2">In brief</a>');
  expect(html).toContain('<h2 id="part-2">In brief</h2>');
  expect(html).toContain("<p>It is <strong>not </strong>settled.</p>");
  expect(html).toContain('<th scope="row">x_y</th><td class="number">−1\n2</td>');
});

const document = floodDocument(["author", "reader5"]);

test("a report has the verdicts, what decides, who holds what, what is left out and how it was done", () => {
  const text = writeReport(document, "markdown");
  for (const part of [
    "## In brief",
    "## What each speaker's premises favour",
    "## Which disagreements decide",
    "## Who holds what",
    "## What this leaves out",
    "## What the study discloses about itself",
    "## How the numbers came about",
    document.study.question,
    ...document.limits,
    ...document.disclosures,
    `seed ${document.seed}`,
    `Parley ${document.version}`,
  ]) {
    expect(text).toContain(part);
  }
  for (const { label } of document.positions) expect(text).toContain(label);
  for (const { reason } of document.study.claims.unmodelled) expect(text).toContain(reason);
});

test("what the document has nothing on has no section, and a search without a crux is a result", () => {
  const bare = {
    ...document,
    cruxes: [],
    readings: [],
    apart: [],
    hindcast: null,
    pooled: null,
    agreement: null,
    value: null,
    modeller: null,
    positions: document.positions.map((one) => ({ ...one, unspoken: null, value: null })),
  };
  const text = writeReport(bare, "markdown");
  expect(text).toContain("No single crux found.");
  for (const part of ["afterwards", "on trial", "unsaid", "worth knowing", "Everybody together"]) {
    expect(text).not.toMatch(new RegExp(`^## .*${part}`, "m"));
  }
});

test("the words of a report promise nothing: no likelihood, no proof, two digits", () => {
  const text = writeReport(document, "markdown").replaceAll(document.study.question, "");
  expect(text).not.toMatch(/\b(likely|unlikely|chance of|proves|proven|certainly|optimal)\b/i);
  for (const [, around] of text.matchAll(/(.{0,40}\bprobabilit(?:y|ies)\b)/gi)) {
    expect(around).toMatch(/\bnot (a )?probabilit/i);
  }
  for (const [, around] of text.matchAll(/(.{0,24}\bforecasts?\b)/gi)) {
    expect(around).toMatch(/forecasts? nothing|forecasts$/i);
  }
  // A share, a lead and its ends are shown to two digits, none of them with a tail of decimals.
  expect(text).not.toMatch(/[1-9]\d*\.\d{4}|\b0\.0*[1-9]\d{3}/);
  expect(text).not.toMatch(/[1-9]\d\.\d+ %/);
  expect(text).not.toMatch(/\b(undefined|null|NaN|\[object)/);
});

const hostile = [
  "<script>alert(1)</script>",
  "</style><img src=x onerror=alert(1)>",
  "\"'><svg/onload=alert(1)>",
  "[link](javascript:alert(1))",
  "![image](https://example.invalid/x.png)",
  "<https://example.invalid>",
  "`code` | cell | **bold**",
  "&lt;script&gt;",
  "line one\n# heading\n\n- item",
  "\u202eright to left",
  "{{template}} ${expression}",
];

test.each(hostile)("a text that would be a mark is a text in a report: %s", (text) => {
  const plain = writeReport(document, "html");
  const html = writeReport(poisoned(text), "html");
  expect(elementsOf(html)).toEqual(elementsOf(plain));
  const lines = (report: string): number => report.split("\n").length;
  const markdown = writeReport(poisoned(text), "markdown");
  expect(lines(markdown)).toBe(lines(writeReport(document, "markdown")));
  expect(markdown).not.toMatch(/(?<!\\)<|(?<!\\)!\[|(?<!\\)\]\(/);
});

/** Every text of the document that a person wrote is followed by this one. */
function poisoned(text: string): ArgueDocument {
  const worse = (one: string): string => `${one} ${text}`;
  return {
    ...document,
    study: {
      ...document.study,
      title: worse(document.study.title),
      question: worse(document.study.question),
      documents: document.study.documents.map((one) => ({ ...one, title: worse(one.title) })),
      claims: {
        ...document.study.claims,
        unmodelled: document.study.claims.unmodelled.map((one) => ({
          ...one,
          says: worse(one.says),
        })),
      },
    },
    policies: document.policies.map((one) => ({ ...one, label: worse(one.label) })),
    premises: document.premises.map((one) => ({ ...one, name: worse(one.name) })),
    positions: document.positions.map((one) => ({ ...one, label: worse(one.label) })),
    limits: document.limits.map(worse),
    disclosures: document.disclosures.map(worse),
  };
}

/** The names of all elements in order. The page is read as XML, which is stricter than HTML. */
function elementsOf(html: string): readonly string[] {
  const names: string[] = [];
  const parser = new SaxesParser();
  parser.on("opentag", ({ name, attributes }) => {
    names.push(name);
    for (const attribute of Object.keys(attributes)) expect(attribute).not.toMatch(/^on/i);
  });
  parser.on("error", (error) => {
    throw error;
  });
  // Void elements and the type of the document are as HTML has them.
  const body = html.replace(/^<!doctype html>/, "").replace(/<meta ([^>]*)>/g, "<meta $1/>");
  parser.write(body).close();
  return names;
}

test("the stylesheet loads nothing", () => {
  const html = writeReport(document, "html");
  expect(html).toContain("default-src 'none'");
  expect(html).not.toMatch(/url\(|@import|<script|<link/);
});
