import type { Host } from "../src/host/host.ts";
import { exitCodes } from "./exit.ts";
import type { Screen } from "./progress/voice.ts";

/** What a command runs in: where its text goes and how the user interrupts it. */
export interface Terminal {
  readonly stdout: Screen;
  readonly stderr: Screen;
  /** Call `listener` on each Ctrl-C. @returns a function that removes the listener. */
  readonly onInterrupt: (listener: () => void) => () => void;
  /**
   * Call `listener` when the system ends the process or the terminal is closed.
   *
   * @param listener takes the exit code to end with.
   * @returns a function that removes the listener.
   */
  readonly onEnd: (listener: (code: number) => void) => () => void;
  /** End at once, without results. */
  readonly quit: (code: number) => void;
  /** Whether unexpected errors are shown with their stack. */
  readonly debug: boolean;
}

/** One call of the program: its arguments, the terminal, the host, and the exit code that it ends with. */
export interface Invocation {
  readonly argv: readonly string[];
  readonly terminal: Terminal;
  readonly host: Host;
  /** Write a line to stdout. */
  readonly print: (line: string) => void;
  /** 0 unless a command sets another one. */
  exitCode: number;
  /** The exit code where the system ended the process; what the command threw is no matter then. */
  endingCode: number | undefined;
}

/** Signals, and the exit codes that shells give to processes that they end. */
const signals = {
  SIGINT: exitCodes.interrupt,
  SIGTERM: exitCodes.terminate,
  SIGHUP: exitCodes.hangup,
} as const;

/**
 * The terminal of this process. From now on no signal ends the process before it has removed what it was writing, and a
 * reader of its text that goes away, or a full disk below it, does not end the work.
 */
export function processTerminal(): Terminal & { readonly unwritten: () => NodeJS.ErrnoException | undefined } {
  const interrupts = new Set<() => void>();
  const ends = new Set<(code: number) => void>();
  for (const [signal, code] of Object.entries(signals)) {
    process.on(signal, () => {
      const listeners = signal === "SIGINT" ? [...interrupts].map((listener) => () => listener()) : [...ends];
      if (listeners.length === 0) process.exit(code);
      for (const listener of listeners) listener(code);
    });
  }
  let unwritten: NodeJS.ErrnoException | undefined;
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    // A reader that has read enough, such as `head`, is no error; the errors after the first follow from it.
    if (error.code !== "EPIPE") unwritten ??= error;
  });
  process.stderr.on("error", () => undefined);
  return {
    stdout: process.stdout,
    stderr: process.stderr,
    onInterrupt: (listener) => added(interrupts, listener),
    onEnd: (listener) => added(ends, listener),
    quit: (code) => process.exit(code),
    debug: Boolean(process.env.CELLSCAPE_DEBUG),
    unwritten: () => unwritten,
  };
}

function added<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
