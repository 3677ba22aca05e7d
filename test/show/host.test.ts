import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { createNodeHost } from "#show/node/host";
import { FileProblem } from "#study/host";

const folder = mkdtempSync(join(tmpdir(), "parley-host-"));
afterAll(() => rmSync(folder, { recursive: true }));

const study = join(folder, "study");
mkdirSync(join(study, "documents"), { recursive: true });
mkdirSync(join(folder, "study-beside"));
writeFileSync(join(folder, "secret.txt"), "secret");
writeFileSync(join(folder, "study-beside", "secret.txt"), "secret");
writeFileSync(join(study, "documents", "a.md"), "text");
symlinkSync(join(folder, "secret.txt"), join(study, "link.txt"));
symlinkSync("../study-beside", join(study, "beside"));
symlinkSync("documents/a.md", join(study, "inside.md"));
symlinkSync("round.md", join(study, "round.md"));
execFileSync("mkfifo", [join(study, "pipe")]);
writeFileSync(join(study, "large.bin"), "");
truncateSync(join(study, "large.bin"), 64 * 1024 * 1024 + 1);

const host = createNodeHost(study);

async function problemOf(path: string): Promise<string> {
  const problem = await host.read(path).then(
    () => new Error("was read"),
    (error: unknown) => error,
  );
  expect(problem).toBeInstanceOf(FileProblem);
  return (problem as FileProblem).code;
}

test("files in the folder are read, through links inside it too", async () => {
  expect(new TextDecoder().decode(await host.read("documents/a.md"))).toBe("text");
  expect(new TextDecoder().decode(await host.read("./documents/./a.md"))).toBe("text");
  expect(new TextDecoder().decode(await host.read("inside.md"))).toBe("text");
});

test.each([
  ["/etc/passwd", "outside"],
  ["../secret.txt", "outside"],
  ["documents/../../secret.txt", "outside"],
  ["documents/../documents/a.md", "outside"],
  ["link.txt", "outside"],
  ["beside/secret.txt", "outside"],
  ["documents\\a.md", "outside"],
  ["C:/a.md", "outside"],
  ["documents/a.md\0.txt", "outside"],
  ["", "outside"],
  ["documents", "folder"],
  [".", "folder"],
  ["missing.md", "missing"],
  ["documents/a.md/more", "missing"],
  ["round.md", "unreadable"],
  ["pipe", "unreadable"],
  ["large.bin", "too-large"],
])("%j is refused as %s", async (path, code) => {
  expect(await problemOf(path)).toBe(code);
});

test("WebAssembly runs in memory of the size that was asked for", async () => {
  // (module (import "parley" "memory" (memory 2 2))
  //   (func (export "run") (param i32 i32 i32 i32 i32) (f64.store (local.get 1) (f64.const 1.5))))
  const header = "0061736d01000000";
  const type = "01090160057f7f7f7f7f00";
  const memoryImport = "02130106706172 6c657906 6d656d6f7279 02010202".replaceAll(" ", "");
  const functionAndExport = "03020100 07070103 72756e 0000".replaceAll(" ", "");
  const code = "0a120110002001 44000000000000f83f 3903000b".replaceAll(" ", "");
  const bytes = Buffer.from(header + type + memoryImport + functionAndExport + code, "hex");
  const kernel = await host.instantiate(bytes, 2);
  expect(kernel.memory.byteLength).toBe(2 * 65_536);
  kernel.run(0, 8, 0, 0, 0);
  expect(new Float64Array(kernel.memory, 8, 1)[0]).toBe(1.5);
});

test("a host knows its cores, a clock, and whether to stop", () => {
  const stop = new AbortController();
  const stoppable = createNodeHost(study, { signal: stop.signal });
  expect(host.cores).toBeGreaterThan(0);
  expect(host.now()).toBeGreaterThan(0);
  expect(stoppable.cancelled()).toBe(false);
  stop.abort();
  expect(stoppable.cancelled()).toBe(true);
  expect(host.cancelled()).toBe(false);
});
