import { mkdtempSync, rmSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { AxeBuilder } from "@axe-core/playwright";
import { chromium } from "playwright-core";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { pageHtml } from "#show/publish/page-html";
import { readPlayer } from "#show/publish/player";
import type { Payload } from "#show/page/payload";

import { findChromium } from "../../support/chromium.js";

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * A browser with a fresh profile; whoever starts it closes it. `wayOut`: the proxy that is between it
 * and all other machines.
 */
export function startBrowser(wayOut: string | null = null): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error("there is no Chromium");
  const args = wayOut === null ? flags : [...flags, `--proxy-server=${wayOut}`];
  return chromium.launch({ executablePath, args });
}

/** A folder of published pages, to be taken away at the end. */
export class Pages {
  readonly folder = mkdtempSync(join(tmpdir(), "parley-page-"));

  async publish(payload: Payload, name: string): Promise<string> {
    return this.write(`${name}.html`, pageHtml(await readPlayer(), payload, { events: null }));
  }

  async write(name: string, text: string): Promise<string> {
    const file = join(this.folder, name);
    await writeFile(file, text);
    return pathToFileURL(file).href;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}

/** What a page did that it must not: errors, refusals of the policy, dialogs, requests of the network. */
export interface Watched {
  readonly page: Page;
  readonly noise: string[];
}

/** Opens an address, a file with the network cut, and listens; `prepare`: before anything is there. */
export async function openPage(
  browser: Browser,
  address: string,
  options: BrowserContextOptions = {},
  prepare?: (page: Page) => Promise<void>,
): Promise<Watched> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const isFile = address.startsWith("file:");
  if (isFile) await context.setOffline(true);
  const page = await context.newPage();
  const noise: string[] = [];
  page.on("pageerror", (error) => noise.push(`error: ${error.message}`));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) noise.push(`console: ${message.text()}`);
  });
  page.on("dialog", (dialog) => {
    noise.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("request", (request) => {
    const url = request.url();
    const own = isFile ? url.startsWith("file:") : url.startsWith(new URL(address).origin);
    if (!own && !/^(blob|data):/.test(url)) noise.push(`request: ${url}`);
  });
  await prepare?.(page);
  await page.goto(address);
  return { page, noise };
}

/** Until all parts are there, and the runs of what is played, of as many futures as are run at rest. */
export async function rested(page: Page): Promise<void> {
  await page.locator('[data-results="full"][data-made="true"]').waitFor();
}

/** Until the argument of what is played is there; a page of `parley open` has none at first. */
export async function argued(page: Page): Promise<void> {
  await page.locator('[data-results="full"][data-made="true"][data-argued="current"]').waitFor();
}

/** A page that is shared as it was at first: nothing chosen or moved, nothing kept lit. */
export async function startOver(page: Page): Promise<void> {
  await page.mouse.move(0, 0);
  await page.keyboard.press("Escape");
  await page.evaluate("document.activeElement?.blur()");
  await page.getByRole("radio").first().check();
  const reset = page.getByRole("button", { name: "Reset", exact: true });
  if (await reset.isEnabled()) await reset.click();
  await rested(page);
}

/** What axe finds that keeps somebody out. */
export async function grave(page: Page): Promise<readonly string[]> {
  // In the page alone, which has no frames, and without lists of what is in order.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] });
  const { violations } = await axe.analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}

/** The file that a click hands the reader. */
export async function handed(page: Page, click: () => Promise<void>): Promise<Handed> {
  const waiting = page.waitForEvent("download");
  await click();
  const download = await waiting;
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

interface Handed {
  readonly name: string;
  readonly bytes: Buffer;
}
