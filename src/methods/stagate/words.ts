import type { MethodWords } from "../method.ts";
import type { StagateOptions } from "./options.ts";

/** Works that the methods paragraph cites. */
export const reference = {
  stagate:
    "Dong K, Zhang S. Deciphering spatial domains from spatially resolved transcriptomics with an adaptive graph attention auto-encoder. Nature Communications 13, 1739 (2022).",
  adam: "Kingma DP, Ba J. Adam: a method for stochastic optimization. International Conference on Learning Representations (2015).",
} as const;

export const words: MethodWords<StagateOptions> = {
  does: (_, seeds) => (seeds === 1 ? "Training STAGATE" : `Training ${seeds} STAGATE networks`),
  lead: () => "clustering of the embedding of a graph attention autoencoder (STAGATE)",
  paragraph: ({ options: m, embedded, noun }, cite) => [
    `Log expression was embedded by the graph attention autoencoder STAGATE ${cite(reference.stagate)}, reimplemented from its published formulas: one attention layer of width ${m.hidden} and a linear layer of width ${m.size}, mirrored in a decoder with the same weights and the same attention.`,
    m.links === "radius"
      ? `Neighbours were all ${noun.many} within ${m.reach === "auto" ? "a radius set from their density" : `a radius of ${m.reach}`}${reached(embedded[0]?.settled)}.`
      : `Neighbours were the ${m.nearest} nearest ${noun.many}, from both ends.`,
    `It was trained for ${embedded[0]?.losses.reconstruction?.length ?? 0} epochs with Adam ${cite(reference.adam)} (learning rate ${m.learningRate}, weight decay ${m.weightDecay}, gradients of a length up to ${m.clip}).`,
  ],
  curves: () => "A curve that is flat at its end has converged.",
  losses: { reconstruction: "Reconstruction" },
};

function reached(settled: Readonly<Record<string, number | string>> | undefined): string {
  if (typeof settled?.reach !== "number") return "";
  const mean = Number(settled.neighbors).toFixed(1);
  return ` (${Number(settled.reach.toPrecision(4))}; ${mean} neighbours on average)`;
}
