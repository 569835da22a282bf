import { CellScapeError } from "../../core/errors.ts";
import type { RunConfig } from "../options/run.ts";
import type { SampleInput } from "./sampleSheet.ts";

/** Settings that do not fit together are reported before anything is read. */
export function expectInputs(inputs: readonly SampleInput[], config: RunConfig): void {
  if (inputs.length === 0) throw new CellScapeError("bad-option", "run: expected a file, got none");
  if (inputs.length > 1 && config.sampleKey !== undefined) {
    const way = "leave it out: each file is a sample";
    throw new CellScapeError("bad-option", `--sample-key: expected one file, got ${inputs.length}; ${way}`);
  }
}
