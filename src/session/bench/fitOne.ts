import { z } from "zod";
import type { Report } from "../../core/progress.ts";
import type { Matrix } from "../../data/matrix.ts";
import type { Host, Usage } from "../../host/host.ts";
import { parseConfig } from "../options/run.ts";
import { computeRun } from "../run/computeRun.ts";
import type { Job } from "../run/job.ts";
import { prepareRun } from "../run/prepareRun.ts";
import { runJob } from "../run/runJob.ts";
import { openSession } from "../run/session.ts";

/** One run of a method of the program, as text for its process. */
export const fitRequest = z.strictObject({
  /** The file without labels. */
  input: z.string(),
  /** Options by name, seed and number of domains among them. */
  settings: z.record(z.string(), z.unknown()),
  /** Folder that `fit.json` goes to. */
  out: z.string(),
  /** Whether a UMAP of the embedding is computed, after all that is measured. */
  umap: z.boolean(),
});

export type FitRequest = z.output<typeof fitRequest>;

/** What a run found and took. */
export const fitResult = z.strictObject({
  /**
   * [n] domain of each cell of the file, -1 for cells that were excluded: before refinement, and after the method's own or,
   * where it has none, that of a run.
   */
  raw: z.array(z.number()),
  own: z.array(z.number()),
  fitSeconds: z.number(),
  clusteringSeconds: z.number(),
  fitCpuSeconds: z.number().optional(),
  clusteringCpuSeconds: z.number().optional(),
  cpuSeconds: z.number().optional(),
  peakMb: z.number().optional(),
  /** [n, 2] UMAP of the embedding, row by row, null for cells that were excluded, and what it took. */
  umap: z.array(z.number().nullable()).optional(),
  umapSeconds: z.number().optional(),
  warnings: z.array(z.string()),
});

export type FitResult = z.output<typeof fitResult>;

/** Name of the result in the folder of a run. */
export const fitName = "fit.json";

/** A moment of a run and what was used until then. */
interface Moment extends Usage {
  readonly at: number;
}

/**
 * Find domains as `cellscape run` does, and write nothing but the labels and what they took: reading, then the fit up to the
 * embedding, then the clustering with its refinement.
 *
 * @throws whatever a run throws.
 */
export async function fitOne(host: Host, { input, settings, out, umap }: FitRequest): Promise<void> {
  const config = parseConfig({ ...settings, threads: 1 });
  const moments = new Map<string, Moment>();
  const report: Report = (progress) => {
    if (progress.kind === "end") moments.set(progress.step, { at: host.clock(), ...host.usage() });
    if (progress.kind === "begin" && progress.step === "domains") {
      moments.set("fit", { at: host.clock(), ...host.usage() });
    }
  };
  const session = await openSession(host, [{ path: input }], { out, report, result: fitName });
  try {
    const job: Job = {
      ...runJob(),
      wanted: () => ["domains", "selection", ...(umap ? (["umaps"] as const) : [])],
      resumable: false,
    };
    const prepared = await prepareRun(session, job, config, {});
    const { artifacts } = await computeRun(session, job, prepared, {});
    const { raw, refined, own = refined } = artifacts.domains;
    const n = prepared.input.dataset.cells.length;
    const whole = (labels: Int32Array) => {
      const all = new Int32Array(n).fill(-1);
      artifacts.selection.cells.forEach((cell, i) => {
        all[cell] = labels[i];
      });
      return Array.from(all);
    };
    const sinceDomains = () => host.clock() - (moments.get("domains")?.at ?? host.clock());
    const layout = umap ? artifacts.umaps?.[0]?.layout : undefined;
    const result: FitResult = {
      raw: whole(raw),
      own: whole(own),
      ...costOf(moments),
      ...(layout ? { umap: spread(layout, artifacts.selection.cells, n), umapSeconds: sinceDomains() } : {}),
      warnings: [...session.warnings],
    };
    await host.files.save(host.paths.join(out, fitName), `${JSON.stringify(result)}\n`);
  } finally {
    session.close();
  }
}

/** Rows of some cells among all, to three decimals. */
function spread({ values }: Matrix, cells: Uint32Array, n: number): (number | null)[] {
  const all = new Array<number | null>(2 * n).fill(null);
  cells.forEach((cell, i) => {
    for (const axis of [0, 1]) all[2 * cell + axis] = Math.round(1000 * values[2 * i + axis]) / 1000;
  });
  return all;
}

function costOf(
  moments: ReadonlyMap<string, Moment>,
): Omit<FitResult, "raw" | "own" | "umap" | "umapSeconds" | "warnings"> {
  const [read, fit, end] = ["read", "fit", "domains"].map((name) => moments.get(name));
  if (!read || !fit || !end) throw new Error("internal: expected a run to read, fit and cluster");
  const cpu = (from: Moment, to: Moment) =>
    from.cpuSeconds === undefined || to.cpuSeconds === undefined ? undefined : to.cpuSeconds - from.cpuSeconds;
  return {
    fitSeconds: fit.at - read.at,
    clusteringSeconds: end.at - fit.at,
    fitCpuSeconds: cpu(read, fit),
    clusteringCpuSeconds: cpu(fit, end),
    cpuSeconds: end.cpuSeconds,
    peakMb: end.peakMb,
  };
}
