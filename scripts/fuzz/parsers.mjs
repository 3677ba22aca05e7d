import { csvRowsOf } from "../../dist/read/csv.js";
import { parseEquation } from "../../dist/read/expression/equation.js";
import { readModel } from "../../dist/read/native/model.js";
import { readStudy } from "../../dist/read/native/study.js";
import { encodeUtf8 } from "../../dist/read/utf8.js";
import { readVensim } from "../../dist/read/vensim/read-vensim.js";
import { readXmile } from "../../dist/read/xmile/read.js";
import { starterStudy } from "../../dist/show/cli/starter-study.js";
import { FileProblem } from "../../dist/study/host.js";
import { SourceText } from "../../dist/study/place.js";
import { signs, vensimPieces, xmilePieces } from "./pieces.mjs";
import {
  csvSeeds,
  expressionSeeds,
  modelSeeds,
  studySeeds,
  vensimSeeds,
  xmileSeeds,
} from "./seeds.mjs";

const series = "time,share\n0,1\n1,2\n";
const documents = "The pond grows.\n";
const model =
  "time:\n  start: 0\n  stop: 1\n  step: 1\nvariables:\n  pond:\n    stock: growth rate\n  growth rate:\n    constant: 1\n";

const vensimModel =
  "pond=INTEG(growth rate,0)~~|growth rate=1~~|INITIAL TIME=0~~|FINAL TIME=1~~|TIME STEP=1~~|SAVEPER=1~~|";

/** Files of one study, of which one is the text that is tried. */
function filesWith(path, text) {
  const content = (name) => {
    if (name === path) return text;
    if (name === "model.yaml") return model;
    if (name === "m.mdl") return vensimModel;
    if (name === "starter.yaml") return starterStudy.get("model.yaml");
    if (starterStudy.has(name)) return starterStudy.get(name);
    return name.endsWith(".csv") ? series : name.startsWith("documents/") ? documents : undefined;
  };
  return {
    read: (name) => {
      const found = content(name);
      return found === undefined
        ? Promise.reject(new FileProblem("missing", name, "There is no such file"))
        : Promise.resolve(encodeUtf8(found));
    },
  };
}

/** A value or errors, and places that are in the file. Gives whether there is a value. */
function checkReading({ value, diagnostics }, lines) {
  const failed = diagnostics.some(({ severity }) => severity === "error");
  if ((value === undefined) !== failed) {
    throw new Error(
      failed ? "there is a value besides the errors" : "there is no value and no error",
    );
  }
  for (const { place, message } of diagnostics) {
    if (place !== undefined && !(place.line >= 1 && place.line <= lines && place.column >= 1)) {
      throw new Error(`"${message}" is at line ${place.line}, column ${place.column} of ${lines}`);
    }
  }
  return !failed;
}

const linesOf = (text) => text.split(/\r\n|\r|\n/u).length;

/** By name: texts to begin with, pieces that are put into them, and what is tried. */
export const parsers = {
  vensim: {
    seeds: vensimSeeds,
    pieces: vensimPieces,
    try: async (text) => {
      const reading = await readVensim(new SourceText("m.mdl", text), filesWith("m.mdl", text));
      return checkReading(reading, linesOf(text));
    },
  },
  xmile: {
    seeds: xmileSeeds,
    pieces: xmilePieces,
    try: async (text) => {
      return checkReading(
        await readXmile(text, "m.xmile", filesWith("m.xmile", text)),
        linesOf(text),
      );
    },
  },
  model: {
    seeds: modelSeeds,
    pieces: [
      ...signs,
      ": ",
      " #",
      "- ",
      "? ",
      "&a ",
      "*a",
      "!x ",
      "|\n",
      "---\n",
      "\n  ",
      "\n    ",
      "aux: ",
      "of: ",
      "constant: 1/0",
      "9e999",
      "__proto__: 1",
      "[[0, 1], [1, 2]]",
      "IF a THEN",
      "SUM(x[*])",
    ],
    try: (text) => checkReading(readModel(new SourceText("model.yaml", text)), linesOf(text)),
  },
  study: {
    seeds: studySeeds,
    pieces: [
      ...signs,
      ": ",
      " #",
      "- ",
      "&a ",
      "*a",
      "|\n",
      "\n  ",
      "\n    ",
      "range: [0, 1]",
      "pond",
      "growth rate",
      "article",
      "constructor: 1",
      "1/0",
    ],
    try: async (text) => {
      return checkReading(
        await readStudy(filesWith("study.yaml", text), "study.yaml"),
        linesOf(text),
      );
    },
  },
  expression: {
    seeds: expressionSeeds,
    pieces: [
      ...signs,
      "IF ",
      " THEN ",
      " ELSE ",
      " AND ",
      "NOT ",
      " mod ",
      "MIN(",
      "1e400",
      "{",
      "[*,",
      "@2",
    ],
    try: (text) => {
      const source = new SourceText("equation", text);
      const reading = parseEquation(text, (offset, count) => source.place(offset, count));
      return checkReading(reading, linesOf(text));
    },
  },
  csv: {
    seeds: csvSeeds,
    pieces: [...signs, '""', ",,", "\r", "\r\n", "1e400", "time"],
    try: (text) => {
      const { rows } = csvRowsOf(new SourceText("a.csv", text));
      for (const { offset, length } of rows.flat()) {
        if (!(offset >= 0 && length >= 0 && offset + length <= text.length)) {
          throw new Error(`a cell reaches from ${offset} on over ${length} of ${text.length}`);
        }
      }
      return rows.length > 0;
    },
  },
};
