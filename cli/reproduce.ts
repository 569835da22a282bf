import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { parseOptions, reproduceFile, reproduceOptions } from "../src/node.ts";
import { interruptible } from "./interrupt.ts";
import { voiceOf } from "./progress.ts";
import type { CommandSpec } from "./spec.ts";

/** `cellscape reproduce manifest.json`: run again, and compare the results. */
export const reproduceCommand: CommandSpec = {
  name: "reproduce",
  summary: "Run again what a manifest.json records, and compare the results: exit code 0 if they agree, 1 if not.",
  arguments: [["<manifest>", "manifest.json of a run, with its result.h5ad beside it"]],
  options: [reproduceOptions],
  examples: ["cellscape reproduce results/manifest.json", "cellscape reproduce manifest.json --input tissue.h5ad"],
  async run([manifest], given, invocation) {
    const { out, ...options } = parseOptions(reproduceOptions.table, { threads: availableParallelism(), ...given });
    const { report, say } = voiceOf("auto", invocation.terminal.stderr);
    const { signal, release } = interruptible(invocation.terminal, say);
    const temporary = out === undefined ? await mkdtemp(join(tmpdir(), "cellscape-reproduce-")) : undefined;
    try {
      const to = out ?? join(temporary ?? "", "repeated");
      const { verdict, lines } = await reproduceFile(String(manifest), { ...options, out: to, report, signal });
      lines.forEach(invocation.print);
      if (verdict === "different") invocation.exitCode = 1;
    } finally {
      release();
      if (temporary !== undefined) await rm(temporary, { recursive: true, force: true });
    }
  },
};
