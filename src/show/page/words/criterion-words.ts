import { inWords } from "#argue/words";
import type { Criterion, Study } from "#study/study";

/** What a verdict is judged by, in a sentence for whoever reads a lead without knowing of what it is one. */
export function criterionWords(criterion: Criterion, study: Study): string {
  const nameOf = (key: string): string => study.outcomes.get(key)?.name ?? key;
  switch (criterion.kind) {
    case "expected": {
      const prefer = study.outcomes.get(criterion.outcome)?.prefer ?? "less";
      return `Judged by the mean of ${nameOf(criterion.outcome)}, of which ${prefer} is better.`;
    }
    case "success":
      return `Judged by how often this comes about: ${criterion.condition.text.trim()}.`;
    case "loss": {
      const keys = [...new Set(criterion.terms.map(({ outcome }) => outcome))];
      const parts = keys.map((key) => {
        const more = study.outcomes.get(key)?.prefer === "more";
        return more ? `too little ${nameOf(key)}` : nameOf(key);
      });
      const each = parts.length > 1 ? ", each by its weight" : "";
      return `Judged by a loss, the smaller the better: it counts ${inWords(parts, "and")}${each}. A lead is a difference of losses.`;
    }
  }
}
