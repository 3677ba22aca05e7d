import type { ArgueDocument } from "#argue/document";

import type { ArgueRequest, Pool } from "../engine/pool.js";

/** Futures of the argument at a first look. */
const firstFutures = 256;

/**
 * The argument of a study at a first look, and then, unless that was it, on all futures; fewer
 * documents where it was stopped.
 */
export async function* argueInSteps(
  pool: Pool,
  request: Omit<ArgueRequest, "between">,
): AsyncGenerator<ArgueDocument> {
  for (const futures of new Set([Math.min(firstFutures, request.futures), request.futures])) {
    const document = await pool.argue({ ...request, futures, between: null });
    if (document === null) return;
    yield document;
  }
}
