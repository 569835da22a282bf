import { createRandom } from "../../core/random.ts";
import { ringMeans } from "../../spatial/ringMeans.ts";
import { sectionGraphs } from "../../spatial/sectionGraphs.ts";
import { trimmedDelaunay } from "../../spatial/trimmedDelaunay.ts";
import type { Embedded } from "../embedded.ts";
import type { MethodInputs } from "../inputs.ts";
import type { EmbedContext } from "../method.ts";
import { resumedFit, trainPhases } from "../trainPhases.ts";
import { countRows } from "./counts.ts";
import { latentMeans } from "./evaluator.ts";
import type { CellCharterOptions } from "./options.ts";
import { trainingSize } from "./sizes.ts";
import { scviTraining } from "./training.ts";

/** Quantile of the lengths that no edge of the tissue's graph exceeds. */
const longestEdge = 0.99;

/** What embedding all cells counts as, in epochs. */
export const embeddingEpochs = 2;

/** Train on the counts, embed all cells, and average over their rings. */
export async function embed(
  { counts, positions, samples }: Pick<MethodInputs, "counts" | "positions" | "samples">,
  options: CellCharterOptions,
  context: Pick<EmbedContext, "seed" | "engine" | "task" | "resume" | "save">,
): Promise<Embedded> {
  const { seed, task } = context;
  const triangulated = task.part(0, 0, "triangulation");
  const graph = await sectionGraphs(
    positions,
    samples,
    (own, part) => trimmedDelaunay(own, longestEdge, part),
    triangulated,
  );
  const size = trainingSize(counts.rows, options);
  const rows = countRows(counts, samples);
  const engine = await context.engine();
  const training = await scviTraining(rows, size, options, {
    ...{ engine, rng: createRandom(seed), resume: resumedFit(context) },
  });
  try {
    const { losses, stoppedEarly, taken, remaining } = await trainPhases(
      {
        ...{ method: "cellcharter", phases: [training.phase], steppers: { network: training.network } },
        ...{ steps: size.epochs * size.batches, rest: embeddingEpochs * size.batches },
      },
      context,
    );
    const latent = await latentMeans(engine, rows, training.network.state, remaining.part(0, 0.7));
    const primary = await ringMeans(latent, graph, options.rings, remaining.part(0.7, 1));
    const settled = { epochs: Math.floor(taken / size.batches) };
    return { primary, others: { latent }, losses, stoppedEarly, settled };
  } finally {
    await training.release();
  }
}
