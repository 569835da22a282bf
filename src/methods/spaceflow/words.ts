import type { MethodWords } from "../method.ts";
import type { SpaceFlowOptions } from "./options.ts";

export const references = {
  spaceflow:
    "Ren H, Walker BL, Cang Z, Nie Q. Identifying multicellular spatiotemporal organization of cells with SpaceFlow. Nature Communications 13, 4076 (2022).",
  infomax: "Veličković P, et al. Deep graph infomax. International Conference on Learning Representations (2019).",
} as const;

/** Sentences about the network and its training. */
export const words: MethodWords<SpaceFlowOptions> = {
  does: (_, seeds) => (seeds === 1 ? "Training the network" : `Training ${seeds} networks`),
  lead: () => "clustering of embeddings that a graph convolutional network learned by deep graph infomax (SpaceFlow)",
  paragraph({ options, embedded, noun }, cite) {
    const { size, spatial, regularisation, pairs, learningRate } = options;
    const steps = embedded.map(({ settled }) => settled.epochs).join(", ");
    const weighted = spatial === "meant" ? `, weighted by their distance in the tissue,` : "";
    return [
      `The ${noun.many} were embedded by SpaceFlow ${cite(references.spaceflow)}, reimplemented from its published description: two graph convolutions of ${size} units on the alpha complex of the positions, trained by deep graph infomax ${cite(references.infomax)} with a term (weight ${regularisation}) that keeps the embeddings of ${pairs.toLocaleString("en-US")} random pairs${weighted} apart.`,
      `Training took ${steps} steps with Adam (learning rate ${learningRate}) and ended by the loss.`,
    ];
  },
  curves: () =>
    "The loss of a permuted tissue jumps from step to step; training ends when it has had no new least for a while.",
  losses: { contrast: "Infomax", spread: "Distance of pairs" },
};
