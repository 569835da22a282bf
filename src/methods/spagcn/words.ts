import type { MethodWords } from "../method.ts";
import type { SpagcnOptions } from "./options.ts";

const reference =
  "Hu J, Li X, Coleman K, et al. SpaGCN: Integrating gene expression, spatial location and histology to identify spatial domains and spatially variable genes by graph convolutional network. Nature Methods 18, 1342-1351 (2021).";
const selfTraining =
  "Xie J, Girshick R, Farhadi A. Unsupervised deep embedding for clustering analysis. International Conference on Machine Learning, 478-487 (2016).";

/** Sentences about the network and its training. */
export const words: { readonly reference: string; readonly words: MethodWords<SpagcnOptions> } = {
  reference,
  words: {
    does: (_, seeds) => (seeds === 1 ? "Training SpaGCN" : `Training ${seeds} networks of SpaGCN`),
    lead: () => "SpaGCN, a graph convolution over the tissue that is trained towards its own soft assignments",
    paragraph: ({ options, embedded, components, noun: { one, many } }, cite) => [
      `SpaGCN ${cite(reference)}, without histology, was implemented anew. ${components} principal components were averaged over the tissue with a Gaussian kernel, whose length was set so that all other ${many} together weigh ${options.share} of the ${one} itself, and passed through one linear layer.`,
      `Training started from Louvain communities of the untrained embedding, at a resolution that was searched for the number of domains, and minimised the divergence of soft assignments ${cite(selfTraining)} from their sharpened form, refreshed every 3 epochs, for ${stepsOf(embedded)} epochs with Adam (learning rate ${options.learningRate}).`,
    ],
    curves: () =>
      "The target moves every 3 epochs, so the divergence need not fall; training ends when few cells change domain.",
    losses: { assignment: "Divergence from the target", moved: "Share of cells that changed domain" },
  },
};

function stepsOf(embedded: readonly { readonly losses: Readonly<Record<string, readonly number[]>> }[]): string {
  const steps = embedded.map(({ losses }) => losses.assignment?.length ?? 0);
  const [least, most] = [Math.min(...steps), Math.max(...steps)];
  return least === most ? `${most}` : `${least} to ${most}`;
}
