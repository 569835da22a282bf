import { labelAt } from "../../data/labels.ts";
import type { Column } from "../../data/table.ts";
import type { CohortPlan, SampleTotals } from "../records.ts";
import { sectionsOf } from "../tiles/mergeTiles.ts";
import type { DomainMarkers } from "./cohortMarkers.ts";
import type { CohortComparison } from "./compareConditions.ts";
import type { SampleQuality } from "./outliers.ts";

/** How well samples mix at one stage, in the cells of the sketch; null where it cannot be measured. */
export interface StageScores {
  readonly stage: string;
  readonly ilisi: number | null;
  readonly attainable: number | null;
  readonly kbet: number | null;
  readonly batchSilhouette: number | null;
  readonly clisi: number | null;
}

/** What is known of the model. */
export interface CohortFit {
  readonly planDigest: string;
  readonly model: string;
  readonly engine: string;
  readonly stopped: boolean;
  readonly cells: number;
  readonly sketchCells: number;
  readonly genes: number;
  readonly batches: number;
  readonly correct: "combat" | "none";
  readonly unstable: readonly { readonly domain: string; readonly stability: number }[];
  readonly integration: readonly StageScores[];
  readonly cramersV: number | null;
  readonly options: Readonly<Record<string, unknown>>;
  readonly notes: readonly string[];
  readonly warnings: readonly string[];
}

/** All that the results of a cohort are written from. */
export interface GatheredCohort {
  readonly version: string;
  readonly plan: CohortPlan;
  /** In the order of the names of the samples. */
  readonly counts: readonly SampleTotals[];
  /** Of the domains. */
  readonly names: readonly string[];
  readonly fit: CohortFit;
  readonly markers: readonly DomainMarkers[];
  readonly quality: readonly SampleQuality[];
  /** Attributes of the samples in the sheet. */
  readonly attributes: ReadonlyMap<string, Column>;
  readonly comparison: CohortComparison | undefined;
  /** Samples of the plan that were not applied. */
  readonly absent: readonly string[];
}

/** Cells of a sample that have a domain. */
export const usedCells = ({ sizes }: SampleTotals) => sizes.reduce((sum, size) => sum + size, 0);

/** The record of a cohort: names, digests and counts, nothing of the machine. */
export function gatheredRecord(cohort: GatheredCohort) {
  const { version, counts, names, fit, quality, attributes, comparison, plan } = cohort;
  const planned = sectionsOf(plan);
  const sizes = names.map((_, k) => counts.reduce((sum, sample) => sum + sample.sizes[k], 0));
  return {
    version,
    plan: fit.planDigest,
    model: fit.model,
    engine: fit.engine,
    options: fit.options,
    cells: sizes.reduce((sum, size) => sum + size, 0),
    genes: fit.genes,
    domains: names.map((name, k) => ({ name, cells: sizes[k] })),
    samples: counts.map((sample, s) => ({
      sample: sample.sample,
      input_sha256: sample.input,
      cells: sample.cells,
      cells_used: usedCells(sample),
      in_the_fit: planned.has(sample.sample),
      novelty: sample.novelty.verdict,
      flags: quality[s].flags,
      attributes: Object.fromEntries([...attributes].map(([name, column]) => [name, labelAt(column, s) ?? null])),
    })),
    compared: comparison
      ? { column: comparison.column, conditions: comparison.conditions, adjusted_for: comparison.adjustedFor }
      : null,
    warnings: warningsOf(cohort),
    complete: true,
  };
}

function warningsOf({ counts, names, fit, quality, absent, comparison }: GatheredCohort): readonly string[] {
  const flagged = quality.filter(({ flags }) => flags.length > 0);
  const domain = (k: number) => counts.filter(({ sizes }) => sizes[k] > 0).length;
  const alone = names.filter((_, k) => counts.length > 2 && domain(k) === 1);
  const empty = names.filter((_, k) => domain(k) === 0);
  const reason = comparison?.pair?.sizes.reason;
  return [
    ...(absent.length > 0 ? [`${absent.length} samples of the plan are missing: ${absent.join(", ")}`] : []),
    ...(fit.stopped ? ["training was stopped early; the model is unfinished"] : []),
    ...fit.unstable.map(({ domain: name, stability }) => {
      return `domain ${name} is unstable (mean Jaccard index ${stability.toFixed(2)} over clusterings)`;
    }),
    ...(alone.length > 0 ? [`domains in one sample only: ${alone.join(", ")}`] : []),
    ...(empty.length > 0 ? [`domains without a cell after refinement: ${empty.join(", ")}`] : []),
    ...flagged.map(({ sample, flags }) => `${sample}: ${flags.join("; ")}`),
    ...(reason === undefined ? [] : [reason]),
  ];
}
