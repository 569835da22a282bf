import { createRandom } from "../../core/random.ts";
import { alignSections } from "../../domains/sections/alignSections.ts";
import type { Embedded } from "../../methods/embedded.ts";
import type { Artifacts, StepContext } from "../artifacts.ts";
import { embedSeeds } from "./embedSeeds.ts";

/**
 * Embed the cells, and align the embeddings of several samples where the settings request it. Domains are found in the embedding
 * as it was trained: averages over other samples blur thin domains.
 */
export async function makeEmbeddings(made: Artifacts, context: StepContext): Promise<readonly Embedded[]> {
  const { config, task } = context;
  const embedded = await embedSeeds(made, context);
  const samples = config.alignSamples === "counterparts" ? made.selection.samples : undefined;
  if (!samples) return embedded;
  const own = task.signal?.aborted ? task.sheltered() : task;
  const rng = createRandom(config.seed).split("counterparts");
  const aligned: Embedded[] = [];
  let shares = 0;
  for (const [s, each] of embedded.entries()) {
    const found = await alignSections(each.primary, samples.codes, config.policy.counterparts, rng.split(s), own);
    shares += found.aligned / embedded.length;
    aligned.push({ ...each, aligned: found.embedding });
  }
  task.note(
    `${(100 * shares).toFixed(0)} % of the cells have counterparts in other samples, to which the embedding was aligned for UMAP and integration (--align-samples)`,
  );
  return aligned;
}
