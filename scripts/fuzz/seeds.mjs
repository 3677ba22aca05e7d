import { existsSync, readdirSync, readFileSync } from "node:fs";

import { starterStudy } from "../../dist/show/cli/starter-study.js";

const root = new URL("../../", import.meta.url);
/** Most of a file is more of the same: seeds are parts of files, about so long. */
const length = 240;
/** Of YAML, which takes longer. */
const yamlLength = 100;

/** The texts of all files with an ending, of our own cases and of the public ones where they are. */
export function textsWith(ending) {
  return ["test/cases", "../shared/conformance/cases"].flatMap((folder) => {
    const at = new URL(`${folder}/`, root);
    if (!existsSync(at)) return [];
    return readdirSync(at, { recursive: true, encoding: "utf8" })
      .filter((name) => ending.test(name))
      .toSorted()
      .map((name) => readFileSync(new URL(name, at), "utf8"))
      .filter((text) => text.length < 20_000);
  });
}

/** Neighbouring pieces, joined up to the length of a seed. */
function inParts(pieces, between, length) {
  const parts = [];
  for (const piece of pieces) {
    const last = parts.at(-1);
    if (last !== undefined && last.length + piece.length < length) {
      parts[parts.length - 1] = last + between + piece;
    } else parts.push(piece);
  }
  return parts.filter((part) => part.length < 4 * length);
}

export function vensimSeeds() {
  const control = "INITIAL TIME=0~~|FINAL TIME=2~~|TIME STEP=1~~|SAVEPER=1~~|";
  return textsWith(/\.mdl$/iu).flatMap((text) => {
    const [model] = text.split("\\\\\\---///");
    const statements = model.split("|").map((one) => one.trim().replaceAll(/\s*\n\s*/gu, "\n"));
    return inParts(statements.slice(0, -1), "|\n", length).map((part) => `${part}|\n${control}`);
  });
}

export function xmileSeeds() {
  const open =
    '<xmile version="1.0" xmlns="http://docs.oasis-open.org/xmile/ns/XMILE/v1.0"><header><vendor>v</vendor></header><sim_specs><start>0</start><stop>1</stop></sim_specs>';
  return textsWith(/\.(?:xmile|stmx)$/iu).flatMap((text) => {
    const dimensions = /<dimensions>\s*<dim name[^]*?<\/dimensions>\s*(?=<)/u.exec(text)?.[0] ?? "";
    const own = /<(aux|stock|flow|gf|module|macro|group)\b[^>]*[^/]>[^]*?<\/\1>/gu;
    const parts = [...text.matchAll(own)].map(([element]) => element.replaceAll(/\s+/gu, " "));
    const ranges = parts.some((part) => part.includes("<dim ")) ? dimensions : "";
    return inParts(parts, "", length).map((part) =>
      part.includes("<macro")
        ? `${open}${part}<model><variables/></model></xmile>`
        : `${open}${ranges.length < length ? ranges : ""}<model><variables>${part}</variables></model></xmile>`,
    );
  });
}

const time = "time:\n  start: 0\n  stop: 1\n  step: 1\n";

/** Blocks of YAML in the page on the format, and in the cases. */
function yamlTexts(name) {
  const page = readFileSync(new URL("docs/format.md", root), "utf8");
  const blocks = [...page.matchAll(/```yaml\n([^]*?)```/gu)].map(([, block]) => block);
  const own = textsWith(new RegExp(`${name}\\.yaml$`, "u"));
  return [...blocks, ...own].map((text) =>
    text.replaceAll(/ *#.*$/gmu, "").replaceAll(/\n+/gu, "\n"),
  );
}

/** The top-level sections of a YAML file, each with its entries. */
function sectionsOf(text) {
  return text.split(/\n(?=\S)/u).map((section) => {
    const [title, ...entries] = section.trimEnd().split(/\n(?= {2}\S)/u);
    return { title, entries };
  });
}

export function modelSeeds() {
  return yamlTexts("model").flatMap((text) => {
    const sections = sectionsOf(text).filter(({ title }) => /^[a-z]+:/u.test(title));
    const dimensions = sections.find(({ title }) => title === "dimensions:");
    return sections.flatMap(({ title, entries }) => {
      if (title === "time:") return [];
      const ranges =
        dimensions === undefined || title === "dimensions:"
          ? ""
          : `dimensions:\n${dimensions.entries.slice(0, 2).join("\n")}\n`;
      return inParts(entries, "\n", yamlLength).map((part) => {
        const arrayed = part.includes("    of:") ? ranges : "";
        return `${time}${arrayed}${title}\n${part}\n`;
      });
    });
  });
}

/** How often a whole study is among the seeds: it takes ten times as long as a part. */
const wholes = 12;

export function studySeeds() {
  const whole = starterStudy.get("study.yaml").replace("model.yaml", "starter.yaml");
  return [...studyParts(), ...Array.from({ length: wholes }, () => whole)];
}

function studyParts() {
  return yamlTexts("study").flatMap((text, index) =>
    sectionsOf(text)
      .filter(({ title, entries }) => /^[a-z]+:/u.test(title) && entries.length > 0)
      .flatMap(({ title, entries }) =>
        inParts(entries, "\n", yamlLength).map(
          (part) =>
            `title: T\nmodel: ${index % 4 === 0 ? "model.yaml" : "m.mdl"}\n${title}\n${part}\n`,
        ),
      ),
  );
}

export function expressionSeeds() {
  const texts = textsWith(/\.(?:xmile|stmx)$/iu);
  const inFiles = texts.flatMap((text) =>
    [...text.matchAll(/<eqn>([^<]*)<\/eqn>/gu)].map(([, equation]) => equation),
  );
  const examples = readFileSync(new URL("docs/functions.md", root), "utf8");
  const inPage = [...examples.matchAll(/Example: `([^`]*)`/gu)].map(([, example]) => example);
  return [...new Set([...inFiles, ...inPage])].filter((one) => one !== "" && one.length < length);
}

export function csvSeeds() {
  const long = '"a, ""b""",1e3\r\n-4,"x\ny"\n,\n';
  return [long, ...textsWith(/\.(?:csv|tab)$/iu).map((text) => text.slice(0, length))];
}
