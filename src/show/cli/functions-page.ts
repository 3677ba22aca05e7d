import { builtins, usageOf, type Builtin } from "#study/builtins";

/** `docs/functions.md`: the builtins as Markdown, from the table that the parser reads too. */
export function functionsPage(): string {
  const families = [...new Set([...builtins.values()].map((builtin) => builtin.family))];
  const sections = families.map((family) => {
    const rows = [...builtins.values()].filter((builtin) => builtin.family === family);
    const title = family[0].toUpperCase() + family.slice(1);
    return `## ${title}\n\n${rows.map(printRow).join("\n")}\n`;
  });
  return `${introduction}\n${sections.join("\n")}`;
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
`;
