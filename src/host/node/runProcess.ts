import { type ChildProcess, spawn } from "node:child_process";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { CellScapeError } from "../../core/errors.ts";
import { undoOnExit } from "../../io/node/undoOnExit.ts";
import type { ProcessEnd, ProcessOrder } from "../host.ts";
import { treeUsage } from "./processTree.ts";
import { makeFolder } from "./saveFile.ts";

/** Milliseconds between two looks at what a process uses: a share of the time that it has run, within bounds. */
const interval = { share: 0.03, least: 100, most: 1000 };
/** Lines of stderr that are kept for messages. */
const keptLines = 5;

/**
 * Run a program in a process group of its own, without a shell, until it ends or takes more than it may; its output goes to
 * `log.txt` in its folder. Whatever ends the watching process ends the program as well.
 *
 * @throws bad-option where it cannot be started; cancelled where the signal ends it.
 */
export async function runProcess({ command, folder, seconds, bytes, signal }: ProcessOrder): Promise<ProcessEnd> {
  await makeFolder(folder);
  const log = await open(join(folder, "log.txt"), "w");
  const [program = "", ...args] = command;
  const child = spawn(program, args, { cwd: folder, detached: true, stdio: ["ignore", log.fd, "pipe"] });
  const kill = () => endGroup(child);
  const remove = undoOnExit(kill);
  const began = performance.now();
  let ended: ProcessEnd["ended"] = "itself";
  let used: { cpuSeconds?: number; peakBytes?: number } = {};
  let errors = "";
  let hasEnded = false;
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    void log.write(text);
    errors = (errors + text).slice(-8192);
  });
  const stop = (why: ProcessEnd["ended"]) => {
    if (ended === "itself") ended = why;
    kill();
  };
  const limit = setTimeout(() => stop("time"), Math.min(1000 * seconds, 2 ** 31 - 1));
  let watch = setTimeout(look, interval.least);
  async function look(): Promise<void> {
    const now = child.pid === undefined ? undefined : await treeUsage(child.pid);
    if (now) {
      used = {
        cpuSeconds: Math.max(used.cpuSeconds ?? 0, now.cpuSeconds),
        peakBytes: Math.max(used.peakBytes ?? 0, now.bytes),
      };
      if (now.bytes > bytes) stop("memory");
    }
    if (hasEnded) return;
    const wait = interval.share * (performance.now() - began);
    watch = setTimeout(look, Math.max(interval.least, Math.min(interval.most, wait)));
  }
  signal?.addEventListener("abort", kill, { once: true });
  if (signal?.aborted) kill();
  try {
    const code = await new Promise<number | string>((resolve, reject) => {
      child.on("error", reject);
      child.on("exit", (exit, killed) => {
        // What it started may go on without it, and hold its stderr open.
        kill();
        child.on("close", () => resolve(exit ?? killed ?? "unknown"));
      });
    });
    if (signal?.aborted) throw new CellScapeError("cancelled", `${program}: stopped`);
    const lastErrors = errors
      .split("\n")
      .filter((line) => line.trim() !== "")
      .slice(-keptLines);
    const taken = { cpuSeconds: used.cpuSeconds, peakBytes: used.peakBytes };
    return { ended, code, seconds: (performance.now() - began) / 1000, ...taken, lastErrors };
  } catch (cause) {
    if (cause instanceof CellScapeError) throw cause;
    const reason =
      cause instanceof Error && "code" in cause && cause.code === "ENOENT" ? "no such program" : String(cause);
    throw new CellScapeError("bad-option", `${program}: expected a program to run, got ${reason}`, { cause });
  } finally {
    clearTimeout(limit);
    hasEnded = true;
    clearTimeout(watch);
    signal?.removeEventListener("abort", kill);
    remove();
    await log.close();
  }
}

/** Ends a process and all of its group. */
function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? pid : -pid, "SIGKILL");
  } catch {
    // It has ended.
  }
}
