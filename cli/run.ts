import { CellScapeError } from "../src/core/errors.ts";
import { parseOptions } from "../src/core/options/parse.ts";
import { controlOptions } from "../src/session/options/control.ts";
import { runOptions } from "../src/session/options/run.ts";
import { readSampleSheet } from "../src/session/read/sampleSheet.ts";
import { overviews } from "./overviews.ts";
import { progressNotes } from "./progress/json.ts";
import { spoken } from "./progress/voiceOf.ts";
import { runInputs } from "./runInputs.ts";
import type { CommandSpec } from "./spec.ts";

/** `cellscape run INPUT... --out DIR`, or `--samples SHEET` in place of the inputs */
export const runCommand: CommandSpec = {
  ...overviews.run,
  // Methods and analyses that a program has registered are among them.
  get options() {
    return [controlOptions, ...runOptions()];
  },
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
      const chosen =
        samples === undefined ? inputs.map((path) => ({ path })) : await readSampleSheet(invocation.host, samples);
      await runInputs(chosen, given, voice, invocation);
    });
  },
};
