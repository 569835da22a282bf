import { availableParallelism } from "node:os";
import { applyFile, applyOptions, parseOptions } from "../src/node.ts";
import { voiceOf } from "./progress.ts";
import type { CommandSpec } from "./spec.ts";

/** `cellscape apply MODEL INPUT... --out DIR` */
export const applyCommand: CommandSpec = {
  name: "apply",
  summary: "Label transfer: find the domains of an earlier run in new samples, without training, with novelty scores.",
  arguments: [
    ["<model>", "model of a run (model.cellscape, written by run --save-model)"],
    ["<input...>", "samples to read, each a file or folder; several are analysed one by one"],
  ],
  options: [applyOptions],
  examples: ["cellscape apply results/model.cellscape new.h5ad --out applied"],
  async run([model, inputs], given, { terminal, print }) {
    const { noAlign, ...options } = parseOptions(applyOptions.table, { threads: availableParallelism(), ...given });
    const report = voiceOf("auto", terminal.stderr).report;
    const { lines } = await applyFile(String(model), [inputs].flat(), { ...options, align: !noAlign, report });
    lines.forEach(print);
  },
};
