import { CellScapeError, expectShape } from "../../core/errors.ts";
import type { Random } from "../../core/random.ts";
import type { Task } from "../../core/task.ts";
import type { GeneMap } from "../../data/geneMap.ts";
import type { Graph } from "../../data/graph.ts";
import type { Matrix } from "../../data/matrix.ts";
import { type ScaledExpression, scaledRows } from "../../data/scaledExpression.ts";
import type { Engine } from "../../engine/engine.ts";
import { type FitState, fitPhases, type Phase, type StepLosses } from "../../nn/fit.ts";
import { inputScale, scaledInput } from "../../nn/inputRows.ts";
import { maskedCount } from "../../nn/mask.ts";
import { learningRateAt } from "../../nn/optimizers.ts";
import { type Batch, patchBatches, wholeTissue } from "./batches.ts";
import { createContrastiveTrainer } from "./contrastiveTrainer.ts";
import { type Embeddings, embed } from "./embed.ts";
import { createIntrinsicReconstructionTrainer } from "./intrinsicReconstructionTrainer.ts";
import { createMaps, mapComponents } from "./maps.ts";
import { intrinsicReconstructionParameters } from "./network/dual.ts";
import { type CellScapeOptions, checkOptions } from "./options.ts";
import { planTraining, type TrainingPlan } from "./plan.ts";
import { named, type TrainedModel } from "./trainedModel.ts";
import { variants } from "./variants.ts";

/** Training data of the model. */
export interface TrainingData {
  /** [n, d] network input: principal components, or the profiles themselves. */
  readonly input: Matrix;
  readonly graph: Graph;
  /** Full variant only: [n, p] scaled expression, which fills the gene maps, and the map. */
  readonly expression?: Matrix | ScaledExpression;
  readonly geneMap?: GeneMap;
  /** [p, d] input = expression x loadings: lets the intrinsic branch start at the components. */
  readonly loadings?: Matrix;
}

export interface Trained extends Embeddings {
  readonly plan: TrainingPlan;
  /** One record a step. */
  readonly losses: readonly StepLosses[];
  /** True if the signal ended training before the last step. */
  readonly stoppedEarly: boolean;
  /** What embeds other cells: see `embed`. */
  readonly model: TrainedModel;
}

export interface TrainOptions {
  readonly rng: Random;
  /** A state that `onState` was given, with the same data, settings and seed, to go on from. */
  readonly resume?: FitState;
  /** Called after every step, counted from 1, with the losses of that step. */
  readonly onStep?: (step: number, steps: number, losses: StepLosses) => void;
  /** Called after every step, and awaited, with all that it takes to go on from there. */
  readonly onState?: (state: FitState) => void | Promise<void>;
  /** The part in which the cells are embedded, once training is over. */
  readonly embedding?: Task | undefined;
  /** When it aborts, the step under way is finished and the model as it is then is returned. */
  readonly signal?: AbortSignal;
}

/**
 * Train a model on one tissue (or several, as one block-diagonal graph), and embed every cell.
 *
 * Each step masks floor(mask * b) random cells of its batch; on the full graph the batch is the tissue. The decoupled
 * intrinsic branch takes one or more steps on batches of the visible cells. Same data, settings, seed and engine: same
 * bytes, whether training was interrupted and resumed or not.
 *
 * @param data not modified.
 * @throws bad-option for a setting out of range; bad-shape when arrays do not fit together, or there are fewer than two
 * cells; bad-data for a graph that is not symmetric, or input that is not finite.
 * @see Methods, "Model training". Time per step grows with b x (d + neighbours) and with anchors x b.
 */
