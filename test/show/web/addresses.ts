import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect } from "vitest";
import { runProgram } from "#show/cli/program";
import { pageHtml } from "#show/publish/page-html";
import { readPlayer } from "#show/publish/player";
import { serve } from "#show/server/serve";

import { openPage, Pages, rested, startBrowser, startOver } from "./browser.js";
import type { Watched } from "./browser.js";
import type { Exhibit } from "./exhibits.js";
import { guardTheWayOut } from "./way-out.js";
import type { WayOut } from "./way-out.js";

/** The two addresses at which a page is met: a file that was published, and a server of one's own. */
const addresses = ["file:// with the network cut", "parley open"] as const;

/** Whoever comes to an address, looks, and is gone again. */
export interface Visit {
  /** `parley open`, whose page comes without its argument and computes it. */
  readonly isServed: boolean;
  /** Where an exhibit is to be found; it is put there at the first time of asking. */
  addressOf(exhibit: Exhibit): Promise<string>;
  /** A page of its own, closed after the test. */
  open(exhibit: Exhibit, options?: BrowserContextOptions): Promise<Page>;
  /** The same for another address; `prepare`: what is done before anything is there. */
  goTo(
    address: string,
    options?: BrowserContextOptions,
    prepare?: (page: Page) => Promise<void>,
  ): Promise<Page>;
  /** One page for all tests that ask for it; each leaves it as the next may find it. */
  share(exhibit: Exhibit, options?: BrowserContextOptions): Promise<Page>;
  /** The shared page at rest, with nothing moved. */
  atFirst(exhibit: Exhibit): Promise<Page>;
  /** Noise that is to be: it is forgotten; how much of it there was. */
  silence(words: RegExp): Promise<number>;
}

/**
 * Tests that hold at both addresses. After each of them: no page has made a noise (`Watched`), and
 * nothing has asked to leave this machine.
 */
export function atBothAddresses(tests: (visit: Visit) => void): void {
  let browser: Browser;
  let wayOut: WayOut;
  beforeAll(async () => {
    wayOut = await guardTheWayOut();
    browser = await startBrowser(wayOut.address);
  });
  afterAll(async () => {
    await browser.close();
    wayOut.close();
  });
  describe.each(addresses)("%s", (address) => {
    const visit = new Visitor(address === "parley open", () => browser);
    afterEach(async () => {
      const noise = await visit.leave();
      expect(noise).toEqual([]);
      expect(wayOut.asked).toEqual([]);
    });
    afterAll(() => visit.end());
    tests(visit);
  });
}

class Visitor implements Visit {
  readonly isServed: boolean;
  readonly #browser: () => Browser;
  readonly #pages = new Pages();
  readonly #found = new Map<Exhibit, Promise<string>>();
  readonly #closing: (() => Promise<void>)[] = [];
  readonly #shared = new Map<Exhibit, Promise<Watched>>();
  #own: Watched[] = [];

  constructor(isServed: boolean, browser: () => Browser) {
    this.isServed = isServed;
    this.#browser = browser;
  }

  addressOf(exhibit: Exhibit): Promise<string> {
    const known = this.#found.get(exhibit);
    if (known !== undefined) return known;
    const found = this.isServed ? this.#serve(exhibit) : this.#publish(exhibit);
    this.#found.set(exhibit, found);
    return found;
  }

  async open(exhibit: Exhibit, options?: BrowserContextOptions): Promise<Page> {
    return this.goTo(await this.addressOf(exhibit), options);
  }

  async goTo(
    address: string,
    options?: BrowserContextOptions,
    prepare?: (page: Page) => Promise<void>,
  ): Promise<Page> {
    const watched = await openPage(this.#browser(), address, options, prepare);
    this.#own.push(watched);
    return watched.page;
  }

  async share(exhibit: Exhibit, options?: BrowserContextOptions): Promise<Page> {
    const known = this.#shared.get(exhibit);
    if (known !== undefined) return (await known).page;
    const opened = this.addressOf(exhibit).then((address) =>
      openPage(this.#browser(), address, options),
    );
    this.#shared.set(exhibit, opened);
    return (await opened).page;
  }

  async atFirst(exhibit: Exhibit): Promise<Page> {
    const page = await this.share(exhibit);
    await rested(page);
    await startOver(page);
    return page;
  }

  async silence(words: RegExp): Promise<number> {
    let count = 0;
    for (const { noise } of [...this.#own, ...(await Promise.all(this.#shared.values()))]) {
      for (let at = noise.length - 1; at >= 0; at--) {
        if (words.test(noise[at])) count += noise.splice(at, 1).length;
      }
    }
    return count;
  }

  /** Closes the pages of a test; what they and the shared ones have done that they must not. */
  async leave(): Promise<readonly string[]> {
    const shared = await Promise.all(this.#shared.values());
    const noise = [...this.#own, ...shared].flatMap(({ noise: made }) => made.splice(0));
    await Promise.all(this.#own.map(({ page }) => page.context().close()));
    this.#own = [];
    return noise;
  }

  async end(): Promise<void> {
    for (const { page } of await Promise.all(this.#shared.values())) await page.context().close();
    for (const close of this.#closing) await close();
    this.#pages.remove();
  }

  async #publish(exhibit: Exhibit): Promise<string> {
    return exhibit.published?.() ?? this.#pages.publish(await exhibit.payload(), exhibit.name);
  }

  async #serve(exhibit: Exhibit): Promise<string> {
    return exhibit.target === null ? this.#hand(exhibit) : this.#command(exhibit.target);
  }

  /** `parley open`, as somebody types it. */
  async #command(target: string): Promise<string> {
    const control = new AbortController();
    let ended = Promise.resolve();
    const address = await new Promise<string>((resolve, reject) => {
      const write = (text: string): void => {
        const found = /http:\/\/127\.0\.0\.1:\S+/u.exec(text)?.[0];
        if (found !== undefined) resolve(found);
      };
      ended = runProgram(["open", target], {
        write,
        writeError: (text) => reject(new Error(text)),
        colour: false,
        width: 100,
        signal: control.signal,
        setExitCode: () => undefined,
      });
    });
    this.#closing.push(async () => {
      control.abort();
      await ended;
    });
    return address;
  }

  /** Its server with a study that stands in no file; as there, the page is to argue by itself. */
  async #hand(exhibit: Exhibit): Promise<string> {
    const payload = { ...(await exhibit.payload()), document: null };
    const served = await serve(
      (events) => ({
        html: async () => pageHtml(await readPlayer(), payload, { events }),
        changes: () => 0,
        onChange: () => () => undefined,
      }),
      0,
    );
    this.#closing.push(() => Promise.resolve(served.close()));
    return served.address;
  }
}
