import { fileURLToPath } from "node:url";

const script = fileURLToPath(new URL("../../../cli/main.js", import.meta.url));

/** The command that runs this program, as it is built, with other arguments in a process of its own. */
export function jobCommand(args: readonly string[]): readonly string[] {
  return [process.execPath, script, ...args];
}
