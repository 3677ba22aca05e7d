import { quantileFunction } from "#sample/distribution";
import type { Distribution, Study } from "#study/study";

import { startChoice } from "./choice.js";
import type { Choice } from "./choice.js";

/**
 * What the reader chose, as the part of the address behind the `#`; empty where nothing was chosen.
 * `p.NAME` is a premise that was moved ("0.1..0.5", "0.3", "choice:1,0", or JSON), `l.NAME` a lever.
 */
export function addressOf(study: Study, choice: Choice): string {
  const start = startChoice(study);
  const parts = new URLSearchParams();
  if (choice.position !== start.position) parts.set("position", choice.position ?? "you");
  if (choice.policy !== start.policy) parts.set("policy", choice.policy);
  for (const [key, belief] of choice.moved) parts.set(`p.${key}`, beliefText(belief));
  for (const [key, value] of choice.levers) parts.set(`l.${key}`, String(value));
  return parts.toString();
}

/** What an address holds, and, in a sentence each, what of it cannot be had. */
export interface ReadAddress {
  readonly choice: Choice;
  readonly problems: readonly string[];
}

/** The choice that an address holds; in the place of what does not fit stands the study's own. */
export function readAddress(study: Study, address: string): ReadAddress {
  const parts = new URLSearchParams(address.replace(/^#/, ""));
  const start = startChoice(study);
  const moved = new Map<string, Distribution>();
  const levers = new Map<string, number>();
  const problems: string[] = [];
  let { position, policy } = start;
  for (const [name, text] of parts) {
    const key = name.slice(2);
    if (name === "position") {
      if (text === "you" || study.positions.has(text)) position = text === "you" ? null : text;
      else problems.push(`The study has no position ${quoted(text)}.`);
    } else if (name === "policy") {
      if (study.policies.has(text)) policy = text;
      else problems.push(`The study has no policy ${quoted(text)}.`);
    } else if (name.startsWith("p.")) {
      const premise = study.premises.get(key);
      const belief = premise === undefined ? null : beliefOf(text, premise.open);
      if (premise === undefined) problems.push(`The study has no premise ${quoted(key)}.`);
      else if (typeof belief === "object" && belief !== null) moved.set(key, belief);
      else problems.push(`${premise.name} cannot be ${quoted(text)}: ${belief ?? notations}.`);
    } else if (name.startsWith("l.")) {
      const lever = study.levers.get(key);
      const value = text.trim() === "" ? Number.NaN : Number(text);
      if (lever === undefined) problems.push(`The study has no lever ${quoted(key)}.`);
      else if (Number.isFinite(value)) levers.set(key, value);
      else problems.push(`${lever.name} cannot be set to ${quoted(text)}: that is no number.`);
    }
  }
  return { choice: { position, policy, moved, levers }, problems };
}

const notations = "write a number as 0.3 or a range as 0.1..0.5";
const longest = 60;

function quoted(text: string): string {
  return `“${text.length > longest ? `${text.slice(0, longest)}…` : text}”`;
}

function beliefText(belief: Distribution): string {
  switch (belief.kind) {
    case "value":
      return String(belief.value);
    case "uniform":
      return `${belief.low}..${belief.high}`;
    case "choices":
      return `choice:${belief.weights.join(",")}`;
    default:
      return JSON.stringify(belief);
  }
}

/** A distribution, or why the text is none of this premise; null where it is not one at all. */
function beliefOf(text: string, open: Distribution): Distribution | string | null {
  const belief = notedBelief(text);
  if (belief === null) return null;
  if (!("kind" in belief)) {
    if (open.kind !== "choices") return "there is nothing to choose between";
    if (belief.length !== open.values.length) {
      return `there are ${open.values.length} choices, and weights for ${belief.length} of them`;
    }
    const sum = belief.reduce((total, weight) => total + weight, 0);
    if (!belief.every((weight) => weight >= 0) || !(sum > 0)) {
      return "each choice needs a weight of 0 or more, and one of them more";
    }
    return { ...open, weights: belief.map((weight) => weight / sum) };
  }
  if (open.kind === "choices") return `it is one of ${open.values.length} choices`;
  try {
    quantileFunction(belief);
    return belief;
  } catch (error) {
    return error instanceof RangeError ? error.message : String(error);
  }
}

/** A distribution, or the weights of choices; null where it is neither. */
function notedBelief(text: string): Distribution | readonly number[] | null {
  if (text.startsWith("choice:")) return text.slice("choice:".length).split(",").map(Number);
  if (text.startsWith("{")) return jsonBelief(text);
  const ends = text.split("..").map((end) => (end.trim() === "" ? Number.NaN : Number(end)));
  if (!ends.every(Number.isFinite) || ends.length > 2) return null;
  if (ends.length === 1) return { kind: "value", value: ends[0] };
  return { kind: "uniform", low: ends[0], high: ends[1] };
}

/** Of another's address only the numbers are taken, into a distribution of a kind that is known. */
function jsonBelief(text: string): Distribution | null {
  try {
    const read = JSON.parse(text) as Readonly<Record<string, unknown>>;
    const shape: Readonly<Record<string, readonly string[]>> = {
      triangular: ["low", "mode", "high"],
      normal: ["mean", "deviation", "low", "high"],
      lognormal: ["median", "logDeviation"],
      beta: ["alpha", "beta", "low", "high"],
      integers: ["low", "high"],
    };
    const kind = typeof read["kind"] === "string" ? read["kind"] : "";
    const names = Object.hasOwn(shape, kind) ? shape[kind] : null;
    if (names === null) return null;
    const numbers = names.map((name): readonly [string, unknown] => {
      // An end that is infinite is null in JSON.
      const end = name === "low" ? -Infinity : name === "high" ? Infinity : null;
      return [name, read[name] ?? end];
    });
    if (!numbers.every(([, value]) => typeof value === "number")) return null;
    return { kind, ...Object.fromEntries(numbers) } as unknown as Distribution;
  } catch {
    return null;
  }
}
