import { starsOf } from "../../figure/boxPlot.ts";
import { type BenchRecord, refinementNames } from "../record.ts";
import { paperStars, testsOverSeeds } from "../statistics/methodTests.ts";
import { measures, summaryOf } from "../statistics/summary.ts";
import { csvOf } from "./csv.ts";

/** One row per data set, method and refinement: mean, sd, median and quartiles of every measure, and the test of NMI. */
export function summaryCsv(record: BenchRecord): string {
  const columns = [
    ...["data", "method", "refinement", "runs", "failed", "fixed", "k", "k_found"],
    ...measures.flatMap((measure) => ["mean", "sd", "median", "q1", "q3"].map((each) => `${measure}_${each}`)),
    ...["nmi_difference", "nmi_p", "nmi_p_holm", "stars", "paper_stars", "untested"],
    ...["seconds", "fit_seconds", "clustering_seconds", "cpu_seconds", "peak_mb", "failures"],
  ];
  const rows = summaryOf(record).flatMap(
    ({ data, method, done, failed, fixed, wanted, found, scores, cost, failures }) =>
      refinementNames.map((refinement) => {
        const tests = testsOverSeeds(record, data, { measure: "nmi", refinement });
        const test = tests.find((each) => each.method === method);
        const tested = test !== undefined && !Number.isNaN(test.pValue);
        return [
          ...[data, method, refinement, done, failed, fixed, wanted, found.join(" ")],
          ...measures.flatMap((measure) => {
            const { mean, sd, median, first, third } = scores[refinement][measure];
            return [mean, sd, median, first, third];
          }),
          ...[test?.difference, test?.pValue, test?.adjusted],
          ...(tested ? [starsOf(test.adjusted), paperStars(test.pValue)] : [undefined, undefined]),
          ...[test?.untested, cost.seconds, cost.fitSeconds, cost.clusteringSeconds, cost.cpuSeconds, cost.peakMb],
          failures.join("; "),
        ];
      }),
  );
  return csvOf(columns, rows);
}
