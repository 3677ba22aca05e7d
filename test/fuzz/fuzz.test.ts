import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));

interface Result {
  readonly name: string;
  readonly tried?: number;
  readonly read?: number;
  readonly problem?: string;
  readonly input?: number;
  readonly text?: string;
}

function fuzz(...options: readonly string[]): readonly Result[] {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ["scripts/fuzz.mjs", "--seed", "1", "--json", ...options],
    { cwd: root, encoding: "utf8" },
  );
  if (stdout === "") throw new Error(stderr);
  return (JSON.parse(stdout) as { results: readonly Result[] }).results;
}

// The seconds count what the thread computes, not what the machine does meanwhile.
test(
  "100,000 mutated inputs a parser are read or refused, each within a second",
  { timeout: 600_000 },
  () => {
    const results = fuzz("--inputs", "100000");
    expect(results.map(({ name }) => name)).toEqual([
      "vensim",
      "xmile",
      "model",
      "study",
      "expression",
      "csv",
    ]);
    for (const { name, tried, read, problem, text } of results) {
      expect(problem, `${name}: ${JSON.stringify(text)}`).toBeUndefined();
      expect(tried, name).toBe(100_000);
      // Mutations that leave nothing to be read would try the first lines of a parser only.
      expect(read, name).toBeGreaterThan(50);
    }
  },
);

const planted = ["--parsers", "../test/fuzz/planted.mjs", "--inputs", "10000"];

test(
  "a crash, a slow input and one that hangs are found, with the input",
  { timeout: 120_000 },
  () => {
    const results = fuzz(...planted, "--patience", "5");
    const of = (wanted: string) => results.find(({ name }) => name === wanted);
    expect(of("sound")).toMatchObject({ tried: 10_000 });
    expect(of("crashing")?.problem).toContain("two marks");
    expect(of("crashing")?.text).toContain("!!");
    expect(of("slow")?.problem).toMatch(/1\.\d+ s for one input/u);
    expect(of("slow")?.text).toContain("!!");
    expect(of("hanging")?.problem).toMatch(/input \d+ hangs/u);
    expect(of("hanging")?.text).toContain("!!");
  },
);
