import type { BenchRecord } from "../record.ts";
import { mainMeasure } from "../statistics/mainMeasure.ts";
import { testsOverSeeds } from "../statistics/methodTests.ts";
import { type MethodSummary, summaryOf } from "../statistics/summary.ts";
import { overviewLegend, overviewOf, seedsIn, shortOverviewOf } from "./overview.ts";
import { meanSd, scoreColumns, testText } from "./paperTable.ts";

/** Lines around the part of a document that is written from records. */
type Marks = readonly [begin: string, end: string];

export const leaderboardMarks: Marks = [
  "<!-- leaderboard: written from bench.json -->",
  "<!-- end of the leaderboard -->",
];

/** Around the table of methods over all data sets, in a README. */
export const overviewMarks: Marks = ["<!-- methods: written from bench.json -->", "<!-- end of the methods -->"];

/**
 * The leaderboard in Markdown: per data set one row per method, the best mean NMI (own) first, with date, hash and command of
 * each benchmark.
 */
export function leaderboard(records: readonly BenchRecord[]): string {
  const parts = records.flatMap((record) => [
    ...overviewPart(record),
    ...record.data.map(({ name }) => dataPart(record, name)),
    sourceOf(record),
  ]);
  const legend =
    "NMI, HOM, COM and ARI: mean ± sd over seeds. Raw: before refinement; own: after the method's own refinement, or the majority vote of a run where it has none; vote: after one majority vote of each cell and its nearest cells, the same for every method. HOM, COM and ARI: own. p: Welch's t-test of NMI (own) against the reference, Holm-adjusted over methods. CPU seconds of the whole run and memory: medians, one thread. †: another number of domains than the one given.";
  return ["## Leaderboard", legend, ...parts].join("\n\n");
}

/** A document with the leaderboard in place of the one that it holds, or at its end. */
export function withLeaderboard(document: string, records: readonly BenchRecord[]): string {
  return withPart(document, leaderboardMarks, leaderboard(records));
}

/** A document with the short table of methods over all data sets of a record in place of the one that it holds, or at its end. */
export function withOverview(document: string, record: BenchRecord): string {
  return withPart(document, overviewMarks, [shortOverviewOf(record), overviewLegend(record)].join("\n\n"));
}

function withPart(document: string, [begin, end]: Marks, text: string): string {
  const part = `${begin}\n\n${text}\n\n${end}`;
  const from = document.indexOf(begin);
  const to = document.indexOf(end);
  if (from < 0 || to < from) return `${document.trimEnd()}\n\n${part}\n`.trimStart();
  return document.slice(0, from) + part + document.slice(to + end.length);
}

function overviewPart(record: BenchRecord): string[] {
  const table = overviewOf(record);
  return table === undefined ? [] : [`### Over ${record.data.length} data sets`, table, overviewLegend(record)];
}

function dataPart(record: BenchRecord, data: string): string {
  const facts = record.data.find(({ name }) => name === data);
  const measure = mainMeasure(record, data);
  const tests = testsOverSeeds(record, data, { measure, refinement: "own" });
  const shown = scoreColumns(measure === "nmi");
  const rows = summaryOf(record)
    .filter((summary) => summary.data === data)
    .sort((a, b) => rankOf(a, measure) - rankOf(b, measure))
    .map(({ method, scores, cost, done, failed, failures, found, wanted, fixed }) => {
      const cells = shown.of(scores).map(meanSd);
      const test = method === record.reference ? "reference" : testText(tests.find((each) => each.method === method));
      const seconds = cost.cpuSeconds === undefined ? "" : `${Math.round(cost.cpuSeconds)}`;
      const runs = `${done}${fixed && done > 1 ? ", equal" : ""}${failed > 0 ? `; ${failed} ${failures.join("; ")}` : ""}`;
      const k = `${found.join(", ")}${found.some((each) => each !== wanted) ? " †" : ""}`;
      return [method, ...cells, test, k, seconds, cost.peakMb === undefined ? "" : `${Math.round(cost.peakMb)}`, runs];
    });
  const columns = ["method", ...shown.names, "p", "K", "CPU s", "MB", "runs"];
  const line = (fields: readonly string[]) => `| ${fields.map((each) => each.replaceAll("|", "\\|")).join(" | ")} |`;
  const size = facts === undefined ? "" : ` (${facts.cells} cells, ${facts.genes} genes, K = ${facts.domains})`;
  const rule = `|${columns.map((_, at) => (at === 0 ? "---" : "---:")).join("|")}|`;
  return [`### ${data}${size}`, "", line(columns), rule, ...rows.map(line)].join("\n");
}

/** The most NMI first, or the least PAS; rows without a result last. */
function rankOf({ scores: { own } }: MethodSummary, measure: "nmi" | "pas"): number {
  const { mean } = own[measure];
  if (Number.isNaN(mean)) return Number.POSITIVE_INFINITY;
  return measure === "nmi" ? -mean : mean;
}

function sourceOf(record: BenchRecord): string {
  const { date, version, hash, command, vote } = record;
  const words = command.map((word) => (/\s/.test(word) ? `"${word}"` : (word.split("/").at(-1) ?? word)));
  return `${seedsIn(record)}, of ${date.slice(0, 10)}, cellscape ${version}, settings hash \`${hash}\`, vote of ${vote}: \`cellscape ${words.join(" ")}\``;
}
