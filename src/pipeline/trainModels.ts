import { CellScapeError } from "../errors.ts";
import { createRandom } from "../random.ts";
import { planTraining } from "../train/plan.ts";
import { type Trained, type TrainOptions, train } from "../train/train.ts";
import type { Artifacts, Context } from "./artifacts.ts";
import { keepTraining } from "./keepTraining.ts";
import { resolveSettings } from "./settings.ts";

/**
 * Train one model a seed. When the user stops, the model under way is finished as it is and no other is started. Finished
 * models, and the state of the one under way, go to the checkpoints, and training goes on from there.
 *
 * @throws bad-option when the losses grow beyond all numbers.
 */
export async function trainModels(
  { features, graph, geneMap }: Pick<Artifacts, "features" | "graph" | "geneMap">,
  context: Context,
): Promise<Artifacts["trained"]> {
  const { config, engine, report, signal } = context;
  const { model } = resolveSettings(config);
  const { input, scaled, loadings } = features;
  const data = {
    input,
    graph: graph.graph,
    ...(model.variant === "full" && scaled ? { expression: scaled, geneMap: geneMap.map } : {}),
    ...(loadings ? { loadings } : {}),
  };
  const plan = planTraining(input.rows, model);
  const steps = plan.epochs * plan.batches;
  const total = config.seeds * steps;
  let before = 0;
  let done = 0;
  const trained: Trained[] = [];
  for (let s = 0; s < config.seeds && !(s > 0 && signal?.aborted); s++) {
    const seed = config.seed + s;
    const keeper = await keepTraining(seed, context);
    if (keeper.finished) {
      trained.push(keeper.finished);
      before += steps;
      done += steps;
      continue;
    }
    before += keeper.resume?.joint.steps ?? 0;
    if (keeper.resume)
      report({ kind: "advance", step: "trained", done: s * steps + keeper.resume.joint.steps, total, before });
    const onStep: TrainOptions["onStep"] = (step, _, { reconstruction, contrast }) => {
      done = s * steps + step;
      const which = config.seeds > 1 ? `seed ${seed}, ` : "";
      const detail = `${which}reconstruction ${reconstruction.toFixed(4)}, contrast ${contrast.toFixed(4)}`;
      report({ kind: "advance", step: "trained", done, total, before, detail });
    };
    const { resume, onState } = keeper;
    const made = await train(data, model, await engine(), {
      ...{ rng: createRandom(seed), onStep, onState },
      ...(resume ? { resume } : {}),
      ...(signal ? { signal } : {}),
    });
    expectFinite(made, seed);
    await keeper.finish(made);
    trained.push(made);
  }
  if (signal?.aborted) report({ kind: "warning", step: "trained", text: `stopped after ${done} of ${total} steps` });
  return trained;
}

function expectFinite({ losses, spatial }: Trained, seed: number): void {
  const step = losses.findIndex(({ reconstruction, contrast }) => !Number.isFinite(reconstruction + contrast));
  if (step < 0 && spatial.values.every(Number.isFinite)) return;
  const when = step < 0 ? "after the last step" : `in step ${step + 1}`;
  const way = "lower --learning-rate, or leave --gamma and --tau at their defaults";
  throw new CellScapeError("bad-option", `training: expected finite losses, got none ${when} of seed ${seed}; ${way}`);
}
