import { runVensim } from "./vensim-support.js";

/** Three who share, and what a profile says. */
export const buyers = `
buyer: A, B, C

pprofile: ptype, ppriority, pwidth, pextra
`;

/** An allocation to three, of what the time says. */
export function allocation(
  profiles: readonly (readonly number[])[],
  demand: readonly number[],
): string {
  const rows = profiles.map((profile) => `${[...profile, 0].join(", ")};`).join("\n");
  return `${buyers}
demand[buyer] = ${demand.join(", ")}

profile[buyer, pprofile] =
${rows}

got[buyer] = ALLOCATE AVAILABLE(demand[buyer], profile[buyer, ptype], Time)
`;
}

/** What each of the three gets at the start, of so much. */
export async function allocated(
  profiles: readonly (readonly number[])[],
  demand: readonly number[],
  available: number,
): Promise<readonly number[]> {
  const run = await runVensim(allocation(profiles, demand), {
    start: available,
    stop: available + 1,
  });
  return ["a", "b", "c"].map((buyer) => run(`got[${buyer}]`)[0]);
}
