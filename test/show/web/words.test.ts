import fc from "fast-check";
import { expect, test } from "vitest";
import { medianOf } from "#sample/distribution";
import { bandsOf, savesToShow } from "#show/page/engine/bands";
import { blocksOf } from "#show/page/reading/markdown";
import { quotedDocument } from "#show/page/reading/quotes";
import { rolesOf } from "#show/page/reading/roles";
import { contrastOf } from "#show/page/words/verdict-words";
import { cruxList, groupedCruxes } from "#show/page/words/crux-list";
import { glossOf } from "#show/page/words/gloss";
import { holdersOf } from "#show/page/words/holders";
import { rankedPremises } from "#show/page/words/ranked-premises";
import { reshaped, withSetting } from "#show/page/words/shapes";
import { onStep, stepFor } from "#show/page/words/steps";
import { addressOf, readAddress } from "#show/web/state/address";
import { heldPosition, startChoice, studyToArgue } from "#show/web/state/choice";
import { highlightOf } from "#show/web/state/links";
import type { Distribution } from "#study/study";

import { argued, exampleStudy } from "./payloads.js";

const study = await exampleStudy("school-closures");
const document = await argued(study, 200);

const seed = { seed: 7, numRuns: 300 };

test("Markdown becomes blocks and runs; all else is text", () => {
  const text =
    "# A *fine* title\nBody of **two**\nlines.\n\n- one\n- two\n\n> said\n\n---\n\n_lost <b>tag</b> [x](javascript:y)";
  const blocks = blocksOf(text);
  expect(blocks.map(({ kind, level }) => `${kind} ${level}`)).toEqual([
    "heading 1",
    "paragraph 0",
    "item 0",
    "item 0",
    "quotation 0",
    "rule 0",
    "paragraph 0",
  ]);
  expect(blocks[0].runs.map(({ text, emphasis }) => [text, emphasis])).toEqual([
    ["A ", false],
    ["fine", true],
    [" title", false],
  ]);
  expect(blocks[1].runs[1]).toMatchObject({ text: "two", strong: true });
  expect(blocks[6].runs.map(({ text }) => text).join("")).toBe(
    "_lost <b>tag</b> [x](javascript:y)",
  );
});

test("every run stands where it says, in order, and no letter is lost", () => {
  const signs = fc.constantFrom(
    "a",
    "b ",
    "*",
    "_",
    "**",
    "\n",
    "\n\n",
    "# ",
    "- ",
    "> ",
    "é",
    "<i>",
  );
  fc.assert(
    fc.property(fc.array(signs, { maxLength: 40 }), (parts) => {
      const text = parts.join("");
      let last = 0;
      let shown = "";
      for (const { runs } of blocksOf(text)) {
        for (const run of runs) {
          expect(run.from).toBeGreaterThanOrEqual(last);
          expect(text.slice(run.from, run.to)).toBe(run.text);
          last = run.to;
          shown += run.text;
        }
      }
      const letters = (words: string) => words.replace(/[^abé]/g, "");
      expect(letters(shown)).toBe(letters(text));
    }),
    seed,
  );
});

test("every claim is found in its document, on its words", () => {
  for (const one of study.documents.values()) {
    const { blocks, orphans } = quotedDocument(study, one);
    expect(orphans).toEqual([]);
    for (const claim of study.claims.values()) {
      if (claim.document !== one.key) continue;
      const words = blocks
        .flatMap(({ runs }) => runs)
        .filter(({ claims }) => claims.includes(claim.key))
        .map(({ text }) => text)
        .join("");
      const plain = (text: string) => text.replace(/[\s*_]+/g, " ");
      expect(plain(words)).toBe(plain(claim.anchor.exact));
    }
  }
  const [first] = study.documents.values();
  const { orphans } = quotedDocument(study, { ...first, text: "Other words." });
  expect(orphans.length).toBeGreaterThan(0);
  expect(orphans[0].help).toContain("quote words that are there");
});

test("a claim decides if its premise is a crux", () => {
  const roles = rolesOf(study, document);
  const [crux] = document.cruxes;
  const claims = [...study.positions.values()].flatMap(
    ({ holds }) => holds.get(crux.premise)?.claims ?? [],
  );
  expect(claims.length).toBeGreaterThan(0);
  for (const claim of claims) expect(roles.get(claim)).toBe("decides");
  const none = rolesOf(study, null);
  expect(new Set(none.values())).toEqual(
    new Set(
      [...study.claims.values()].some(({ unmodelled }) => unmodelled)
        ? ["matters", "unmodelled"]
        : ["matters"],
    ),
  );
});

