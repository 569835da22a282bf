import { spreadOf } from "../../math/statistics/spread.ts";
import type { BenchRecord, RefinementKind } from "../record.ts";
import { withKnownLabels } from "../statistics/mainMeasure.ts";
import { testsOverData } from "../statistics/methodTests.ts";
import { type MethodSummary, summaryOf } from "../statistics/summary.ts";
import { testText } from "./paperTable.ts";

const columns = ["method", "NMI raw", "NMI own", "NMI vote", "difference (se)", "p", "CPU s", "MB", "data sets"];
/** What of them a README has room for, and the names there. */
const shortColumns = ["method", "NMI own", "difference (se)", "p", "CPU s", "MB"];
const shortNames = ["method", "NMI", "difference from the first (standard error)", "p", "CPU seconds", "memory, MB"];

/**
 * One row per method over all data sets with known labels, the best first, as Markdown: means of the means, the difference from the reference
 * paired over data sets with its standard error, and what a run takes.
 *
 * @returns undefined for a single data set.
 */
export function overviewOf(all: BenchRecord): string | undefined {
  const record = withKnownLabels(all);
  return record.data.length < 2 ? undefined : markdownOf(rowsOf(record), columns);
}

/** The same in fewer columns, without rows of other settings than the defaults; empty for a single data set. */
export function shortOverviewOf(all: BenchRecord): string {
  const record = withKnownLabels(all);
  if (record.data.length < 2) return "";
  const names = shortNames.map((name) => name.replace("the first", record.reference));
  const isDefault = (name: string) =>
    record.methods.some((each) => each.name === name && Object.keys(each.settings).every((key) => key === "method"));
  return markdownOf(
    rowsOf(record).filter(([name]) => isDefault(name) || name === record.reference),
    shortColumns,
    names,
  );
}

function markdownOf(rows: readonly (readonly string[])[], shown: readonly string[], names = shown): string {
  const line = (fields: readonly string[]) => `| ${fields.map((each) => each.replaceAll("|", "\\|")).join(" | ")} |`;
  const rule = `|${shown.map((_, at) => (at === 0 ? "---" : "---:")).join("|")}|`;
  const picked = rows.map((row) => shown.map((column) => row[columns.indexOf(column)]));
  return [line(names), rule, ...picked.map(line)].join("\n");
}

/** Fields of each method, as `columns`. */
function rowsOf(record: BenchRecord): string[][] {
  const all = summaryOf(record);
  const tests = testsOverData(record, { measure: "nmi", refinement: "own" });
  const reference = ownByData(all, record.reference);
  return record.methods
    .map(({ name }) => ({ name, summaries: all.filter(({ method, done }) => method === name && done > 0) }))
    .filter(({ summaries }) => summaries.length > 0)
    .map(({ name, summaries }) => ({ name, summaries, mean: meanOver(summaries, "own") }))
    .sort((a, b) => b.mean - a.mean)
    .map(({ name, summaries, mean }) => {
      const differences = [...ownByData(summaries, name)].flatMap(([data, own]) => {
        const other = reference.get(data);
        return other === undefined ? [] : [own - other];
      });
      const { mean: difference, sd } = spreadOf(differences);
      const error = differences.length > 1 ? ` (${(sd / Math.sqrt(differences.length)).toFixed(3)})` : "";
      const against =
        name === record.reference
          ? ["reference", ""]
          : [`${signed(difference)}${error}`, testText(tests.find(({ method }) => method === name))];
      const took = (of: (cost: MethodSummary["cost"]) => number | undefined) => {
        const known = summaries.flatMap(({ cost }) => of(cost) ?? []);
        return known.length === 0 ? "" : `${Math.round(spreadOf(known).median)}`;
      };
      return [
        ...[name, meanOver(summaries, "raw").toFixed(3), mean.toFixed(3), meanOver(summaries, "vote").toFixed(3)],
        ...[...against, took(({ cpuSeconds }) => cpuSeconds), took(({ peakMb }) => peakMb), `${summaries.length}`],
      ];
    });
}

/** What the columns are, for the text below the table. */
export function overviewLegend(record: BenchRecord): string {
  return `NMI: agreement of the domains, after the method's own refinement (own), with the annotation, from 0 to 1. Means over ${withKnownLabels(record).data.length} data sets of the means over ${seedsIn(record)}. Difference: of that NMI from ${record.reference}, paired over data sets, with its standard error; p: paired t-test, Holm-adjusted over methods. CPU seconds and memory: medians over data sets, one thread.`;
}

/** `3 seeds`, `1 seed`, or `2 to 3 seeds` where rows have different numbers. */
export function seedsIn({ runs, methods }: Pick<BenchRecord, "runs" | "methods">): string {
  const counts = methods.flatMap(({ name, kind }) => {
    if (kind !== "method") return [];
    return [new Set(runs.filter(({ method }) => method === name).map(({ seed }) => seed)).size];
  });
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  if (counts.length === 0) return "the runs";
  return `${least === most ? "" : `${least} to `}${most} ${most === 1 ? "seed" : "seeds"}`;
}

function ownByData(summaries: readonly MethodSummary[], of: string): ReadonlyMap<string, number> {
  return new Map(
    summaries.flatMap(({ method, done, data, scores }) =>
      method === of && done > 0 ? [[data, scores.own.nmi.mean]] : [],
    ),
  );
}

function meanOver(summaries: readonly MethodSummary[], refinement: RefinementKind): number {
  return spreadOf(summaries.map(({ scores }) => scores[refinement].nmi.mean)).mean;
}

function signed(value: number): string {
  return `${value < 0 ? "-" : "+"}${Math.abs(value).toFixed(3)}`;
}
