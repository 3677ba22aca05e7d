import { mount } from "svelte";

import { thaw } from "../page/payload.js";
import App from "./App.svelte";
import InlineWorker from "./engine/worker.ts?worker&inline";
import { createPool } from "./engine/pool.js";
import { Page } from "./state/page.svelte.js";

const text = document.querySelector("#parley-data")?.textContent ?? "";
const target = document.querySelector("#page");
if (target !== null && text !== "") {
  const payload = thaw(text);
  const workers = Math.max(1, Math.min(4, navigator.hardwareConcurrency));
  const pool = createPool(payload.study, () => new InlineWorker(), workers);
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const page = new Page(payload, pool, null, calm);
  target.replaceChildren();
  mount(App, { target, props: { page } });
  page.begin();
}
