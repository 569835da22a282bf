import { createTask } from "../../core/task.ts";
import type { Embedded } from "../../methods/embedded.ts";
import type { Artifacts, Context } from "../artifacts.ts";
import { embedSeed } from "../embedSeed.ts";
import { inputSizeOf, methodInputs } from "../methodInputs.ts";
import { keepSeed } from "./keepSeed.ts";
import { seedProgress } from "./seedProgress.ts";

/**
 * Embed the cells with the chosen method, once per seed, in workers where there are some. When the user stops, seeds under
 * way are finished as they are and no other is started. Finished seeds, and the states of those under way, go to the
 * checkpoints, and work goes on from there.
 *
 * @throws bad-option when training diverges.
 */
export async function embedSeeds(made: Artifacts, context: Context): Promise<readonly Embedded[]> {
  const { config, engine, report, signal, workers, clock } = context;
  const { method, options } = config.chosen;
  const inputs = methodInputs(method.needs(options), made);
  // Without chance in it, one result stands for all seeds.
  const seeds = method.seeded ? config.seeds : 1;
  const plan = method.plan(inputSizeOf(inputs), options);
  const step = "embeddings";
  if (plan.steps === 0 && method.words.curves?.(options) !== undefined) {
    const text = `no training steps were requested: ${method.name} embeds with its initial weights`;
    report({ kind: "warning", step, text });
  }
  const progress = seedProgress(report, { step, seed: config.seed, seeds }, plan);

  const embedOne = async (s: number): Promise<Embedded> => {
    const seed = config.seed + s;
    const keeper = await keepSeed(seed, context);
    if (keeper.finished) {
      progress.begin(s, plan.units);
      return keeper.finished;
    }
    const domains = config.domains === "auto" ? undefined : config.domains;
    const work = { method: method.name, options, inputs, seed, domains, resume: keeper.resume };
    const hooks = { report: progress.report(s), signal, store: keeper.store, save: keeper.save };
    const embedded = await (workers
      ? workers.embed(work, hooks)
      : embedSeed(work, { engine, task: createTask(step, { ...hooks, clock }), save: keeper.save }));
    await keeper.finish(embedded);
    return embedded;
  };

  const embedded: Embedded[] = [];
  let next = 0;
  const embedSome = async (): Promise<void> => {
    while (next < seeds && !(next > 0 && signal?.aborted)) {
      const s = next++;
      embedded[s] = await embedOne(s);
    }
  };
  await Promise.all(Array.from({ length: workers?.count ?? 1 }, embedSome));
  if (signal?.aborted) report({ kind: "warning", step, text: `stopped after ${progress.steps()} steps` });
  return embedded;
}
