import { measure } from "../../bench/measures/measure.ts";
import { codesByOccurrence } from "../../bench/outside/codes.ts";
import type { RunRecord } from "../../bench/record.ts";
import { CellScapeError } from "../../core/errors.ts";
import { fingerprintOf } from "../../core/fingerprint.ts";
import { version } from "../../core/version.ts";
import type { Session } from "../run/session.ts";
import { type BenchData, fileNameOf } from "./benchData.ts";
import { importLabels } from "./importLabels.ts";
import { hashOf, type KeptRun, loadKept, saveKept } from "./keptRun.ts";
import type { PlannedRow } from "./plan.ts";
import { type FitCommand, processRun, type RunLimits } from "./processRun.ts";

/** Labels of a run, for maps: codes of domains, -1 where a cell has none. */
export interface RunLabels {
  readonly raw: Int32Array;
  readonly own: Int32Array;
  /** [n, 2] UMAP of the embedding, NaN for cells that were excluded. */
  readonly umap?: Float64Array | undefined;
}

/** Every run that ended, and the labels of those that ended well, by key. */
export interface AllRuns {
  readonly runs: readonly RunRecord[];
  readonly labels: ReadonlyMap<string, RunLabels>;
  /** True if the user stopped before all runs were made. */
  readonly stopped: boolean;
}

export interface RunAllOptions extends RunLimits {
  readonly rows: readonly PlannedRow[];
  readonly data: readonly BenchData[];
  readonly jobs: number;
  readonly fitCommand: FitCommand;
  /** Whether the first seed of each method computes a UMAP of its embedding. */
  readonly umap: boolean;
  /** Rows that are run although they are kept. */
  readonly again: readonly string[];
}

/** One (data, row, seed). */
interface Wanted {
  readonly data: BenchData;
  readonly row: PlannedRow;
  readonly seed: number | undefined;
  readonly of: Readonly<Record<string, unknown>>;
  readonly key: string;
}

/**
 * Make every run that is not kept, and measure all of them. Seeds come one after the other, so that a benchmark that is
 * stopped early holds every row.
 *
 * @throws cancelled where the system ends the process: what has ended is kept.
 */
