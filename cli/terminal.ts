import type { Screen } from "./voice.ts";

/** What a command runs in: where its text goes and how the user interrupts it. */
export interface Terminal {
  readonly stdout: Screen;
  readonly stderr: Screen;
  /** Call `listener` on each Ctrl-C or request to end. @returns a function that removes the listener. */
  readonly onInterrupt: (listener: () => void) => () => void;
  /** End at once, without results. */
  readonly quit: (code: number) => void;
  /** Whether unexpected errors are shown with their stack. */
  readonly debug: boolean;
}

/** One call of the program: its arguments, the terminal, and the exit code that it ends with. */
export interface Invocation {
  readonly argv: readonly string[];
  readonly terminal: Terminal;
  /** Write a line to stdout. */
  readonly print: (line: string) => void;
  /** 0 unless a command sets another one. */
  exitCode: number;
}

/** The terminal of this process. */
export const processTerminal: Terminal = {
  stdout: process.stdout,
  stderr: process.stderr,
  onInterrupt(listener) {
    process.on("SIGINT", listener);
    process.on("SIGTERM", listener);
    return () => {
      process.off("SIGINT", listener);
      process.off("SIGTERM", listener);
    };
  },
  quit: (code) => process.exit(code),
  debug: Boolean(process.env.CELLSCAPE_DEBUG),
};
