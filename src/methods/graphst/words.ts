import type { MethodWords } from "../method.ts";
import type { GraphstOptions } from "./options.ts";

/** Works that the methods paragraph cites. */
export const reference = {
  graphst:
    "Long Y, et al. Spatially informed clustering, integration, and deconvolution of spatial transcriptomics with GraphST. Nature Communications 14, 1155 (2023).",
  adam: "Kingma DP, Ba J. Adam: a method for stochastic optimization. International Conference on Learning Representations (2015).",
} as const;

export const words: MethodWords<GraphstOptions> = {
  does: (_, seeds) => (seeds === 1 ? "Training GraphST" : `Training ${seeds} GraphST networks`),
  lead: () => "clustering of expression that a graph convolutional network reconstructed (GraphST)",
  paragraph: ({ options: m, embedded, noun }, cite) => [
    `Expression, scaled to unit variance and clipped at 10, was reconstructed by the graph convolutional network GraphST ${cite(reference.graphst)}, reimplemented from its published formulas, on the graph of the ${m.nearest} nearest ${noun.many}.`,
    `Two linear convolutions of width ${m.size} were trained for ${embedded[0]?.losses.reconstruction?.length ?? 0} epochs with Adam ${cite(reference.adam)} (learning rate ${m.learningRate}) on the squared error of reconstruction (weight ${m.reconstructionWeight}) and a contrastive loss between ${noun.many} and their neighbourhoods, with shuffled expression as negatives.`,
    `Domains were found in ${m.clustered} principal components of the reconstruction.`,
  ],
  curves: () => "A curve that is flat at its end has converged.",
  losses: { reconstruction: "Reconstruction", contrast: "Contrast" },
};
