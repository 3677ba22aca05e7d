import { expect, test } from "vitest";
import { displayWidth } from "#show/cli/display-width";
import { printArgue } from "#show/cli/print-argue";
import { tableLines, wrap } from "#show/cli/print-argue-layout";
import { styleOf } from "#show/cli/style";
import { floodDocument } from "./dispute.js";
import { drive, fakeStudy, range } from "./fake.js";

const plain = styleOf(false);

test("an argument as it is read on a terminal", async () => {
  const text = printArgue(floodDocument(), { width: 120, style: plain });
  await expect(text).toMatchFileSnapshot("printed/flood.txt");
});

test("two positions looked at closely", async () => {
  const document = floodDocument(["author", "reader5"]);
  await expect(printArgue(document, { width: 80, style: plain })).toMatchFileSnapshot(
    "printed/flood-between.txt",
  );
});

test("no line is wider than the terminal, also with wide characters, and colours change no width", () => {
  const document = floodDocument();
  for (const width of [70, 80, 100]) {
    const text = printArgue(document, { width, style: plain });
    for (const line of text.split("\n")) expect(displayWidth(line)).toBeLessThanOrEqual(width);
    const coloured = printArgue(document, { width, style: styleOf(true) });
    expect(coloured.replace(/\p{Cc}\[\d+m/gu, "")).toBe(text);
    expect(coloured).not.toBe(text);
  }
});

test("columns stand one below another, whatever is in them", () => {
  const lines = tableLines(
    [
      { title: "who", width: 10 },
      { title: "what", width: 10 },
    ],
    [
      ["読者", "levee"],
      ["e\u0301cole", "wait"],
      ["a long name that wraps", "x"],
    ],
  );
  const starts = lines.map((line) => {
    const [first] = line.split("\n");
    return displayWidth(first.slice(0, first.search(/what|levee|wait|x$/)));
  });
  expect(starts).toEqual([11, 11, 11, 11]);
  expect(wrap("aaaaaaaaaa bb", 4)).toEqual(["aaaa", "aaaa", "aa", "bb"]);
});

test("what a text could do to a terminal it does not do", () => {
  const document = floodDocument();
  const nasty = { ...document, study: { ...document.study, title: "Red \u001b[31malert\nsecond" } };
  const text = printArgue(nasty, { width: 100, style: plain });
  expect(text).not.toContain("\u001b");
  expect(text.split("\n")[0]).toContain("second");
});

test("a study of one position, without documents or disputes, prints", () => {
  const study = fakeStudy({
    premises: { x: range(0, 1) },
    policies: ["wait"],
    positions: { alone: { holds: { x: range(0, 1) }, concludes: ["wait"] } },
  });
  const { document } = drive(study, () => ({ gain: 1 }), { futures: 1 });
  const text = printArgue(document, { width: 100, style: plain });
  expect(text).toContain("With alone's premises: wait.");
  expect(text.replace(/\s+/g, " ")).toContain("there is no other policy to compare it with");
  expect(text).not.toContain("DISAGREEMENTS");
  expect(text).not.toMatch(/NaN|undefined|null/);
});
