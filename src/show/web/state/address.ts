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

/** The choice that an address holds; what does not fit the study is left out. */
export function choiceOf(study: Study, address: string): Choice {
  const parts = new URLSearchParams(address.replace(/^#/, ""));
  const start = startChoice(study);
  const position = parts.get("position") ?? start.position;
  const policy = parts.get("policy") ?? start.policy;
  const moved = new Map<string, Distribution>();
  const levers = new Map<string, number>();
  for (const [name, text] of parts) {
    const key = name.slice(2);
    const premise = study.premises.get(key);
    if (name.startsWith("p.") && premise !== undefined) {
      const belief = beliefOf(text, premise.open);
      if (belief !== null) moved.set(key, belief);
    }
    const value = Number(text);
    if (name.startsWith("l.") && study.levers.has(key) && text !== "" && Number.isFinite(value)) {
      levers.set(key, value);
    }
  }
  return {
    position: position !== null && study.positions.has(position) ? position : knownStart(),
    policy: study.policies.has(policy) ? policy : start.policy,
    moved,
    levers,
  };

  function knownStart(): string | null {
    return position === "you" ? null : start.position;
  }
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

function beliefOf(text: string, open: Distribution): Distribution | null {
  if (text.startsWith("choice:")) {
    const weights = text.slice("choice:".length).split(",").map(Number);
    const sum = weights.reduce((total, weight) => total + weight, 0);
    const fits = open.kind === "choices" && weights.length === open.values.length;
    if (!fits || !weights.every((weight) => weight >= 0) || !(sum > 0)) return null;
    return { ...open, weights: weights.map((weight) => weight / sum) };
  }
  if (text.startsWith("{")) return jsonBelief(text);
  const ends = text.split("..").map((end) => (end.trim() === "" ? Number.NaN : Number(end)));
  if (!ends.every(Number.isFinite)) return null;
  if (ends.length === 1) return { kind: "value", value: ends[0] };
  if (ends.length !== 2 || ends[0] > ends[1]) return null;
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
