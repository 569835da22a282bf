import { type Spread, spreadOf } from "../../math/statistics/spread.ts";
import { type BenchRecord, type Measure, type RefinementKind, type RunCost, refinementNames } from "../record.ts";
import { doneRuns, isFixed, scoresOf } from "./runsOf.ts";

/** A method on a data set over all seeds. */
export interface MethodSummary {
  readonly data: string;
  readonly method: string;
  readonly done: number;
  readonly failed: number;
  /** The result does not depend on the seed. */
  readonly fixed: boolean;
  /** Reasons of failures, each once. */
  readonly failures: readonly string[];
  /** K that was given, and the numbers of domains that were found, each once. */
  readonly wanted: number;
  readonly found: readonly number[];
  readonly scores: Readonly<Record<RefinementKind, Readonly<Record<Measure, Spread>>>>;
  /** Medians over the runs that ended well. */
  readonly cost: RunCost;
}

export const measures = ["nmi", "homogeneity", "completeness", "ari", "chaos", "pas", "domains"] as const;

const costs = [
  ...["seconds", "fitSeconds", "clusteringSeconds", "cpuSeconds", "fitCpuSeconds", "clusteringCpuSeconds", "peakMb"],
] as readonly (keyof RunCost)[];

/** Each method on each data set, in the order of the record. */
export function summaryOf(record: BenchRecord): MethodSummary[] {
  return record.data.flatMap(({ name: data, domains: wanted }) =>
    record.methods.flatMap(({ name: method }): MethodSummary[] => {
      const all = record.runs.filter((run) => run.data === data && run.method === method);
      if (all.length === 0) return [];
      const runs = doneRuns(record, data, method);
      const failures = new Set(all.flatMap(({ failure }) => (failure === undefined ? [] : [failure])));
      const found = new Set(scoresOf(runs, { measure: "domains", refinement: "raw" }));
      const by = (refinement: RefinementKind) =>
        Object.fromEntries(measures.map((measure) => [measure, spreadOf(scoresOf(runs, { measure, refinement }))]));
      return [
        {
          ...{ data, method, wanted, done: runs.length, failed: all.length - runs.length, fixed: isFixed(runs) },
          failures: [...failures],
          found: [...found].sort((a, b) => a - b),
          scores: Object.fromEntries(refinementNames.map((name) => [name, by(name)])) as MethodSummary["scores"],
          cost: Object.fromEntries(costs.map((cost) => [cost, medianOf(runs.map((run) => run.cost[cost]))])),
        },
      ];
    }),
  );
}

function medianOf(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : spreadOf(known).median;
}
