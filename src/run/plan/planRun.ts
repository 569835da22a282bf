import { CellScapeError } from "../../core/errors.ts";
import { megabyte, memoryInWords } from "../../core/memorySize.ts";
import type { MethodPlan } from "../../methods/method.ts";
import { allMethods, isBuiltIn } from "../../methods/registry.ts";
import { withMethodOptions, withOptions } from "../options/config.ts";
import type { Settings } from "../options/settings.ts";
import { methodSize, methodWork, type Stage, stageBytes, type TissueSize } from "./stages.ts";

/** How a run goes through a tissue, and the memory that it is expected to take. */
export interface Plan {
  readonly size: TissueSize;
  /** Steps and memory of the method, for one seed. */
  readonly method: MethodPlan;
  /** Models that are trained at once. */
  readonly workers: number;
  /** The most memory that the process is expected to hold in each part, in bytes. */
  readonly stages: Partial<Readonly<Record<Stage, number>>>;
  /** The largest of these. */
  readonly peak: number;
}

/** A run that fits into memory. */
export interface FittedRun {
  readonly config: Settings;
  readonly plan: Plan;
  /** What was changed so that it fits, in words. */
  readonly change?: string;
}

/** With fewer cells a model is trained before a process of its own would have begun. */
const manyCells = 2000;

/**
 * What a run of a tissue will take.
 *
 * @param workers models that are trained at once.
 */
export function planRun(size: TissueSize, config: Settings, workers = 1): Plan {
  const work = methodWork(size, config);
  const stages = stageBytes(size, config, work, workers);
  return { size, method: work.plan, workers, stages, peak: Math.max(...Object.values(stages)) };
}

/**
 * The settings with which a run fits into memory: as given or, where that is too much, with the mildest of the changes
 * that the method offers (such as smaller batches, where the user chose none).
 *
 * @param budget bytes.
 * @throws no-memory when nothing fits, naming the part that needs most and what would fit.
 */
export function fitRun(size: TissueSize, config: Settings, budget: number): FittedRun {
  for (let workers = mostWorkers(size, config); workers > 1; workers--) {
    const plan = planRun(size, config, workers);
    if (plan.peak <= budget) return { config, plan };
  }
  const plan = planRun(size, config);
  if (plan.peak <= budget) return { config, plan };
  const lighter = lighterRuns(size, config);
  for (const { change, config: changed } of lighter) {
    const planned = planRun(size, changed);
    if (planned.peak <= budget) return { config: changed, plan: planned, change };
  }
  throw tooLarge(planRun(size, lighter.at(-1)?.config ?? config), budget, fittingRuns(size, config, budget));
}

/** The results do not depend on how many models are trained at once. Other processes load the built-in methods only. */
function mostWorkers(size: TissueSize, config: Settings): number {
  const { method } = config.chosen;
  if (size.cells < manyCells || !method.seeded || !isBuiltIn(method)) return 1;
  return Math.min(config.seeds, config.threads ?? 1);
}

function lighterRuns(size: TissueSize, config: Settings) {
  const { method, options } = config.chosen;
  const changes = method.lighter?.(methodSize(size, config), options) ?? [];
  return changes.map(({ change, options: changed }): { change: string; config: Settings } => {
    return { change, config: withMethodOptions(config, changed) };
  });
}

/** Changes of the settings, for the user to choose, with which the run fits. */
function fittingRuns(size: TissueSize, config: Settings, budget: number): string[] {
  const { method, options } = config.chosen;
  const others: readonly [way: string, config: Settings][] = [
    ...(method.economies?.(options) ?? []).map(({ change, options: changed }): [string, Settings] => {
      return [change, withMethodOptions(config, changed)];
    }),
    ["--genes 1000", { ...config, genes: Math.min(config.genes, 1000) }],
    ...allMethods()
      .filter((other) => !other.usesEngine && other !== method && config.preset in other.presets)
      .map(({ name }): [string, Settings] => [
        `--method ${name}`,
        withOptions(config, { method: name, saveModel: false }),
      ]),
  ];
  return others.filter(([, other]) => planRun(size, other).peak <= budget).map(([way]) => way);
}

/** @param fitting changes with which the work fits. */
export function tooLarge(
  { size, stages, peak }: Plan,
  budget: number,
  fitting: readonly string[] = [],
): CellScapeError {
  const [stage] = Object.entries(stages).reduce((most, each) => (each[1] > most[1] ? each : most));
  const ways = [
    `give --memory ${Math.ceil((1.05 * peak) / megabyte)}MB or more if the machine has it`,
    ...fitting.map((way) => `${way} fits`),
  ];
  const needs = `${memoryInWords(peak)} to ${stage} ${size.cells} cells x ${size.genes} genes`;
  return new CellScapeError(
    "no-memory",
    `memory: expected at least ${needs}, got ${memoryInWords(budget)}; ${ways.join("; or ")}`,
  );
}

/** A plan in lines for the user, with the limit of its memory. */
export function describePlan({ size, method, workers, stages, peak }: Plan, budget: string): string[] {
  const atOnce = workers > 1 ? `, ${workers} models at once` : "";
  const parts = Object.entries(stages).map(([stage, bytes]) => `${stage} ${memoryInWords(bytes)}`);
  return [
    `${size.cells} cells x ${size.genes} genes, ${method.description}${atOnce}`,
    `about ${memoryInWords(peak)} of memory at most (${parts.join(", ")}); limit ${budget}`,
  ];
}
