import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

import { argueDocument } from "#argue/document";
import { EnsembleHash } from "#argue/ensemble-hash";
import { Sha256 } from "#numeric/hash";

import { command } from "../support/command.js";

const example = fileURLToPath(new URL("../../examples/school-closures", import.meta.url));

async function hashWith(...options: readonly string[]): Promise<string> {
  const { out, error, status } = await command("argue", example, "--json", ...options);
  expect([error, status]).toEqual(["", 0]);
  return argueDocument.parse(JSON.parse(out)).hash;
}

test("the hash of an argument is the same for any number of threads, another for another seed", async () => {
  const few = ["--futures", "60"];
  const alone = await hashWith(...few, "--workers", "0");
  expect(alone).toMatch(/^[0-9a-f]{64}$/);
  for (const workers of ["1", "2", "3"]) {
    expect(await hashWith(...few, "--workers", workers)).toBe(alone);
  }
  expect(await hashWith(...few, "--workers", "0", "--seed", "2")).not.toBe(alone);
});

test("it is SHA-256 of doubles: plan, case, outcome, future; what failed is NaN", () => {
  const plan = { stage: "verdicts", from: 4, to: 6, before: 0, total: 4 } as const;
  const cases = ["b", "a"].map((id) => ({ id, premises: new Map(), policy: "wait" }));
  const results = (of: readonly number[], failed: readonly number[] = []) => ({
    outcomes: {
      rows: 2,
      columns: new Map([
        ["cost", Float64Array.from(of.slice(2))],
        ["gain", Float64Array.from(of.slice(0, 2))],
      ]),
    },
    failures: failed.map((row) => ({ row, cause: null })),
  });
  const hash = new EnsembleHash(["gain", "cost"]);
  hash.add(
    { ...plan, cases },
    new Map([
      ["a", results([5, 6, 7, -0], [1])],
      ["b", results([1, 2, 3, 4])],
    ]),
  );
  const bytes = Buffer.alloc(64);
  for (const [at, value] of [1, 2, 3, 4, 5, NaN, 7, NaN].entries())
    bytes.writeDoubleLE(value, 8 * at);
  expect(hash.digest()).toBe(createHash("sha256").update(bytes).digest("hex"));
});

test("bytes may come in any pieces", () => {
  const bytes = Uint8Array.from({ length: 300 }, (_, index) => (index * 37) & 255);
  for (const piece of [1, 7, 63, 64, 65, 299]) {
    const hash = new Sha256();
    for (let at = 0; at < 300; at += piece) hash.add(bytes.subarray(at, at + piece));
    expect(hash.digest()).toBe(createHash("sha256").update(bytes).digest("hex"));
  }
});
