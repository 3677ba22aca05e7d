import { escapeHtml } from "../publish/html.js";

/** What stands in the place of a page that cannot be made; it looks again by itself. */
export function errorsPage(printed: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:" />
    <meta http-equiv="refresh" content="2" />
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
    <main>
      <h1>Something is wrong with the files</h1>
      <p>The page is back as soon as it is mended.</p>
      <pre>${escapeHtml(printed)}</pre>
    </main>
  </body>
</html>
`;
}
