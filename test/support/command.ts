import { runProgram } from "#show/cli/program";

export interface CommandResult {
  readonly status: number;
  readonly out: string;
  readonly error: string;
}

/** A command of Parley in this process, without colours, in a terminal of 100 columns. */
export async function command(...argv: readonly string[]): Promise<CommandResult> {
  const result = { status: 0, out: "", error: "" };
  await runProgram(argv, {
    write: (text) => void (result.out += text),
    writeError: (text) => void (result.error += text),
    colour: false,
    width: 100,
    signal: new AbortController().signal,
    setExitCode: (code) => void (result.status = code),
  });
  return result;
}
