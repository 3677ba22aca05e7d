import { createHash } from "node:crypto";

import { freeze } from "../page/payload.js";
import type { Payload } from "../page/payload.js";
import { staticPage } from "./static-page.js";
import { escapeHtml } from "./html.js";

/** Where a page gets what may change: nowhere once it is published, its server while it is open. */
export interface PageWorld {
  /** Path of the server's events, with its token; null for a published page. */
  readonly events: string | null;
}

/**
 * The page as one HTML file: the player with a study put into it. Everything that the study says is
 * text in a JSON script element or escaped; the policy lets nothing run but the player's own script,
 * which it knows by its hash, and lets nothing be fetched.
 */
export function pageHtml(player: string, payload: Payload, { events }: PageWorld): string {
  const script = /<script type="module"[^>]*>([\s\S]*?)<\/script>/.exec(player);
  if (script === null) throw new Error("the player has no script: build it again");
  const title = escapeHtml(payload.study.title || payload.study.name || "Parley");
  const policy = contentPolicy(script[1], events !== null);
  const place = events === null ? "" : ` data-events="${escapeHtml(events)}"`;
  const data = `<script type="application/json" id="parley-data"${place}>${freeze(payload)}</script>`;
  // Replacements are functions: "$&" in a study is text and nothing else.
  return player
    .replace('<meta charset="utf-8" />', (meta) => `${meta}\n    ${policy}`)
    .replace("<title>Parley</title>", () => `<title>${title}</title>`)
    .replace(
      '<div id="page"></div>',
      () => `<div id="page">${staticPage(payload)}</div>\n    ${data}`,
    );
}

/**
 * `connect-src` is for the events of the local server alone. Styles stand in the page, and charts
 * set them.
 */
function contentPolicy(script: string, local: boolean): string {
  const hash = createHash("sha256").update(script).digest("base64");
  const directives = [
    "default-src 'none'",
    `script-src 'sha256-${hash}' 'wasm-unsafe-eval'`,
    "worker-src blob:",
    "style-src 'unsafe-inline'",
    "img-src data: blob:",
    ...(local ? ["connect-src 'self'"] : []),
    "base-uri 'none'",
    "form-action 'none'",
  ];
  return `<meta http-equiv="Content-Security-Policy" content="${directives.join("; ")}" />`;
}
