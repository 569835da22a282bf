import { createRandom } from "../../core/random.ts";
import { alignSections } from "../../domains/sections/alignSections.ts";
import type { Embedded } from "../../methods/embedded.ts";
import type { Artifacts, StepContext } from "../artifacts.ts";
import { embedSeeds } from "./embedSeeds.ts";

/** Embed the cells, and move those of several samples towards their counterparts, where the settings align samples. */
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
    // A saved model embeds other cells without these.
    aligned.push({ ...each, primary: found.embedding, ...(config.saveModel ? { unaligned: each.primary } : {}) });
  }
  task.note(
    `${(100 * shares).toFixed(0)} % of the cells have counterparts in other samples, towards which they were moved (--align-samples)`,
  );
  return aligned;
}
