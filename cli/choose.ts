import { dirname, join } from "node:path";
import { CellScapeError } from "../src/core/errors.ts";
import { parseOptions } from "../src/core/options/parse.ts";
import { nodeHost } from "../src/host/node/nodeHost.ts";
import { chooseFile } from "../src/session/chooseFile.ts";
import { chooseOptionGroups, chooseOptions } from "../src/session/options/analyze.ts";
import { inSession } from "./inSession.ts";
import { withThreads } from "./options/threads.ts";
import { overviews } from "./overviews.ts";
import { progressNotes } from "./progress/json.ts";
import { spoken } from "./progress/voiceOf.ts";
import type { CommandSpec } from "./spec.ts";

/** `cellscape choose RESULT KIND --out DIR` */
export const chooseCommand: CommandSpec = {
  ...overviews.choose,
  // Analyses that a program has registered are among them.
  get options() {
    return chooseOptionGroups();
  },
  examples: ["cellscape choose results/result.h5ad 2 --out second"],
  notes: progressNotes,
  async run([file, kind], given, invocation) {
    const result = String(file);
    const rank = Number(kind);
    if (Number.isNaN(rank)) {
      throw new CellScapeError("bad-option", `choose: expected the number of a kind, got ${String(kind)}`);
    }
    const own = parseOptions(chooseOptions.table, chooseOptions.of(given));
    const { out = join(dirname(result), `choice-${rank}`), ...control } = own;
    const settings = Object.entries(given).filter(([name]) => !(name in chooseOptions.table));
    const config = withThreads(Object.fromEntries(settings));
    // Nothing is kept of short work.
    const session = { ...control, out, resume: false, checkpointEvery: 0 };
    await spoken(control.progress, invocation, async (voice) => {
      await inSession(session, voice, invocation, (options) =>
        chooseFile(nodeHost, result, rank, { ...options, config }),
      );
    });
  },
};
