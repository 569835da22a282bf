import { checkedInputs, chosenAnalyses } from "../../analyses/wanted.ts";
import { countSample } from "../../cohort/countSample.ts";
import { cohortColors } from "../../cohort/fitSteps.ts";
import { isOfPlan, plannedInput } from "../../cohort/plannedInput.ts";
import type { CohortPlan, SampleCounts } from "../../cohort/records.ts";
import { ownArtifacts } from "../../cohort/tiles/ownArtifacts.ts";
import { ownAmong, tileMark } from "../../cohort/tiles/tileMark.ts";
import { CellScapeError } from "../../core/errors.ts";
import type { Host } from "../../host/host.ts";
import { selectRows } from "../../preprocess/select.ts";
import type { Artifacts } from "../../run/artifacts.ts";
import { transformed } from "../../run/steps/transformed.ts";
import type { TransferArtifacts } from "../../run/transfer/applySteps.ts";
import { describe } from "../../run/transfer/novelty.ts";
import type { RunConfig } from "../options/run.ts";
import { fileDigest } from "../read/digest.ts";
import { readModel } from "../read/modelFile.ts";
import { type AppliedArtifacts, type AppliedModel, applyJob, configOfModel } from "../run/applyJob.ts";
import { computeRun } from "../run/computeRun.ts";
import { concludeRun } from "../run/concludeRun.ts";
import type { DomainJob } from "../run/job.ts";
import { prepareRun } from "../run/prepareRun.ts";
import { openSession, type SessionOptions } from "../run/session.ts";
import { unlessEnding } from "../run/unlessEnding.ts";
import { readRecord, saveRecord } from "./recordFile.ts";
import { expectUnchanged, forEachSample, type NamedInput, type SampleJobEnd } from "./sampleJob.ts";
import { configOf, type GivenSettings, settingsFor } from "./settings.ts";

export interface ApplyCohortOptions extends SessionOptions {
  /** What `cohort plan` wrote, and the model of `cohort fit`. */
  readonly plan: string;
  readonly model: string;
}

/** Least share of the model's genes that a sample must have that was not planned. */
const overlap = 0.8;

/**
 * `cohort apply`: the domains of the model in each sample, in a folder of its own, and NAME.counts beside it. A sample of the
 * plan is corrected and scaled as the sketch was; one that came later is aligned to the moments of the cohort.
 *
 * @throws bad-option when the model is not that of the plan; as `applyFile`.
 */
export async function applyCohort(
  host: Host,
  inputs: readonly NamedInput[],
  given: GivenSettings,
  { plan: planPath, model: modelPath, ...options }: ApplyCohortOptions,
): Promise<SampleJobEnd & { readonly stopped: boolean }> {
  const own = settingsFor("apply", given);
  const { record: plan, digest } = await readRecord(host, planPath, "plan");
  const model = await readModel(host, modelPath);
  if (!isOfPlan(model, plan)) {
    const way = "give the model that cohort fit made of this plan";
    throw new CellScapeError(
      "bad-option",
      `${modelPath}: expected a model of ${planPath}, got that of another plan; ${way}`,
    );
  }
  const sha256 = await fileDigest(host, await host.files.openFile(modelPath));
  const { batchKey } = configOf(plan, {});
  const protects = [...inputs.map(({ path }) => path), planPath, modelPath];
  let stopped = false;
  const end = await forEachSample(inputs, options, async (input) => {
    const { sample } = input;
    const planned = plan.samples.find((each) => each.sample === sample);
    const config = configOfModel(
      model,
      configOf(plan, planned?.reading ?? {}, { ...own, batchKey: undefined, overlap }),
    );
    const read = await checkedInputs(config, host.files.openFile);
    const name = host.paths.basename(modelPath);
    const applied = { model, name, sha256, settings: { overlap, align: planned === undefined } };
    const job = cohortJob(applied, planned ? { plan, sample, batchKey, digest } : undefined);
    const kept = options.checkpoints === undefined ? {} : { checkpoints: host.paths.join(options.checkpoints, sample) };
    const folder = host.paths.join(options.out, sample);
    const session = await openSession(host, [input], { ...options, ...kept, out: folder, timings: false, protects });
    try {
      const prepared = await unlessEnding(prepareRun(session, job, config, read), options.ending);
      expectUnchanged(sample, prepared.input.file.sha256, planned);
      const mark = tileMark(prepared.input.dataset);
      if (mark) expectNoAnalyses(prepared.config, mark.section);
      const computed = await computeRun(session, job, prepared, read);
      const { selection, dataset } = computed.artifacts;
      const own = ownAmong(dataset, selection.cells);
      const artifacts = own ? ownArtifacts(computed.artifacts, own, model) : computed.artifacts;
      const counts = await countsOf(computed.artifacts, own);
      const concluded = await concludeRun(session, job, prepared, { ...computed, artifacts });
      stopped ||= concluded.stopped;
      const path = host.paths.join(options.out, `${sample}.counts`);
      const cells = mark ? mark.own.filter(Boolean).length : dataset.cells.length;
      const { verdict, beyond, correlation } = artifacts.novelty;
      await saveRecord(host, path, "counts", {
        ...{ sample, plan: digest, model: sha256, engine: computed.engine ?? "none", section: mark?.section },
        ...{ input: prepared.input.file.sha256, cells, ...counts, novelty: { verdict, beyond, correlation } },
      });
      return `${sample}: ${describe(artifacts.novelty)}; ${concluded.result}`;
    } finally {
      session.close();
    }
  });
  return { ...end, stopped };
}

