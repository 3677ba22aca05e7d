import { runProgram } from "#show/cli/program";

export interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
  /** What was shown in the place of each other while it ran. */
  readonly progress: readonly string[];
}

/** Runs a command line in this process; its words may come in groups. */
export async function runCommand(...words: readonly (string | readonly string[])[]): Promise<Ran> {
  let status = 0;
  let stdout = "";
  let stderr = "";
  const progress: string[] = [];
  await runProgram(words.flat(), {
    write: (text) => void (stdout += text),
    writeError: (text) => void (stderr += text),
    progress: (line) => void (line === null ? undefined : progress.push(line)),
    colour: false,
    width: 100,
    signal: new AbortController().signal,
    setExitCode: (code) => void (status = code),
  });
  return { status, stdout, stderr, progress };
}
