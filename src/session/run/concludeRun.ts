import type { AllArtifacts } from "../../analyses/registry.ts";
import { analysisKeys, analysisRecords } from "../../analyses/results.ts";
import { createTask } from "../../core/task.ts";
import { version } from "../../core/version.ts";
import { tissueMaps } from "../../report/figures.ts";
import { annotate } from "../../results/annotations.ts";
import { entryNames, renamedNote } from "../../results/entryNames.ts";
import { resultKeys } from "../../run/resultKeys.ts";
import { modelName, packModel } from "../read/modelFile.ts";
import { outputFolder } from "../write/outputFolder.ts";
import { sampleLines, usageLine, whereLines } from "../write/summaryLines.ts";
import { completeResults, withdrawManifest } from "../write/wholeResults.ts";
import { type Written, writeResults } from "../write/writeResults.ts";
import type { ComputedRun } from "./computeRun.ts";
import type { DomainJob } from "./job.ts";
import { manifestOf } from "./manifest.ts";
import type { PreparedRun } from "./prepareRun.ts";
import type { Session } from "./session.ts";

/** What a run wrote. */
export interface RunSummary extends Pick<Written, "result" | "map" | "pages"> {
  /** True if the signal ended training, or the search for domains, early. */
  readonly stopped: boolean;
  /** The same in words, one line each. */
  readonly lines: readonly string[];
}

/** Record the run and write all results; the manifest comes last. */
export async function concludeRun<Made extends AllArtifacts>(
  session: Session,
  job: DomainJob<Made>,
  prepared: PreparedRun,
  computed: ComputedRun<Made>,
): Promise<RunSummary> {
  const { host, report, notes, warnings, inputs, options } = session;
  const { out, timings = true, command = [], protects = [] } = options;
  const { input, config, readSeconds } = prepared;
  const { artifacts, seconds, engine, checkpoints, workers } = computed;
  const spent = { read: readSeconds, ...seconds };
  const names = entryNames(config.replace ? new Map() : input.taken, config.key);
  const { keys: analyses, renamed } = names.settle(analysisKeys(artifacts, config, names));
  const note = renamedNote(renamed);
  if (note !== undefined) report({ kind: "note", step: "write", text: note });
  const known = { artifacts, config, notes, warnings, engine, version };
  const record = { ...job.record(known), ...analysisRecords(artifacts, config) };
  const facts = {
    record,
    recordKey: job.recordKey?.(config) ?? resultKeys(config.key).record,
    annotations: job.annotations?.(artifacts, config) ?? annotate(artifacts, config),
    analyses,
    words: job.words?.(known),
    maps: job.maps ?? tissueMaps,
    command,
    timings: timings ? spent : undefined,
  };
  const finished = { input, artifacts, config, ...facts };
  const { embeddings, domainCount, domains } = artifacts;
  const stopped = [...embeddings, domainCount, domains].some((made) => made?.stoppedEarly);
  const results = outputFolder(host, out, options.ending);
  const [{ written, taken }] = await session
    .stage("write", `Writing results to ${out}`, async () => {
      await withdrawManifest(host, results);
      const written = await writeResults(host, finished, results, createTask("write", { report }));
      if (artifacts.model) await results.save(modelName, await packModel(artifacts.model));
      const finish = { job: job.name, stopped, record, seconds, workersMb: workers?.peakMb() };
      const { taken, entries } = manifestOf(session, prepared, finish);
      const manifest = () => ({ ...entries, files: [...results.files] });
      await completeResults(host, results, { manifest, inputs: [...inputs.map(({ path }) => path), ...protects] });
      return { written, taken };
    })
    .catch((error: unknown) => {
      checkpoints?.reportKept();
      throw error;
    });
  if (stopped) checkpoints?.reportKept();
  else await checkpoints?.clear();
  const found = usageLine(domains.count, taken.seconds, taken.peakMb);
  const lines = [found, ...whereLines(host, written, config, out), ...sampleLines(host, input, out)];
  const { result, map, pages } = written;
  return { result, map, pages, stopped, lines };
}
