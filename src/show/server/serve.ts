import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";

import { createApp } from "./app.js";
import type { Shown } from "./app.js";

/** Who connects and says nothing, or slowly, is cut off, so that nobody is kept out. */
const limits = {
  headersTimeout: 3000,
  requestTimeout: 3000,
  connectionsCheckingInterval: 1000,
  keepAliveTimeout: 5000,
};
const mostConnections = 100;

/** A page that is served until it is closed. */
export interface Served {
  /** With the token that lets somebody in. */
  readonly address: string;
  close(): void;
}

/**
 * Serves a page on the loopback address alone, under a token of its own, which is also that of the
 * page's events. Port 0 is any free one; rejects with Node's error where the port cannot be had.
 */
export async function serve(shown: (events: string) => Shown, port: number): Promise<Served> {
  const token = randomBytes(24).toString("base64url");
  const hosts = new Set<string>();
  const app = createApp(shown(`/events?token=${token}`), hosts, token);
  const server = createServer(limits, getRequestListener(app.fetch));
  server.maxConnections = mostConnections;
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const { port: found } = server.address() as AddressInfo;
  for (const name of ["127.0.0.1", "localhost"]) hosts.add(`${name}:${found}`);
  return {
    address: `http://127.0.0.1:${found}/?token=${token}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
