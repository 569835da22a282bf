import { dirname, join } from "node:path";
import { parseOptions } from "../src/core/options/parse.ts";
import { nodeHost } from "../src/host/node/nodeHost.ts";
import { applyEditsFile } from "../src/session/applyEditsFile.ts";
import { applyEditsOptionGroups, applyEditsOptions } from "../src/session/options/analyze.ts";
import { inSession } from "./inSession.ts";
import { analysisConfig } from "./options/analysisConfig.ts";
import { overviews } from "./overviews.ts";
import { progressNotes } from "./progress/json.ts";
import { spoken } from "./progress/voiceOf.ts";
import type { CommandSpec } from "./spec.ts";

/** `cellscape apply-edits RESULT EDITS --out DIR` */
export const applyEditsCommand: CommandSpec = {
  ...overviews["apply-edits"],
  // Analyses that a program has registered are among them.
  get options() {
    return applyEditsOptionGroups();
  },
  examples: [
    "cellscape apply-edits results/result.h5ad edits.json --out edited",
    "cellscape apply-edits results/result.h5ad edited.h5ad --want markers,composition",
  ],
  notes: progressNotes,
  async run([file, edits], given, invocation) {
    const result = String(file);
    const {
      out = join(dirname(result), "edited"),
      otherLabels,
      ...control
    } = parseOptions(applyEditsOptions.table, applyEditsOptions.of(given));
    const config = analysisConfig(given, applyEditsOptions.table);
    // Nothing is kept of short work.
    const session = { ...control, out, resume: false, checkpointEvery: 0 };
    await spoken(control.progress, invocation, async (voice) => {
      await inSession(session, voice, invocation, (options) =>
        applyEditsFile(nodeHost, result, String(edits), { ...options, config, otherLabels }),
      );
    });
  },
};
