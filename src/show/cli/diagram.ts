import { Command } from "commander";
import { z } from "zod";

import { loopsOf, type Loops } from "#diagram/loops";
import { graphOf, type Graph, type Link } from "#diagram/graph";
import { trajectoriesOf, type Trajectories } from "#diagram/known";
import { layoutFromFile } from "#diagram/layout/file-views";
import { layOut } from "#diagram/layout/layout";
import { polarities, type Polarity } from "#diagram/polarity";
import type { Scene } from "#diagram/scene";
import { svgOf } from "#diagram/svg";
import { settingsOf, simulate } from "#parley";
import type { Instantiator } from "#study/host";
import type { Model } from "#study/model";
import type { Study } from "#study/study";

import type { CommandIo } from "./io.js";
import { namedIn } from "./named-in.js";
import { openTarget, tellError, type OpenedTarget } from "./open-target.js";
import type { Fail } from "./named-in.js";
import { writeOutput } from "./write-output.js";

interface DiagramOptions {
  readonly out?: string;
  readonly policy?: string;
  readonly constants?: boolean;
  readonly layout?: boolean;
  readonly json?: boolean;
}

const sign = z.enum(["+", "-", "?"]);

/** What `parley diagram --json` prints. */
export const diagramOutputSchema = z
  .strictObject({
    schema: z.literal("parley/diagram@1"),
    model: z.string(),
    links: z
      .array(
        z.strictObject({
          from: z.string(),
          to: z.string(),
          role: z.enum(["value", "initial"]).describe("initial: for the value at the start alone."),
          delayed: z.boolean(),
          sign: sign.describe("Whether `to` rises or falls if `from` alone is larger."),
          basis: z
            .enum(["equation", "run", "none"])
            .describe("equation: holds for all values; run: all along one run; none: no sign."),
        }),
      )
      .describe("Each variable that another one's equation reads."),
    flows: z.array(
      z.strictObject({
        flow: z.string(),
        from: z.string().nullable().describe("A stock, or null for a cloud."),
        to: z.string().nullable(),
      }),
    ),
    loops: z.strictObject({
      complete: z
        .boolean()
        .describe("False if these are the shortest independent loops, not all there are."),
      found: z.array(
        z.strictObject({
          name: z.string(),
          polarity: z.enum(["reinforcing", "balancing", "unknown"]),
          delayed: z.boolean(),
          variables: z.array(z.string()).describe("Each acts on the next, the last on the first."),
          signs: z.array(sign).describe("Of the step from each variable to the next."),
        }),
      ),
    }),
  })
  .meta({ title: "parley/diagram@1" });

/** `parley diagram`: the stock-and-flow diagram of a model as SVG, or its links and loops as JSON. */
export function diagramCommand(io: CommandIo): Command {
  return new Command("diagram")
    .description("draw the stock-and-flow diagram of a model as SVG, and tell its feedback loops")
    .argument("<model|study>", "a model's file, or a study's folder")
    .option("--out <file>", "write the drawing to a file, instead of to standard output")
    .option("--policy <policy>", "of a study: signs of links that change, in a run under this one")
    .option("--constants", "draw all constants, however many there are")
    .option("--layout", "lay it out anew, whatever places the file gives")
    .option("--json", "print links, signs and loops as JSON (schema parley/diagram@1)")
    .action((path: string, options: DiagramOptions) => diagram(path, options, io));
}

