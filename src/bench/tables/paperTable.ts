import { starsOf } from "../../figure/boxPlot.ts";
import type { Spread } from "../../math/statistics/spread.ts";
import type { BenchRecord } from "../record.ts";
import { mainMeasure, measureNames } from "../statistics/mainMeasure.ts";
import { type MethodTest, testsOverSeeds } from "../statistics/methodTests.ts";
import { type MethodSummary, summaryOf } from "../statistics/summary.ts";

/** A table as it is printed: one per data set. */
export interface PaperTable {
  readonly data: string;
  readonly caption: string;
  readonly columns: readonly string[];
  /** Fields as text. */
  readonly rows: readonly (readonly string[])[];
}

/** Tables for a paper or a README: means with standard deviations, the test against the reference, and what a run took. */
export function paperTables(record: BenchRecord): PaperTable[] {
  const summaries = summaryOf(record);
  return record.data.map(({ name, cells, domains, labelled, truth }) => {
    const measure = mainMeasure(record, name);
    const tests = testsOverSeeds(record, name, { measure, refinement: "own" });
    const shown = scoreColumns(truth !== undefined);
    const rows = summaries
      .filter(({ data }) => data === name)
      .map((summary) =>
        rowOf(summary, {
          shown,
          test: tests.find(({ method }) => method === summary.method),
          reference: record.reference,
        }),
      );
    const known = truth === undefined ? "no known labels" : `${labelled} labelled`;
    const rest = truth === undefined ? "PAS and CHAOS: lower is more coherent." : "HOM, COM and ARI: own.";
    const caption = `${name}: ${cells} cells (${known}), K = ${domains}. Mean ± sd over seeds. Raw: before refinement; own: after the method's own; vote: after one majority vote of the ${record.vote} nearest cells. ${rest} p: Welch's t-test of ${measureNames[measure]} (own) against ${record.reference}, Holm-adjusted. Seconds (fit + clustering) and memory: medians.`;
    const columns = ["method", ...shown.names, "p", "K found", "fit and clustering (s)", "memory (MB)", "runs"];
    return { data: name, caption, columns, rows };
  });
}

/** The scores that tables have room for. */
export interface ScoreColumns {
  readonly names: readonly string[];
  of(scores: MethodSummary["scores"]): readonly Spread[];
}

/** Agreement where labels are known, else coherence. */
export function scoreColumns(labelled: boolean): ScoreColumns {
  if (labelled) {
    return {
      names: ["NMI raw", "NMI own", "NMI vote", "HOM", "COM", "ARI"],
      of: ({ raw, own, vote }) => [raw.nmi, own.nmi, vote.nmi, own.homogeneity, own.completeness, own.ari],
    };
  }
  return {
    names: ["PAS raw", "PAS own", "PAS vote", "CHAOS raw", "CHAOS own", "CHAOS vote"],
    of: ({ raw, own, vote }) => [raw.pas, own.pas, vote.pas, raw.chaos, own.chaos, vote.chaos],
  };
}

interface RowContext {
  readonly shown: ScoreColumns;
  readonly test: MethodTest | undefined;
  readonly reference: string;
}

function rowOf(summary: MethodSummary, { shown, test, reference }: RowContext): string[] {
  const { method, scores, found, wanted, cost, done, failed, fixed } = summary;
  const cells = shown.of(scores).map(meanSd);
  const p = method === reference ? "reference" : testText(test);
  const k = found.length === 0 ? "" : `${found.join(", ")}${found.some((each) => each !== wanted) ? " †" : ""}`;
  const seconds = (cost.fitSeconds ?? 0) + (cost.clusteringSeconds ?? 0);
  const took = cost.fitSeconds === undefined ? "" : seconds.toFixed(seconds < 10 ? 1 : 0);
  const runs = `${done}${failed > 0 ? ` (${failed} failed)` : ""}${fixed && done > 1 ? " equal" : ""}`;
  return [method, ...cells, p, k, took, cost.peakMb === undefined ? "" : `${Math.round(cost.peakMb)}`, runs];
}

/** `0.672 ± 0.010`; the mean alone of a single run; empty where there is none. */
export function meanSd({ count, mean, sd }: Spread): string {
  if (count === 0) return "";
  return count === 1 ? mean.toFixed(3) : `${mean.toFixed(3)} ± ${sd.toFixed(3)}`;
}

/** The adjusted p-value with its stars, or why there is none. */
export function testText(test: MethodTest | undefined): string {
  if (test === undefined) return "";
  if (test.untested !== undefined) return "not tested";
  const stars = starsOf(test.adjusted);
  const p = test.adjusted < 0.001 ? test.adjusted.toExponential(0) : test.adjusted.toFixed(3);
  return stars === "ns" ? p : `${p} ${stars}`;
}
