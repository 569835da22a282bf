import { CellScapeError } from "../../core/errors.ts";
import { createRandom } from "../../core/random.ts";
import { largestChunk } from "../../nn/chunks.ts";
import { type FitState, lossColumns } from "../../nn/fit.ts";
import type { Embedded } from "../embedded.ts";
import type { InputSize, MethodInputs } from "../inputs.ts";
import type { EmbedContext, Method, MethodPlan } from "../method.ts";
import { comparisons } from "./comparisons.ts";
import { trainingMemory } from "./memory.ts";
import { type CellScapeOptions, cellscapeOptions, checkOptions, presets } from "./options.ts";
import { planTraining } from "./plan.ts";
import { references } from "./references.ts";
import { type Trained, type TrainingData, train } from "./train.ts";
import { transfer } from "./transfer.ts";
import { variants } from "./variants.ts";
import { words } from "./words.ts";

/** Embedding the cells of a batch takes this share of a step on it: no backward pass, but halos and the cutting of chunks. */
const embeddingShare = 0.5;

/** Batches of training to choose from where memory is short, in cells. */
const smallerBatches = [4096, 2048, 1024, 512];

/** CellScape: a dual-branch masked graph autoencoder with a contrastive loss over spatial neighbours. */
export const cellscape: Method<CellScapeOptions> = {
  name: "cellscape",
  summary: "graph attention over the tissue and convolutions over gene maps",
  reference: references.cellscape,
  options: cellscapeOptions,
  presets,
  comparisons,
  seeded: true,
  usesEngine: true,
  embeddings: {
    primary: { key: "X_cellscape_spatial", title: () => "tissue context (z_spatial)" },
    others: {
      intrinsic: { key: "X_cellscape_intrinsic", title: (cell) => `expression of the ${cell} itself (z_intrinsic)` },
      fused: { key: "X_cellscape", title: () => "both together (z)" },
    },
    intrinsic: "intrinsic",
    fused: "fused",
  },
  check: checkOptions,
  needs: ({ variant }) =>
    variants[variant].intrinsic
      ? ["components", "loadings", "scaled", "graph", "geneMap"]
      : ["components", "loadings", "graph"],
  plan: planOf,
  lighter({ cells }, options) {
    if (options.batch !== "auto") return [];
    const { cells: planned } = planTraining(cells, options);
    return smallerBatches
      .filter((batch) => batch < planned)
      .map((batch) => ({ change: `batches of about ${batch} cells`, options: { batch } }));
  },
  economies: ({ variant }) =>
    variants[variant].intrinsic
      ? [{ change: "--variant spatial-only", options: { variant: "spatial-only" as const } }]
      : [],
  embed,
  transfer,
  words,
};

/** Units of work are training steps; embedding all cells counts as some more of them. */
function unitsOf(cells: number, options: CellScapeOptions) {
  const plan = planTraining(cells, options);
  const steps = plan.epochs * plan.batches;
  return { plan, steps, embedding: Math.max(1, Math.round(embeddingShare * plan.batches)) };
}

function planOf({ cells, genes, components, neighbors }: InputSize, options: CellScapeOptions): MethodPlan {
  const { plan, steps, embedding } = unitsOf(cells, options);
  const { batches, epochs } = plan;
  const size = { cells, inputs: components, neighbors, side: Math.ceil(Math.sqrt(genes)) };
  const memory = trainingMemory(size, options);
  const where = batches === 1 ? "on all cells" : `on ${batches} batches of ${plan.cells} cells`;
  const chunks = Math.ceil(cells / largestChunk);
  return {
    steps,
    units: steps + embedding,
    memory: { working: Math.max(memory.training, memory.embedding), result: memory.result },
    description: `${steps} training steps ${where}${chunks === 1 ? "" : `, embedded in ${chunks} chunks`}`,
    record: { batches, batch_cells: plan.cells, epochs },
  };
}

async function embed(inputs: MethodInputs, options: CellScapeOptions, context: EmbedContext): Promise<Embedded> {
  const { seed, engine, task, resume, save } = context;
  const { plan, steps, embedding } = unitsOf(inputs.components.rows, options);
  const total = steps + embedding;
  // The network as it is when the signal fires is a result.
  const progress = task.finishing();
  // Only this method keeps states under its name.
  const from = resume as FitState | undefined;
  let detail = "";
  let done = from?.losses[0]?.length ?? 0;
  if (from) await progress.advance({ done, total, before: done });
  const trained = await train(trainingData(inputs, options), options, await engine(), {
    rng: createRandom(seed),
    ...(from ? { resume: from } : {}),
    onStep(step, _, { reconstruction, contrast }) {
      done = step;
      detail = `reconstruction ${reconstruction.toFixed(4)}, contrast ${contrast.toFixed(4)}`;
    },
    async onState(state) {
      await progress.advance({ done, total, detail });
      await save(state, state.epoch >= plan.epochs);
    },
    embedding: progress.part(steps / total, 1),
    ...(task.signal ? { signal: task.signal } : {}),
  });
  expectFinite(trained, seed);
  return embeddedOf(trained);
}

function trainingData(
  { components, loadings, scaled, graph, geneMap }: MethodInputs,
  { variant }: CellScapeOptions,
): TrainingData {
  return {
    input: components,
    graph,
    ...(variants[variant].intrinsic ? { expression: scaled, geneMap } : {}),
    ...(loadings ? { loadings } : {}),
  };
}

function embeddedOf({ spatial, intrinsic, fused, losses, plan, stoppedEarly, model }: Trained): Embedded {
  return {
    primary: spatial,
    others: { ...(intrinsic ? { intrinsic } : {}), fused },
    losses: lossColumns(losses),
    stoppedEarly,
    settled: { epochs: plan.epochs, batch: plan.batches === 1 ? "none" : plan.cells },
    model,
  };
}

function expectFinite({ losses, spatial }: Trained, seed: number): void {
  const step = losses.findIndex(({ reconstruction, contrast }) => !Number.isFinite(reconstruction + contrast));
  if (step < 0 && allFinite(spatial.values)) return;
  const when = step < 0 ? "after the last step" : `in step ${step + 1}`;
  const way = "lower --learning-rate, or leave --gamma and --tau at their defaults";
  throw new CellScapeError("bad-option", `training: expected finite losses, got none ${when} of seed ${seed}; ${way}`);
}

function allFinite(values: ArrayLike<number>): boolean {
  for (let e = 0; e < values.length; e++) if (!Number.isFinite(values[e])) return false;
  return true;
}
