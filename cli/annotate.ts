import { parseOptions } from "../src/core/options/parse.ts";
import { annotateFile } from "../src/session/annotateFile.ts";
import { annotateOptionGroups, annotateOptions } from "../src/session/options/annotate.ts";
import { parseConfig } from "../src/session/options/run.ts";
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
  ],
  notes: progressNotes,
  async run([inputs], given, invocation) {
    const { reference, label, ...control } = parseOptions(annotateOptions.table, annotateOptions.of(given));
    const settings = Object.entries(given).filter(([name]) => !(name in annotateOptions.table));
    const config = parseConfig(withThreads(Object.fromEntries(settings)));
    await spoken(control.progress, invocation, async (voice) => {
      await inSession(control, voice, invocation, (session) =>
        annotateFile(invocation.host, [inputs].flat(), { ...session, config, references: reference, label }),
      );
    });
  },
};
