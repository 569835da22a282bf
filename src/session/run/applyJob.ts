import { presented } from "../../analyses/domainNames/present.ts";
import { type AllArtifacts, allSteps } from "../../analyses/registry.ts";
import { earlyArtifacts, wantedAnalyses } from "../../analyses/wanted.ts";
import { recordedOptions, withOptions } from "../../run/options/config.ts";
import { samplesInUse } from "../../run/options/settings.ts";
import { fitUntrained } from "../../run/plan/planUntrained.ts";
import { type ApplySettings, applySteps, type TransferArtifacts } from "../../run/transfer/applySteps.ts";
import type { TransferModel } from "../../run/transferModel.ts";
import type { RunConfig } from "../options/run.ts";
import type { Computed, DomainJob } from "./job.ts";

export type AppliedArtifacts = AllArtifacts & TransferArtifacts;

/** A saved model, its file, and how it is applied. */
export interface AppliedModel {
  readonly model: TransferModel;
  /** Name of the file, without folders: no result depends on where the model lies. */
  readonly name: string;
  /** SHA-256 of the file, in hexadecimal. */
  readonly sha256: string;
  readonly settings: ApplySettings;
}

/**
 * The domains of a saved model in another sample: the steps of a run, some of them in place of those that train and
 * cluster, so that checkpoints, analyses, report and manifest are those of a run.
 */
export function applyJob(applied: AppliedModel): DomainJob<AppliedArtifacts> {
  const { model, name, settings } = applied;
  const steps = applySteps(model, settings);
  const { cells } = model.training;
  const domains = model.domains.names.length;
  return {
    name: "apply",
    steps: { ...allSteps(), ...steps, domains: presented(steps.domains, { strict: true }) },
    wanted: (config, dataset) => {
      const wanted: string[] = [
        ...["dataset", "matchedGenes", "selection"],
        ...earlyArtifacts(config),
        ...["features", "graph", "embeddings", "domains", "novelty"],
        ...wantedAnalyses(config, samplesInUse(config, dataset).length),
      ];
      // Registered analyses make more; the type names those of the program.
      return wanted as (keyof AppliedArtifacts)[];
    },
    fitInto: (size, config, budget) => fitUntrained(size, config, budget, { description: "no training", embeds: true }),
    usesEngine: () => true,
    resumable: true,
    decisive: { model, align: settings.align },
    record: (computed) => applyRecord(applied, computed),
    maps: ["domains"],
    words: () => ({
      lead: `Its cells were assigned to the ${domains} domains of an earlier run by the saved model ${name}, without training. No labels were used.`,
      paragraph:
        `Cells were embedded by a ${model.method} model trained on ${cells} other cells, assigned to its ${domains} domains ` +
        "by normal distributions of one covariance, and refined by a majority vote among their nearest neighbours in the tissue.",
    }),
  };
}

/** The settings of a run with those that decide how cells are compared as the model has them. */
export function configOfModel({ graph, domains, components, ...model }: TransferModel, given: RunConfig): RunConfig {
  return withOptions(given, {
    ...{ method: model.method, seed: model.training.seed, seeds: 1, domains: domains.names.length, vote: domains.vote },
    ...{ genes: model.genes.length, components: components.loadings?.columns ?? "all", correct: "none" },
    ...{ graph: graph.kind, neighbors: graph.neighbors, radius: graph.radius },
  });
}

function applyRecord(
  { model, name, sha256, settings }: AppliedModel,
  { artifacts, config, notes, warnings, engine, version }: Computed<AppliedArtifacts>,
): Readonly<Record<string, unknown>> {
  const { dataset, selection, graph, domains, novelty, matchedGenes } = artifacts;
  const { beyond, correlation, verdict } = novelty;
  return {
    version,
    options: { ...recordedOptions(config), ...(settings.align ? {} : { noAlign: true }) },
    engine: engine ?? "none",
    model: name,
    model_sha256: sha256,
    model_seed: model.training.seed,
    model_cells: model.training.cells,
    model_samples: [...model.training.samples],
    counts_from: dataset.countsFrom,
    positions_from: dataset.positionsFrom,
    cells: dataset.cells.length,
    cells_used: selection.cells.length,
    genes_of_model: model.genes.length,
    genes_found: model.genes.length - matchedGenes.missing.size,
    aligned: settings.align,
    graph: graph.description,
    domains: { count: domains.count, sizes: domains.domains.map(({ size }) => size) },
    novelty: { beyond, correlation, verdict },
    notes,
    warnings,
  };
}