test("what is found between positions is told from either side", () => {
  const [one, other] = [...study.positions.keys()];
  const contrast = contrastOf(document, one);
  expect(contrast?.other.key).toBe(other);
  const mine = cruxList(document, one);
  const theirs = cruxList(document, other);
  expect(mine.tried).toBe(theirs.tried);
  expect(theirs.own.map(({ id }) => id)).toEqual(mine.others.map(({ id }) => id));
  for (const { concession } of [...mine.own, ...mine.others])
    expect(concession.answer).toBe("flips");
});

test("cruxes stand once for each premise, with every one to whom it is conceded", () => {
  const [one] = study.positions.keys();
  const { others, undecided } = cruxList(document, one);
  const all = [...others, ...undecided];
  expect(all.length).toBeGreaterThan(1);
  const groups = groupedCruxes(all);
  expect(groups.flatMap(({ entries }) => entries)).toHaveLength(all.length);
  expect(new Set(groups.map(({ id }) => id)).size).toBe(groups.length);
  expect(groups[0].entries[0]).toBe(all[0]);
  for (const { premises, entries } of groups) {
    for (const { concession } of entries) {
      expect(concession.premises.map(({ key }) => key)).toEqual(premises.map(({ key }) => key));
    }
  }
});

test("a premise is told by the first sentence about it, and by who holds what, least first", () => {
  const [premise] = [...study.premises.values()];
  expect(glossOf({ ...premise, why: "How many. Reader 2 says 0.5 of them." })).toBe("How many.");
  expect(glossOf({ ...premise, why: "Up to 0.5 a year, no stop" })).toBe(
    "Up to 0.5 a year, no stop",
  );
  expect(glossOf({ ...premise, why: " " })).toBe("");
  expect(glossOf(undefined)).toBe("");
  const [played] = study.positions.values();
  for (const one of study.premises.values()) {
    const holders = holdersOf(study, one, played);
    const middles = holders.map(({ held }) => medianOf(held.belief));
    expect(middles).toEqual(middles.toSorted((a, b) => a - b));
    const own = holders.find(({ position }) => position.key === played.key);
    if (own !== undefined) expect(own.isSame).toBe(true);
    expect(holders.length).toBe(
      [...study.positions.values()].filter(({ holds }) => holds.has(one.key)).length,
    );
  }
});

test("premises to compare: what both dispute first, nothing twice, nothing lost", () => {
  const [one, other] = [...study.positions.values()];
  const { first, rest } = rankedPremises(study, document, one, other);
  expect(first.length).toBeGreaterThan(0);
  expect([...first, ...rest].map(({ premise }) => premise.key).toSorted()).toEqual(
    [...study.premises.keys()].toSorted(),
  );
});

test("a highlight goes from a claim to its premises, variables and outcomes, and back", () => {
  const claim = [...study.claims.values()].find(({ about }) =>
    about.some(({ key }) => study.premises.has(key)),
  );
  if (claim === undefined) throw new Error("no claim about a premise");
  const lit = highlightOf(study, { kind: "claim", key: claim.key }, false);
  expect(lit.premises.size).toBeGreaterThan(0);
  for (const premise of lit.premises) {
    const back = highlightOf(study, { kind: "premise", key: premise }, true);
    expect(back.claims).toContain(claim.key);
  }
  const [policy] = study.policies.keys();
  expect([...highlightOf(study, { kind: "policy", key: policy }, false).policies]).toEqual([
    policy,
  ]);
});

test("an address brings back what was chosen, and takes nothing that does not fit", () => {
  const start = startChoice(study);
  expect(addressOf(study, start)).toBe("");
  expect(readAddress(study, "").choice).toEqual(start);
  const [premise, second] = study.premises.keys();
  const [lever] = study.levers.keys();
  const moved = new Map<string, Distribution>([
    [premise, { kind: "uniform", low: 0.1, high: 0.25 }],
    [second, { kind: "normal", mean: 0.2, deviation: 0.05, low: -Infinity, high: 1 }],
  ]);
  const choice = { ...start, position: null, moved, levers: new Map([[lever, 0.5]]) };
  expect(readAddress(study, `#${addressOf(study, choice)}`)).toEqual({ choice, problems: [] });
  const nonsense = `position=__proto__&policy=nobody&p.${premise}=5..1&p.nobody=1&l.${lever}=x&p.${second}={"kind":"constructor"}`;
  const { choice: taken, problems } = readAddress(study, nonsense);
  expect(taken).toEqual(start);
  expect(problems).toHaveLength(6);
});

