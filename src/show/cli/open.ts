import { spawn } from "node:child_process";
import { once } from "node:events";
import { Command } from "commander";

import { pageHtml } from "../publish/page-html.js";
import { modelPayload, studyPayload } from "../publish/payload-of.js";
import { reasonOf } from "../node/reason-of.js";
import { PageNotBuilt, readPlayer } from "../publish/player.js";
import type { Shown } from "../server/app.js";
import { errorsPage } from "../server/errors-page.js";
import { serve } from "../server/serve.js";
import type { Served } from "../server/serve.js";
import { watchFolder } from "../server/watch.js";
import type { Watcher } from "../server/watch.js";
import type { CommandIo } from "./io.js";
import { openTarget, tellError } from "./open-target.js";
import type { OpenedTarget } from "./open-target.js";
import { findTarget } from "./target.js";
import { wholeNumber } from "./whole-number.js";

interface OpenOptions {
  readonly port: number;
  readonly browser: boolean;
}

/** `parley open`: the page on this machine, loaded anew whenever a file changes. */
export function openCommand(io: CommandIo): Command {
  return new Command("open")
    .description("show the page of a study, or of a model, on this machine while its files change")
    .argument("<study>", "a study's folder, its study.yaml, or a model")
    .option(
      "--port <n>",
      "the port to listen on; any free one if not given",
      wholeNumber(0, 65_535),
      0,
    )
    .option("--no-browser", "only print the address")
    .action((path: string, options: OpenOptions) => open(path, options, io));
}

async function open(path: string, options: OpenOptions, io: CommandIo): Promise<void> {
  const target = await findTarget(path);
  if (target === null) {
    tellError(io, `There is no file or folder \`${path}\`.`);
    return;
  }
  const watcher = watchFolder(target.folder);
  let served: Served;
  try {
    const shown = (events: string) => shownOf(path, events, io.signal, watcher);
    served = await serve(shown, options.port);
  } catch (error) {
    watcher.stop();
    const help = "Leave out --port, or name another.";
    tellError(io, `Port ${options.port} cannot be had: ${reasonOf(error)}.`, help);
    return;
  }
  const { address } = served;
  io.write(`${path} is at ${address}\nCtrl-C ends it.\n`);
  if (options.browser && io.progress !== undefined) startBrowser(address);
  if (!io.signal.aborted) await once(io.signal, "abort");
  watcher.stop();
  served.close();
}

/** Everything is read anew for each page: files may have changed. */
function shownOf(
  path: string,
  events: string,
  signal: AbortSignal,
  { changes, onChange }: Watcher,
): Shown {
  const read = async (): Promise<{ opened: OpenedTarget | null; printed: string }> => {
    let printed = "";
    const write = (text: string): void => {
      printed += text;
    };
    const quiet = { write, writeError: write, colour: false, width: 100, signal };
    const reading = { ...quiet, setExitCode: () => undefined };
    // A quote that is not found is listed in the page, beside the texts in which it was looked for.
    const opened = await openTarget(path, reading, (files) => files, "warning");
    return { opened, printed };
  };
  return {
    changes,
    onChange,
    async html() {
      // Before anything is read: a change meanwhile is one that the page has not seen.
      const since = `${events}&seen=${changes()}`;
      const { opened, printed } = await read();
      if (opened === null) return errorsPage(printed, since);
      const { study, model, warnings } = opened;
      // The page argues by itself, so that it is there at once.
      const payload =
        study === null ? modelPayload(model, warnings) : studyPayload(study, null, warnings);
      try {
        return pageHtml(await readPlayer(), payload, { events: since });
      } catch (error) {
        if (error instanceof PageNotBuilt) return errorsPage(error.message, since);
        throw error;
      }
    },
  };
}

/** A browser is a convenience: where there is none, the address has been printed. */
function startBrowser(address: string): void {
  const [command, ...rest] =
    process.platform === "darwin"
      ? ["open"]
      : process.platform === "win32"
        ? ["cmd", "/c", "start", ""]
        : ["xdg-open"];
  const child = spawn(command, [...rest, address], { stdio: "ignore", detached: true });
  child.on("error", () => undefined);
  child.unref();
}
