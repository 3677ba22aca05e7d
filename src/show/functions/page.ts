import { builtins, usageOf, type Builtin } from "#study/builtins";
import type { FunctionSupport, ToolSupport } from "./support.js";

/**
 * `docs/functions.md`: what each tool has and whether it runs here, as was tried, and the builtins as
 * Markdown from the table that the parser reads too.
 */
export function functionsPage(tools: readonly ToolSupport[]): string {
  const families = [...new Set([...builtins.values()].map((builtin) => builtin.family))];
  const sections = families.map((family) => {
    const rows = [...builtins.values()].filter((builtin) => builtin.family === family);
    const title = family[0].toUpperCase() + family.slice(1);
    return `## ${title}\n\n${rows.map(printRow).join("\n")}\n`;
  });
  const perTool = tools.map(
    ({ tool, functions }) =>
      `### ${tool}\n\n${table(["function", "supported", "runs as"], functions.map(supportRow))}`,
  );
  return [introduction, counts(tools), ...perTool, ...sections].join("\n");
}

function counts(tools: readonly ToolSupport[]): string {
  const rows = [
    ...tools,
    { tool: "all", functions: tools.flatMap(({ functions }) => functions) },
  ].map(({ tool, functions }) => {
    const supported = functions.filter(({ problem }) => problem === null).length;
    return [tool, functions.length, supported, functions.length - supported].map(String);
  });
  return table(["tool", "listed", "supported", "not supported"], rows);
}

function supportRow({ name, runsAs, problem }: FunctionSupport): readonly string[] {
  const why = problem === null ? "" : [problem.message, problem.help ?? ""].join(" ").trim();
  const builtin = runsAs === null ? "" : `\`${runsAs}\``;
  return [`\`${name}\``, problem === null ? "yes" : "no", problem === null ? builtin : why];
}

/** A Markdown table with columns of even width. */
function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const safe = rows.map((row) => row.map((cell) => cell.replaceAll("|", "\\|")));
  const widths = header.map((title, column) =>
    Math.max(3, title.length, ...safe.map((row) => row[column].length)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column])).join(" | ")} |`;
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  return `${[line(header), rule, ...safe.map(line)].join("\n")}\n`;
}

function printRow(builtin: Builtin): string {
  const units = builtin.parameters.map(({ name, unit }) => `${name} in \`${unit}\``);
  const from = units.length === 0 ? "" : ` from ${units.join(", ")}`;
  return [
    `- \`${usageOf(builtin)}\`: ${builtin.doc}`,
    `  Gives \`${builtin.unit}\`${from}. Example: \`${builtin.example}\``,
  ].join("\n");
}

const introduction = `# Functions

Written by \`npm run schema\` from the table of builtins. Names are matched without regard to case;
those without parentheses stand alone (\`TIME\`). Units are given as patterns: \`a\` and \`b\` stand for
any unit, the same throughout a line, \`time\` for the model's unit of time, \`1\` for none.

\`IF … THEN … ELSE …\` is part of the language, see [the study format](format.md).

## What runs, by tool

Each function was tried with an example: read in the tool's own format, and compiled. What is not
supported is an error that says so; \`parley check MODEL --json\` lists the functions of a model.
\`GET XLS …\` read CSV files as \`GET DIRECT …\` do; for an Excel file they say how to export it.
`;
