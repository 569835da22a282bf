import type { MethodWords } from "../method.ts";
import type { CellCharterOptions } from "./options.ts";
import { latent } from "./sizes.ts";

export const references = {
  cellcharter:
    "Varrone M, Tavernari D, Santamaria-Martínez A, Walsh LA, Ciriello G. CellCharter reveals spatial cell niches associated with tissue remodeling and cell plasticity. Nature Genetics 56, 74-84 (2024).",
  scvi: "Lopez R, Regier J, Cole MB, Jordan MI, Yosef N. Deep generative modeling for single-cell transcriptomics. Nature Methods 15, 1053-1058 (2018).",
} as const;

/** Sentences about the network and its training. */
export const words: MethodWords<CellCharterOptions> = {
  does: (_, seeds) => (seeds === 1 ? "Training the network" : `Training ${seeds} networks`),
  lead: () => "clustering of latent representations averaged over rings of neighbours (CellCharter)",
  paragraph({ options, embedded, noun }, cite) {
    const { batchCells, learningRate, patience, rings } = options;
    const epochs = embedded.map(({ settled }) => settled.epochs).join(", ");
    return [
      `The ${noun.many} were embedded by CellCharter ${cite(references.cellcharter)}, reimplemented from its published description: a variational autoencoder of the raw counts with a zero-inflated negative binomial likelihood (scVI) ${cite(references.scvi)} gave ${latent} dimensions, beside which stand their means over the ${noun.many} at a distance of exactly 1 to ${rings} edges in the Delaunay triangulation without its longest 1 % of edges.`,
      `Training took ${epochs} epochs with Adam (learning rate ${learningRate}, batches of ${batchCells}) and ended after ${patience} epochs without a better loss of the tenth of the ${noun.many} that was left out of it, or at the largest number of epochs.`,
    ];
  },
  curves: () =>
    "Reconstruction and divergence are those of the batch; the weight of the divergence grows from epoch to epoch. The loss of the cells left out of training is found after each epoch.",
  losses: { reconstruction: "Reconstruction", divergence: "Divergence", validation: "Cells left out" },
};
