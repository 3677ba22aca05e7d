import { openEnsemble, futuresOf } from "#store/ensemble";
import type { Ensemble } from "#store/ensemble";
import { shardCount } from "#store/extents";
import type { Folder } from "#store/folder";
import { writeGrowth } from "#store/growth";
import { planDifferences } from "#store/plan-differences";
import { planFile, readPlan, studyFolder, writePlan } from "#store/plan";
import type { PlannedDesign } from "#store/plan";
import { clearTemporary, temporaryFolder } from "#store/publish";
import { StoreProblem } from "#store/store-problem";
import { plannedFiles, storeStudy } from "#store/study-files";
import type { RecordedFiles } from "#store/study-files";
import type { Study } from "#study/study";

import { createDesign, fixedNumber } from "./design.js";
import { beliefsOf, openPosition } from "./explorer.js";
import { planEnsemble, requestOf } from "./plan-ensemble.js";
import type { EnsembleRequest } from "./plan-ensemble.js";

const usualFutures = 10_000;
const usualSeed = 1;
/** Far beyond any disk, and far from where numbers stop being whole. */
const mostFutures = 1e12;

/** What somebody asks for; what is left out is as the ensemble in the folder has it, or as usual. */
export interface Asked extends Partial<Omit<EnsembleRequest, "version" | "file" | "files">> {
  readonly version: string;
  readonly file: string;
  /** The bytes of the table, where the design is one. */
  readonly table?: Uint8Array | undefined;
}

/**
 * The ensemble in a folder that answers what is asked: planned now, gone on with, or grown. Throws a
 * `StoreProblem` where another ensemble or anything else is in the folder.
 */
export async function openOrPlan(
  folder: Folder,
  study: Study,
  files: RecordedFiles,
  asked: Asked,
): Promise<Ensemble> {
  for (;;) {
    const stored = await readPlan(folder);
    const before = stored === null ? {} : requestOf(stored);
    const request = { ...before, ...given(asked) };
    const plan = planEnsemble(study, {
      ...request,
      version: asked.version,
      file: asked.file,
      files: plannedFiles(folder, files),
      futures: stored?.plan.futures ?? plannedFutures(study, request),
      seed: request.seed ?? usualSeed,
      series: request.series ?? [],
    });
    if (stored === null) {
      shardCount([plan.futures], plan.shardSize);
      await refuseOthers(folder);
      await storeStudy(folder, files, asked.table ?? null);
      // Somebody else may have planned something meanwhile: then theirs is looked at.
      await writePlan(folder, plan);
      continue;
    }
    const differences = planDifferences(stored.plan, plan);
    if (differences.length > 0) throw otherPlan(differences);
    await clearTemporary(folder);
    const ensemble = await openEnsemble(folder);
    const now = futuresOf(ensemble);
    const wanted = asked.futures ?? now;
    if (wanted === now) return ensemble;
    if (isFixed(stored.plan.design)) {
      throw new StoreProblem(
        "fixed-number",
        `The ensemble is a design for ${now} futures (${stored.plan.design.kind}), which cannot have ${wanted}.`,
        "Explore another design into another folder. Plain Monte Carlo and the Sobol sequence can grow.",
      );
    }
    if (wanted < now) {
      throw new StoreProblem(
        "shrinks",
        `The ensemble has ${now} futures already, and ${wanted} were asked for: an ensemble grows, it never shrinks.`,
        `Leave out \`--futures\` to go on with ${now}, or explore into another folder.`,
      );
    }
    await writeGrowth(folder, stored, ensemble.ends, wanted);
  }
}

function isFixed({ kind }: PlannedDesign): boolean {
  return kind !== "monte carlo" && kind !== "sobol";
}

/** The number of futures of a new ensemble, which some designs settle by themselves. */
function plannedFutures(
  study: Study,
  { design, futures, positions, seed }: Partial<Asked>,
): number {
  const asked = futures ?? usualFutures;
  if (design === undefined) return asked;
  const held = (positions ?? [openPosition]).map((key) => beliefsOf(study, key));
  if (design.kind === "full factorial" && held.length > 1) {
    throw new StoreProblem(
      "bad-plan",
      "A full factorial is of one position: the levels of another are others.",
      "Name one position with --positions.",
    );
  }
  try {
    // A look at no future at all, for what the design itself refuses.
    if (design.kind === "sobol") {
      createDesign({ study, design, seed: seed ?? usualSeed, futures: asked })(held[0], 0, 0);
    }
  } catch (error) {
    if (error instanceof RangeError) throw new StoreProblem("bad-plan", `${error.message}.`);
    throw error;
  }
  const fixed = fixedNumber(design, held[0], futures) ?? asked;
  if (fixed > mostFutures) {
    throw new StoreProblem(
      "bad-plan",
      `The design has ${fixed} futures, more than ${mostFutures}.`,
    );
  }
  if (futures === undefined || futures === fixed) return fixed;
  throw new StoreProblem(
    "fixed-number",
    `The design (${design.kind}) has ${fixed} futures, and ${futures} were asked for.`,
    "Leave out `--futures`.",
  );
}

/** Only what is really given, so that the rest is taken from elsewhere. */
function given(asked: Asked): Asked {
  return Object.fromEntries(
    Object.entries(asked).filter(([, value]) => value !== undefined),
  ) as unknown as Asked;
}

/** A folder for an ensemble is new, or empty but for what a first attempt left behind. */
async function refuseOthers(folder: Folder): Promise<void> {
  const own = new Set([temporaryFolder, studyFolder, planFile]);
  const others = (await folder.list(".")).filter((name) => !own.has(name)).toSorted();
  if (others.length === 0) return;
  const shown = others.slice(0, 3).map((name) => `\`${name}\``);
  throw new StoreProblem(
    "other-content",
    `The folder is not empty and holds no ensemble: there is ${shown.join(", ")}${others.length > 3 ? " …" : ""}, and no \`plan.json\`.`,
    "Name a new folder.",
  );
}

function otherPlan(differences: ReturnType<typeof planDifferences>): StoreProblem {
  // Another study differs in every file: the first few say so, all of them would hide the rest.
  const told = differences
    .slice(0, 4)
    .map(({ what, stored, asked }) => `${what}: ${stored} there, ${asked} asked for`);
  const more = differences.length - told.length;
  return new StoreProblem(
    "other-plan",
    `The folder holds another ensemble. What differs: ${told.join("; ")}${more > 0 ? `; and ${more} more` : ""}.`,
    "Explore into another folder. To go on with the ensemble that is there, leave out the options: they are taken from its plan.",
  );
}
