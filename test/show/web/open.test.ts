import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import type { IncomingHttpHeaders } from "node:http";
import { connect } from "node:net";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { argued as argues, grave, openPage, rested, startBrowser } from "./browser.js";
import { hostileTexts } from "./hostile.js";
import { argued, exampleStudy } from "./payloads.js";

// The server of `parley open`, in a process of its own, on a folder that changes.
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

interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
}

/** Written by hand, since fetch sets Host and Origin itself. */
function answerTo(
  path: string,
  { method = "GET", headers = {}, body }: Sent = {},
): Promise<Answered> {
  const { port } = new URL(address);
  return new Promise((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port, path, method, headers }, (answer) => {
      answer.destroy();
      resolve({ status: answer.statusCode ?? 0, headers: answer.headers });
    });
    sent.on("error", (error: NodeJS.ErrnoException) => {
      // A flood is cut off.
      if (error.code === "ECONNRESET" || error.code === "EPIPE") {
        resolve({ status: 413, headers: {} });
      } else reject(error);
    });
    sent.end(body);
  });
}

const statusOf = async (path: string, sent?: Sent) => (await answerTo(path, sent)).status;

test("only who has the token, by the server's own name, from its own page", async () => {
  const { host, port, search } = new URL(address);
  expect(host).toMatch(/^127\.0\.0\.1:\d+$/);
  for (const path of ["/", "/events"]) {
    const good = path + search;
    const status = (headers: Readonly<Record<string, string>>) => statusOf(good, { headers });
    expect(await statusOf(good), path).toBe(200);
    expect(await statusOf(path)).toBe(403);
    expect(await statusOf(`${path}?token=wrong`)).toBe(403);
    expect(await statusOf(`${good}x`)).toBe(403);
    expect(await status({ host: `localhost:${port}` })).toBe(200);
    expect(await status({ host: "evil.example" })).toBe(421);
    expect(await status({ host: `evil.example:${port}` })).toBe(421);
    expect(await status({ host: "127.0.0.1" })).toBe(421);
    expect(await status({ origin: `http://${host}` })).toBe(200);
    expect(await status({ origin: "http://evil.example" })).toBe(403);
    expect(await status({ origin: `https://${host}` })).toBe(403);
    expect(await status({ origin: "null" })).toBe(403);
    expect(await status({ "sec-fetch-site": "cross-site" })).toBe(403);
    expect(await status({ "sec-fetch-site": "same-site" })).toBe(403);
    for (const method of ["DELETE", "PUT", "POST", "OPTIONS", "HEAD"]) {
      expect(await statusOf(good, { method }), method).toBe(405);
    }
  }
  // Other pages may neither frame nor read it, and nothing of it is kept.
  const { headers } = await answerTo(`/${search}`);
  expect(headers).toMatchObject({
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
  });
  expect(Object.keys(headers).some((name) => name.startsWith("access-control-"))).toBe(false);
});