interface PlannedSample {
  readonly plan: CohortPlan;
  readonly sample: string;
  readonly batchKey: string | undefined;
  readonly digest: string;
}

/** The job of `apply` with the scales of the plan, and colours that are those of every sample. */
function cohortJob(applied: AppliedModel, planned: PlannedSample | undefined): DomainJob<AppliedArtifacts> {
  const usual = applyJob(applied);
  const job = {
    ...usual,
    wanted: (...given: Parameters<typeof usual.wanted>) => [...usual.wanted(...given), "modelExpression" as const],
  };
  const { domains, features, ...steps } = job.steps;
  const colored: typeof domains = {
    ...domains,
    async run(made, context) {
      const found = await domains.run(made, context);
      return { ...found, colors: cohortColors(found.count) };
    },
  };
  if (!planned) return { ...job, steps: { ...steps, features, domains: colored } };
  const { plan, sample, batchKey, digest } = planned;
  const scaled: typeof features = {
    ...features,
    does: () => "Correcting and scaling genes as planned",
    needs: () => ["dataset", "selection", "modelExpression"],
    run(made) {
      // The needs name what is there.
      const { dataset, selection, modelExpression } = made as AppliedArtifacts;
      const cells = { dataset, cells: selection.cells, expression: modelExpression };
      return plannedInput(applied.model, plan, cells, { sample, batchKey });
    },
  };
  return {
    ...job,
    steps: { ...steps, features: scaled, domains: colored },
    decisive: { ...job.decisive, plan: digest },
  };
}

/** @throws bad-option for analyses of a tile, whose halo belongs to others. */
function expectNoAnalyses(config: RunConfig, section: string): void {
  const [first] = chosenAnalyses(config);
  if (!first && !config.report) return;
  const what = config.report ? "--report" : `analyses (${first.name})`;
  throw new CellScapeError(
    "bad-option",
    `cohort apply: expected no ${what} for a tile, got a tile of ${section}; leave it out`,
  );
}

/**
 * What is counted in a sample, over the measured genes.
 *
 * @param own analysed cells that are counted; all by default.
 */
async function countsOf(
  {
    selection,
    matchedGenes,
    modelExpression,
    domains,
    graph,
  }: Pick<Artifacts, "selection" | "domains" | "graph"> & Pick<TransferArtifacts, "matchedGenes" | "modelExpression">,
  own: Uint32Array | undefined,
) {
  const { measured } = matchedGenes;
  const counts = selection.cells.length === measured.rows ? measured : selectRows(measured, selection.cells);
  // A panel is used as a whole: its expression is that of the model's genes.
  const isPanel = measured === matchedGenes.counts;
  const expression = isPanel ? modelExpression : await transformed(counts, selection);
  const found = countSample({
    ...{ labels: domains.refined, domains: domains.count, own, graph: graph.graph, counts, expression },
    summed: selection.normalize,
  });
  return { ...found, missing: matchedGenes.missingMeasured } satisfies Partial<SampleCounts>;
}
