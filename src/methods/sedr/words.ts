import type { MethodWords } from "../method.ts";
import type { SedrOptions } from "./options.ts";
import { embeddingSize } from "./sizes.ts";

export const references = {
  sedr: "Xu H, Fu H, Long Y, et al. Unsupervised spatially embedded deep representation of spatial transcriptomics. Genome Medicine 16, 12 (2024).",
  dec: "Xie J, Girshick R, Farhadi A. Unsupervised deep embedding for clustering analysis. International Conference on Machine Learning (2016).",
} as const;

/** Sentences about the network and its training. */
export const words: MethodWords<SedrOptions> = {
  does: (_, seeds) => (seeds === 1 ? "Training the network" : `Training ${seeds} networks`),
  lead: () => "clustering of embeddings that a masked autoencoder and a variational graph autoencoder learned (SEDR)",
  paragraph({ options, components, noun }, cite) {
    const { epochs, clusterEpochs, clusters, learningRate, weightDecay, maskRate } = options;
    return [
      `The ${noun.many} were embedded by SEDR ${cite(references.sedr)}, version 2, reimplemented from its published description: an autoencoder of ${components} components, to which a learned row was added for ${Math.round(100 * maskRate)} % of the ${noun.many}, and a variational graph autoencoder over nearest neighbours, ${embeddingSize} dimensions together.`,
      `Training took ${epochs} steps on reconstruction and ${clusterEpochs} towards ${clusters} clusters of the embedding ${cite(references.dec)}, with Adam (learning rate ${learningRate}, weight decay ${weightDecay}).`,
    ];
  },
  curves: () => "The loss of masked cells ends with the first phase, and that of the clusters begins with the second.",
  losses: { reconstruction: "Reconstruction", graph: "Links", masked: "Masked cells", clusters: "Clusters" },
};
