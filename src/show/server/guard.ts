import { timingSafeEqual } from "node:crypto";
import type { Context, MiddlewareHandler } from "hono";

/** The most that a request may carry. */
const largestBody = 1024 * 1024;

/**
 * What keeps other pages and other machines out of a server on the loopback address: the names that
 * it may be called by (against DNS rebinding), no requests that come from another site, and a token
 * that only who started it knows. Refuses with 421, 403, 405, 413 or 415.
 */
export function guard(hosts: ReadonlySet<string>, token: string): MiddlewareHandler {
  return async (context, next) => {
    const refused = refusal(context, hosts, token);
    if (refused !== null) return context.text(`${refused.why}\n`, refused.status);
    return next();
  };
}

interface Refusal {
  readonly status: 403 | 405 | 413 | 415 | 421;
  readonly why: string;
}

function refusal({ req }: Context, hosts: ReadonlySet<string>, token: string): Refusal | null {
  const host = req.header("host") ?? "";
  if (!hosts.has(host)) return { status: 421, why: "This server goes by another name." };
  if (req.method !== "GET" && req.method !== "POST") {
    return { status: 405, why: "Only GET and POST." };
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
  if (req.method === "POST") {
    if (!/^application\/json\s*(;|$)/iu.test(req.header("content-type") ?? "")) {
      return { status: 415, why: "JSON only." };
    }
    if (Number(req.header("content-length") ?? 0) > largestBody) {
      return { status: 413, why: "More than 1 MiB." };
    }
  }
  return null;
}

function sameToken(one: string, other: string): boolean {
  const [given, wanted] = [Buffer.from(one), Buffer.from(other)];
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/**
 * The body of a request as text, counted as it comes, since what it says of its length may be a lie
 * or missing; null where it is more than `largestBody`.
 */
export async function readBody(body: ReadableStream<Uint8Array> | null): Promise<string | null> {
  if (body === null) return "";
  const reader = body.getReader();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new TextDecoder().decode(Buffer.concat(chunks));
    bytes += value.byteLength;
    if (bytes > largestBody) {
      await reader.cancel().catch(() => undefined);
      return null;
    }
    chunks.push(value);
  }
}
