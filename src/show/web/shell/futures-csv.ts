import { tableAsCsv } from "../../cli/table-csv.js";
import type { PageState } from "../state/shape.js";

/** Every future of what is played: its premises, and under each policy its outcomes and criterion. */
export function futuresCsv(page: PageState): string {
  const { results } = page;
  const rows = results?.futures ?? 0;
  const columns = new Map<string, Float64Array>([
    ["future", Float64Array.from({ length: rows }, (_, future) => future)],
  ]);
  const premises = page.play.study.premises;
  for (const [key, values] of page.drawn()) columns.set(premises.get(key)?.name ?? key, values);
  for (const [key, { outcomes, criterion }] of results?.policies ?? []) {
    const policy = page.play.study.policies.get(key)?.label ?? key;
    for (const [outcome, values] of outcomes) {
      const name = page.study.outcomes.get(outcome)?.name ?? outcome;
      columns.set(`${name} (${policy})`, values);
    }
    if (criterion.length === rows) columns.set(`criterion (${policy})`, criterion);
  }
  return tableAsCsv({ rows, columns }, null);
}
