import { readFile } from "node:fs/promises";
import { describeBelief } from "#argue/belief";
import { argueDocument, type ArgueDocument } from "#argue/document";
import type { Study } from "#study/study";
import type { Fail } from "./named-in.js";
import { reasonOf } from "../node/reason-of.js";

/**
 * Reads what `parley argue STUDY --json` printed. Null, and the reason said, where the file is
 * something else or was argued over another study, or over this one before it was changed.
 */
export async function readArgued(
  path: string,
  study: Study,
  fail: Fail,
): Promise<ArgueDocument | null> {
  const help = "Write one with: parley argue STUDY --json > argue.json";
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    fail(`\`${path}\` cannot be read: ${reasonOf(error)}.`, help);
    return null;
  }
  const parsed = argueDocument.safeParse(jsonOf(text));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where =
      issue === undefined || issue.path.length === 0 ? "" : ` at ${issue.path.join(".")}`;
    fail(
      `\`${path}\` is no result of parley argue${where}: ${issue?.message ?? "it differs"}.`,
      help,
    );
    return null;
  }
  const difference = differenceOf(parsed.data, study);
  if (difference === null) return parsed.data;
  fail(
    `\`${path}\` was argued over another study, or before this one was changed: ${difference}.`,
    "Run parley argue again.",
  );
  return null;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What no longer agrees, of what verdicts and concessions rest on in a study's argument. */
function differenceOf(argued: ArgueDocument, study: Study): string | null {
  const parts = [
    ["the title", argued.study.title, study.title],
    ["policies", keysOf(argued.policies), [...study.policies.keys()].join(", ")],
    [
      "premises",
      argued.premises.map(({ key, open }) => `${key} ${open}`).join(", "),
      [...study.premises.values()]
        .map(({ key, open }) => `${key} ${describeBelief(open)}`)
        .join(", "),
    ],
    ["positions", keysOf(argued.positions), [...study.positions.keys()].join(", ")],
  ] as const;
  for (const [what, then, now] of parts) {
    if (then !== now) return `${what} differ${what.startsWith("the ") ? "s" : ""}`;
  }
  for (const { key, label, premises, conclusion } of argued.positions) {
    const position = study.positions.get(key);
    const then = premises.held.map(({ premise, belief }) => `${premise} ${belief}`);
    const now = [...(position?.holds ?? [])].map(
      ([premise, { belief }]) => `${premise} ${describeBelief(belief)}`,
    );
    if (then.join() !== now.join()) return `what ${label} holds differs`;
    const concluded = position?.concludes ?? { policies: [], against: [] };
    const against = conclusion.against.map(({ policy }) => policy);
    if (
      conclusion.policies.join() !== concluded.policies.join() ||
      against.join() !== concluded.against.join()
    )
      return `what ${label} concludes differs`;
  }
  return null;
}

function keysOf(items: readonly { readonly key: string }[]): string {
  return items.map(({ key }) => key).join(", ");
}
