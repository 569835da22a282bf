import { clusterSizes } from "../../cluster/partition.ts";
import type { Sparse } from "../../data/sparse.ts";
import { type Classified, classify } from "../../domains/classifier.ts";
import { selectRows } from "../../preprocess/select.ts";
import type { Artifacts, StepContext } from "../artifacts.ts";
import { concluding, requiredAnew, type Step } from "../step.ts";
import { transformed } from "../steps/transformed.ts";
import { type TransferModel, transferOf } from "../transferModel.ts";
import { alignedInput } from "./alignedInput.ts";
import { assignedDomains } from "./assignedDomains.ts";
import { type MatchedGenes, matchGenes } from "./matchGenes.ts";
import { describe, type Novelty, noveltyOf } from "./novelty.ts";
import { selectCells } from "./selectCells.ts";

export interface ApplySettings {
  /** Least share of the model's genes that a sample must have. */
  readonly overlap: number;
  /** Bring the sample's genes to the mean and deviation of the training data. */
  readonly align: boolean;
}

/** What a saved model makes of a sample besides the artifacts of every run. */
export interface TransferArtifacts {
  readonly matchedGenes: MatchedGenes;
  /** [cells, genes of the model] natural-log expression, not aligned. */
  readonly modelExpression: Sparse;
  /** Domains before refinement, with their posterior probabilities and distances. */
  readonly classified: Classified;
  /** How far the sample lies from what the model was trained on. */
  readonly novelty: Novelty;
}

type Made = Artifacts & TransferArtifacts;
type ApplyStep<Out extends keyof Made> = Step<Made[Out], Made>;

/**
 * The steps of a run that a saved model replaces: cells and genes as in training, the network's embedding without training,
 * and the model's domains, refined by section as those of a run are. All other steps, such as the spatial graph and the
 * analyses, stay as they are.
 */
export function applySteps(model: TransferModel, { overlap, align }: ApplySettings) {
  return {
    matchedGenes: {
      does: () => "Matching the model's genes",
      needs: () => ["dataset"],
      policy: requiredAnew,
      run({ dataset }, { task }) {
        const matched = matchGenes(model, dataset, overlap);
        task.note(matched.description);
        return matched;
      },
    } satisfies ApplyStep<"matchedGenes">,
    selection: {
      does: () => "Selecting cells",
      needs: () => ["dataset", "matchedGenes"],
      run({ dataset, matchedGenes }, { config, task }) {
        const selection = selectCells(model, dataset, matchedGenes, config);
        const [all, used] = [dataset.cells.length, selection.cells.length];
        if (used < all) task.note(`${used} of ${all} cells are used; the others stay in the result, without a domain`);
        return selection;
      },
    } satisfies ApplyStep<"selection">,
    modelExpression: {
      does: () => "Normalising counts of the model's genes",
      needs: () => ["selection", "matchedGenes"],
      policy: requiredAnew,
      run({ selection, matchedGenes: { counts } }, { task }) {
        const { cells } = selection;
        const own = cells.length === counts.rows ? counts : selectRows(counts, cells);
        return transformed(own, selection, task);
      },
    } satisfies ApplyStep<"modelExpression">,
    features: {
      does: () => (align ? "Aligning genes with the training data" : "Scaling genes as in training"),
      needs: () => ["modelExpression", "matchedGenes"],
      run: ({ modelExpression, matchedGenes: { missing } }) => alignedInput(model, modelExpression, { missing, align }),
    } satisfies ApplyStep<"features">,
    embeddings: {
      does: () => "Embedding cells with the model",
      needs: () => ["features", "graph"],
      run: embedCells(model),
    } satisfies ApplyStep<"embeddings">,
    classified: {
      does: () => "Assigning cells to the model's domains",
      needs: () => ["embeddings", "graph"],
      policy: concluding,
      run: ({ embeddings: [{ primary }], graph: { graph } }) =>
        classify(model.domains.classifier, { embedding: primary, graph }),
    } satisfies ApplyStep<"classified">,
    domains: {
      does: () => "Refining the domains",
      needs: () => ["classified", "selection"],
      policy: concluding,
      async run({ classified, selection: { positions, samples } }, { config, task }) {
        const found = await assignedDomains(classified, { positions, sections: samples?.codes, config }, task);
        task.note(`${found.count} domains of ${clusterSizes(found.refined, found.count).join(", ")} cells`);
        const { names } = model.domains;
        return names.every((name) => /^\d+$/.test(name)) ? found : { ...found, names };
      },
    } satisfies ApplyStep<"domains">,
    novelty: {
      does: () => "Comparing the sample with the training data",
      needs: () => ["classified", "modelExpression", "matchedGenes"],
      policy: concluding,
      run({ classified: { distances }, modelExpression: expression, matchedGenes: { missing } }, { task }) {
        const novelty = noveltyOf(model, { distances, expression, missing });
        task.note(describe(novelty));
        return novelty;
      },
    } satisfies ApplyStep<"novelty">,
  };
}

/** As one seed whose training took no step. */
function embedCells(model: TransferModel) {
  return async (
    { features: { input, scaled }, graph: { graph } }: Pick<Artifacts, "features" | "graph">,
    { engine }: StepContext,
  ): Promise<Artifacts["embeddings"]> => {
    if (!scaled || "values" in scaled) throw new Error("internal: a model embeds expression that is scaled row by row");
    const data = { components: input, graph, scaled };
    const { primary, others } = await transferOf(model).embed(model.network, data, await engine());
    return [{ primary, others, losses: {}, stoppedEarly: false, settled: {} }];
  };
}
