import { stringify } from "yaml";
import { QuoteFinder } from "#read/native/quotes";

/** The longest quote of a stub; the modeller narrows it down anyway. */
const longestQuote = 240;
const toBeBound = "to be bound";
const toBeWritten = "to be written";

interface Passage {
  readonly name: string;
  /** File name without ending. */
  readonly file: string;
  readonly text: string;
}

/**
 * Splits a text into an article and its replies, and makes a study of it that is all stubs: a claim
 * for every paragraph, marked as still to be bound, and a position for every document. Two or more
 * blank lines separate documents. The result reads without errors, and `parley check` on it is the
 * list of what is left to do. Files by path.
 */
export function studyFromText(text: string): ReadonlyMap<string, string> {
  const passages = passagesOf(text);
  const files = new Map<string, string>();
  files.set("study.yaml", studyText(passages));
  files.set("model.yaml", modelText);
  for (const { file, text: words } of passages) files.set(`documents/${file}.md`, `${words}\n`);
  return files;
}

function passagesOf(text: string): readonly Passage[] {
  const parts = text
    .replace(/\r\n?/g, "\n")
    .replace(/[ \t\u00a0]+$/gm, "")
    .split(/\n{3,}/)
    .map((part) => part.replace(/^\n+|\n+$/g, ""))
    .filter((part) => part !== "");
  return parts.map((part, index) =>
    index === 0
      ? { name: "article", file: "article", text: part }
      : { name: `reply ${index}`, file: `reply-${index}`, text: part },
  );
}

function studyText(passages: readonly Passage[]): string {
  const documents = passages.map(({ name, file }) => [
    name,
    { title: toBeWritten, author: toBeWritten, file: `documents/${file}.md` },
  ]);
  const claims = passages.flatMap((passage, index) => claimStubs(passage, index));
  const positions = passages.map(({ name }) => [`author of ${name}`, { document: name }]);
  const sections = [
    { title: toBeWritten, question: toBeWritten, model: "model.yaml" },
    { documents: Object.fromEntries(documents) },
    { claims: Object.fromEntries(claims) },
    skeleton.premises,
    { positions: Object.fromEntries(positions) },
    skeleton.decision,
  ];
  const head = `# Made by "parley new --from"; "parley check" tells what is left to do.\n`;
  return head + sections.map((section) => stringify(section, { lineWidth: 96 })).join("\n");
}

function claimStubs({ name, text }: Passage, index: number): readonly [string, object][] {
  const finder = new QuoteFinder(text);
  const paragraphs = text.split(/\n\n/).map((paragraph) => paragraph.replace(/\s+/g, " ").trim());
  const quotes = paragraphs.flatMap((paragraph) => {
    const exact = [firstSentence(paragraph), paragraph].find(
      (words) => finder.locate({ exact: words, prefix: "", suffix: "" }).kind === "found",
    );
    return exact === undefined ? [] : [exact];
  });
  const prefix = index === 0 ? "A" : `R${index}`;
  return quotes.map((exact, at) => {
    const number = index === 0 ? `${at + 1}` : quotes.length === 1 ? "" : `.${at + 1}`;
    const stub = {
      document: name,
      says: toBeWritten,
      quote: { exact },
      unmodelled: toBeBound,
    };
    return [prefix + number, stub];
  });
}

/** Up to the first full stop, question mark or exclamation mark that a space follows. */
function firstSentence(paragraph: string): string {
  const end = paragraph.search(/[.?!][”"’')]*(?=\s)/);
  const sentence = end < 0 ? paragraph : paragraph.slice(0, end + 1);
  if (sentence.length <= longestQuote) return sentence;
  const cut = sentence.lastIndexOf(" ", longestQuote);
  return sentence.slice(0, cut > 0 ? cut : longestQuote);
}

const skeleton = {
  premises: {
    premises: {
      "to be named, a premise": {
        kind: "fact",
        range: [0, 1],
        why: toBeWritten,
      },
    },
  },
  decision: {
    levers: { "to be named, a lever": { doc: toBeWritten } },
    policies: {
      "to be named, one policy": { levers: { "to be named, a lever": 0 } },
      "to be named, another policy": { levers: { "to be named, a lever": 1 } },
    },
    outcomes: {
      "to be named, an outcome": {
        of: "to be named, a stock",
        measure: "change",
        prefer: "more",
      },
    },
    criterion: { expected: "to be named, an outcome" },
  },
};

const modelText = `# A model to start from; see docs/format.md for what a variable can be.
name: to be written
time:
  start: 0
  stop: 10
  step: 1/8
  unit: year
  method: rk4
variables:
  to be named, a stock:
    stock: 0
    inflows: ["to be named, a flow"]
    unit: 1
  to be named, a flow:
    flow: '"to be named, a premise" * "to be named, a lever"'
    unit: 1/year
  to be named, a premise:
    constant: 0.5
    unit: 1
  to be named, a lever:
    constant: 0
    unit: 1/year
`;
