import { starsOf } from "../../figure/boxPlot.ts";
import type { PageTable } from "../../results/page.ts";
import type { BenchRecord } from "../record.ts";
import { mainMeasure, withKnownLabels } from "../statistics/mainMeasure.ts";
import { paperStars, testsOverData, testsOverSeeds } from "../statistics/methodTests.ts";
import { summaryOf } from "../statistics/summary.ts";

/** Means of every measure, the tests and the cost: one row per data set and method. */
export function scoreTable(record: BenchRecord): PageTable {
  const tests = new Map(
    record.data.map(({ name }) => {
      const measure = mainMeasure(record, name);
      return [name, testsOverSeeds(record, name, { measure, refinement: "own" })];
    }),
  );
  const several = record.data.length > 1;
  const agreed = withKnownLabels(record).data.length > 0;
  const score = (name: string, hint?: string) => ({
    ...{ name, kind: "score" as const },
    ...(hint === undefined ? {} : { hint }),
  });
  const number = (name: string) => ({ name, kind: "number" as const });
  return {
    ...{ name: "scores", title: "Every method" },
    caption: `Means over seeds; raw: before refinement, own: after the method's own, vote: after one majority vote of the ${record.vote} nearest cells; ${agreed ? "HOM, COM, ARI, " : ""}CHAOS and PAS are own. p: Welch's t-test of ${agreed ? "NMI (own; of PAS where no labels are known)" : "PAS (own)"} against ${record.reference}, Holm-adjusted. K: domains found, marked † where not the number given. Times and memory are medians.`,
    columns: [
      ...(several ? [{ name: "Data", kind: "text" as const }] : []),
      { name: "Method", kind: "text" },
      ...(agreed
        ? ["NMI raw", "NMI own", "sd", "NMI vote", "HOM", "COM", "ARI raw", "ARI", "ARI vote"].map((name) =>
            score(name),
          )
        : []),
      score("CHAOS", "distance to the nearest cell of the same domain, z-scored coordinates; lower is more coherent"),
      score("PAS", "share of cells with more than 5 of 10 nearest cells in other domains; lower is more coherent"),
      ...[
        { name: "p", kind: "p" as const, hint: "empty where nothing could be tested" },
        { name: "Stars", kind: "text" as const },
      ],
      { name: "Paper stars", kind: "text", hint: "unadjusted, from 0.01" },
      ...[{ name: "K", kind: "text" as const }, number("Fit s"), number("Clustering s"), number("CPU s")],
      ...[
        { name: "MB", kind: "count" as const, hint: "peak resident memory" },
        { name: "Runs", kind: "text" as const },
      ],
    ],
    rows: summaryOf(record).map(({ data, method, scores, cost, found, wanted, done, failed, fixed }) => {
      const { raw, own, vote } = scores;
      const test = tests.get(data)?.find((each) => each.method === method);
      const tested = test !== undefined && !Number.isNaN(test.pValue);
      const k = `${found.join(", ")}${found.some((each) => each !== wanted) ? " †" : ""}`;
      const runs = `${done}${fixed && done > 1 ? ", all equal" : ""}${failed > 0 ? `, ${failed} failed` : ""}`;
      return [
        ...(several ? [data] : []),
        method,
        ...(agreed
          ? [
              ...[raw.nmi.mean, own.nmi.mean, own.nmi.sd, vote.nmi.mean, own.homogeneity.mean, own.completeness.mean],
              ...[raw.ari.mean, own.ari.mean, vote.ari.mean],
            ]
          : []),
        ...[own.chaos.mean, own.pas.mean],
        ...(tested
          ? [test.adjusted, starsOf(test.adjusted), paperStars(test.pValue)]
          : [undefined, undefined, undefined]),
        ...[k, cost.fitSeconds, cost.clusteringSeconds, cost.cpuSeconds],
        ...[cost.peakMb === undefined ? undefined : Math.round(cost.peakMb), runs],
      ];
    }),
  };
}

/** Paired tests over the data sets. */
export function pairedTable(record: BenchRecord): PageTable {
  return {
    ...{ name: "paired", title: `Against ${record.reference}, over data sets` },
    caption: "Differences of mean NMI (own), paired over data sets; two-sided t-test, Holm-adjusted over methods.",
    columns: [
      { name: "Method", kind: "text" },
      { name: "Difference", kind: "score" },
      { name: "p", kind: "p" },
      { name: "Adjusted p", kind: "p" },
      { name: "Not tested", kind: "text" },
    ],
    rows: testsOverData(withKnownLabels(record), { measure: "nmi", refinement: "own" }).map(
      ({ method, difference, pValue, adjusted, untested }) => [method, difference, pValue, adjusted, untested],
    ),
  };
}

/** Runs without a result. */
export function failureTable({ runs }: BenchRecord): PageTable {
  return {
    ...{ name: "failures", title: "Failures" },
    columns: [
      { name: "Data", kind: "text" },
      { name: "Method", kind: "text" },
      { name: "Seed", kind: "count" },
      { name: "Reason", kind: "text" },
    ],
    rows: runs.flatMap(({ data, method, seed, failure }) =>
      failure === undefined ? [] : [[data, method, seed, failure]],
    ),
  };
}

/** Every run, for those who sort. */
export function runsTable(record: BenchRecord): PageTable {
  const agreed = withKnownLabels(record).data.length > 0;
  return {
    ...{ name: "runs", title: "Every run" },
    columns: [
      ...[
        { name: "Data", kind: "text" as const },
        { name: "Method", kind: "text" as const },
        { name: "Seed", kind: "count" as const },
      ],
      ...[...(agreed ? ["NMI raw", "NMI own", "NMI vote", "ARI own"] : []), "PAS own"].map((name) => ({
        ...{ name, kind: "score" as const },
      })),
      { name: "Seconds", kind: "number" },
      { name: "Failure", kind: "text" },
    ],
    rows: record.runs.map(({ data, method, seed, scores, cost, failure }) => [
      ...[data, method, seed],
      ...(agreed ? [scores?.raw.nmi, scores?.own.nmi, scores?.vote.nmi, scores?.own.ari] : []),
      ...[scores?.own.pas, cost.seconds, failure],
    ]),
  };
}
