import { type BenchRecord, refinementNames } from "../record.ts";
import { measures } from "../statistics/summary.ts";
import { csvOf } from "./csv.ts";

/** One row per run, failures among them: every score before and after refinement, and what it took. */
export function runTable({ runs }: Pick<BenchRecord, "runs">): string {
  const scores = refinementNames.flatMap((kind) => measures.map((measure) => [kind, measure] as const));
  const columns = [
    ...["data", "method", "seed", "failure", ...scores.map(([kind, measure]) => `${measure}_${kind}`)],
    ...["seconds", "fit_seconds", "clustering_seconds", "cpu_seconds", "fit_cpu_seconds", "clustering_cpu_seconds"],
    ...["peak_mb", "domains_digest", "key"],
  ];
  const rows = runs.map(({ data, method, seed, failure, scores: found, cost, labels, key }) => [
    ...[data, method, seed, failure, ...scores.map(([kind, measure]) => found?.[kind][measure])],
    ...[cost.seconds, cost.fitSeconds, cost.clusteringSeconds, cost.cpuSeconds, cost.fitCpuSeconds],
    ...[cost.clusteringCpuSeconds, cost.peakMb, labels, key],
  ]);
  return csvOf(columns, rows);
}
