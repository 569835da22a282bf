import { CellScapeError } from "../core/errors.ts";

/**
 * Refuses a single sample where several are needed.
 *
 * @param asked what the user typed.
 * @param samples how many there are; undefined before the data are read.
 * @throws bad-option when there is one.
 */
export function expectSamples(flag: string, samples: number | undefined): void {
  if (samples === undefined || samples > 1) return;
  const way = "give several files, or name the column of samples with --sample-key";
  throw new CellScapeError("bad-option", `${flag}: expected several samples, got one; ${way}`);
}
