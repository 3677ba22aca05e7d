import type { ArgueDocument } from "#argue/document";
import type { Study } from "#study/study";
import { drive, fakeStudy, place, range, type Engine } from "./fake.js";

/** A dispute of the kind that Parley is for, small, with a bit of everything that is printed. */
export function flood(): Study {
  const study = fakeStudy({
    premises: {
      "rise of the river": range(0, 2),
      "cost of a levee": range(1, 5),
      "people who would move": range(0, 1),
      "years of warning": range(0, 10),
      "weight of money": range(0, 1),
    },
    policies: ["levee", "resettle", "wait"],
    outcomes: ["-drowned", "-spent"],
    criterion: {
      kind: "loss",
      place,
      terms: [
        { outcome: "drowned", weight: 1, reference: 0, scale: 100 },
        { outcome: "spent", weight: "weight of money", reference: 0, scale: 10 },
      ],
    },
    positions: {
      author: {
        label: "J. Doe, the author",
        document: "article",
        holds: {
          "rise of the river": range(1.2, 2),
          "cost of a levee": range(1, 2),
          "people who would move": range(0, 0.2),
        },
        concludes: ["levee", "wait"],
      },
      reader1: {
        label: "読者の一人 (a reader from Kyoto)",
        holds: { "rise of the river": range(0, 0.4), "years of warning": range(5, 9) },
        basis: "inferred",
        concludes: ["wait"],
      },
      reader2: {
        label: "Reader 2",
        holds: { "people who would move": range(0.86, 1), "cost of a levee": range(4, 5) },
        concludes: ["levee"],
      },
      reader3: { label: "Reader 3", document: "letter", concludes: ["wait"] },
      reader4: {
        label: "Reader 4",
        holds: { "rise of the river": range(1, 2), "cost of a levee": range(1, 2.2) },
      },
      reader5: {
        label: "Reader 5",
        holds: { "weight of money": range(0.7, 1), "rise of the river": range(0.35, 0.75) },
        basis: "added",
      },
    },
    documents: [
      {
        name: "article",
        key: "article",
        place,
        title: "The river will not wait",
        author: "J. Doe",
        date: "1998-03-02",
        outlet: "The Valley Post",
        licence: null,
        file: "article.md",
        text: "",
        original: null,
      },
    ],
    claims: ["L1", "L2"].map((name) => ({
      name,
      key: name.toLowerCase(),
      place,
      says: "The mayor is a crook.",
      document: "letter",
      anchor: { exact: "crook", prefix: "", suffix: "", place, original: null },
      about: [],
      unmodelled: "No effect on the river.",
    })),
  });
  return {
    ...study,
    title: "Levee or resettlement",
    question:
      "Should the valley build a levee, move its people to higher ground, or wait and see what the river does in the next decades?",
    disclosures: [
      "This is an exercise, and forecasts nothing. It was made up for a test.",
      "The numbers in all ranges are the modeller's.",
    ],
    limits: ["Dams upstream.", "Insurance.", "Elections. They matter.", "Tourism."],
  };
}

const engine: Engine = (premises, policy) => {
  const of = (key: string): number => premises.get(key) ?? NaN;
  const rise = of("rise of the river");
  // Two futures in a hundred of the levee run into nonsense.
  if (policy === "levee" && of("years of warning") > 9.8) return null;
  const drowned = 60 * rise * rise;
  switch (policy) {
    case "levee":
      return { drowned: drowned * 0.2, spent: 5 * of("cost of a levee") };
    case "resettle":
      return { drowned: drowned * (1 - of("people who would move")), spent: 8 };
    default:
      return { drowned: drowned * (1 - of("years of warning") / 30), spent: 0 };
  }
};

export function floodDocument(between?: readonly [string, string]): ArgueDocument {
  return drive(flood(), engine, { futures: 1000, seed: 3, between }).document;
}
