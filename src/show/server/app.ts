import { Hono } from "hono";

import { guard } from "./guard.js";

/** What the server shows; it serves no files at all, so that no path can lead anywhere. */
export interface Shown {
  /** The page as it is now, whole. */
  html(): Promise<string>;
  /** How many changes of files there have been. */
  changes(): number;
  /** Calls back whenever a file has changed, until the answer is called. */
  onChange(listener: () => void): () => void;
}

const headers: Readonly<Record<string, string>> = {
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
};

/** Routes of `parley open`: the page and its events. */
export function createApp(shown: Shown, hosts: ReadonlySet<string>, token: string): Hono {
  const app = new Hono();
  app.use(async (context, next) => {
    await next();
    for (const [name, value] of Object.entries(headers)) context.res.headers.set(name, value);
  });
  app.use(guard(hosts, token));
  app.get("/", async (context) => context.html(await shown.html()));
  app.get("/events", ({ req }) => events(shown, Number(req.query("seen") ?? Number.NaN)));
  app.notFound((context) => context.text("There is nothing here.\n", 404));
  app.onError((error, context) => context.text(`${error.message}\n`, 500));
  return app;
}

/**
 * Server-sent events (HTML standard, section 9.2): `change` whenever the page is to be loaded anew, at
 * once if files have changed since the page was made (`seen`: the changes that there had been then).
 */
function events(shown: Shown, seen: number): Response {
  let stop = (): void => undefined;
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      const encoder = new TextEncoder();
      const tell = (): void => controller.enqueue(encoder.encode("event: change\ndata:\n\n"));
      controller.enqueue(encoder.encode("retry: 1000\n\n"));
      stop = shown.onChange(tell);
      if (shown.changes() > seen) tell();
    },
    cancel() {
      stop();
    },
  });
  return new Response(stream, { headers: { "content-type": "text/event-stream" } });
}
