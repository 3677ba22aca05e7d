/** Words of a block in one style; `from` and `to` are where they stand in the text. */
export interface Run {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly strong: boolean;
  readonly emphasis: boolean;
}

export interface Block {
  readonly kind: "heading" | "paragraph" | "quotation" | "item" | "rule";
  /** Of a heading, 1 to 6; 0 of others. */
  readonly level: number;
  readonly runs: readonly Run[];
}

/**
 * The Markdown of a document as data, to be shown as text nodes: headings, paragraphs, lists,
 * quotations, rules, *emphasis* and **strong** words. Everything else, tags, links and entities
 * among it, is text as it stands: nothing that a document says can become markup. Offsets are kept,
 * since claims quote the text and not what is made of it.
 */
export function blocksOf(text: string): readonly Block[] {
  const blocks: Block[] = [];
  for (const { from, to } of paragraphs(text)) {
    const start = /^\s{0,3}(?:(#{1,6})\s+|(>)\s?|([-*+]|\d{1,9}[.)])\s+)/.exec(
      text.slice(from, to),
    );
    const words = from + (start?.[0].length ?? 0);
    const [, hashes, quotation, bullet] = start ?? [];
    if (/^\s{0,3}([-*_])(\s*\1){2,}\s*$/.test(text.slice(from, to))) {
      blocks.push({ kind: "rule", level: 0, runs: [] });
      continue;
    }
    const kind =
      hashes !== undefined
        ? "heading"
        : quotation !== undefined
          ? "quotation"
          : bullet !== undefined
            ? "item"
            : "paragraph";
    blocks.push({ kind, level: hashes?.length ?? 0, runs: runsOf(text, words, to) });
  }
  return blocks;
}

/** Stretches between blank lines; a heading, an item and a rule end with their line or the next. */
function paragraphs(text: string): { readonly from: number; readonly to: number }[] {
  const found: { from: number; to: number }[] = [];
  let open: { from: number; to: number } | null = null;
  const close = () => {
    if (open !== null) found.push(open);
    open = null;
  };
  const line = /[^\r\n]*(?:\r\n|\r|\n|$)/g;
  for (let match = line.exec(text); match !== null && match[0] !== ""; match = line.exec(text)) {
    const words = match[0].trimEnd();
    const [from, to] = [match.index, match.index + words.length];
    const heading = /^\s{0,3}#{1,6}\s/.test(words);
    const rule = /^\s{0,3}([-*_])(\s*\1){2,}$/.test(words);
    const begins = heading || rule || /^\s{0,3}([-*+]|\d{1,9}[.)])\s/.test(words);
    if (words.trim() === "" || begins) close();
    if (words.trim() === "") continue;
    open = open === null ? { from, to } : { from: open.from, to };
    if (heading || rule) close();
  }
  close();
  return found;
}

interface Marker {
  readonly at: number;
  readonly length: number;
}

/** Words between markers of emphasis; a marker without its partner is text. */
function runsOf(text: string, from: number, to: number): readonly Run[] {
  const partners = pairedMarkers(text, from, to);
  const runs: Run[] = [];
  let strong = false;
  let emphasis = false;
  let start = from;
  const flush = (end: number) => {
    if (end > start)
      runs.push({ text: text.slice(start, end), from: start, to: end, strong, emphasis });
  };
  for (const { at, length } of partners) {
    flush(at);
    if (length >= 2) strong = !strong;
    if (length % 2 === 1) emphasis = !emphasis;
    start = at + length;
  }
  flush(to);
  return runs;
}

function pairedMarkers(text: string, from: number, to: number): readonly Marker[] {
  const open: { readonly sign: string; readonly marker: Marker }[] = [];
  const paired: Marker[] = [];
  for (let at = from; at < to; at++) {
    const sign = text[at];
    if (sign !== "*" && sign !== "_") continue;
    let length = 1;
    while (at + length < to && text[at + length] === sign) length++;
    const marker = { at, length };
    const before = text[at - 1] ?? " ";
    const after = text[at + length] ?? " ";
    at += length - 1;
    if (length > 3) continue;
    const inWord = sign === "_" && isWord(before) && isWord(after);
    const partner = open.findLastIndex((one) => one.sign === sign && one.marker.length === length);
    if (partner >= 0 && !isSpace(before) && !inWord) {
      paired.push(open[partner].marker, marker);
      open.length = partner;
    } else if (!isSpace(after) && !inWord) open.push({ sign, marker });
  }
  return paired.toSorted((one, other) => one.at - other.at);
}

function isSpace(character: string): boolean {
  return character.trim() === "";
}

function isWord(character: string): boolean {
  return /[\p{L}\p{N}]/u.test(character);
}
