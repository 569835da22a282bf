import type { MethodWords } from "../method.ts";
import type { ProstOptions } from "./options.ts";

export const reference = {
  prost:
    "Liang Y, Shi G, Cai R, et al. PROST: quantitative identification of spatially variable genes and domain detection in spatial transcriptomics. Nature Communications 15, 600 (2024).",
  selfTraining:
    "Xie J, Girshick R, Farhadi A. Unsupervised deep embedding for clustering analysis. International Conference on Machine Learning, 478-487 (2016).",
};

/** Sentences about the network and its training. */
export const words: MethodWords<ProstOptions> = {
  does: (_, seeds) => (seeds === 1 ? "Training PROST" : `Training ${seeds} networks of PROST`),
  lead: () => "PROST, a graph attention layer that is trained towards its own soft assignments",
  paragraph: ({ options, embedded, components, noun: { one, many } }, cite) => {
    const around =
      options.adjacency === "neighbour"
        ? `its ${options.nearest - 1} nearest ${many}`
        : `all ${many} within ${embedded[0]?.settled.reach ?? options.reach} units`;
    const steps = embedded.map(({ losses }) => losses.assignment?.length ?? 0);
    const [least, most] = [Math.min(...steps), Math.max(...steps)];
    return [
      `PROST ${cite(reference.prost)} was implemented anew. ${components} principal components were smoothed twice over the tissue and passed through one graph attention layer, in which a ${one} reads itself and ${around} (dropout ${options.dropoutRate}).`,
      `Training started from the domains that mclust found in the untrained embedding, and minimised the divergence of soft assignments ${cite(reference.selfTraining)} from their sharpened form, refreshed every 3 epochs, for ${least === most ? most : `${least} to ${most}`} epochs with Adam (learning rate ${options.learningRate}, weight decay ${options.weightDecay}).`,
    ];
  },
  curves: () =>
    "The target moves every 3 epochs, so the divergence need not fall; training ends when few cells change domain.",
  losses: { assignment: "Divergence from the target", moved: "Share of cells that changed domain" },
};
