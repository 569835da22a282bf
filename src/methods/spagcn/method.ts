import { expectShape } from "../../core/errors.ts";
import type { FitState } from "../../nn/fit.ts";
import { assigned } from "../../nn/selfTraining.ts";
import { kernelLength, kernelProduct } from "../../spatial/gaussianKernel.ts";
import type { Method } from "../method.ts";
import { trainPhases } from "../trainPhases.ts";
import { presets, type SpagcnOptions, spagcnOptions } from "./options.ts";
import { mostTrials, searchResolution } from "./searchResolution.ts";
import { beginTraining, domainsAfter, type Start, startAt, tissueOf, untrained } from "./train.ts";
import { words } from "./words.ts";

/** Epochs of a trial of the search for a resolution. */
const trialEpochs = 20;
/** Arrays [n, d] in float32 that are held while training, and bytes of the neighbours of a cell. */
const arrays = 12;
const neighborBytes = 400;

/** A state of training, and where it started. */
interface State {
  readonly start: Start;
  readonly fit: FitState;
}

/** SpaGCN without histology: a graph convolution with a Gaussian kernel, trained towards its own soft assignments. */
export const spagcn: Method<SpagcnOptions> = {
  name: "spagcn",
  summary: "SpaGCN: graph convolution with a Gaussian kernel, trained on its own soft assignments",
  reference: words.reference,
  options: spagcnOptions,
  presets,
  seeded: true,
  usesEngine: true,
  embeddings: {
    primary: { key: "X_cellscape_spagcn", title: () => "SpaGCN embedding" },
    others: {},
  },
  clustering: () => ({ name: "labels" }),
  assignsDomains: true,
  refinement: () => ({ name: "spagcn" }),
  ownInputs: () => ({ genes: "all", minCells: 3, without: ["ERCC", "MT-"], total: "median" }),
  needs: () => ["components", "positions", "samples"],
  plan: ({ cells, components }, { epochs }) => ({
    ...{ steps: epochs, endsEarly: true, units: epochs },
    description: `up to ${epochs} training steps on all cells`,
    record: { epochs },
    memory: {
      working: cells * (4 * arrays * components + neighborBytes),
      result: 4 * cells * (components + 1),
    },
  }),
  async embed({ components, positions, samples: sections }, options, context) {
    const { domains = 1, seed, task } = context;
    expectShape("spagcn: positions", [positions.rows], { cells: components.rows });
    // How many trials the search takes is not known, so nothing before training counts as progress.
    const before = task.placed(() => 0);
    const length = await kernelLength(positions, options.share, { sections }, before);
    const mixed = await kernelProduct(components, positions, length, { sections }, before);
    const tissue = tissueOf(mixed, await context.engine(), seed);
    // Only `save` below makes states.
    const resume = context.resume as State | undefined;
    const findStart = async (): Promise<Start> => {
      const embedding = await untrained(tissue);
      const starts = new Map<number, Start>();
      const resolution = await searchResolution(domains, async (tried, trial) => {
        const detail = `searching the resolution, trial ${trial + 1} of at most ${mostTrials}`;
        const own = before.part(0, 1, detail).scope(`trial-${trial}`);
        const start = await startAt(embedding, tried, { ...context, task: own });
        starts.set(tried, start);
        const short = { ...options, epochs: trialEpochs };
        return domainsAfter(tissue, start, short, { task: own });
      });
      return starts.get(resolution) ?? startAt(embedding, resolution, { ...context, task: before.scope("start") });
    };
    const start = resume?.start ?? (await findStart());
    const training = await beginTraining(tissue, start, options, resume?.fit.steppers.network);
    try {
      const { losses, stoppedEarly } = await trainPhases(
        {
          ...{ method: "spagcn", phases: [training.phase], steppers: { network: training.stepper } },
          ...{ steps: options.epochs, rest: 0 },
        },
        {
          ...{ seed, task, resume: resume?.fit },
          save: (fit, final) => context.save({ start, fit }, final),
        },
      );
      const { z, q } = await training.evaluate();
      return {
        primary: { rows: tissue.cells, columns: tissue.columns, values: z },
        labels: assigned(q, start.clusters),
        ...{ others: {}, losses, stoppedEarly },
        settled: { kernelLength: length, resolution: start.resolution },
      };
    } finally {
      await training.release();
    }
  },
  words: words.words,
};
