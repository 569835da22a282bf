import { CellScapeError } from "../../core/errors.ts";
import { planTraining } from "../../methods/cellscape/plan.ts";
import type { Trained, TrainingData } from "../../methods/cellscape/train.ts";
import type { Artifacts, Context } from "../artifacts.ts";
import { resolveSettings, seedCount } from "../options/settings.ts";
import { keepTraining } from "./keepTraining.ts";
import { trainingReport } from "./trainingReport.ts";
import { trainSeed } from "./trainSeed.ts";

/**
 * Train one model a seed, in workers where there are some. When the user stops, models under way are finished as they are
 * and no other is started. Finished models, and the states of those under way, go to the checkpoints, and training goes on
 * from there.
 *
 * @throws bad-option when the losses grow beyond all numbers.
 */
export async function trainModels(
  { features, graph, geneMap }: Pick<Artifacts, "features" | "graph" | "geneMap">,
  context: Context,
): Promise<Artifacts["trained"]> {
  const { config, engine, report, signal, workers } = context;
  const { model } = resolveSettings(config);
  const seeds = seedCount(config);
  const { input, scaled, loadings } = features;
  const data: TrainingData = {
    input,
    graph: graph.graph,
    ...(model.variant === "full" && scaled ? { expression: scaled, geneMap: geneMap.map } : {}),
    ...(loadings ? { loadings } : {}),
  };
  const plan = planTraining(input.rows, model);
  const progress = trainingReport(report, { seed: config.seed, seeds }, plan);

  const trainOne = async (s: number): Promise<Trained> => {
    const seed = config.seed + s;
    const keeper = await keepTraining(seed, plan.epochs, context);
    progress.begin(s, keeper.finished ? "finished" : keeper.resume?.joint.steps);
    if (keeper.finished) return keeper.finished;
    const task = { data, model, seed, resume: keeper.resume };
    const { onState, keep } = keeper;
    const hooks = { ...progress.hooks(s), onState, keep, ...(signal ? { signal } : {}) };
    const made = await (workers ? workers.train(task, hooks) : trainSeed(task, await engine(), hooks));
    expectFinite(made, seed);
    await keeper.finish(made);
    return made;
  };

  const trained: Trained[] = [];
  let next = 0;
  const trainSome = async (): Promise<void> => {
    while (next < seeds && !(next > 0 && signal?.aborted)) {
      const s = next++;
      trained[s] = await trainOne(s);
    }
  };
  await Promise.all(Array.from({ length: workers?.count ?? 1 }, trainSome));
  if (signal?.aborted) report({ kind: "warning", step: "trained", text: `stopped after ${progress.steps()} steps` });
  return trained;
}

function expectFinite({ losses, spatial }: Trained, seed: number): void {
  const step = losses.findIndex(({ reconstruction, contrast }) => !Number.isFinite(reconstruction + contrast));
  if (step < 0 && spatial.values.every(Number.isFinite)) return;
  const when = step < 0 ? "after the last step" : `in step ${step + 1}`;
  const way = "lower --learning-rate, or leave --gamma and --tau at their defaults";
  throw new CellScapeError("bad-option", `training: expected finite losses, got none ${when} of seed ${seed}; ${way}`);
}
