import { CellScapeError } from "../src/core/errors.ts";
import { parseOptions } from "../src/core/options/parse.ts";
import { applyFile } from "../src/session/applyFile.ts";
import { applyOptionGroups, applyOptions, derivedFromModel } from "../src/session/options/apply.ts";
import { parseConfig } from "../src/session/options/run.ts";
import { readSampleSheet } from "../src/session/read/sampleSheet.ts";
import { exitCodeOf } from "./exit.ts";
import { inSession } from "./inSession.ts";
import { withThreads } from "./options/threads.ts";
import { overviews } from "./overviews.ts";
import { progressNotes } from "./progress/json.ts";
import { spoken } from "./progress/voiceOf.ts";
import type { CommandSpec } from "./spec.ts";

/** `cellscape apply MODEL INPUT... --out DIR` */
export const applyCommand: CommandSpec = {
  ...overviews.apply,
  // Analyses that a program has registered are among them.
  get options() {
    return applyOptionGroups();
  },
  derived: derivedFromModel(),
  examples: [
    "cellscape apply results/model.cellscape new.h5ad --out applied",
    "cellscape apply results/model.cellscape a.h5ad b.h5ad --report --out applied",
    "cellscape apply results/model.cellscape --samples sheet.csv --no-figures --out applied",
  ],
  notes: progressNotes,
  async run([model, inputs], given, invocation) {
    const control = parseOptions(applyOptions.table, applyOptions.of(given));
    const settings = Object.entries(given).filter(([name]) => !(name in applyOptions.table));
    const { overlap, noAlign, progress, samples: sheet } = control;
    const files = [inputs].flat();
    if ((sheet === undefined) === (files.length === 0)) {
      const got = sheet === undefined ? "neither" : "both";
      throw new CellScapeError("bad-option", `apply: expected files or a sheet of samples (--samples), got ${got}`);
    }
    await spoken(progress, invocation, async (voice) => {
      const config = parseConfig(withThreads(Object.fromEntries(settings), voice));
      const samples = sheet === undefined ? files : await readSampleSheet(invocation.host, sheet);
      const { failures } = await inSession(control, voice, invocation, (session) =>
        applyFile(invocation.host, String(model), samples, { ...session, config, overlap, align: !noAlign }),
      );
      invocation.exitCode = Math.max(invocation.exitCode, ...failures.map(exitCodeOf));
    });
  },
};
