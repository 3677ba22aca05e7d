import { expect, test } from "vitest";
import { keyOf } from "#study/name";
import { SourceText } from "#study/place";
import { vensimBuiltins } from "#study/builtins/vensim";
import { readVensim } from "#read/vensim/read-vensim";

test("every row has a key of its own, made from its name, and says what it does", () => {
  const keys = vensimBuiltins.map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
  for (const { name, key, doc, example, parameters } of vensimBuiltins) {
    expect(key).toBe(keyOf(name));
    expect(name.startsWith("vensim.")).toBe(true);
    expect(doc.endsWith(".")).toBe(true);
    expect(example).toContain(name);
    expect(parameters.every(({ optional, repeated }) => !optional || repeated === true)).toBe(true);
  }
});

test("the example of every function is an equation that Vensim's text can hold", async () => {
  for (const { key, name, example, parameters } of vensimBuiltins) {
    if (key === "vensim.element_position") continue;
    const equation = example.replace("vensim.", "");
    const text = `x = ${equation} ~~|\nTIME STEP = 1 ~~|\nINITIAL TIME = 0 ~~|\nFINAL TIME = 1 ~~|`;
    const { diagnostics } = await readVensim(new SourceText("a.mdl", text));
    // The names in it are not defined here; the function and the number of arguments are right.
    const codes = new Set(diagnostics.map(({ code }) => code));
    for (const code of ["unknown-variable", "unknown-subscript", "unknown-range"])
      codes.delete(code);
    expect([...codes], `${name}/${parameters.length}: ${equation}`).toEqual([]);
  }
});
