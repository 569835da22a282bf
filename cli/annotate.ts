import { CellScapeError } from "../src/core/errors.ts";
import { parseOptions } from "../src/core/options/parse.ts";
import { annotateFile } from "../src/session/annotateFile.ts";
import { applyFile } from "../src/session/applyFile.ts";
import { annotateOptionGroups, annotateOptions, expectForModel } from "../src/session/options/annotate.ts";
import { parseConfig } from "../src/session/options/run.ts";
import { exitCodeOf } from "./exit.ts";
import { inSession } from "./inSession.ts";
import { withThreads } from "./options/threads.ts";
import { overviews } from "./overviews.ts";
import { progressNotes } from "./progress/json.ts";
import { spoken } from "./progress/voiceOf.ts";
import type { CommandSpec } from "./spec.ts";

/** `cellscape annotate NEW... --reference LABELLED --out DIR` */
export const annotateCommand: CommandSpec = {
  ...overviews.annotate,
  // Analyses that a program has registered are among them.
  get options() {
    return annotateOptionGroups();
  },
  derived: ["references", "sampleKey"],
  examples: [
    "cellscape annotate new.h5ad --reference labelled.h5ad --label layer --out annotated",
    "cellscape annotate new.h5ad --reference a.h5ad,b.h5ad --label layer --report --out annotated",
    "cellscape annotate new.h5ad --model labelled/model.cellscape --out annotated",
  ],
  notes: progressNotes,
  async run([inputs], given, invocation) {
    const { reference, label, model, ...control } = parseOptions(annotateOptions.table, annotateOptions.of(given));
    if ((reference === undefined) === (model === undefined)) {
      const got = model === undefined ? "neither" : "both";
      throw new CellScapeError(
        "bad-option",
        `annotate: expected annotated sections (--reference) or --model, got ${got}`,
      );
    }
    if (model !== undefined) expectForModel(given);
    const settings = Object.entries(given).filter(([name]) => !(name in annotateOptions.table));
    const config = parseConfig(withThreads(Object.fromEntries(settings)));
    // The share that a model needs has a default of its own.
    const overlap = given.overlap === undefined ? {} : { overlap: config.overlap };
    await spoken(control.progress, invocation, async (voice) => {
      const { host } = invocation;
      const fresh = [inputs].flat();
      if (reference !== undefined) {
        await inSession(control, voice, invocation, (session) =>
          annotateFile(host, fresh, { ...session, config, references: reference, label }),
        );
        return;
      }
      const { failures } = await inSession(control, voice, invocation, (session) =>
        applyFile(host, String(model), fresh, { ...session, config, ...overlap }),
      );
      invocation.exitCode = Math.max(invocation.exitCode, ...failures.map(exitCodeOf));
    });
  },
};