export async function train(
  data: TrainingData,
  settings: CellScapeOptions,
  engine: Engine,
  { rng, resume, onStep, onState, embedding, signal }: TrainOptions,
): Promise<Trained> {
  checkOptions(settings);
  const full = variants[settings.variant].intrinsic;
  checkData(data, full);
  const { expression, geneMap, loadings } = data;
  const inputs = data.input.columns;
  const plan = planTraining(data.input.rows, settings);
  const steps = plan.epochs * plan.batches;
  const scale = inputScale(data.input, settings.inputPower);
  const maps = full && expression && geneMap ? createMaps(expression, geneMap) : undefined;
  const components = maps && expression && loadings && mapComponents(maps, expression, { loadings, scale });
  const source = scaledInput(data.input, scale);
  const batches =
    plan.batches === 1
      ? wholeTissue(data.graph, source, settings.anchors)
      : patchBatches(data.graph, source, { plan, anchors: settings.anchors, rng });
  const sizes = { ...batches.sizes, inputs, ...(maps ? { map: maps.shape } : {}) };

  const joint = settings.intrinsic === "joint";
  const start = { settings, sizes, plan, components, rng: rng.split("start") };
  const jointMaps = joint ? maps : undefined;
  const { contrastive: before, intrinsic: beforeIntrinsic } = resume?.steppers ?? {};
  const contrastive = await createContrastiveTrainer(engine, { ...start, maps: jointMaps, resume: before });
  const visible = sizes.cells - maskedCount(sizes.cells, settings.maskRate);
  const intrinsic =
    maps && !joint
      ? await createIntrinsicReconstructionTrainer(engine, { ...start, maps, visible, resume: beforeIntrinsic })
      : undefined;

  const phase: Phase<Batch> = {
    epochs: plan.epochs,
    rng: rng.split("epoch"),
    pass: batches.pass,
    async step(batch, { epoch, rng: stepRng }) {
      const learningRate = learningRateAt(epoch, settings);
      const { reconstruction, contrast, visible: seen } = await contrastive.step(batch, learningRate, stepRng);
      // Streams of random numbers have names that results depend on: this one is the intrinsic branch's.
      const options = { learningRate, rng: stepRng.split("own") };
      const more = intrinsic ? { intrinsic: await intrinsic.steps(batch, seen, options) } : {};
      return { reconstruction, contrast, ...more };
    },
  };
  const steppers = { contrastive: contrastive.stepper, ...(intrinsic ? { intrinsic: intrinsic.stepper } : {}) };
  const { losses, stoppedEarly } = await fitPhases([phase], {
    ...{ steppers, resume, onState, signal },
    onStep: (step, found) => onStep?.(step, steps, found),
  });
  await contrastive.stepper.release();
  await intrinsic?.stepper.release();

  const { arrays } = contrastive.stepper.state;
  const last = intrinsic?.stepper.state.arrays ?? arrays;
  const model: TrainedModel = {
    settings,
    inputs,
    scale,
    parameters: [
      ...named(variants[settings.variant].parameters(settings, sizes), arrays.parameters),
      ...(intrinsic ? named(intrinsicReconstructionParameters(settings, sizes), last.parameters) : []),
    ],
    ...(maps && geneMap ? { running: last.running, geneMap } : {}),
  };
  const embeddings = await embed(model, data, engine, {}, embedding);
  return { ...embeddings, plan, losses: losses[0] ?? [], stoppedEarly, model };
}

function checkData({ input, graph, expression, geneMap, loadings }: TrainingData, intrinsic: boolean): void {
  const { rows: n, columns: d } = input;
  if (n < 2) throw new CellScapeError("bad-shape", `train: expected two or more cells, got ${n}`);
  expectShape("train: input", [input.values.length / d, d], { cells: n, columns: d });
  expectShape("train: graph", [graph.starts.length - 1], { cells: n });
  if (!intrinsic) return;
  if (!expression || !geneMap) {
    const missing = expression ? "geneMap" : "expression";
    throw new CellScapeError(
      "bad-shape",
      `train: expected ${missing} for the full variant, got none (or use spatial-only)`,
    );
  }
  const { rows, columns } = scaledRows(expression);
  expectShape("train: expression", [rows], { cells: n });
  expectShape("train: geneMap", [geneMap.gene.length], { places: geneMap.side ** 2 });
  if (loadings) expectShape("train: loadings", [loadings.rows], { genes: columns });
}
