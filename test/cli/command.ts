import { main } from "../../cli/program.ts";
import type { Terminal } from "../../cli/terminal.ts";
import { nodeHost } from "../../src/host/node/nodeHost.ts";
import { hostWithoutPictures } from "../hostWithoutPictures.ts";

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  /** Called with all of stderr so far whenever more comes. May interrupt as Ctrl-C does, or crash the work by throwing. */
  readonly watch?: (stderr: string, interrupt: () => void) => void;
  /** Whether PNG figures are drawn, which takes most of the time of a small run; otherwise some bytes stand for them. */
  readonly pictures?: boolean;
}

/** Run the program in this process, as a user would without a terminal, and wait for its end. */
export async function cellscape(
  args: readonly string[],
  { watch, pictures = false }: CommandOptions = {},
): Promise<Outcome> {
  const listeners = new Set<() => void>();
  const interrupt = () => {
    for (const listener of listeners) listener();
  };
  let stdout = "";
  let stderr = "";
  const terminal: Terminal = {
    stdout: {
      write: (text) => {
        stdout += text;
      },
    },
    stderr: {
      write: (text) => {
        stderr += text;
        watch?.(stderr, interrupt);
      },
    },
    onInterrupt(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onEnd: () => () => undefined,
    quit: () => {
      throw new Error("internal: a second Ctrl-C ends the process, so it needs one of its own (process.ts)");
    },
    debug: false,
  };
  const code = await main(args, terminal, pictures ? nodeHost : hostWithoutPictures);
  if (listeners.size > 0) throw new Error("internal: expected the command to remove its listeners");
  return { code, stdout, stderr };
}

/** Interrupt once, as Ctrl-C does, when stderr first contains `text`. */
export function interruptAt(text: string): CommandOptions {
  let sent = false;
  return {
    watch(stderr, interrupt) {
      if (sent || !stderr.includes(text)) return;
      sent = true;
      interrupt();
    },
  };
}

/** The message of a crash by `crashWhen`. */
export const CRASHED = "crashed by the test";

/** Crash the work once stderr is as it should be: nothing of it runs on, as after a kill. */
export function crashWhen(ready: (stderr: string) => boolean): CommandOptions {
  let crashed = false;
  return {
    watch(stderr) {
      if (crashed || !ready(stderr)) return;
      crashed = true;
      throw new Error(CRASHED);
    },
  };
}