export async function runAll(session: Session, options: RunAllOptions): Promise<AllRuns> {
  const { host, report } = session;
  const { signal, ending, out } = session.options;
  const ended = new Map<string, RunRecord>();
  const labels = new Map<string, RunLabels>();
  const add = async (wanted: Pick<Wanted, "data" | "seed" | "key">, method: string, kept: Omit<KeptRun, "of">) => {
    const { failure, cost, warnings } = kept;
    const run = { data: wanted.data.record.name, method, seed: wanted.seed, key: wanted.key, cost, warnings };
    if (kept.labels === undefined) {
      ended.set(wanted.key, { ...run, failure: failure ?? "failed: no labels" });
      return;
    }
    const found = { raw: Int32Array.from(kept.labels.raw), own: Int32Array.from(kept.labels.own) };
    const umap = kept.umap && Float64Array.from(kept.umap, (value) => value ?? Number.NaN);
    labels.set(wanted.key, { ...found, umap });
    const digest = fingerprintOf(partition(found.raw), partition(found.own));
    ended.set(wanted.key, { ...run, labels: digest, scores: await measure(found, wanted.data.by) });
  };
  for (const data of options.data) {
    for (const { method, seed, codes } of await importLabels(host, data)) {
      const given = Array.from(codes);
      const key = hashOf(host, { labels: method, seed, data: data.digest });
      await add({ data, seed, key }, method, { labels: { raw: given, own: given }, cost: {}, warnings: [] });
    }
  }
  const all = wantedRuns(host, options);
  const stop = signal && ending ? AbortSignal.any([signal, ending]) : (signal ?? ending);
  const named = (run: Wanted) => {
    const seed = run.seed === undefined ? "" : `, seed ${run.seed}`;
    return `${run.data.record.name}, ${run.row.name}${seed}`;
  };
  // What was kept is taken first, so that the time left is foreseen from runs that took time.
  const waiting: Wanted[] = [];
  for (const each of all) {
    const anew = stop?.aborted || options.again.includes(each.row.name);
    const kept = anew ? undefined : await loadKept(host, folderOf(host, out, each));
    const lacks = wantsUmap(each, options) && kept?.failure === undefined && kept?.umap === undefined;
    if (kept === undefined || lacks || !isStill(kept, options)) waiting.push(each);
    else await add(each, each.row.name, kept);
  }
  const before = all.length - waiting.length;
  let done = before;
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      if (stop?.aborted) throw new CellScapeError("cancelled", "bench: stopped");
      const { data, row, seed, of } = next;
      report({ kind: "advance", step: "bench", done, total: all.length, before, detail: named(next) });
      const folder = folderOf(host, out, next);
      const given = { ...options, umap: wantsUmap(next, options), signal: stop };
      const made = await processRun(host, row, { data, seed, folder }, given);
      await saveKept(host, folder, { of, ...made });
      await add(next, row.name, made);
      done++;
      if (made.failure !== undefined) {
        report({ kind: "warning", step: "bench", text: `${named(next)}: ${made.failure}` });
      }
      report({ kind: "advance", step: "bench", done, total: all.length, before, detail: named(next) });
    }
  };
  const finished = await Promise.allSettled(Array.from({ length: options.jobs }, work));
  const failed = finished.find((each) => each.status === "rejected");
  const stopped = signal?.aborted === true && !ending?.aborted;
  if (failed && !stopped) throw failed.reason;
  const order = new Map(all.map(({ key }, at) => [key, at]));
  const runs = [...ended.values()].sort((a, b) => (order.get(a.key) ?? -1) - (order.get(b.key) ?? -1));
  if (before > 0)
    report({ kind: "note", step: "bench", text: `${before} of ${all.length} runs were kept from before` });
  return { runs, labels, stopped };
}

function wantedRuns(host: Session["host"], { rows, data }: RunAllOptions): Wanted[] {
  const most = Math.max(0, ...rows.map(({ seeds }) => seeds.length));
  return Array.from({ length: most }, (_, at) => at).flatMap((at) =>
    data.flatMap((each) =>
      rows.flatMap((row): Wanted[] => {
        const fixed = "plugin" in row && !row.plugin.seeded;
        if (at >= (fixed ? 1 : row.seeds.length)) return [];
        const seed = fixed ? undefined : row.seeds[at];
        const settings = "plugin" in row ? row.settings : { ...each.settings, ...row.settings };
        const of = { version, data: each.digest, domains: each.record.domains, settings, seed };
        return [{ data: each, row, seed, of, key: hashOf(host, of) }];
      }),
    ),
  );
}

function folderOf({ paths }: Session["host"], out: string, { row, key }: Wanted): string {
  return paths.resolve(paths.join(out, "runs", folderName(row.name, key)));
}

/** A layout is drawn of the first seed of each method. */
function wantsUmap({ row, seed }: Wanted, { umap }: RunAllOptions): boolean {
  return umap && !("plugin" in row) && seed === row.seeds[0];
}

/** A failure holds only under the limits under which it failed. */
function isStill({ failure, limits }: KeptRun, { seconds, bytes }: RunLimits): boolean {
  return failure === undefined || (limits?.seconds === seconds && limits.bytes === bytes);
}

/** The hash decides; the name is for readers. */
function folderName(row: string, key: string): string {
  return `${fileNameOf(row)}-${key.slice(0, 16)}`;
}

/** Domains numbered by occurrence: equal partitions have equal codes. */
function partition(labels: Int32Array): Int32Array {
  return codesByOccurrence(Array.from(labels, (label) => (label < 0 ? undefined : `${label}`))).codes;
}
