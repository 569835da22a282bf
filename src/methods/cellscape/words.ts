import type { MethodFacts, MethodWords } from "../method.ts";
import type { CellScapeOptions } from "./options.ts";
import { planTraining, type TrainingPlan } from "./plan.ts";
import { references } from "./references.ts";

type Cite = (...works: string[]) => string;

/** Sentences about the network and its training. */
export const words: MethodWords<CellScapeOptions> = {
  does: (_, seeds) => (seeds === 1 ? "Training the network" : `Training ${seeds} networks`),
  lead: () => "clustering of embeddings that a graph attention network learned over spatial neighbours",
  paragraph: (facts, cite) => [...architecture(facts, cite), ...training(facts, cite)],
  curves: ({ start }) =>
    start === "components"
      ? "Training starts from the smoothed principal components and is deliberately short: the curves need not flatten."
      : "A curve that is flat at its end has converged.",
  losses: {
    reconstruction: "Reconstruction",
    contrast: "Contrast",
    intrinsic: "Intrinsic reconstruction",
  },
};

function architecture({ options: m, noun }: MethodFacts<CellScapeOptions>, cite: Cite): string[] {
  const full = m.variant === "full";
  const spatial = `A graph attention network ${cite(references.gat)} of ${m.layers} layers (${m.heads} heads, hidden width ${m.hidden}) learned an embedding of the tissue context (z_spatial, ${m.spatialSize} dimensions)`;
  if (!full) return [`${spatial}.`];
  return [
    `${spatial}, and a convolutional network on maps of co-expressed genes ${cite(references.genomap)} an embedding of each ${noun.one}'s own expression (z_intrinsic, ${m.intrinsicSize} dimensions); a linear layer joined both (${m.jointSize} dimensions).`,
  ];
}

function training({ options: m, embedded, cells, noun }: MethodFacts<CellScapeOptions>, cite: Cite): string[] {
  const alone =
    m.variant === "full" && m.intrinsic === "decoupled"
      ? " The expression branch was trained on a reconstruction loss of its own."
      : "";
  const sentences = [
    `${Math.round(100 * m.maskRate)} % of the ${noun.many} were masked in each step; training minimised a scaled cosine reconstruction error (exponent ${m.gamma}) ${cite(references.graphmae)} and a contrastive loss over spatial neighbours (temperature ${m.tau}) ${cite(references.milnce)}.${alone}`,
  ];
  if (m.gradients === "pcgrad") {
    sentences.push(`Conflicting gradients of the two losses were projected ${cite(references.pcgrad)}.`);
  }
  if (m.start === "components") {
    sentences.push("Training started from the average of the leading principal components over neighbours.");
  }
  const plan = planTraining(cells, m);
  const steps = embedded[0]?.losses.reconstruction?.length ?? 0;
  const halved = plan.batches === 1 && steps <= m.decayEvery ? "" : `, halved every ${m.decayEvery} epochs`;
  sentences.push(
    `The model was trained ${stepsInWords(plan, steps)} with Adam ${cite(references.adam)} (learning rate ${m.learningRate}${halved}; weight decay ${m.weightDecay}).`,
  );
  if (embedded.length > 1) sentences.push(`${embedded.length} models were trained from different seeds.`);
  return sentences;
}

function stepsInWords(plan: TrainingPlan, steps: number): string {
  if (plan.batches === 1) return `for ${steps} epochs`;
  const cells = plan.cells.toLocaleString("en-US");
  return `in ${steps} steps, each on ${cells} cells in ${plan.patches} connected patches of tissue,`;
}