async function diagram(path: string, options: DiagramOptions, io: CommandIo): Promise<void> {
  const opened = await openTarget(path, io);
  if (opened === null) return;
  const { model, study, host } = opened;
  if (study === null && options.policy !== undefined) {
    tellError(io, "A model by itself has no policies.", "Name a study's folder.");
    return;
  }
  if (options.out !== undefined && !/\.svg$/iu.test(options.out) && options.json !== true) {
    tellError(
      io,
      `A diagram is an SVG file, and \`${options.out}\` is none.`,
      "Let it end in .svg.",
    );
    return;
  }
  const run = await trajectories(opened, options.policy, host, io);
  if (run === undefined) return;
  const graph = graphOf(model);
  const signs = polarities(model, graph.links, run);
  const loops = loopsOf(graph, signs);
  const text =
    options.json === true
      ? `${JSON.stringify(outputOf(model, graph, signs, loops), null, 2)}\n`
      : svgOf(sceneFor(model, study, graph, signs, options), study?.title ?? model.name);
  if (options.out === undefined) {
    io.write(text);
    return;
  }
  const fail: Fail = (message, help) => tellError(io, message, help);
  if (!(await writeOutput(options.out, text, fail))) return;
  io.write(`${options.out}: ${summary(graph, loops)}\n`);
}

/** The file's own places where they are sane and not refused, else the layout of ours. */
function sceneFor(
  model: Model,
  study: Study | null,
  graph: Graph,
  signs: ReadonlyMap<Link, Polarity>,
  options: DiagramOptions,
): Scene {
  const own = options.layout === true ? null : layoutFromFile(model, graph, signs);
  return own ?? layOut(graph, signs, layoutOptions(model, study, options));
}

function layoutOptions({ groups }: Model, study: Study | null, { constants }: DiagramOptions) {
  const keep = new Set([...(study?.premises.keys() ?? []), ...(study?.levers.keys() ?? [])]);
  return constants === true ? { keep, groups, constants } : { keep, groups };
}

/** A run for the signs of links that the equations leave open; undefined, and said, if none can be. */
async function trajectories(
  { study, model }: OpenedTarget,
  policyName: string | undefined,
  host: Instantiator,
  io: CommandIo,
): Promise<Trajectories | undefined> {
  const fail = (message: string, help?: string) => tellError(io, message, help);
  const named = study === null ? null : namedIn(study.policies, policyName, "policy", fail);
  if (named === undefined) return undefined;
  const policy = named ?? [...(study?.policies.values() ?? [])][0] ?? null;
  const settings =
    study === null
      ? { values: new Map<string, number>(), paths: new Map<string, never>() }
      : settingsOf(study, null, policy);
  return trajectoriesOf((await simulate(model, settings, host)).columns);
}

function outputOf(
  model: Model,
  graph: Graph,
  signs: ReadonlyMap<Link, Polarity>,
  { loops, complete }: Loops,
): z.infer<typeof diagramOutputSchema> {
  const nameOf = (key: string): string => graph.nodes.get(key)?.name ?? key;
  return {
    schema: "parley/diagram@1",
    model: model.name,
    links: graph.links.map((link) => ({
      from: nameOf(link.from),
      to: nameOf(link.to),
      role: link.role,
      delayed: link.delayed,
      sign: signs.get(link)?.sign ?? "?",
      basis: signs.get(link)?.basis ?? "none",
    })),
    flows: graph.pipes.map(({ flow, from, to }) => ({
      flow: nameOf(flow),
      from: from === null ? null : nameOf(from),
      to: to === null ? null : nameOf(to),
    })),
    loops: {
      complete,
      found: loops.map(({ name, polarity, delayed, keys, signs: steps }) => ({
        name,
        polarity,
        delayed,
        variables: keys.map(nameOf),
        signs: [...steps],
      })),
    },
  };
}

function summary(graph: Graph, { loops, complete }: Loops): string {
  const count = (polarity: string): number =>
    loops.filter((loop) => loop.polarity === polarity).length;
  const kinds = [
    `${count("reinforcing")} reinforcing`,
    `${count("balancing")} balancing`,
    ...(count("unknown") === 0 ? [] : [`${count("unknown")} of unknown sign`]),
  ].join(", ");
  const which = complete ? "feedback loops" : "feedback loops, the shortest independent ones";
  return `${graph.nodes.size} variables, ${graph.links.length} links; ${which}: ${kinds}.`;
}
