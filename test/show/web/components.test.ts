import { fileURLToPath } from "node:url";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import type { Browser, Page } from "playwright-core";
import { build } from "vite";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";

import { startBrowser } from "./browser.js";

// Parts of the page by themselves, each in an empty page, with whom it calls written down.
const root = fileURLToPath(new URL("../../../src/show/web/", import.meta.url));
const parts = [
  "playing/NumberInput",
  "playing/RangeInput",
  "seeing/Figure",
  "shell/Card",
  "shell/Fold",
  "shell/Pointer",
] as const;
let browser: Browser;
let page: Page;
let script: string;

beforeAll(async () => {
  script = await bundled();
  browser = await startBrowser();
  page = await browser.newPage();
}, 60_000);
afterAll(() => browser.close());
beforeEach(async () => {
  await page.setViewportSize({ width: 1000, height: 700 });
  await page.goto("about:blank");
  await page.setContent("<!doctype html><title>parts</title><main></main>");
  await page.addScriptTag({ content: script });
  await page.evaluate("globalThis.calls = []");
});

/** Mounts a part with properties that are written as a script. */
async function show(part: string, properties: string): Promise<void> {
  await page.evaluate(`globalThis.props = Parts.reactive(${properties});
    Parts.mount(Parts.${part}, { target: document.querySelector("main"), props })`);
}

const calls = () => page.evaluate<unknown[][]>("calls");
const forget = () => page.evaluate("calls.length = 0");

test("a range: keys move an end by a round step, and letting go is told from moving", async () => {
  await show(
    "RangeInput",
    `{ name: "share", low: 0.2, high: 0.6, from: 0, to: 1, other: { low: 0.5, high: 0.7 },
       unit: "people", speaker: "Ruth", onmove: (...told) => calls.push(told) }`,
  );
  const lowest = page.getByRole("slider", { name: "lowest share", exact: true });
  const highest = page.getByRole("slider", { name: "highest share", exact: true });
  expect(await lowest.getAttribute("aria-valuetext")).toBe("0.2 people, lowest of share, Ruth");
  expect(await highest.getAttribute("aria-valuetext")).toBe("0.6 people, highest of share, Ruth");
  await lowest.press("ArrowRight");
  expect(await calls()).toEqual([
    ["low", 0.205, false],
    ["low", 0.205, true],
  ]);
  await forget();
  await highest.press("End");
  expect(await calls()).toEqual([
    ["high", 1, false],
    ["high", 1, true],
  ]);
  // Another's range is drawn where it is.
  const style = await page.locator(".other").getAttribute("style");
  expect(style).toMatch(/left: 50%; width: (20|19\.9\d+)%/u);
});

test("a range: a box that is empty moves nothing, and a number off the steps is taken as it is", async () => {
  await show(
    "RangeInput",
    `{ name: "share", low: 0.2, high: 0.6, from: 0, to: 1, other: null,
       unit: "1", speaker: "Ruth", onmove: (...told) => calls.push(told) }`,
  );
  const box = page.getByRole("spinbutton", { name: "lowest share, as a number" });
  await box.fill("");
  await box.press("Enter");
  expect(await calls()).toEqual([]);
  await box.fill("0.12345");
  await box.press("Enter");
  expect(await calls()).toEqual([["low", 0.12345, true]]);
  const lowest = page.getByRole("slider", { name: "lowest share", exact: true });
  expect(await lowest.getAttribute("aria-valuetext")).toBe("0.2, lowest of share, Ruth");
});

test("a range: both ends at the right are taken apart by the mouse again, and so at the left", async () => {
  for (const [at, end, dx] of [
    [1, "low", -60],
    [0, "high", 60],
  ] as const) {
    await page.evaluate("document.querySelector('main').replaceChildren()");
    await show(
      "RangeInput",
      `{ name: "share", low: ${at}, high: ${at}, from: 0, to: 1, other: null,
         unit: null, speaker: "Ruth", onmove: (...told) => calls.push(told) }`,
    );
    await forget();
    const box = await page.locator(".track").boundingBox();
    if (box === null) throw new Error("no track");
    const y = box.y + box.height / 2;
    const x = box.x + box.width * at;
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + dx, y, { steps: 4 });
    await page.mouse.up();
    const told = await calls();
    expect(told.length).toBeGreaterThan(1);
    expect(new Set(told.map(([one]) => one))).toEqual(new Set([end]));
    expect(told.at(-1)?.[2]).toBe(true);
  }
});

