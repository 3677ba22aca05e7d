import { gzipSync } from "node:zlib";

import type { Payload } from "../page/payload.js";
import { pageHtml } from "../publish/page-html.js";
import { readPlayer } from "../publish/player.js";
import type { CommandIo } from "./io.js";
import type { Fail } from "./named-in.js";
import { tellError } from "./open-target.js";
import { writeWithFolder } from "./write-output.js";

export interface WrittenPage {
  readonly file: string;
  readonly bytes: number;
  readonly gzipped: number;
}

/** Writes the page of a payload; null, and said, where that cannot be. */
export async function writePage(
  file: string,
  payload: Payload,
  io: CommandIo,
): Promise<WrittenPage | null> {
  if (!/\.html?$/iu.test(file)) {
    tellError(io, `\`${file}\` is no name of a page.`, "Let it end in .html.");
    return null;
  }
  const html = pageHtml(await readPlayer(), payload, { events: null });
  const fail: Fail = (message, help) => tellError(io, message, help);
  if (!(await writeWithFolder(file, html, fail))) return null;
  return { file, bytes: Buffer.byteLength(html), gzipped: gzipSync(html).length };
}

/** One line for who asked. */
export function saidOfPage({ file, bytes, gzipped }: WrittenPage): string {
  const kilobytes = (count: number): number => Math.ceil(count / 1000);
  const size = `${kilobytes(bytes)} KB, ${kilobytes(gzipped)} KB compressed`;
  return `The page is in ${file} (${size}): open it in any browser, no network is needed.`;
}
