import { CellScapeError } from "../errors.ts";
import { createRandom } from "../random.ts";
import { planTraining } from "../train/plan.ts";
import { type Trained, type TrainOptions, train } from "../train/train.ts";
import type { Artifacts, Context } from "./artifacts.ts";
import { resolveSettings } from "./settings.ts";

/**
 * Train one model a seed. When the user stops, the model under way is finished as it is and no other is started.
 *
 * @throws bad-option when the losses grow beyond all numbers.
 */
export async function trainModels(
  { features, graph, geneMap }: Pick<Artifacts, "features" | "graph" | "geneMap">,
  { config, engine, report, signal }: Context,
): Promise<Artifacts["trained"]> {
  const { model } = resolveSettings(config);
  const { input, scaled, loadings } = features;
  const data = {
    input,
    graph: graph.graph,
    ...(model.variant === "full" ? { expression: scaled, geneMap: geneMap.map } : {}),
    ...(loadings ? { loadings } : {}),
  };
  const plan = planTraining(input.rows, model);
  const total = config.seeds * plan.epochs * plan.batches;
  let done = 0;
  const trained: Trained[] = [];
  for (let s = 0; s < config.seeds && !(s > 0 && signal?.aborted); s++) {
    const onStep: TrainOptions["onStep"] = (step, steps, { reconstruction, contrast }) => {
      done = s * steps + step;
      const seed = config.seeds > 1 ? `seed ${config.seed + s}, ` : "";
      const detail = `${seed}reconstruction ${reconstruction.toFixed(4)}, contrast ${contrast.toFixed(4)}`;
      report({ kind: "advance", step: "trained", done, total, detail });
    };
    const rng = createRandom(config.seed + s);
    const made = await train(data, model, await engine(), { rng, onStep, ...(signal ? { signal } : {}) });
    expectFinite(made, config.seed + s);
    trained.push(made);
  }
  if (signal?.aborted) report({ kind: "warning", step: "trained", text: `stopped after ${done} of ${total} steps` });
  return trained;
}

function expectFinite({ losses, spatial }: Trained, seed: number): void {
  const epoch = losses.findIndex(({ reconstruction, contrast }) => !Number.isFinite(reconstruction + contrast));
  if (epoch < 0 && spatial.values.every(Number.isFinite)) return;
  const when = epoch < 0 ? "after the last epoch" : `in epoch ${epoch + 1}`;
  const way = "lower --learning-rate, or leave --gamma and --tau at their defaults";
  throw new CellScapeError("bad-option", `training: expected finite losses, got none ${when} of seed ${seed}; ${way}`);
}
