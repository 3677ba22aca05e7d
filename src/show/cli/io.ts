/** The world as a command sees it, so that tests can look on. */
export interface CommandIo {
  /** To standard output. */
  write(text: string): void;
  /** To standard error. */
  writeError(text: string): void;
  /** Whether standard output takes colours: a terminal, and NO_COLOR not set. */
  readonly colour: boolean;
  /**
   * Shows a line on standard error in the place of the one before; null takes it away. Only there
   * if standard error is a terminal.
   */
  readonly progress?: (line: string | null) => void;
  /** Columns of the terminal; 100 where there is none. */
  readonly width: number;
  /** Aborted once the person has asked to stop. */
  readonly signal: AbortSignal;
  /** What the process ends with: 0, 1 after errors, 2 after wrong usage. */
  setExitCode(code: number): void;
}
