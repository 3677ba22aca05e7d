import { expect, test } from "vitest";
import { checkLedger } from "#argue/check-ledger";
import { reportLedger, unexplained } from "#argue/ledger";
import { partsOf } from "#argue/ledger-parts";
import type { LedgerEntry, StudyRecord } from "#study/record";
import type { Study } from "#study/study";
import { drive, expected, fakeStudy, range, type Engine, type Sketch } from "./fake.js";

const sketch: Sketch = {
  premises: { x: range(0, 1), y: range(0, 1) },
  policies: ["wait", "act"],
  outcomes: ["gain", "-harm"],
  positions: {
    author: { holds: { x: range(0.6, 0.9) }, concludes: ["act"], readings: { low: { x: null } } },
  },
};

const frozen = (study: Study, entries: readonly LedgerEntry[] = []): StudyRecord => ({
  file: "frozen.yaml",
  date: "2026-01-02",
  verdictsKnown: false,
  parts: partsOf(study),
  entries,
});

const changedNames = (before: Sketch, after: Sketch): readonly string[] => {
  const record = frozen(fakeStudy(before));
  return unexplained({ ...fakeStudy(after), record }).map(({ was, is }) => {
    const { kind, name } = is ?? was ?? { kind: "", name: "" };
    return `${was === null ? "+" : is === null ? "-" : ""}${kind} ${name}`;
  });
};

test("each part has a hash of its own, and what is not changed is not told", () => {
  expect(changedNames(sketch, sketch)).toEqual([]);
  const names = partsOf(fakeStudy(sketch)).map(({ kind, name }) => `${kind} ${name}`);
  expect(names).toEqual([
    "model model",
    "premise x",
    "premise y",
    "position author",
    "reading author, low",
    "criterion criterion",
    "policy wait",
    "policy act",
    "outcome gain",
    "outcome harm",
  ]);
  const { author } = sketch.positions;
  const having = (more: object): Sketch => ({
    ...sketch,
    positions: { author: { ...author, ...more } },
  });
  expect(
    changedNames(sketch, { ...sketch, premises: { ...sketch.premises, y: range(0, 2) } }),
  ).toEqual(["premise y"]);
  expect(changedNames(sketch, having({ concludes: ["wait"] }))).toEqual(["position author"]);
  expect(changedNames(sketch, having({ against: ["wait"] }))).toEqual(["position author"]);
  expect(changedNames(sketch, having({ holds: { x: range(0.6, 0.95) } }))).toEqual([
    "position author",
  ]);
  expect(changedNames(sketch, having({ basis: "inferred" }))).toEqual(["position author"]);
  expect(changedNames(sketch, having({ label: "The author" }))).toEqual([]);
  expect(changedNames(sketch, having({ readings: { low: { x: range(0, 0.5) } } }))).toEqual([
    "reading author, low",
  ]);
  expect(changedNames(sketch, having({ readings: {} }))).toEqual(["-reading author, low"]);
  expect(changedNames(sketch, { ...sketch, criterion: expected("harm") })).toEqual([
    "criterion criterion",
  ]);
  expect(changedNames(sketch, { ...sketch, policies: ["wait", "act", "run"] })).toEqual([
    "+policy run",
  ]);
  expect(changedNames(sketch, { ...sketch, outcomes: ["gain", "harm"] })).toEqual(["outcome harm"]);
});

test("what the ledger lists is explained, and a change after it is not", () => {
  const before = fakeStudy(sketch);
  const after = fakeStudy({ ...sketch, premises: { ...sketch.premises, y: range(0, 2) } });
  const record = frozen(before);
  const [difference] = unexplained({ ...after, record });
  const { kind, name, key, says, sha256 } = difference.is ?? partsOf(after)[0];
  const entry: LedgerEntry = {
    date: "2026-01-03",
    reason: "two people set it anew",
    parts: [{ kind, name, key, says, change: "changed", sha256 }],
    verdicts: [{ position: "author", favoured: ["act"] }],
  };
  const known = frozen(before, [entry]);
  expect(unexplained({ ...after, record: known })).toEqual([]);
  // Changed back without a word it is as unexplained as before.
  expect(unexplained({ ...before, record: known })).toHaveLength(1);
  const [warning] = checkLedger({ ...after, record });
  expect(warning).toMatchObject({ code: "changed-since-freeze", severity: "warning" });
  expect(warning.message).toContain('`y` was changed (from "0 to 1" to "0 to 2")');
  expect(warning.place).toEqual(after.premises.get("y")?.place);
  expect(checkLedger({ ...after, record: known })).toEqual([]);
});

test("changes after a verdict was noted are told apart from those before it", () => {
  const part = { kind: "premise", name: "x", key: "x", says: "", change: "changed" } as const;
  const sha256 = partsOf(fakeStudy(sketch))[1].sha256;
  const argued = (favoured: string): LedgerEntry["verdicts"] => [
    { position: "author", favoured: [favoured] },
  ];
  const entries: readonly LedgerEntry[] = [
    { date: "1", reason: "a slip", parts: [{ ...part, sha256 }], verdicts: null },
    { date: "2", reason: null, parts: [], verdicts: argued("act") },
    { date: "3", reason: "a second look", parts: [{ ...part, sha256 }], verdicts: argued("wait") },
  ];
  const study = { ...fakeStudy(sketch), record: frozen(fakeStudy(sketch), entries) };
  const ledger = reportLedger(study);
  expect(ledger.changes.map(({ verdictInView }) => verdictInView)).toEqual([false, true]);
  expect(ledger.changes[1]).toMatchObject({ before: argued("act"), after: argued("wait") });
  expect(ledger.sentence).toBe(
    "The study was frozen on 2026-01-02, before it was argued; 2 changes since, 1 of them with verdicts in view.",
  );
  const late = { ...study, record: { ...frozen(study, entries.slice(0, 1)), verdictsKnown: true } };
  expect(reportLedger(late).changes[0].verdictInView).toBe(true);
  const engine: Engine = () => ({ gain: 1, harm: 1 });
  expect(drive(study, engine, { futures: 20 }).document.ledger).toEqual(ledger);
});
