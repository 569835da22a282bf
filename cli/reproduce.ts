import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseOptions } from "../src/core/options/parse.ts";
import { withSingulars } from "../src/core/singular.ts";
import { reproduceOptions } from "../src/session/options/reproduce.ts";
import { reproduceFile } from "../src/session/reproduceFile.ts";
import { interrupted } from "./interrupt.ts";
import { withThreads } from "./options/threads.ts";
import { overviews } from "./overviews.ts";
import { voiceOf } from "./progress/voiceOf.ts";
import type { CommandSpec } from "./spec.ts";

/** `cellscape reproduce manifest.json`: run again, and compare the results. */
export const reproduceCommand: CommandSpec = {
  ...overviews.reproduce,
  options: [reproduceOptions],
  examples: ["cellscape reproduce results/manifest.json", "cellscape reproduce manifest.json --input tissue.h5ad"],
  async run([manifest], given, invocation) {
    const { out, ...options } = parseOptions(reproduceOptions.table, withThreads(given));
    const { report, say } = voiceOf("auto", invocation.terminal.stderr);
    const temporary = out === undefined ? await mkdtemp(join(tmpdir(), "cellscape-reproduce-")) : undefined;
    try {
      const to = out ?? join(temporary ?? "", "repeated");
      const { verdict, lines } = await interrupted(invocation, say, (signals) =>
        reproduceFile(invocation.host, String(manifest), { ...options, out: to, report, ...signals }),
      );
      for (const line of lines) invocation.print(withSingulars(line));
      if (verdict === "different") invocation.exitCode = 1;
    } finally {
      if (temporary !== undefined) await rm(temporary, { recursive: true, force: true });
    }
  },
};
