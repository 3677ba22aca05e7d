import { timingSafeEqual } from "node:crypto";
import type { Context, MiddlewareHandler } from "hono";

/**
 * What keeps other pages and other machines out of a server on the loopback address: the names that
 * it may be called by (against DNS rebinding), no requests that come from another site, and a token
 * that only who started it knows. Nothing is
 * taken from anybody: requests are GET and carry nothing. Refuses with 421, 403, 405 or 413.
 */
export function guard(hosts: ReadonlySet<string>, token: string): MiddlewareHandler {
  return async (context, next) => {
    const refused = refusal(context, hosts, token);
    if (refused !== null) {
      // What else comes on this connection is not even read.
      return context.text(`${refused.why}\n`, refused.status, { connection: "close" });
    }
    return next();
  };
}

interface Refusal {
  readonly status: 403 | 405 | 413 | 421;
  readonly why: string;
}

function refusal({ req }: Context, hosts: ReadonlySet<string>, token: string): Refusal | null {
  const host = req.header("host") ?? "";
  if (!hosts.has(host)) return { status: 421, why: "This server goes by another name." };
  if (req.method !== "GET") return { status: 405, why: "Only GET." };
  const length = req.header("content-length") ?? "0";
  if (length !== "0" || req.header("transfer-encoding") !== undefined) {
    return { status: 413, why: "A request carries nothing here." };
  }
  const origin = req.header("origin");
  if (origin !== undefined && origin !== `http://${host}`) {
    return { status: 403, why: "Requests of other pages are refused." };
  }
  const site = req.header("sec-fetch-site");
  if (site !== undefined && site !== "same-origin" && site !== "none") {
    return { status: 403, why: "Requests from other sites are refused." };
  }
  if (!sameToken(req.query("token") ?? "", token)) {
    return { status: 403, why: "The token is missing: use the address that was printed." };
  }
  return null;
}

function sameToken(one: string, other: string): boolean {
  const [given, wanted] = [Buffer.from(one), Buffer.from(other)];
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
