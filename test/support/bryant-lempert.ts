import { readFileSync } from "node:fs";

import type { Cases } from "#analyse/discovery/cases";

const file = new URL("../data/bryant-lempert-2010.csv", import.meta.url);

/** The futures of Bryant and Lempert 2010: nine inputs, of interest where the cost is above 90 %. */
export function bryantLempert(): Cases {
  const [header, ...lines] = readFileSync(file, "utf8").trim().split(/\r?\n/u);
  const names = header.split(",");
  const rows = lines.map((line) => line.split(",").map(Number));
  const from = names.indexOf("Cellulosic cost");
  const to = names.indexOf("Biomass backstop price");
  const inputs = names.slice(from, to + 1).map((name, index) => ({
    name,
    kind: "number" as const,
    values: Float64Array.from(rows, (row) => row[from + index]),
  }));
  const y = names.indexOf("Greater than 90%");
  return {
    inputs,
    interest: Uint8Array.from(rows, (row) => row[y]),
    failed: inputs.map(() => new Float64Array(0)),
  };
}
