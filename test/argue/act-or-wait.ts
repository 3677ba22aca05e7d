import { fakeStudy, normal, value, type Engine } from "./fake.js";

/**
 * A holds every premise at 0, B at 1, and B's policy is the better one where the benefit is positive;
 * noise that both leave open makes it a statistical question.
 */
export function actOrWait(
  premises: readonly string[],
  benefit: (held: Readonly<Record<string, number>>) => number,
) {
  const all = (held: number) =>
    Object.fromEntries(premises.map((premise) => [premise, value(held)]));
  const study = fakeStudy({
    premises: { ...all(0), noise: normal(0, 1) },
    positions: { a: { holds: all(0) }, b: { holds: all(1) } },
    policies: ["wait", "act"],
  });
  const engine: Engine = (drawn, policy) => ({
    gain:
      policy === "act" ? benefit(Object.fromEntries(drawn)) + 2 * (drawn.get("noise") ?? NaN) : 0,
  });
  return { study, engine };
}
