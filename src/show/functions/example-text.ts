import type { ExampleModel, ExampleVariable } from "./example.js";

/** An example as a model of Vensim; series stand in the file `series.csv`. */
export function exampleAsVensim({ equation, dimensions, variables, of }: ExampleModel): string {
  const statements = [
    ...[...dimensions].map(([name, elements]) => `${name}: ${elements.join(", ")}`),
    ...variables.flatMap(vensimVariable),
    `example${subscripts(of)} = ${equation.replace("vensim.", "").replaceAll('"', "")}`,
    "INITIAL TIME = 0",
    "FINAL TIME = 4",
    "TIME STEP = 1",
    "SAVEPER = 1",
  ];
  return `{UTF-8}\n${statements.map((statement) => `${statement} ~~|`).join("\n")}\n`;
}

function vensimVariable({ name, kind, of }: ExampleVariable): readonly string[] {
  if (kind === "table") return [`${name}((0,0),(1,1),(2,0))`];
  if (kind === "queue") {
    return ["flat((0,1),(1,1))", `${name} = QUEUE FIFO ATTRIB(1, 0.5, 2, 0, flat, flat, 4, 2, 2)`];
  }
  if (kind === "stock") return [`${name}${subscripts(of)} = INTEG(0, 0.5)`];
  if (kind === "rest") return [`${name}${subscripts(of)} = example${subscripts(of)} - 2`];
  if (kind === "data") return [`${name} := GET DIRECT DATA('series.csv', ',', 'A', 'B2')`];
  // A profile says kind, priority, width and extra; a matrix has an inverse.
  if (of.at(-1) === "profile") {
    return ["ptype", "ppriority", "pwidth", "pextra"].map((part, index) => {
      const subscript = [...of.slice(0, -1), part].join(", ");
      return `${name}[${subscript}] = ${[1, 5, 2, 0][index]}`;
    });
  }
  if (of.join() === "row,column")
    return [`${name}[row, column] = IF THEN ELSE(row = column, 2, 1)`];
  return [`${name}${subscripts(of)} = 0.5`];
}

function subscripts(of: readonly string[]): string {
  return of.length === 0 ? "" : `[${of.join(", ")}]`;
}

/** The series that an example of Vensim reads. */
export const exampleSeries = "time,value\n0,1\n2,3\n4,2\n";

/** An example as an XMILE model. */
export function exampleAsXmile({ equation, dimensions, variables, of }: ExampleModel): string {
  const ranges = [...dimensions].map(
    ([name, elements]) =>
      `<dim name="${name}">${elements.map((element) => `<elem name="${element}"/>`).join("")}</dim>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<xmile version="1.0" xmlns="http://docs.oasis-open.org/xmile/ns/XMILE/v1.0" xmlns:isee="http://iseesystems.com/XMILE">
<header><vendor>Parley</vendor><product version="1">Parley</product></header>
<sim_specs><start>0</start><stop>4</stop><dt>1</dt></sim_specs>
<dimensions>${ranges.join("")}</dimensions>
<model><variables>
${variables.map(xmileVariable).join("\n")}
<aux name="example">${dimensionsIn(of)}<eqn>${escaped(equation)}</eqn></aux>
</variables></model>
</xmile>
`;
}

function xmileVariable({ name, kind, of }: ExampleVariable): string {
  const body =
    kind === "constant" ? "<eqn>0.5</eqn>" : "<gf><xscale min='0' max='2'/><ypts>0,1,2</ypts></gf>";
  return `<aux name="${name}">${dimensionsIn(of)}${body}</aux>`;
}

function dimensionsIn(of: readonly string[]): string {
  const names = of.map((name) => `<dim name="${name}"/>`);
  return of.length === 0 ? "" : `<dimensions>${names.join("")}</dimensions>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
