import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { openPage, rested, startBrowser } from "./browser.js";
import { argued, exampleStudy } from "./payloads.js";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "parley-open-"));
let server: ChildProcess;
let browser: Browser;
let address: string;
beforeAll(async () => {
  cpSync(join(root, "examples/school-closures"), folder, { recursive: true });
  server = spawn(process.execPath, [join(root, "dist/show/cli/main.js"), "open", folder], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [printed] = (await once(server.stdout as NodeJS.ReadableStream, "data")) as [Buffer];
  address = /http:\/\/\S+/.exec(printed.toString())?.[0] ?? "";
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
  server.kill("SIGINT");
  await once(server, "exit");
  rmSync(folder, { recursive: true });
});

interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** The status of an answer; written by hand, since fetch sets Host and Origin itself. */
function statusOf(
  path: string,
  { method = "GET", headers = {}, body }: Sent = {},
): Promise<number> {
  const { port } = new URL(address);
  return new Promise((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port, path, method, headers }, (answer) => {
      answer.destroy();
      resolve(answer.statusCode ?? 0);
    });
    sent.on("error", (error: NodeJS.ErrnoException) => {
      // A flood is cut off.
      if (error.code === "ECONNRESET" || error.code === "EPIPE") resolve(413);
      else reject(error);
    });
    sent.end(body);
  });
}

test("only who has the token, by the server's own name, from its own page", async () => {
  const { host, search, pathname } = new URL(address);
  const good = pathname + search;
  expect(host).toMatch(/^127\.0\.0\.1:\d+$/);
  expect(await statusOf(good)).toBe(200);
  expect(await statusOf("/")).toBe(403);
  expect(await statusOf("/?token=wrong")).toBe(403);
  expect(await statusOf(good, { headers: { host: "evil.example" } })).toBe(421);
  expect(await statusOf(good, { headers: { host: `evil.example:${host.split(":")[1]}` } })).toBe(
    421,
  );
  expect(await statusOf(good, { headers: { origin: "http://evil.example" } })).toBe(403);
  expect(await statusOf(good, { headers: { origin: "null" } })).toBe(403);
  expect(await statusOf(good, { headers: { "sec-fetch-site": "cross-site" } })).toBe(403);
  expect(await statusOf(good, { headers: { "sec-fetch-site": "same-site" } })).toBe(403);
  expect(await statusOf(good, { method: "DELETE" })).toBe(405);
});

test("no path leads to a file", async () => {
  const { search } = new URL(address);
  const paths = [
    "/study.yaml",
    "/../../etc/passwd",
    "/%2e%2e/%2e%2e/etc/passwd",
    "/..%2f..%2fetc%2fpasswd",
    "/%252e%252e/etc/passwd",
    "//etc/passwd",
    "/documents/memorandum.md",
    "/\\..\\..\\etc\\passwd",
  ];
  for (const path of paths) expect([400, 404], path).toContain(await statusOf(path + search));
});

test("requests carry nothing, and who is slow or sends a flood is cut off", async () => {
  const path = new URL(address).pathname + new URL(address).search;
  const flood = Buffer.alloc(3 * 1024 * 1024, 32);
  expect(await statusOf(path, { method: "POST", body: "{}" })).toBe(405);
  expect(await statusOf(path, { headers: { "content-length": "2" }, body: "{}" })).toBe(413);
  const chunked = { headers: { "transfer-encoding": "chunked" }, body: flood };
  expect(await statusOf(path, chunked)).toBe(413);
  expect(await statusOf(`/?${"x".repeat(100_000)}`)).toBe(431);
  expect(await statusOf(path)).toBe(200);
  // Half a request, and then silence.
  const began = Date.now();
  const socket = connect(Number(new URL(address).port), "127.0.0.1");
  socket.write("GET / HTTP/1.1\r\n");
  socket.resume();
  await once(socket, "close");
  expect(Date.now() - began).toBeLessThan(12_000);
});

