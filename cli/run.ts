import { CellScapeError, controlOptions, optionGroups, parseOptions, readSampleSheet } from "../src/node.ts";
import { spoken } from "./progress.ts";
import { progressNotes } from "./progressJson.ts";
import { runInputs } from "./runInputs.ts";
import type { CommandSpec } from "./spec.ts";

/** `cellscape run INPUT... --out DIR`, or `--samples SHEET` in place of the inputs */
export const runCommand: CommandSpec = {
  name: "run",
  summary: "Find spatial domains in a file or folder and write them, with figures, to a folder.",
  arguments: [["[input...]", "files or folders, recognised by content; several are samples of one run"]],
  options: [controlOptions, ...optionGroups()],
  examples: [
    "cellscape run tissue.h5ad --domains 7 --out results",
    "cellscape run a.h5ad b.h5ad --report --out joint",
    "cellscape run tissue.h5ad --config settings.yaml --out results",
  ],
  notes: progressNotes,
  renamed: { mask: "mask-rate" },
  async run([list], given, invocation) {
    const inputs = [list].flat();
    const { progress, samples } = parseOptions(controlOptions.table, controlOptions.of(given));
    if ((samples === undefined) === (inputs.length === 0)) {
      const got = samples === undefined ? "neither" : "both";
      throw new CellScapeError("bad-option", `run: expected files or a sheet of samples (--samples), got ${got}`);
    }
    await spoken(progress, invocation, async (voice) => {
      const chosen = samples === undefined ? inputs.map((path) => ({ path })) : await readSampleSheet(samples);
      await runInputs(chosen, given, voice, invocation);
    });
  },
};
