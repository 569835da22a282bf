import type { Settings } from "../options/settings.ts";
import { type FittedRun, type Plan, tooLarge } from "./planRun.ts";
import { type EmbeddingWork, methodWork, type Stage, stageBytes, type TissueSize } from "./stages.ts";

/** Work on a tissue in which nothing is trained. */
export interface UntrainedWork {
  /** In words: `embedding with a saved model, without training`. */
  readonly description: string;
  /** False where cells are not embedded and no domains are found. */
  readonly embeds: boolean;
}

/** Parts of work without embeddings. */
const withoutEmbeddings: readonly string[] = ["read", "prepare"] satisfies Stage[];

/** What such work will take: embeddings as large as those of the chosen method. */
export function planUntrained(size: TissueSize, config: Settings, { description, embeds }: UntrainedWork): Plan {
  const { plan } = methodWork(size, config);
  const memory = { working: 0, result: embeds ? plan.memory.result : 0 };
  const work: EmbeddingWork = {
    needs: embeds ? ["components", "graph", "scaled"] : [],
    plan: { steps: 0, units: 1, memory, description, record: {} },
    seeds: 1,
  };
  const all = Object.entries(stageBytes(size, config, work));
  const stages = Object.fromEntries(embeds ? all : all.filter(([stage]) => withoutEmbeddings.includes(stage)));
  return { size, method: work.plan, workers: 1, stages, peak: Math.max(...Object.values(stages)) };
}

/**
 * The settings of work that fits into memory, unchanged.
 *
 * @param budget bytes.
 * @throws no-memory when it does not fit, naming the part that needs most and what would fit.
 */
export function fitUntrained(size: TissueSize, config: Settings, budget: number, work: UntrainedWork): FittedRun {
  const plan = planUntrained(size, config, work);
  if (plan.peak > budget) throw tooLarge(plan, budget);
  return { config, plan };
}