test("a page with orphaned quotes comes up, and lists them", async () => {
  const text = readFileSync(join(folder, "study.yaml"), "utf8");
  const quote = /exact: (.*)\n/.exec(text)?.[1] ?? "";
  expect(quote).not.toBe("");
  writeFileSync(join(folder, "study.yaml"), text.replace(quote, "Words that nobody wrote"));
  const { page, noise } = await openPage(browser, address);
  await rested(page);
  const list = page.getByRole("region", { name: "Orphaned quotes" });
  expect(await list.innerText()).toContain("“Words that nobody wrote”");
  expect(await list.innerText()).toContain("quote words that are there");
  await page.getByText("How sure?").click();
  expect(await page.getByText("Orphaned quote: the words of the claim").innerText()).toMatch(
    /study\.yaml, line \d+/,
  );
  expect(noise).toEqual([]);
  await page.context().close();
  writeFileSync(join(folder, "study.yaml"), text);
});

test("what is done on a published page is done on this one", async () => {
  const { page, noise } = await openPage(browser, address);
  await rested(page);
  const sentence = page.locator(".sentence");

  const quotes = page.locator("article .quote.lit");
  await page.locator('[data-premise="weight_of_learning"] .pointer').first().hover();
  expect(await quotes.count()).toBeGreaterThan(0);
  await page.mouse.move(0, 0);

  const slider = page.getByRole("slider", { name: "lowest share of transmission in schools" });
  const before = Number(await slider.inputValue());
  await slider.focus();
  for (let presses = 0; presses < 6; presses++) await page.keyboard.press("ArrowLeft");
  expect(Number(await slider.inputValue())).toBeLessThan(before);
  await sentence.filter({ hasText: "With your premises" }).waitFor();
  await rested(page);
  await page.getByRole("button", { name: "Reset" }).click();
  await expect.poll(async () => Number(await slider.inputValue())).toBe(before);

  await page.getByRole("radio", { name: /Jonas Tveld/u }).check();
  await rested(page);
  expect((await sentence.innerText()).replaceAll(/\s+/gu, " ")).toContain("Stay open");
  const swap = { name: "Concede weight of learning to Ruth Ambrey", exact: true };
  await page.getByRole("button", swap).click();
  await sentence.filter({ hasText: "With your premises" }).waitFor();
  await rested(page);
  expect(new URL(page.url()).hash).not.toBe("");

  const outcomes = page.getByRole("region", { name: "Outcomes" });
  const download = page.waitForEvent("download");
  await outcomes
    .getByRole("button", { name: /as SVG/u })
    .first()
    .click();
  expect(readFileSync(await (await download).path(), "utf8")).toMatch(/^<svg xmlns/u);
  await page.getByText("Scenarios: where an outcome comes about").click();
  await page.locator(".answer").waitFor();

  const model = page.getByRole("region", { name: "The model" });
  await model.locator("ol button").first().click();
  const walk = model.getByRole("group", { name: /Walk along loop/u });
  await walk.getByRole("button", { name: "next step" }).click();
  expect(await walk.innerText()).toMatch(/step 2 of \d/u);
  expect(noise).toEqual([]);
  await page.context().close();
});

test("the page is there, argues by itself, and follows its files through an error and back", async () => {
  const { hash } = await argued(await exampleStudy("school-closures"), 256);
  const { page, noise } = await openPage(browser, address);
  await rested(page);
  // At a first look it is argued on 256 futures, to the bit as Node does it.
  await expect
    .poll(() => page.evaluate("document.querySelector('.hash')?.textContent"), { timeout: 20_000 })
    .toBe(hash);
  const decides = page.getByRole("region", { name: "What decides it" });
  expect(await decides.innerText()).toMatch(/Recomputing[^]*tried on up to 256 futures/);
  expect(await page.locator(".sentence").innerText()).toContain("With Ruth Ambrey’s premises");
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.filter(({ impact }) => impact === "serious" || impact === "critical")).toEqual(
    [],
  );
  const study = join(folder, "study.yaml");
  const text = readFileSync(study, "utf8");
  writeFileSync(study, text.replace(/^title: .*$/m, "title: Another title"));
  await page.getByRole("heading", { name: "Another title" }).waitFor();
  writeFileSync(study, text.replace(/^title: /m, "titel: "));
  await page.getByText("Something is wrong with the files").waitFor();
  expect(await page.locator("pre").innerText()).toContain("titel");
  writeFileSync(study, text);
  await page.getByRole("heading", { name: "School closures in an epidemic" }).waitFor();
  expect(noise).toEqual([]);
  await page.context().close();
});
