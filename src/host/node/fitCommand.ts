import { fileURLToPath } from "node:url";

const script = fileURLToPath(new URL("../../../cli/bench/fitProcess.js", import.meta.url));

/**
 * The command of one run of a benchmark in a process of its own, as the program is built.
 *
 * @param request file of the run.
 * @param heapMb megabytes that the heap of the process may take.
 */
export function fitCommand(request: string, heapMb: number): readonly string[] {
  return [process.execPath, `--max-old-space-size=${heapMb}`, script, request];
}
