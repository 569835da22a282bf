import { voted } from "../bench/measures/measure.ts";
import type { TissueView } from "../bench/page/view.ts";
import type { BenchRecord, MethodRecord } from "../bench/record.ts";
import { megabyte } from "../core/memorySize.ts";
import { version } from "../core/version.ts";
import type { Host } from "../host/host.ts";
import { type BenchData, openBenchData } from "./bench/benchData.ts";
import { hashOf } from "./bench/keptRun.ts";
import { type BenchPlan, type PlannedRow, planOf } from "./bench/plan.ts";
import type { FitCommand } from "./bench/processRun.ts";
import { type AllRuns, runAll } from "./bench/runAll.ts";
import { writeBench } from "./bench/writeBench.ts";
import type { BenchOptions } from "./options/bench.ts";
import { openSession, type SessionOptions } from "./run/session.ts";
import { outputFolder } from "./write/outputFolder.ts";

/** Plan, limits and processes of a benchmark. */
export interface BenchFileOptions
  extends Pick<SessionOptions, "report" | "signal" | "ending" | "command">,
    Omit<BenchOptions, "progress"> {
  /** Starts a run of a method of the program in a process of its own. */
  readonly fitCommand: FitCommand;
}

/** What a benchmark wrote. */
export interface BenchSummary {
  readonly record: BenchRecord;
  readonly stopped: boolean;
  readonly lines: readonly string[];
}

/** Name of the record; nothing else that a benchmark writes could replace an input. */
const recordName = "bench.json";

/**
 * Compare methods on data sets with known labels: each (data, method, seed) in a process of its own, measured, tested against
 * the reference, and shown on one page. Runs are kept in the folder, and no method is given the labels.
 *
 * @param inputs a plan, or data sets.
 * @throws bad-option and bad-file for a plan, plug-in or data set that does not fit; cannot-write; a run that fails is a row.
 */
export async function benchFile(
  host: Host,
  inputs: readonly string[],
  { fitCommand, report, signal, ending, command = [], ...options }: BenchFileOptions,
): Promise<BenchSummary> {
  const plan = await planOf(host, inputs, { ...options, progress: "none" });
  const { out, jobs, again = [], umap = false } = options;
  const paths = plan.data.map(({ file }) => ({ path: file }));
  const session = await openSession(host, paths, { out, report, signal, ending, command, result: recordName });
  try {
    const folder = host.paths.join(out, "data");
    const [data] = await session.stage("read", `Reading ${plan.data.map(({ name }) => name).join(", ")}`, async () => {
      const opened: BenchData[] = [];
      for (const each of plan.data) opened.push(await openBenchData(session, each, plan.vote, folder));
      return opened;
    });
    const bytes = plan.bytes ?? host.memory().bytes / jobs;
    const limits = { seconds: plan.seconds, bytes };
    const rows = plan.rows.map((row) => withMemory(row, plan.bytes));
    const [all] = await session.stage("bench", benchDoes(rows, data), () =>
      runAll(session, { ...{ rows, data, jobs, fitCommand, again, umap }, ...limits }),
    );
    const record: BenchRecord = {
      ...{ program: "cellscape", version, date: new Date().toISOString(), command, platform: host.platform },
      ...{ reference: plan.reference, vote: plan.vote, inputs: plan.inputs },
      limits: { seconds: plan.seconds, memoryMb: Math.round(bytes / megabyte) },
      hash: hashOf(host, { data: data.map(({ digest }) => digest), rows: plan.rows, version }).slice(0, 16),
      data: data.map((each) => each.record),
      methods: methodRecords(plan),
      runs: all.runs,
    };
    const results = outputFolder(host, out, ending);
    const [lines] = await session.stage("write", `Writing results to ${out}`, () =>
      writeBench(host, results, { record, data: data.map((each) => viewOf(each, all)) }),
    );
    return { record, stopped: all.stopped, lines };
  } finally {
    session.close();
  }
}

function viewOf(
  { record: { name }, by, truthNames, unitUm }: BenchData,
  { labels }: Pick<AllRuns, "labels">,
): TissueView {
  const { positions, truth } = by;
  return {
    ...{ name, positions, truth, truthNames, unitUm },
    umapOf: (key) => labels.get(key)?.umap,
    labelsOf(key, refinement) {
      const found = labels.get(key);
      return refinement === "vote" ? found && voted(found.raw, by) : found?.[refinement];
    },
  };
}

function benchDoes(rows: readonly PlannedRow[], data: readonly BenchData[]): string {
  const runs = rows.reduce((sum, { seeds }) => sum + seeds.length, 0) * data.length;
  return `Running ${rows.length} rows on ${data.length} data ${data.length === 1 ? "set" : "sets"} (${runs} runs at most)`;
}

/** A limit that the user sets is one that the program's own methods plan for, or refuse before they start. */
function withMemory(row: PlannedRow, bytes: number | undefined): PlannedRow {
  if (bytes === undefined || "plugin" in row) return row;
  return { ...row, settings: { memory: `${Math.round(bytes / megabyte)}MB`, ...row.settings } };
}

function methodRecords({ rows, data }: BenchPlan): MethodRecord[] {
  const own = rows.map((row): MethodRecord => {
    const { name, settings, cites } = row;
    if ("plugin" in row) return { name, kind: "plugin", settings, cites };
    return { name, kind: "method", settings, cites, varied: row.varied };
  });
  const imported = new Map(data.flatMap(({ labels }) => Object.entries(labels)));
  const labels = [...imported].map(
    ([name, sources]): MethodRecord => ({ name, kind: "labels", settings: { sources } }),
  );
  return [...own, ...labels];
}
