import { expect, test } from "vitest";
import { argueDocument, type ArgueDocument } from "#argue/document";
import { printArgue } from "#show/cli/print-argue";
import { styleOf } from "#show/cli/style";
import { writeMarkdown } from "#show/report/markdown";
import { unspoken as section } from "#show/report/sections/unspoken";
import { drive, fakeStudy, normal, range, type Engine, type PositionSketch } from "./fake.js";

/** What somebody who argues against policies would have to add for that to follow. */
type Gains = (drawn: (premise: string) => number) => Readonly<Record<string, number>>;

function argued(author: PositionSketch, gains: Gains, futures = 1000): ArgueDocument {
  const study = fakeStudy({
    premises: { x: range(0, 1), y: range(0, 1), z: range(0, 1), noise: normal(0, 1) },
    policies: ["wait", "act", "push"],
    positions: {
      author: { holds: { x: range(0.4, 0.6) }, ...author },
      believer: { holds: { y: range(0.8, 1) } },
    },
  });
  const engine: Engine = (drawn, policy) => {
    const of = (premise: string): number => drawn.get(premise) ?? NaN;
    const noise = policy === "wait" ? 0 : of("noise") / 10;
    return { gain: (gains(of)[policy] ?? 0) + noise };
  };
  return drive(study, engine, { futures }).document;
}

test("against one policy: what makes some other clearly better, whichever that is", () => {
  // Act is best until y makes it worse than waiting: its lead, 0.65 − (1 + t) / 2, is gone from 0.3 on.
  const worse = argued({ against: ["act"] }, (of) => ({
    act: 0.65 - of("y") + of("x") - 0.5,
    push: -1,
  }));
  expect(argueDocument.parse(JSON.parse(JSON.stringify(worse)))).toEqual(worse);
  const { conclusion, unspoken } = worse.positions[0];
  expect(conclusion.answer).toBe("does not follow");
  expect(unspoken).toMatchObject({ conclusion: [], against: ["act"] });
  const [set] = unspoken?.sets ?? [];
  expect(set).toMatchObject({ confirmed: true, ahead: "wait", over: "act" });
  expect(set.premises).toMatchObject([{ premise: "y", saidBy: ["believer"] }]);
  expect(set.premises[0].low).toBeGreaterThan(0.3);
  expect(set.premises[0].low).toBeLessThan(0.45);
  expect(set.lead.low).toBeGreaterThan(0);
  expect(unspoken?.statement).toMatch(/^Follows only if y is above 0\.\d+ \(believer says so\)/);

  const printed = printArgue(worse, { width: 120, style: styleOf(false) });
  expect(printed).toMatch(/author, against act: Follows only if y is above 0\.\d+ \(believer says/);
  const written = writeMarkdown(section(worse));
  expect(written).toContain("Argues against act. The conclusion follows in one case (of ");
  expect(written).toMatch(/wait ahead of act by 0\.\d+ \(.* in new futures\)/);

  // Act stays better than waiting, and push overtakes it, from the same place on.
  const beaten = argued({ against: ["act"] }, (of) => ({ act: 0.65, push: of("y") }));
  const [overtaken] = beaten.positions[0].unspoken?.sets ?? [];
  expect(overtaken).toMatchObject({ confirmed: true, ahead: "push", over: "act" });
  expect(overtaken.premises[0].low).toBeGreaterThan(0.3);
});

test("against two policies: each has to be beaten, and not by the other", () => {
  const { unspoken, conclusion } = argued({ against: ["act", "push"] }, (of) => ({
    act: 0.65 - of("y"),
    push: 0.65 - of("z"),
  })).positions[0];
  // One of the two is the best, and so the other may be beaten where the conclusion fails.
  expect(conclusion.answer).not.toBe("follows");
  const [set] = unspoken?.sets ?? [];
  expect(set).toMatchObject({ confirmed: true, ahead: "wait" });
  expect(set.premises.map(({ premise }) => premise)).toEqual(["y", "z"]);
  expect(unspoken?.sets.every(({ premises }) => premises.length === 2)).toBe(true);
  expect(unspoken?.statement).toContain("nobody here says so");
});

test("for a ranking and against a policy: both parts have to follow", () => {
  const gains: Gains = (of) => ({ act: of("y") - 0.65, push: -1 });
  const ranking = argued({ concludes: ["act", "push"] }, gains).positions[0];
  expect(ranking.conclusion.answer).toBe("follows");
  expect(ranking.unspoken).toBeNull();
  const both = argued({ concludes: ["act", "push"], against: ["wait"] }, gains).positions[0];
  expect(both.conclusion.answer).toBe("does not follow");
  expect(both.unspoken).toMatchObject({ conclusion: ["act", "push"], against: ["wait"] });
  expect(both.unspoken?.sets[0].premises).toMatchObject([{ premise: "y", saidBy: ["believer"] }]);
  expect(both.unspoken?.sets[0]).toMatchObject({ confirmed: true, ahead: "act", over: "wait" });
});

test("against all there is, nothing can follow, and that is said", () => {
  const all = argued({ against: ["wait", "act", "push"] }, (of) => ({ act: of("y") }), 400);
  expect(all.positions[0].unspoken?.sets).toEqual([]);
  expect(all.positions[0].unspoken?.statement).toMatch(/^Nothing found that would make it follow:/);
});
