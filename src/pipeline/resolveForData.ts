import type { Dataset } from "../data/dataset.ts";
import { CellScapeError } from "../errors.ts";
import type { Config } from "./config.ts";

/**
 * The settings with `auto` replaced where the data decide: batch effects are taken out where there are several samples.
 *
 * @throws bad-option for options of several samples where there is one.
 */
export function resolveForData(config: Config, { name, samples }: Pick<Dataset, "name" | "samples">): Config {
  const several = (samples?.names.length ?? 0) > 1;
  const batches = several || config.batchKey !== undefined;
  if (config.correct === "combat" && !batches) {
    const way = "give several files, or name the column of samples with --sample-key or of batches with --batch-key";
    throw new CellScapeError("bad-option", `--correct combat: expected several samples, got ${name} alone; ${way}`);
  }
  return { ...config, correct: config.correct === "auto" ? (batches ? "combat" : "none") : config.correct };
}
