import { main } from "../../cli/program.ts";

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  /** Called with all of stderr so far whenever more comes; may interrupt as Ctrl-C does. */
  readonly watch?: (stderr: string, interrupt: () => void) => void;
}

/** Run the program in this process, as a user would without a terminal, and wait for its end. */
export async function cellscape(args: readonly string[], { watch }: CommandOptions = {}): Promise<Outcome> {
  const listeners = new Set<() => void>();
  let stdout = "";
  let stderr = "";
  const code = await main(args, {
    stdout: {
      write: (text) => {
        stdout += text;
      },
    },
    stderr: {
      write: (text) => {
        stderr += text;
        watch?.(stderr, () => {
          for (const listener of listeners) listener();
        });
      },
    },
    onInterrupt(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    quit: () => {
      throw new Error("internal: a second Ctrl-C ends the process, so it needs one of its own (process.ts)");
    },
    debug: false,
  });
  if (listeners.size > 0) throw new Error("internal: expected the command to remove its listeners");
  return { code, stdout, stderr };
}