test("a number: its slider stays where it was where nothing was moved, whatever its steps are", async () => {
  await show(
    "NumberInput",
    `{ label: "effort", value: 0.12345, low: 0, high: 1, unit: "1/year", speaker: "Much",
       onmove: (...told) => calls.push(told) }`,
  );
  const box = page.getByRole("spinbutton", { name: "effort, as a number" });
  const slider = page.getByRole("slider", { name: "effort" });
  expect(await box.inputValue()).toBe("0.12345");
  expect(await slider.getAttribute("aria-valuetext")).toBe("0.12345 1/year, effort, Much");
  await slider.focus();
  await page.keyboard.press("Tab");
  expect(await calls()).toEqual([]);
  await box.fill("not a number".slice(0, 0));
  await box.press("Enter");
  expect(await calls()).toEqual([]);
  await box.fill("2");
  await box.press("Enter");
  expect(await calls()).toEqual([[2, true]]);
});

test("a pointer: hover and focus light up, a finger's touch does not, keys and clicks keep lit", async () => {
  await show(
    "Pointer",
    `{ target: { kind: "premise", key: "a" }, children: Parts.words("words"),
       page: { highlight: null, light: (one) => calls.push(["light", one?.key ?? null]),
               pin: (one) => calls.push(["pin", one.key]) } }`,
  );
  const pointer = page.getByRole("button", { name: "words" });
  await pointer.hover();
  await page.mouse.move(900, 600);
  expect(await calls()).toEqual([
    ["light", "a"],
    ["light", null],
  ]);
  await forget();
  await pointer.dispatchEvent("pointerenter", { pointerType: "touch" });
  expect(await calls()).toEqual([]);
  await pointer.press("Enter");
  await page.keyboard.press("Space");
  expect(await calls()).toEqual([
    ["light", "a"],
    ["pin", "a"],
    ["pin", "a"],
  ]);
  expect(await pointer.getAttribute("aria-pressed")).toBe("false");
  await page.evaluate(`props.page = { ...props.page, highlight: {
    target: { kind: "premise", key: "a" }, pinned: true, premises: new Set(["a"]) } }`);
  await expect.poll(() => pointer.getAttribute("aria-pressed")).toBe("true");
  expect(await pointer.getAttribute("class")).toContain("lit");
});

test("a figure: drawn once a frame however often it changes, anew for another size, with its twin", async () => {
  await show(
    "Figure",
    `{ name: "a line", height: 120, table: Parts.words("the table"),
       draw: (pen, size) => calls.push(["first", size.width, size.height]) }`,
  );
  await expect.poll(async () => (await calls()).length).toBe(1);
  const [[, width]] = (await calls()) as [[string, number]];
  expect((await calls())[0]).toEqual(["first", width, 120]);
  await forget();
  await page.evaluate(
    `for (let turn = 0; turn < 20; turn++) props.draw = () => calls.push([turn])`,
  );
  await page.evaluate(
    "new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))",
  );
  expect(await calls()).toEqual([[19]]);
  await forget();
  await page.setViewportSize({ width: 600, height: 700 });
  await expect.poll(async () => (await calls()).length).toBeGreaterThan(0);
  const canvas = page.locator("canvas");
  expect((await canvas.boundingBox())?.width).toBeLessThan(width);
  for (const media of [{ colorScheme: "dark" }, { forcedColors: "active" }] as const) {
    await forget();
    await page.emulateMedia(media);
    await expect.poll(async () => (await calls()).length).toBeGreaterThan(0);
  }
  await page.emulateMedia({ colorScheme: null, forcedColors: null });
  const twin = page.getByRole("group", { name: "a line, as a table" });
  expect(await twin.innerText()).toBe("the table");
  expect(await canvas.isVisible()).toBe(true);
  await page.getByRole("button", { name: "table" }).click();
  expect(await canvas.isVisible()).toBe(false);
  expect(await page.getByRole("button", { name: "table" }).getAttribute("aria-pressed")).toBe(
    "true",
  );
});

