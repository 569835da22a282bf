import { createRandom } from "../../core/random.ts";
import { inCellOrder } from "../../nn/network/networkFeeds.ts";
import type { Embedded } from "../embedded.ts";
import type { MethodInputs } from "../inputs.ts";
import type { EmbedContext } from "../method.ts";
import { resumedFit, trainPhases } from "../trainPhases.ts";
import { drawMasked } from "./draws.ts";
import { createEvaluator } from "./evaluator.ts";
import type { SedrOptions } from "./options.ts";
import { sedrPhases } from "./phases.ts";
import { sedrTissue } from "./tissue.ts";

/** What embedding all cells counts as, in steps. */
export const embeddingSteps = 1;

/** Train in two phases, and embed the cells. */
export async function embed(
  inputs: Pick<MethodInputs, "components" | "positions" | "samples">,
  options: SedrOptions,
  context: Pick<EmbedContext, "seed" | "engine" | "task" | "resume" | "save">,
): Promise<Embedded> {
  const { task } = context;
  const rng = createRandom(context.seed);
  const tissue = await sedrTissue(inputs, options, rng.split("pairs"), task.part(0, 0, "nearest cells"));
  const engine = await context.engine();
  const evaluator = await createEvaluator(engine, tissue);
  const surroundings = { engine, evaluator, rng, resume: resumedFit(context) };
  const { phases, steppers } = await sedrPhases(tissue, options, surroundings);
  try {
    const { losses, stoppedEarly, remaining } = await trainPhases(
      {
        ...{ method: "sedr", phases, steppers },
        ...{ steps: options.epochs + options.clusterEpochs, rest: embeddingSteps },
      },
      context,
    );
    const masked = drawMasked(tissue.sizes.cells, options, rng.split("embedding"));
    const { values } = await evaluator.embed(steppers.network.state, masked);
    await remaining.update(1);
    const primary = inCellOrder(Float32Array.from(values), tissue.order);
    return { primary, others: {}, losses, stoppedEarly, settled: {} };
  } finally {
    await steppers.network.release();
    await evaluator.release();
  }
}
