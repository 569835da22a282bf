import { CellScapeError } from "../../core/errors.ts";
import { planTraining, type TrainingPlan } from "../../methods/cellscape/plan.ts";
import { largestChunk } from "../../nn/chunks.ts";
import type { Config } from "../options/config.ts";
import { resolveSettings, seedCount } from "../options/settings.ts";
import { megabyte, memoryInWords } from "./size.ts";
import { type Stage, stageBytes, type TissueSize } from "./stages.ts";

/** How a run goes through a tissue, and the memory that it is expected to take. */
export interface Plan {
  readonly size: TissueSize;
  /** Steps and batches of training; undefined where nothing is trained. */
  readonly training: TrainingPlan | undefined;
  /** Models that are trained at once. */
  readonly workers: number;
  /** The most memory that the process is expected to hold in each part, in bytes. */
  readonly stages: Partial<Readonly<Record<Stage, number>>>;
  /** The largest of these. */
  readonly peak: number;
}

/** Batches of training to choose from where memory is short, in cells. */
const smallerBatches = [4096, 2048, 1024, 512];

/** With fewer cells a model is trained before a process of its own would have begun. */
const manyCells = 2000;

/**
 * What a run of a tissue will take.
 *
 * @param workers models that are trained at once.
 */
export function planRun(size: TissueSize, config: Config, workers = 1): Plan {
  const stages = stageBytes(size, config, workers);
  const { model } = resolveSettings(config);
  return {
    size,
    training: config.method === "cellscape" ? planTraining(size.cells, model) : undefined,
    workers,
    stages,
    peak: Math.max(...Object.values(stages)),
  };
}

/**
 * The settings with which a run fits into memory: as given or, where training does not fit and its batches are not
 * chosen by the user, with smaller batches.
 *
 * @param budget bytes.
 * @throws bad-option when nothing fits, naming the part that needs most and what would fit.
 */
export function fitRun(
  size: TissueSize,
  config: Config,
  budget: number,
): { readonly config: Config; readonly plan: Plan } {
  // The results do not depend on how many models are trained at once.
  const most =
    size.cells < manyCells || config.method === "smooth" ? 1 : Math.min(seedCount(config), config.threads ?? 1);
  for (let workers = most; workers > 1; workers--) {
    const plan = planRun(size, config, workers);
    if (plan.peak <= budget) return { config, plan };
  }
  const plan = planRun(size, config);
  if (plan.peak <= budget) return { config, plan };
  if (plan.training && config.batch === "auto") {
    for (const batch of smallerBatches) {
      if (batch >= plan.training.cells) continue;
      const smaller = { ...config, batch };
      const planned = planRun(size, smaller);
      if (planned.peak <= budget) return { config: smaller, plan: planned };
    }
  }
  throw tooLarge(size, config, budget);
}

function tooLarge(size: TissueSize, config: Config, budget: number): CellScapeError {
  const smallest = planRun(
    size,
    config.method === "cellscape" && config.batch === "auto" ? { ...config, batch: smallerBatches[3] } : config,
  );
  const [stage] = Object.entries(smallest.stages).reduce((most, each) => (each[1] > most[1] ? each : most));
  const others: readonly [way: string, config: Config][] = [
    ["--variant spatial-only", { ...config, variant: "spatial-only" }],
    ["--genes 1000", { ...config, genes: Math.min(config.genes, 1000) }],
    ["--method smooth", { ...config, method: "smooth" }],
  ];
  const fitting = others.filter(([, other]) => planRun(size, other).peak <= budget).map(([way]) => way);
  const ways = [
    `give --memory ${Math.ceil((1.05 * smallest.peak) / megabyte)}MB or more if the machine has it`,
    ...fitting.map((way) => `${way} fits`),
  ];
  const needs = `${memoryInWords(smallest.peak)} to ${stage} ${size.cells} cells x ${size.genes} genes`;
  return new CellScapeError(
    "bad-option",
    `memory: expected at least ${needs}, got ${memoryInWords(budget)}; ${ways.join("; or ")}`,
  );
}

/** A plan in lines for the user, with the memory that it may take. */
export function describePlan({ size, training, workers, stages, peak }: Plan, budget: string): string[] {
  const steps = training && training.epochs * training.batches;
  const how =
    training === undefined
      ? "nothing is trained"
      : training.batches === 1
        ? `${steps} training steps on all cells`
        : `${steps} training steps on ${training.batches} batches of ${training.cells} cells`;
  const atOnce = workers > 1 ? `, ${workers} models at once` : "";
  const chunks = Math.ceil(size.cells / largestChunk);
  const embedded = training === undefined || chunks === 1 ? "" : `, embedded in ${chunks} chunks`;
  const parts = Object.entries(stages).map(([stage, bytes]) => `${stage} ${memoryInWords(bytes)}`);
  return [
    `${size.cells} cells x ${size.genes} genes, ${how}${atOnce}${embedded}`,
    `about ${memoryInWords(peak)} of memory at most (${parts.join(", ")}); it may take ${budget}`,
  ];
}
