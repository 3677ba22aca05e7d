import type { Premise } from "#study/study";

/** What a premise is about: the first sentence of what the study says of it, "" where it says nothing. */
export function glossOf(premise: Premise | undefined): string {
  return /^.*?[.!?](?=\s|$)/su.exec(premise?.why.trim() ?? "")?.[0] ?? premise?.why.trim() ?? "";
}