test("it is bound to the loopback address alone", async () => {
  const port = Number(new URL(address).port);
  const others = Object.values(networkInterfaces())
    .flatMap((found) => found ?? [])
    .filter(({ internal, family }) => !internal && family === "IPv4")
    .map((one) => one.address);
  // 127.0.0.2 is the loopback interface as well, where all of 127/8 is; it would answer to 0.0.0.0.
  for (const host of [...others, ...(process.platform === "linux" ? ["127.0.0.2"] : [])]) {
    const socket = connect(port, host);
    const [error] = (await once(socket, "error")) as [NodeJS.ErrnoException];
    expect(error.code, host).toBe("ECONNREFUSED");
  }
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

test("the page argues by itself: at a first look, then on more futures, to the bit as Node does it", async () => {
  const { hash } = await argued(await exampleStudy("school-closures"), 256);
  const { page, noise } = await openPage(browser, address);
  // What is told of the first look is written down as it comes, since it does not stay.
  await page.evaluate(`{
    globalThis.told = [];
    const see = () => {
      const hash = document.querySelector(".hash")?.textContent;
      const words = document.querySelector("section.cruxes")?.innerText ?? "";
      if (hash !== undefined && told.at(-1)?.hash !== hash) told.push({ hash, words });
    };
    new MutationObserver(see).observe(document.body, { subtree: true, childList: true, characterData: true });
    see();
  }`);
  await argues(page);
  const told = await page.evaluate<{ hash: string; words: string }[]>("told");
  expect(told).toHaveLength(2);
  const [first, last] = told;
  expect(first.hash).toBe(hash);
  expect(first.words).toMatch(
    /Recomputing on more futures; below is what 256 show[^]*tried on up to 256 futures/u,
  );
  const full = await argued(await exampleStudy("school-closures"), 2000);
  expect(last.hash).toBe(full.hash);
  const decides = page.getByRole("region", { name: "What decides it" });
  await expect.poll(() => decides.innerText()).toContain("tried on up to 2,000 futures");
  expect(await decides.innerText()).not.toContain("Recomputing");
  expect(await page.locator(".sentence").innerText()).toContain("With Ruth Ambrey’s premises");
  expect(noise).toEqual([]);
  await page.context().close();
});

test("a change while a page is on its way is told as soon as it listens", async () => {
  const { port } = new URL(address);
  const path = new URL(address).pathname + new URL(address).search;
  const html = await (await fetch(address)).text();
  const events = (/data-events="([^"]+)"/u.exec(html)?.[1] ?? "").replaceAll("&amp;", "&");
  expect(events).toMatch(/^\/events\?token=[\w-]{32}&seen=\d+$/u);
  /** What comes within half a second. */
  const heard = async () => {
    const control = new AbortController();
    const answer = await fetch(`http://127.0.0.1:${port}${events}`, { signal: control.signal });
    expect(answer.headers.get("content-type")).toBe("text/event-stream");
    setTimeout(() => control.abort(), 500);
    let text = "";
    const decoder = new TextDecoder();
    try {
      for await (const part of answer.body ?? []) text += decoder.decode(part as Uint8Array);
    } catch (error) {
      if ((error as Error).name !== "AbortError") throw error;
    }
    return text;
  };
  expect(await heard()).toBe("retry: 1000\n\n");
  const study = join(folder, "study.yaml");
  writeFileSync(study, readFileSync(study, "utf8"));
  // Long after the change has been told to those who listened then.
  await new Promise((resolve) => setTimeout(resolve, 1000));
  expect(await heard()).toContain("event: change");
  expect(await statusOf(path)).toBe(200);
});

test("the page follows its files through an error and back, and keeps what was chosen", async () => {
  const { page, noise } = await openPage(
    browser,
    `${address}#position=Tveld&p.weight_of_learning=0.5`,
  );
  await rested(page);
  const said = await page.locator(".sentence").innerText();
  expect(said).toContain("With your premises");
  const study = join(folder, "study.yaml");
  const text = readFileSync(study, "utf8");
  writeFileSync(study, text.replace(/^title: .*$/m, "title: Another title"));
  await page.getByRole("heading", { name: "Another title" }).waitFor();
  await rested(page);
  expect(await page.locator(".sentence").innerText()).toBe(said);
  // Any file of the study will do.
  const model = join(folder, "model.yaml");
  const equations = readFileSync(model, "utf8");
  writeFileSync(model, `${equations}\n  unused thing:\n    constant: 1\n    unit: 1\n`);
  await page.getByText("All equations").waitFor({ state: "attached" });
  await expect
    .poll(() => page.locator(".structure").textContent(), { timeout: 20_000 })
    .toContain("unused thing");
  writeFileSync(model, equations);
  writeFileSync(study, text.replace(/^title: /m, "titel: "));
  await page.getByText("Something is wrong with the files").waitFor();
  const shown = page.locator("pre");
  await expect.poll(() => shown.innerText()).toContain("titel");
  expect(await shown.innerText()).toMatch(/study\.yaml:\d+:\d+/u);
  expect(await grave(page)).toEqual([]);
  // What is wrong may be hostile as well.
  const keys = hostileTexts.slice(0, 40).map((key) => `${JSON.stringify(key)}: 1`);
  writeFileSync(study, `${text}\n${keys.join("\n")}\n`);
  await expect
    .poll(() => shown.innerText(), { timeout: 20_000 })
    .toContain("<script>alert(1)</script>");
  expect(await page.locator("img, iframe, svg, [onerror], [onload]").count()).toBe(0);
  expect(await page.locator("script").count(), "its own").toBe(1);
  writeFileSync(study, text);
  await page.getByRole("heading", { name: "School closures in an epidemic" }).waitFor();
  await rested(page);
  expect(await page.locator(".sentence").innerText()).toBe(said);
  expect(noise).toEqual([]);
  await page.context().close();
});
