import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { writeWhole } from "#show/node/write-whole";

const folder = mkdtempSync(join(tmpdir(), "parley-whole-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("a file is replaced by another one, never written over, and nothing is left beside it", async () => {
  const file = join(folder, "report.md");
  writeFileSync(file, "old and longer");
  const before = statSync(file).ino;
  await writeWhole(file, "new");
  expect(readFileSync(file, "utf8")).toBe("new");
  expect(statSync(file).ino).not.toBe(before);
  expect(readdirSync(folder)).toEqual(["report.md"]);
});

test("what is no file is not replaced, and a failure leaves nothing over", async () => {
  mkdirSync(join(folder, "taken"));
  await expect(writeWhole(join(folder, "taken"), "text")).rejects.toThrow("EISDIR");
  await expect(writeWhole(join(folder, "none", "x.md"), "text")).rejects.toThrow("ENOENT");
  expect(readdirSync(folder).toSorted()).toEqual(["report.md", "taken"]);
});
