import { createRandom } from "../core/random.ts";
import type { Dataset } from "../data/dataset.ts";
import type { Host } from "../host/host.ts";
import { writeDataset } from "../io/anndata/write.ts";
import type { SimulateOptions } from "../simulate/options.ts";
import { simulateTissue } from "../simulate/simulateTissue.ts";

/**
 * Simulate a tissue of known domains and write it as .h5ad.
 *
 * @throws bad-option, cannot-write
 */
export async function simulateFile(
  { files }: Pick<Host, "files">,
  path: string,
  { seed = 0, ...options }: SimulateOptions & { seed?: number },
): Promise<Dataset> {
  const dataset = simulateTissue(options, createRandom(seed));
  const given = Object.entries(options).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  const simulation: Readonly<Record<string, string | number>> = Object.fromEntries(given);
  await writeDataset(await files.target(path), dataset, { uns: { simulation: { seed, ...simulation } } });
  return dataset;
}
