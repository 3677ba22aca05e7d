import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { makeFolder } from "#show/node/make-folder";

const root = mkdtempSync(join(tmpdir(), "parley-folders-"));
afterAll(() => rmSync(root, { recursive: true }));

test("a folder is made with those that it lies in, by several at once", async () => {
  const deep = join(root, "a/b/c");
  await Promise.all(Array.from({ length: 8 }, () => makeFolder(deep)));
  await makeFolder(deep);
  await makeFolder(`${deep}/`);
  expect(statSync(deep).isDirectory()).toBe(true);
});

test("what cannot be made is told as the system tells it", async () => {
  writeFileSync(join(root, "file"), "");
  await expect(makeFolder(join(root, "file"))).rejects.toMatchObject({ code: "EEXIST" });
  await expect(makeFolder(join(root, "file/in/it"))).rejects.toMatchObject({ code: "ENOTDIR" });
  await expect(makeFolder("")).rejects.toMatchObject({ code: "ENOENT" });
});

test.runIf(existsSync("/proc/self"))(
  "a folder that takes none is told, and not tried for ever",
  async () => {
    await expect(makeFolder("/proc/none/such")).rejects.toMatchObject({ code: "ENOENT" });
  },
);
