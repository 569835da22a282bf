import { analysisKeys } from "../../analyses/results.ts";
import { createTask } from "../../core/task.ts";
import { version } from "../../core/version.ts";
import { entryNames, renamedNote } from "../../results/entryNames.ts";
import { runRecord } from "../../results/record.ts";
import { modelName, packModel } from "../read/modelFile.ts";
import { completeResults, outputFolder, withdrawManifest } from "../write/outputFolder.ts";
import { sampleLines, usageLine, whereLines } from "../write/summaryLines.ts";
import { type Written, writeResults } from "../write/writeResults.ts";
import type { ComputedRun } from "./computeRun.ts";
import type { PreparedRun } from "./prepareRun.ts";
import type { Session } from "./session.ts";

/** What a run wrote. */
export interface RunSummary extends Pick<Written, "result" | "map"> {
  /** True if the signal ended training, or the search for domains, early. */
  readonly stopped: boolean;
  /** The same in words, one line each. */
  readonly lines: readonly string[];
}

/** Record the run and write all results; the manifest comes last. */
export async function concludeRun(session: Session, prepared: PreparedRun, computed: ComputedRun): Promise<RunSummary> {
  const { host, report, notes, warnings, peaksMb, inputs, options } = session;
  const { out, timings = true, command = [] } = options;
  const { input, config, plan, readSeconds } = prepared;
  const { artifacts, seconds, engine, checkpoints, workers } = computed;
  const spent = { read: readSeconds, ...seconds };
  const names = entryNames(config.replace ? new Set() : input.taken);
  const { keys: analyses, renamed } = names.settle(analysisKeys(artifacts, config, names));
  const note = renamedNote(renamed);
  if (note !== undefined) report({ kind: "note", step: "write", text: note });
  const record = runRecord({ artifacts, config, notes, warnings, engine, version });
  const finished = { input, artifacts, config, record, analyses, timings: timings ? spent : undefined, command };
  const { embeddings, domainCount, domains } = artifacts;
  const stopped = [...embeddings, domainCount, domains].some((made) => made?.stoppedEarly);
  const results = outputFolder(host, out);
  const [{ written, total, usage }] = await session
    .stage("write", `Write results to ${out}`, async () => {
      await withdrawManifest(host, results);
      const written = await writeResults(host, finished, results, createTask("write", { report }));
      if (artifacts.model) await results.save(modelName, await packModel(artifacts.model));
      const total = session.elapsed();
      const usage = usageOf(session, workers?.peakMb());
      const manifest = () => ({
        ...{ command, stopped, ...record, input: input.file, inputs, plan, timings_seconds: { ...spent, total } },
        ...{ ...usage, peak_memory_mb_until: peaksMb, files: [...results.files] },
      });
      await completeResults(host, results, { manifest, inputs: inputs.map(({ path }) => path) });
      return { written, total, usage };
    })
    .catch((error: unknown) => {
      checkpoints.tellKept();
      throw error;
    });
  if (stopped) checkpoints.tellKept();
  else await checkpoints.clear();
  const found = usageLine(artifacts.domains.clusters, total, usage.peak_memory_mb);
  const lines = [found, ...whereLines(host, written, config, out), ...sampleLines(host, input, out)];
  return { result: written.result, map: written.map, stopped, lines };
}

/** CPU seconds of this process so far, and its peak memory with the most that its workers can have held beside it. */
function usageOf({ host }: Session, workersMb = 0) {
  const { cpuSeconds, peakMb } = host.usage();
  return {
    ...(cpuSeconds === undefined ? {} : { cpu_seconds: cpuSeconds }),
    ...(peakMb === undefined ? {} : { peak_memory_mb: peakMb + workersMb }),
  };
}