test("an address says what of it is impossible, and why", () => {
  const [premise] = study.premises.keys();
  const [lever] = study.levers.keys();
  const name = study.premises.get(premise)?.name ?? "";
  const why = (text: string): string =>
    readAddress(study, `p.${premise}=${encodeURIComponent(text)}`).problems.join(" ");
  expect(why("5..1")).toBe(
    `${name} cannot be “5..1”: a range goes from a smaller to a larger number, not from 5 to 1.`,
  );
  expect(why('{"kind":"triangular","low":0,"mode":3,"high":1}')).toContain(
    "the mode 3 lies outside 0 to 1",
  );
  expect(why('{"kind":"normal","mean":0.2,"deviation":-1}')).toMatch(/deviation/);
  expect(why('{"kind":"lognormal","median":-1,"logDeviation":1}')).toContain("a median above 0");
  expect(why("choice:1,0")).toContain("there is nothing to choose between");
  expect(why("a third")).toContain("write a number as 0.3 or a range as 0.1..0.5");
  expect(why("0.2")).toBe("");
  expect(readAddress(study, `l.${lever}=`).problems[0]).toContain("that is no number");
  expect(readAddress(study, "position=nobody").problems).toEqual([
    "The study has no position “nobody”.",
  ]);
  expect(why("9".repeat(400)).length).toBeLessThan(300);
});

test("what is played: the chosen position untouched, else you before all others", () => {
  const start = startChoice(study);
  expect(heldPosition(study, start)).toBe([...study.positions.values()][0]);
  const [premise] = study.premises.keys();
  const moved = new Map<string, Distribution>([[premise, { kind: "value", value: 0.3 }]]);
  const { positions } = studyToArgue(study, { ...start, moved });
  expect([...positions.keys()][0]).toBe("you");
  expect(positions.size).toBe(study.positions.size + 1);
  expect(positions.get("you")?.holds.get(premise)?.basis).toBe("added");
});

test("sliders: steps are round, and a shape gives way where an end is pushed past the other", () => {
  expect(stepFor(0, 1)).toBe(0.005);
  expect(stepFor(0, 300)).toBe(2);
  expect(onStep(0.30000000000000004, 0, 0.005)).toBe(0.3);
  const range: Distribution = { kind: "uniform", low: 0.2, high: 0.4 };
  expect(withSetting(range, "low", 0.6)).toEqual({ kind: "uniform", low: 0.6, high: 0.6 });
  const open: Distribution = { kind: "uniform", low: 0, high: 1 };
  expect(reshaped(range, "triangular", open)).toMatchObject({
    low: 0.2,
    high: 0.4,
    mode: 0.30000000000000004,
  });
  expect(reshaped({ kind: "value", value: 0.3 }, "uniform", open)).toEqual({
    kind: "uniform",
    low: 0,
    high: 1,
  });
});

test("bands are the quantiles of each save, runs without a value left out", () => {
  const series = Float64Array.from([3, 1, 2, NaN, 10, 30, 20, Infinity]);
  expect([...bandsOf(series, [0, 1], 4, [0, 0.5, 1])]).toEqual([1, 10, 2, 20, 3, 30]);
  expect([...bandsOf(series, [1], 4, [0.25])]).toEqual([15]);
  expect(savesToShow(225, 120).at(-1)).toBe(224);
  expect(savesToShow(225, 120).length).toBeLessThanOrEqual(121);
  expect(savesToShow(3, 120)).toEqual([0, 1, 2]);
});

test("bands are what sorting gives, ties, signs and all", () => {
  const value = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }),
    fc.integer({ min: -3, max: 3 }),
    fc.constantFrom(Number.NaN, Infinity),
  );
  const levels = [0, 0.05, 0.25, 0.5, 0.5, 0.75, 0.95, 1];
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 80 }), (values) => {
      const sorted = values.filter(Number.isFinite).toSorted((one, other) => one - other);
      const wanted = levels.map((level) => {
        const rank = level * (sorted.length - 1);
        const below = Math.floor(rank);
        const above = Math.min(sorted.length - 1, below + 1);
        return sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
      });
      const found = [...bandsOf(Float64Array.from(values), [0], values.length, levels)];
      if (sorted.length === 0) expect(found.every(Number.isNaN)).toBe(true);
      else expect(found.map((one) => one + 0)).toEqual(wanted.map((one) => one + 0));
    }),
    seed,
  );
});