test("a fold is open where there is room, and tells what is in it where it is folded", async () => {
  const fold = `{ title: "Levers", level: 2, note: "what a policy sets", children: Parts.words("inside") }`;
  await show("Fold", fold);
  expect(await page.getByText("inside").isVisible()).toBe(true);
  expect(await page.getByText("what a policy sets").count()).toBe(0);
  await page.setViewportSize({ width: 390, height: 700 });
  await page.evaluate("document.querySelector('main').replaceChildren()");
  await show("Fold", fold);
  expect(await page.getByText("inside").isVisible()).toBe(false);
  expect(await page.getByText("what a policy sets").isVisible()).toBe(true);
  await page.getByRole("heading", { name: "Levers", level: 2 }).click();
  expect(await page.getByText("inside").isVisible()).toBe(true);
});

test("a card takes the focus of whoever came by keyboard, gives it back, and leaves others alone", async () => {
  const card = `{ label: "Claim", onclose: () => calls.push(["closed"]),
    head: Parts.words("head"), children: Parts.words("body") }`;
  await page.evaluate(
    `document.body.prepend(Object.assign(document.createElement("button"), { textContent: "before" }))`,
  );
  const focused = () =>
    page.evaluate("document.activeElement.ariaLabel ?? document.activeElement.textContent");
  await page.keyboard.press("Tab");
  expect(await focused()).toBe("before");
  await page.evaluate(
    `globalThis.card = Parts.mount(Parts.Card, { target: document.querySelector("main"), props: ${card} })`,
  );
  expect(await focused()).toBe("Claim");
  await page.keyboard.press("Tab");
  expect(await focused()).toBe("Close");
  await page.evaluate("Parts.unmount(card)");
  expect(await focused()).toBe("before");
  // Somebody who clicked keeps reading where they are.
  await page.evaluate("document.activeElement.blur()");
  await page.mouse.click(500, 300);
  await page.evaluate(
    `globalThis.card = Parts.mount(Parts.Card, { target: document.querySelector("main"), props: ${card} })`,
  );
  expect(await focused()).not.toBe("Claim");
});

/** The parts and what mounts them, as one script that sets `Parts`. */
async function bundled(): Promise<string> {
  const entry = `
    import { createRawSnippet, mount, unmount, flushSync } from "svelte";
    import { reactive } from "virtual:props.svelte.js";
    ${parts.map((path) => `export { default as ${path.split("/")[1]} } from "${root}${path}.svelte";`).join("\n")}
    const text = (words) => createRawSnippet(() => ({ render: () => "<span>" + words + "</span>" }));
    const mounted = (part, options) => { const one = mount(part, options); flushSync(); return one; };
    export { reactive, mounted as mount, unmount, text as words };`;
  const own = new Map([
    ["virtual:parts", entry],
    [
      "virtual:props.svelte.js",
      "export const reactive = (of) => { let props = $state(of); return props; };",
    ],
  ]);
  const result = await build({
    configFile: false,
    root,
    logLevel: "warn",
    plugins: [
      {
        name: "parts",
        enforce: "pre",
        // The entry comes as a path.
        resolveId: (id: string) => [...own.keys()].find((name) => id.endsWith(name)) ?? null,
        load: (id: string) => own.get(id) ?? null,
      },
      svelte({ configFile: false }),
    ],
    build: {
      write: false,
      minify: false,
      lib: { entry: "virtual:parts", formats: ["iife"], name: "Parts" },
    },
  });
  const outputs = Array.isArray(result) ? result : [result];
  for (const one of outputs) {
    if (!("output" in one)) continue;
    const chunk = one.output.find(({ type }) => type === "chunk");
    const styles = one.output.flatMap((asset) =>
      asset.type === "asset" && asset.fileName.endsWith(".css") ? [String(asset.source)] : [],
    );
    if (chunk?.type !== "chunk") continue;
    const style = `document.head.append(Object.assign(document.createElement("style"), { textContent: ${JSON.stringify(styles.join("\n"))} }));`;
    return `${chunk.code}\nglobalThis.Parts = Parts;\n${style}`;
  }
  throw new Error("nothing was built");
}
