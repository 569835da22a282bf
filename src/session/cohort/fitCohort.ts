import { type AllArtifacts, allSteps } from "../../analyses/registry.ts";
import { fitSteps } from "../../cohort/fitSteps.ts";
import { type JoinedSketches, joinSketches } from "../../cohort/joinSketches.ts";
import type { CohortPlan } from "../../cohort/records.ts";
import { version } from "../../core/version.ts";
import type { Host } from "../../host/host.ts";
import { artifactsOf } from "../../run/methodInputs.ts";
import { resolveSettings } from "../../run/options/settings.ts";
import { fitRun } from "../../run/plan/planRun.ts";
import type { RunConfig } from "../options/run.ts";
import { modelName, packModel } from "../read/modelFile.ts";
import { type ComputedRun, computeRun } from "../run/computeRun.ts";
import type { Job } from "../run/job.ts";
import { planOf, sizeOf } from "../run/planFile.ts";
import type { PreparedRun } from "../run/prepareRun.ts";
import { openSession, type Session, type SessionOptions } from "../run/session.ts";
import { type FitRecord, fitName, fitRecord, fitText } from "./fitRecord.ts";
import { readRecord, readRecords } from "./recordFile.ts";
import { configOf, type GivenSettings, settingsFor } from "./settings.ts";

export interface FitCohortOptions extends SessionOptions {
  /** What `cohort plan` wrote. */
  readonly plan: string;
}

/** What `cohort fit` wrote. */
export interface FitSummary {
  readonly stopped: boolean;
  readonly lines: readonly string[];
}

/** Artifacts that the model and its record are made of. */
type FitArtifacts = AllArtifacts;

/**
 * `cohort fit`: components, gene map, training and domains from the sketches of all samples; model.cellscape and fit.json.
 *
 * @throws bad-option when sketches are missing or of another plan; no-memory; what training throws.
 */
export async function fitCohort(
  host: Host,
  paths: readonly string[],
  given: GivenSettings,
  { plan: path, ...options }: FitCohortOptions,
): Promise<FitSummary> {
  const own = settingsFor("fit", given);
  const { record: plan, digest } = await readRecord(host, path, "plan");
  const joined = joinSketches(plan, digest, await readRecords(host, paths, "sketch"));
  const config = configOf(plan, {}, { ...own, saveModel: true, batchKey: undefined });
  const job = fitJob(joined, plan);
  const session = await openSession(host, [], { ...options, protects: [path, ...paths], result: modelName });
  try {
    const prepared = preparedFit(session, job, { plan, digest, joined, config });
    const computed = await computeRun(session, job, prepared, {});
    return await concludeFit(session, computed, { config, digest, plan });
  } finally {
    session.close();
  }
}

/** The steps of a run up to its model, over sketches. */
function fitJob(joined: JoinedSketches, plan: CohortPlan): Job<FitArtifacts> {
  return {
    name: "fit",
    steps: { ...allSteps(), ...fitSteps(joined, plan) },
    wanted: ({ chosen: { method, options }, domains }) => [
      ...(["dataset", "selection", "graph"] as const),
      ...artifactsOf(method.needs(options)).filter((name) => name === "geneMap"),
      ...(domains === "auto" ? (["domainCount"] as const) : []),
      ...(["embeddings", "domains", "model", "integration"] as const),
    ],
    fitInto: fitRun,
    usesEngine: (config) => config.chosen.method.usesEngine,
    resumable: true,
  };
}

interface Planned {
  readonly plan: CohortPlan;
  readonly digest: string;
  readonly joined: JoinedSketches;
  readonly config: RunConfig;
}

/** Settings that fit the data and the memory. The corrections of the plan are always read, also where they change nothing. */
function preparedFit(
  { host, options }: Session,
  { fitInto }: Pick<Job, "fitInto">,
  { plan, digest, joined, config: given }: Planned,
): PreparedRun {
  const { dataset } = joined;
  const cells = plan.analysed.reduce((sum, n) => sum + n, 0);
  const { names } = dataset.samples ?? { names: [] };
  const facts = { name: dataset.name, cells, samples: names.length };
  // What would be aligned in the sketch reaches no result: cells are embedded by the model.
  const unaligned = { correct: "combat", alignSamples: "none" } as const;
  const settled = { ...resolveSettings({ ...given, correct: plan.correct }, facts), ...unaligned };
  const report = (progress: Parameters<NonNullable<SessionOptions["report"]>>[0]) => options.report?.(progress);
  const planned = planOf(host, sizeOf(dataset, false), { config: settled, fitInto }, report);
  const { chosen, methodOptions } = planned.config;
  const { method, options: own } = chosen;
  method.accepts?.(
    {
      ...{ name: dataset.name, cells: dataset.cells.length, genes: plan.genes.length, samples: names.length },
      counts: plan.normalize,
      values: plan.normalize ? "the matrices hold counts" : "the matrices hold no counts",
      takenAs: plan.cofactor === undefined ? undefined : "--normalize arcsinh",
    },
    own,
  );
  const write = () => Promise.reject(new Error("internal: sketches are no result"));
  const file = { name: "sketches", bytes: 0, sha256: digest };
  return {
    input: { dataset, taken: new Map(), file, write, parts: [] },
    config: { ...settled, chosen, methodOptions },
    workers: planned.workers,
    plan: planned.record,
    readSeconds: 0,
  };
}

/** Write the model and, last, what is known of it. */
async function concludeFit(
  { host, options, notes, warnings }: Session,
  { artifacts, engine, checkpoints }: ComputedRun<FitArtifacts>,
  { config, digest, plan }: Pick<Planned, "config" | "digest" | "plan">,
): Promise<FitSummary> {
  const { embeddings, domains, domainCount, model, integration } = artifacts;
  const stopped = [...embeddings, domainCount, domains].some((made) => made?.stoppedEarly);
  const bytes = await packModel(model);
  const hash = host.sha256();
  hash.update(bytes);
  const record: FitRecord = fitRecord({
    ...{ version, engine: engine ?? "none", plan: digest, model: hash.hex(), stopped, notes, warnings },
    ...{ config, cohort: plan, domains, transfer: model, integration },
  });
  const { join } = host.paths;
  const [modelPath, fitPath] = [join(options.out, modelName), join(options.out, fitName)];
  // The record is there only beside the model that it describes.
  await host.files.remove(fitPath);
  await host.files.save(modelPath, bytes);
  await host.files.save(fitPath, fitText(record));
  if (stopped) checkpoints?.reportKept();
  else await checkpoints?.clear();
  return { stopped, lines: [`${domains.count} domains`, `model:  ${modelPath}`, `record: ${fitPath}`] };
}
