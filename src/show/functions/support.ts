import { resolveAndCheck } from "#compile/compile";
import { externalFunctions } from "#read/vensim/external-functions";
import { functionRules } from "#read/vensim/functions";
import { readVensim } from "#read/vensim/read-vensim";
import { readXmile } from "#read/xmile/read";
import { builtins } from "#study/builtins";
import type { Builtin } from "#study/builtins";
import type { Diagnostic } from "#study/diagnostic";
import { FileProblem } from "#study/host";
import type { Files } from "#study/host";
import type { Model } from "#study/model";
import { SourceText } from "#study/place";
import { exampleModel } from "./example.js";
import { exampleAsVensim, exampleAsXmile, exampleSeries } from "./example-text.js";

/** A function of a tool, and whether a model with it can be read and compiled. */
export interface FunctionSupport {
  /** As the tool writes it. */
  readonly name: string;
  /** The builtin as which it runs; null where it is other words for an operator, or does not run. */
  readonly runsAs: string | null;
  readonly problem: Diagnostic | null;
  /** The model that was tried. */
  readonly file: string;
  readonly text: string;
}

export interface ToolSupport {
  readonly tool: string;
  readonly functions: readonly FunctionSupport[];
}

/** What each tool lists, tried out one by one: read in the tool's own format, and compiled. */
export async function supportOfTools(): Promise<readonly ToolSupport[]> {
  const own = [...builtins.values()];
  const standard = own.filter(({ key }) => !key.startsWith("vensim.") && !key.startsWith("isee."));
  return [
    { tool: "XMILE 1.0", functions: await Promise.all(standard.map(tryInXmile)) },
    {
      tool: "Stella and iThink, beyond XMILE",
      functions: await Promise.all(
        own.filter(({ key }) => key.startsWith("isee.")).map(tryInXmile),
      ),
    },
    { tool: "Vensim", functions: await Promise.all(vensimFunctions().map(tryInVensim)) },
  ];
}

async function tryInXmile(builtin: Builtin): Promise<FunctionSupport> {
  const text = exampleAsXmile(exampleModel(builtin, builtin.example));
  const file = "example.xmile";
  const { value, diagnostics } = await readXmile(text, file);
  const name = builtin.name.replace("isee.", "");
  return { name, runsAs: builtin.name, problem: firstError(value, diagnostics), file, text };
}

interface VensimFunction {
  readonly name: string;
  readonly runsAs: string | null;
  readonly text: string;
}

/** The examples of functions that are no builtins, because they mean the same as something simpler. */
const rewritten: ReadonlyMap<string, string> = new Map([
  ["if_then_else", "IF THEN ELSE(Time > 2, 1, 0)"],
  ["power", "POWER(2, 3)"],
  ["game", "GAME(3)"],
  ["elmcount", "ELMCOUNT(range)"],
  ["time_base", "TIME BASE(10, 2)"],
  ["get_time_value", "GET TIME VALUE(0, 1, 0)"],
  ["integ", "INTEG(1, 0)"],
  ["with_lookup", "WITH LOOKUP(Time, ((0, 0), (4, 1)))"],
]);

/** How calls look that read files: kept apart, since what they give decides what the variable is. */
const external: Readonly<Record<string, string>> = {
  constants: "example = NAME('series.csv', ',', 'B2')",
  data: "example := NAME('series.csv', ',', 'A', 'B2')",
  lookups: "table(NAME('series.csv', ',', 'A', 'B2')) ~~|\nexample = table(1)",
  subscript: "range: NAME('series.csv', ',', 'A2', 'A4', 's') ~~|\nexample = ELMCOUNT(range)",
  nothing: "example := NAME('series', 'x')",
};

function vensimFunctions(): readonly VensimFunction[] {
  const inEquations = [...functionRules].map(([key, rule]): VensimFunction => {
    const name = key.toUpperCase().replaceAll("_", " ");
    const builtin = rule.kind === "builtin" ? builtins.get(rule.key) : undefined;
    if (rule.kind === "builtin" && builtin?.key.startsWith("vensim.") === true) {
      const text = exampleAsVensim(exampleModel(builtin, quoted(builtin)));
      return { name, runsAs: builtin.name, text };
    }
    const count = rule.kind === "unsupported" ? 1 : rule.minimum;
    const inputs = Array.from({ length: count }, () => "0.5").join(", ");
    const call = rewritten.get(key) ?? `${name}(${inputs})`;
    return { name, runsAs: builtin?.name ?? null, text: `range: A, B ~~|\nexample = ${call}` };
  });
  const ofFiles = [...externalFunctions].map(([key, { reads }]): VensimFunction => {
    const name = key.toUpperCase().replaceAll("_", " ");
    return { name, runsAs: null, text: external[reads].replace("NAME", name) };
  });
  const withTime = ({ text, ...rest }: VensimFunction): VensimFunction => ({
    ...rest,
    text: text.includes("FINAL TIME") ? text : `{UTF-8}\n${text} ~~|\n${control}`,
  });
  return [...inEquations, ...ofFiles]
    .map(withTime)
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

/** A name with IF in it stands in quotes in an equation. */
function quoted({ example, name }: Builtin): string {
  return /\bIF\b/u.test(name) ? example.replace(name, `vensim."${name.slice(7)}"`) : example;
}

const control = `INITIAL TIME = 0 ~~|
FINAL TIME = 4 ~~|
TIME STEP = 1 ~~|
SAVEPER = 1 ~~|
`;

async function tryInVensim({ name, runsAs, text }: VensimFunction): Promise<FunctionSupport> {
  const file = "example.mdl";
  const { value, diagnostics } = await readVensim(new SourceText(file, text), files);
  return { name, runsAs, problem: firstError(value, diagnostics), file, text };
}

const files: Files = {
  read: (path) =>
    path === "series.csv"
      ? Promise.resolve(new TextEncoder().encode(exampleSeries))
      : Promise.reject(new FileProblem("missing", path, "there is no such file")),
};

function firstError(model: Model | undefined, read: readonly Diagnostic[]): Diagnostic | null {
  const isError = ({ severity }: Diagnostic) => severity === "error";
  const found = read.find(isError);
  if (model === undefined || found !== undefined) return found ?? null;
  return resolveAndCheck(model).diagnostics.find(isError) ?? null;
}
