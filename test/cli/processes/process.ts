import { spawn } from "node:child_process";
import { join } from "node:path";

export interface ProcessOutcome {
  /** Exit code; undefined when a signal ended the process. */
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ProcessOptions {
  /** Called with all of stderr so far whenever more comes; may signal the process. */
  readonly watch?: (stderr: string, kill: (signal: NodeJS.Signals) => void) => void;
  /** Put before the command, to change the world that it runs in. */
  readonly under?: readonly string[];
}

/** Where `npm run build` puts the command that package.json's `bin` names. */
export const program: readonly string[] = [process.execPath, join(process.cwd(), "dist/cli/main.js")];

/**
 * Start the built program as a user would, and wait for its end. For what needs a process: signals, kills, workers, closed
 * pipes, full disks; everything else runs in this process (command.ts).
 */
export function cellscapeProcess(
  args: readonly string[],
  { watch, under = [] }: ProcessOptions = {},
): Promise<ProcessOutcome> {
  const [file, ...rest] = [...under, ...program, ...args];
  const child = spawn(file, rest, { stdio: ["ignore", "pipe", "pipe"] });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
    watch?.(stderr, (signal) => child.kill(signal));
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? undefined, stdout, stderr }));
  });
}
