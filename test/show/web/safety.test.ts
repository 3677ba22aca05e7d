import { expect, test } from "vitest";

import { atBothAddresses } from "./addresses.js";
import { openPage, Pages, rested, startBrowser } from "./browser.js";
import { example } from "./exhibits.js";
import { guardTheWayOut } from "./way-out.js";

// What the page may not do, even if something foreign had come into it.
const schools = example("school-closures", 60);

test("a page that does ask to leave this machine is heard", async () => {
  const wayOut = await guardTheWayOut();
  const browser = await startBrowser(wayOut.address);
  const pages = new Pages();
  const picture = "http://evil.example/picture.png";
  const bare = `<!doctype html><title>bare</title><img src="${picture}" />`;
  const { page, noise } = await openPage(browser, await pages.write("bare.html", bare));
  await page.context().setOffline(false);
  await page.reload();
  await expect.poll(() => wayOut.asked).toContain(picture);
  expect(noise).toContain(`request: ${picture}`);
  await browser.close();
  wayOut.close();
  pages.remove();
});

atBothAddresses((visit) => {
  test("the policy of the page lets nothing run that is not its own, and nothing be fetched", async () => {
    const page = await visit.share(schools);
    await rested(page);
    const policy = await page
      .locator('meta[http-equiv="Content-Security-Policy"]')
      .getAttribute("content");
    expect((policy ?? "").split("; ").map((one) => one.replace(/'sha256-[^']+'/u, "HASH"))).toEqual(
      [
        "default-src 'none'",
        "script-src HASH 'wasm-unsafe-eval'",
        "worker-src blob:",
        "style-src 'unsafe-inline'",
        "img-src data: blob:",
        ...(visit.isServed ? ["connect-src 'self'"] : []),
        "base-uri 'none'",
        "form-action 'none'",
      ],
    );
    // The browser abides by it.
    const refused = await page.evaluate<string[]>(`(async () => {
      const refused = new Set();
      addEventListener("securitypolicyviolation", ({ effectiveDirective }) => refused.add(effectiveDirective));
      const add = (name, of) => document.body.append(Object.assign(document.createElement(name), of));
      add("script", { textContent: "globalThis.foreign = 'inline'" });
      add("script", { src: "data:text/javascript,globalThis.foreign = 'data'" });
      add("img", { src: "http://evil.example/picture.png" });
      add("iframe", { src: "http://evil.example/" });
      add("link", { rel: "stylesheet", href: "http://evil.example/style.css" });
      await fetch("http://evil.example/").catch(() => undefined);
      try { new EventSource("http://evil.example/"); } catch {}
      try { new WebSocket("ws://evil.example/"); } catch {}
      const frame = document.createElement("form");
      frame.action = "http://evil.example/";
      document.body.append(frame);
      frame.submit();
      await new Promise((resolve) => setTimeout(resolve, 200));
      return [...refused].sort();
    })()`);
    expect(refused).toEqual([
      "connect-src",
      "form-action",
      "frame-src",
      "img-src",
      "script-src-elem",
      "style-src-elem",
    ]);
    expect(await page.evaluate("globalThis.foreign ?? null")).toBeNull();
    // It said so, and what was asked for has not left the browser, as is looked for after each test.
    const words =
      /Content Security Policy|Content-Security-Policy|violates|http:\/\/evil\.example/u;
    expect(await visit.silence(words)).toBeGreaterThan(5);
  });
});
