import { mount } from "svelte";

import { thaw } from "../page/payload.js";
import App from "./App.svelte";
import InlineWorker from "./engine/worker.ts?worker&inline";
import { createPool } from "./engine/pool.js";
import { createTurns } from "./host.js";
import { sourceOfPage } from "./shell/saving.js";
import { readAddress } from "./state/address.js";
import { Page } from "./state/page.svelte.js";

const data = document.querySelector<HTMLElement>("#parley-data");
const target = document.querySelector("#page");
if (target !== null && data !== null) void comeToLife(target, data);

/** In turns, between which what was there before is drawn and answers. */
async function comeToLife(target: Element, data: HTMLElement): Promise<void> {
  const turn = createTurns();
  // Workers read their script while the page reads its study.
  const count = Math.max(1, Math.min(4, navigator.hardwareConcurrency));
  const started = Array.from({ length: count }, () => new InlineWorker());
  await turn();
  const payload = thaw(data.textContent);
  await turn();
  const source = sourceOfPage(document, target);
  const pool = createPool(payload.study, () => started.pop() ?? new InlineWorker(), count);
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const start = location.hash.length > 1 ? location.hash : (data.dataset["start"] ?? "");
  const { choice, problems } = readAddress(payload.study, start);
  const page = new Page(payload, source, pool, choice, calm);
  page.begin();
  await turn();
  target.replaceChildren();
  mount(App, { target, props: { page, problems } });
  const { events } = data.dataset;
  if (events !== undefined) {
    new EventSource(events).addEventListener("change", () => location.reload());
  }
}
