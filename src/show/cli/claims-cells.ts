import { arguedInWords, type Argued } from "#argue/argued";
import { favouredInWords } from "#argue/summary";
import { inWords, speakerName } from "#argue/words";
import { codeText, plainText } from "./claims-escape.js";
import type { BindingCell, ClaimsOutput, Decides, PremiseCell } from "./claims-output.js";

/** Keys as Markdown for people. */
export interface Names {
  /** The policy's label. */
  policy(key: string): string;
  /** The speaker, shortly. */
  position(key: string): string;
  /** The claim's id. */
  claim(key: string): string;
}

export function namesIn({ policies, positions, claims }: ClaimsOutput): Names {
  const reader = (pairs: readonly (readonly [string, string])[]) => {
    const texts = new Map(pairs);
    return (key: string): string => plainText(texts.get(key) ?? key);
  };
  return {
    policy: reader(policies.map(({ key, label }) => [key, label])),
    position: reader(positions.map(({ key, label }) => [key, speakerName(label)])),
    claim: reader(claims.map(({ key, name }) => [key, name])),
  };
}

/** To follow "argues": for “A” before “B” and against “C”. */
export function arguedText(concluded: Argued, names: Names): string {
  return arguedInWords(concluded, (policy) => `“${names.policy(policy)}”`);
}

export function bindingText({ name, is, definition }: BindingCell): string {
  switch (is) {
    case "premise":
      return `${codeText(name)}, a premise`;
    case "policy":
      return `${codeText(name)}, a policy`;
    case "variable":
      return codeText(definition ?? name);
    case "lever":
      return `${codeText(name)}, a lever: ${plainText(definition ?? "")}`;
    case "outcome":
      return `${codeText(name)}, an outcome: ${plainText(definition ?? "")}`;
  }
}

/**
 * `*name* (fact, 0.03 to 0.95): Reader 7 0.03 to 0.3 (stated, R7c)`. Who holds the same for the same
 * reasons stands together; what rests on `claim` is bold.
 */
export function premiseText(premise: PremiseCell, claim: string | null, names: Names): string {
  const groups = new Map<string, { readonly holders: string[]; readonly rests: boolean }>();
  for (const { position, belief, basis, claims } of premise.held) {
    const reasons = [basis, ...claims.map(names.claim)].join(", ");
    const text = `${plainText(belief)} (${reasons})`;
    const rests = claim !== null && claims.includes(claim);
    const group = groups.get(text) ?? { holders: [], rests };
    group.holders.push(names.position(position));
    groups.set(text, group);
  }
  const held = [...groups].map(([text, { holders, rests }]) => {
    const line = `${inWords(holders, "and")} ${text}`;
    return rests ? `**${line}**` : line;
  });
  const { name, kind, open, unit } = premise;
  const measured = unit === null || unit === "1" ? "" : ` ${plainText(unit)}`;
  const who = held.length === 0 ? "held by nobody, open to all" : held.join("; ");
  return `*${plainText(name)}* (${kind}, ${plainText(open)}${measured}): ${who}`;
}

/** Whose verdict a concession moves, and where to. */
export function decidesText({ tried, undecided, flips }: Decides, names: Names): string {
  if (tried === 0) return "not tried";
  const counts = undecided === 0 ? `${tried} tried` : `${tried} tried, ${undecided} undecided`;
  if (flips.length === 0) return `no verdict (${counts})`;
  const moves = flips.map(({ position, concedingTo, favoured }) => {
    const then = favouredInWords(favoured.map(names.policy));
    return `${names.position(position)} to ${names.position(concedingTo)} → ${then}`;
  });
  return `**${moves.join("; ")}** (${counts})`;
}
