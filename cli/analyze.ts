import { dirname, join } from "node:path";
import { parseOptions } from "../src/core/options/parse.ts";
import { nodeHost } from "../src/host/node/nodeHost.ts";
import { analyzeFile } from "../src/session/analyzeFile.ts";
import { analyzeOptionGroups, analyzeOptions } from "../src/session/options/analyze.ts";
import { oneColumn } from "../src/session/options/oneColumn.ts";
import { inSession } from "./inSession.ts";
import { analysisConfig } from "./options/analysisConfig.ts";
import { overviews } from "./overviews.ts";
import { progressNotes } from "./progress/json.ts";
import { spoken } from "./progress/voiceOf.ts";
import type { CommandSpec } from "./spec.ts";

/** `cellscape analyze RESULT --want LIST --out DIR` */
export const analyzeCommand: CommandSpec = {
  ...overviews.analyze,
  // Analyses that a program has registered are among them.
  get options() {
    return analyzeOptionGroups();
  },
  examples: [
    "cellscape analyze results/result.h5ad --report --gene-names features.tsv --out report",
    "cellscape analyze renamed.h5ad --want markers,paga --column layer --out layers",
  ],
  notes: progressNotes,
  async run([file], given, invocation) {
    const result = String(file);
    const {
      out = join(dirname(result), "analysis"),
      column,
      ...control
    } = parseOptions(analyzeOptions.table, analyzeOptions.of(given));
    const config = analysisConfig(given, analyzeOptions.table);
    // Nothing is kept of short work.
    const session = { ...control, out, resume: false, checkpointEvery: 0 };
    await spoken(control.progress, invocation, async (voice) => {
      await inSession(session, voice, invocation, (options) =>
        analyzeFile(nodeHost, result, { ...options, config, column: oneColumn(column) }),
      );
    });
  },
};
