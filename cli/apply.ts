import { availableParallelism } from "node:os";
import { applyFile, applyOptionGroups, applyOptions, parseConfig, parseOptions } from "../src/node.ts";
import { inSession } from "./inSession.ts";
import { spoken } from "./progress.ts";
import { progressNotes } from "./progressJson.ts";
import type { CommandSpec } from "./spec.ts";

/** `cellscape apply MODEL INPUT... --out DIR` */
export const applyCommand: CommandSpec = {
  name: "apply",
  summary: "Label transfer: find the domains of an earlier run in new samples, without training, with novelty scores.",
  arguments: [
    ["<model>", "model of a run (model.cellscape, written by run --save-model)"],
    ["<input...>", "samples to read, each a file or folder; several are analysed one by one"],
  ],
  options: applyOptionGroups(),
  examples: [
    "cellscape apply results/model.cellscape new.h5ad --out applied",
    "cellscape apply results/model.cellscape a.h5ad b.h5ad --report --out applied",
  ],
  notes: progressNotes,
  async run([model, inputs], given, invocation) {
    const control = parseOptions(applyOptions.table, applyOptions.of(given));
    const settings = Object.entries(given).filter(([name]) => !(name in applyOptions.table));
    const config = parseConfig({ threads: availableParallelism(), ...Object.fromEntries(settings) });
    const { overlap, noAlign, progress } = control;
    await spoken(progress, invocation, async (voice) => {
      await inSession(control, voice, invocation, (session) =>
        applyFile(String(model), [inputs].flat(), { ...session, config, overlap, align: !noAlign }),
      );
    });
  },
};
