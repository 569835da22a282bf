import { commandOf } from "../../bench/outside/plugin.ts";
import { CellScapeError } from "../../core/errors.ts";
import { megabyte } from "../../core/memorySize.ts";
import type { Host, ProcessEnd } from "../../host/host.ts";
import { readText } from "../read/readText.ts";
import type { BenchData } from "./benchData.ts";
import { failureOf } from "./failures.ts";
import { type FitRequest, fitName, fitResult } from "./fitOne.ts";
import type { KeptRun } from "./keptRun.ts";
import type { PlannedRow } from "./plan.ts";
import { pluginLabels } from "./pluginResult.ts";

/** What runs in processes are given. */
export interface RunLimits {
  readonly seconds: number;
  readonly bytes: number;
}

/** Program and arguments that compute a request of a file in a process with a heap of so many megabytes. */
export type FitCommand = (request: string, heapMb: number) => readonly string[];

export interface ProcessRunOptions extends RunLimits {
  readonly fitCommand: FitCommand;
  /** Whether methods of the program compute a UMAP of their embedding. */
  readonly umap: boolean;
  readonly signal: AbortSignal | undefined;
}

export type RunOutcome = Omit<KeptRun, "of">;

/** Run one row with one seed in a process of its own. A failure is an outcome; only the signal throws. */
export async function processRun(
  host: Host,
  row: PlannedRow,
  { data, seed, folder }: { readonly data: BenchData; readonly seed: number | undefined; readonly folder: string },
  options: ProcessRunOptions,
): Promise<RunOutcome> {
  const limits = { seconds: options.seconds, bytes: options.bytes };
  try {
    const made = "plugin" in row ? await pluginRun() : await ownRun();
    return made.failure === undefined ? made : { ...made, limits };
  } catch (error) {
    if (!(error instanceof CellScapeError) || error.code === "cancelled" || error.code === "cannot-write") throw error;
    return { failure: `failed: ${error.message}`, limits, cost: {}, warnings: [] };
  }

  async function ownRun(): Promise<RunOutcome> {
    const settings = { ...data.settings, ...row.settings, domains: data.record.domains, seed: seed ?? 0 };
    const request: FitRequest = { input: data.input, settings, out: folder, umap: options.umap };
    const path = host.paths.join(folder, "request.json");
    await host.files.save(path, `${JSON.stringify(request, undefined, 1)}\n`);
    const heapMb = Math.max(256, Math.floor(options.bytes / megabyte));
    const end = await started(options.fitCommand(path, heapMb));
    const failure = failureOf(end);
    if (failure !== undefined) return { failure, cost: costOf(end), warnings: [] };
    const text = await readText(host, host.paths.join(folder, fitName), "bench");
    const { raw, own, umap, umapSeconds = 0, warnings, ...cost } = fitResult.parse(JSON.parse(text));
    await host.files.remove(host.paths.join(folder, fitName));
    return { labels: { raw, own }, umap, cost: { ...cost, seconds: end.seconds - umapSeconds }, warnings };
  }

  async function pluginRun(): Promise<RunOutcome> {
    if (!("plugin" in row)) throw new Error("internal: expected a plug-in");
    const { plugin, here } = row;
    const put = { input: data.input, out: folder, domains: data.record.domains, seed, here };
    const end = await started(commandOf(plugin, put));
    const failure = failureOf(end);
    if (failure !== undefined) return { failure, cost: costOf(end), warnings: [] };
    const before = host.clock();
    const labels = await pluginLabels(host, plugin, { data, seed: seed ?? 0, folder });
    const clusteringSeconds = plugin.kind === "embedding" ? host.clock() - before : undefined;
    return { labels, cost: { ...costOf(end), fitSeconds: end.seconds, clusteringSeconds }, warnings: [] };
  }

  function started(command: readonly string[]): Promise<ProcessEnd> {
    if (host.runProcess) return host.runProcess({ command, folder, ...options });
    throw new CellScapeError("cannot-write", "bench: expected a platform with processes, got one without");
  }
}

function costOf({ seconds, cpuSeconds, peakBytes }: ProcessEnd): KeptRun["cost"] {
  const peakMb = peakBytes === undefined ? undefined : Math.round(peakBytes / megabyte);
  return { seconds, cpuSeconds, fitCpuSeconds: cpuSeconds, peakMb };
}
