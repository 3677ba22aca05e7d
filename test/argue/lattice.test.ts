import { expect, test } from "vitest";
import { argueDocument } from "#argue/document";
import { actOrWait } from "./act-or-wait.js";
import { drive, fakeStudy, normal, value, type Engine } from "./fake.js";

/** Through the whole of `argue`. */
function latticeOf(
  premises: string,
  benefit: (held: Readonly<Record<string, number>>) => number,
  options: { readonly between?: boolean } = {},
) {
  const { study, engine } = actOrWait([...premises], benefit);
  const between = options.between === false ? undefined : (["a", "b"] as const);
  const { document } = drive(study, engine, { between, futures: 1600 });
  expect(argueDocument.parse(JSON.parse(JSON.stringify(document)))).toEqual(document);
  const { lattice } = document.pairs[0];
  if (lattice === null) throw new Error("nothing was mixed");
  const [there, back] = lattice.directions;
  return { document, lattice, there, back };
}

const words = (sets: readonly { readonly premises: readonly string[] }[]): string[] =>
  sets.map(({ premises }) => premises.join(""));
const joined = (sets: readonly (readonly string[])[]): string[] =>
  sets.map((set) => set.join("")).sort();
const sign = (holds: boolean): number => (holds ? 1 : -1);

test("L1, (1 and 2) or 3", () => {
  const { lattice, there, back } = latticeOf("123", (held) =>
    sign(Boolean((held[1] && held[2]) || held[3])),
  );
  expect(lattice).toMatchObject({ method: "exact", tried: 6, possible: 6, undecided: 0 });
  expect(words(there.flipSets)).toEqual(["3", "12"]);
  expect(there.flipSets.map(({ minimal }) => minimal)).toEqual(["yes", "yes"]);
  expect(there.cruxes).toEqual(["3"]);
  expect(joined(there.blocking)).toEqual(["13", "23"]);
  // B is flipped by giving up 3 together with 1 or 2.
  expect(words(back.flipSets)).toEqual(["13", "23"]);
  expect(lattice.doubleCruxes).toEqual([]);
  expect(lattice.nothing).toEqual([]);
  expect(there.path).toEqual({ cost: 1, steps: [{ premise: "3", cost: 1, favoured: ["act"] }] });
});

test("L2, −4 + 5a + 3b + 2c + d + 0.5e; {b, d} is exactly 0 and cannot be told", () => {
  const { lattice, there } = latticeOf(
    "abcde",
    ({ a, b, c, d, e }) => -4 + 5 * a + 3 * b + 2 * c + d + 0.5 * e,
  );
  expect(words(there.flipSets)).toEqual(["a", "bc", "bde"]);
  expect(joined(there.blocking)).toEqual(["ab", "acd", "ace"]);
  expect(lattice.undecided).toBe(1);
  expect(words(there.possible)).toEqual(["bd"]);
  expect(there.flipSets.at(-1)).toMatchObject({ premises: ["b", "d", "e"], minimal: "unclear" });
});

test("L3, 1 and (not 2 or 3): robust only together with 3", () => {
  const { there, back, lattice } = latticeOf("123", (held) =>
    sign(Boolean(held[1] && (!held[2] || held[3]))),
  );
  expect(words(there.flipSets)).toEqual(["1"]);
  expect(joined(there.robust ?? [])).toEqual(["13"]);
  expect(back.cruxes).toEqual(["1", "3"]);
  expect(lattice.doubleCruxes).toEqual(["1"]);
});

test("L4, 3 and (1 or 2): a crux for B only, no double crux", () => {
  const { there, back, lattice } = latticeOf("123", (held) =>
    sign(Boolean(held[3] && (held[1] || held[2]))),
  );
  expect(words(there.flipSets)).toEqual(["13", "23"]);
  expect(joined(there.blocking)).toEqual(["12", "3"]);
  expect(there.cruxes).toEqual([]);
  expect(there.statement).toMatch(
    /^No single crux found; the smallest set that does has 2: 1 and 3/,
  );
  expect(back.cruxes).toEqual(["3"]);
  expect(lattice.doubleCruxes).toEqual([]);
  expect(there.path?.steps.map(({ favoured }) => favoured)).toEqual([["wait"], ["act"]]);
});

test("a dispute that turns nothing is said to, with how many mixes show it", () => {
  const { lattice } = latticeOf("123", (held) => sign(held[1] === 1));
  expect(lattice.nothing).toEqual([
    { premise: "2", combinations: 4, undecided: 0 },
    { premise: "3", combinations: 4, undecided: 0 },
  ]);
  expect(lattice.statement).toContain("2 of these disputes change nothing here");
});

test("above twelve: by size to three from either end, then shrinking to a set none of which can go", () => {
  const names = "abcdefghijklm";
  // Any one of a to c is not enough, all four of d to g are.
  const { lattice, there, back } = latticeOf(names, (held) =>
    sign(
      (held["a"] && held["b"] && held["c"]) === 1 || [..."defg"].every((key) => held[key] === 1),
    ),
  );
  expect(lattice).toMatchObject({ method: "search", size: 3, possible: 2 ** 13 - 2 });
  expect(words(there.flipSets)[0]).toBe("abc");
  expect(there.flipSets[0].minimal).toBe("yes");
  for (const { premises } of there.flipSets.slice(1)) expect(premises.join("")).toBe("defg");
  expect(there.robust).toBeNull();
  // One of a to c together with one of d to g: twelve pairs.
  expect(back.flipSets).toHaveLength(12);
  expect(
    back.flipSets.every(({ premises, minimal }) => premises.length === 2 && minimal === "yes"),
  ).toBe(true);
  expect(lattice.nothing.map(({ premise }) => premise).join("")).toBe("hijklm");
});

test("unasked, many premises are shrunk without trying pairs", () => {
  const { lattice, there } = latticeOf(
    "abcdefgh",
    (held) => sign([..."cdef"].every((key) => held[key] === 1)),
    { between: false },
  );
  expect(lattice).toMatchObject({ method: "search", size: 1 });
  expect(words(there.flipSets)).toEqual(["cdef"]);
  expect(there.flipSets[0].minimal).toBe("one by one");
  expect(lattice.tried).toBeLessThan(60);
});

test("a policy that drops out of thousands of mixes leaves none of them undecided", () => {
  const names = [..."abcdefghijklmnop"];
  const all = (held: number) => Object.fromEntries(names.map((name) => [name, value(held)]));
  const study = fakeStudy({
    premises: { ...all(0), noise: normal(0, 1) },
    positions: { a: { holds: all(0) }, b: { holds: all(1) } },
    policies: ["wait", "act", "never"],
  });
  const engine: Engine = (drawn, policy) => {
    const noise = (drawn.get("noise") ?? NaN) / 4;
    if (policy === "never") return { gain: noise - 9 };
    return { gain: policy === "act" ? (drawn.get("a") ?? NaN) - 0.5 + noise : 0 };
  };
  const { document } = drive(study, engine, { between: ["a", "b"], futures: 400 });
  const { lattice } = document.pairs[0];
  expect(lattice?.tried).toBeGreaterThan(1000);
  expect(lattice?.undecided).toBe(0);
  expect(lattice?.doubleCruxes).toEqual(["a"]);
});
