import { megabyte } from "../../core/memorySize.ts";
import type { Report } from "../../core/progress.ts";
import type { Dataset } from "../../data/dataset.ts";
import type { Host } from "../../host/host.ts";
import type { MatrixInspection } from "../../io/inspection/inspection.ts";
import { openDataset } from "../../io/open.ts";
import type { Config } from "../../run/options/config.ts";
import type { Settings } from "../../run/options/settings.ts";
import { describePlan, type FittedRun, type Plan } from "../../run/plan/planRun.ts";
import type { TissueSize } from "../../run/plan/stages.ts";
import type { SampleInput } from "../read/sampleSheet.ts";
import { describeBudget, memoryBudget } from "./memoryBudget.ts";

/** A run that fits into memory. */
export interface PlannedRun {
  /** The settings, with batches that fit. */
  readonly config: Settings;
  /** What was changed so that it fits, in words; undefined for nothing. */
  readonly change: string | undefined;
  /** Models that are trained at once. */
  readonly workers: number;
  /** The plan for the manifest. */
  readonly record: Readonly<Record<string, unknown>>;
}

/** What is planned. */
export interface Planned {
  readonly config: Settings;
  /** The settings with which it fits into so many bytes. @throws no-memory when none do. */
  readonly fitInto: (size: TissueSize, config: Settings, budget: number) => FittedRun;
}

/** Files from this size on are looked into before they are read: smaller ones can be read anyway. */
const largeFile = 64 * megabyte;
/** Share of entries that are not zero in a dense matrix, before that is known. */
const usualDensity = 0.3;

/**
 * Plan a run and report the plan.
 *
 * @throws no-memory when the run does not fit into memory, saying what would.
 */
export function planOf(host: Host, size: TissueSize, { config, fitInto }: Planned, report: Report): PlannedRun {
  const budget = memoryBudget(host, config);
  const { config: fitted, plan, change } = fitInto({ ...size, ...programOf(host) }, config, budget.bytes);
  for (const text of describePlan(plan, describeBudget(budget))) report({ kind: "note", step: "plan", text });
  return { config: fitted, change, workers: plan.workers, record: recordOf(plan, budget.bytes) };
}

const programOf = ({ program }: Host) => (program === undefined ? {} : { program });

/** The size of a data set that was read. @param isJoined of several inputs. */
export function sizeOf({ cells, genes, counts }: Dataset, isJoined: boolean): TissueSize {
  return { cells: cells.length, genes: genes.length, entries: counts.values.length, isJoined };
}

/** The size of a large .h5ad, from its header; undefined for other inputs. */
export async function sizeBeforehand(
  host: Host,
  inputs: readonly SampleInput[],
  config: Config,
): Promise<TissueSize | undefined> {
  if (inputs.length !== 1) return undefined;
  const input = await host.files.open(inputs[0].path);
  if (input.kind !== "file" || input.size < largeFile) return undefined;
  const opened = await openDataset(input);
  if (opened.format !== "h5ad") return undefined;
  const { cells, genes, matrices, countsFrom } = await opened.inspect();
  const matrix = matrices.find(({ where }) => where === (config.counts ?? countsFrom));
  if (!matrix) return undefined;
  return { cells, genes, entries: entriesOf(matrix, { cells, genes }) };
}

/** Entries of an inspected matrix that are not zero; of a dense one about, as its values were not read. */
export function entriesOf(
  { storage, stored }: Pick<MatrixInspection, "storage" | "stored">,
  { cells, genes }: Omit<TissueSize, "entries">,
): number {
  return storage === "dense" ? Math.round(usualDensity * cells * genes) : stored;
}

function recordOf({ method, workers, stages, peak }: Plan, budget: number): Readonly<Record<string, unknown>> {
  const inMb = (bytes: number) => Math.round(bytes / megabyte);
  const expected = Object.fromEntries(Object.entries(stages).map(([stage, bytes]) => [stage, inMb(bytes)]));
  return {
    ...(method.steps > 0 ? { ...method.record, models_at_once: workers } : {}),
    expected_peak_mb: { ...expected, all: inMb(peak) },
    budget_mb: inMb(budget),
  };
}
