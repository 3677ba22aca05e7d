import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** What the browser asks for itself, whatever page is open, in spite of its switches. */
const ofTheBrowser = new Set([
  "accounts.google.com",
  "content-autofill.googleapis.com",
  "update.googleapis.com",
]);

/**
 * A proxy on a browser's way out of this machine. It lets nothing through, and remembers what asked
 * to go; requests of the loopback address do not come by here.
 */
export interface WayOut {
  readonly address: string;
  readonly asked: readonly string[];
  close(): void;
}

export async function guardTheWayOut(): Promise<WayOut> {
  const asked: string[] = [];
  const remember = (url: string): void => {
    const { hostname } = new URL(/^https?:/u.test(url) ? url : `https://${url}`);
    if (!ofTheBrowser.has(hostname)) asked.push(url);
  };
  const server = createServer((request, response) => {
    remember(request.url ?? "");
    response.writeHead(403).end();
  });
  server.on("connect", ({ url }, socket) => {
    remember(url ?? "");
    socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    asked,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
