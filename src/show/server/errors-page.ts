import { createHash } from "node:crypto";

import { escapeHtml } from "../publish/html.js";

/** It is loaded anew when a file has changed, and never under the eyes of whoever reads. */
const script = `
  const { events } = document.querySelector("main").dataset;
  new EventSource(events).addEventListener("change", () => location.reload());
`;

/**
 * What stands in the place of a page that cannot be made. `events`: the path of the server's events,
 * with its token.
 */
export function errorsPage(printed: string, events: string): string {
  const hash = createHash("sha256").update(script).digest("base64");
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'sha256-${hash}'; connect-src 'self'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <link rel="icon" href="data:," />
    <title>What is wrong</title>
    <style>
      body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 Georgia, "Liberation Serif", serif; }
      pre { white-space: pre-wrap; font: 0.875rem/1.5 ui-monospace, "Liberation Mono", monospace; }
    </style>
  </head>
  <body>
    <main data-events="${escapeHtml(events)}">
      <h1>Something is wrong with the files</h1>
      <p>The page is back as soon as it is mended.</p>
      <pre>${escapeHtml(printed)}</pre>
    </main>
    <script>${script}</script>
  </body>
</html>
`;
}
