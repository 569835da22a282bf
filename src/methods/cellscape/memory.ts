import { largestChunk } from "../../nn/chunks.ts";
import { maskedCount } from "../../nn/mask.ts";
import { intrinsicReconstructionBatches } from "./intrinsicReconstructionTrainer.ts";
import { mapShape } from "./network/mapShape.ts";
import { spatialShapes } from "./network/spatialEncoder.ts";
import type { CellScapeOptions } from "./options.ts";
import { planTraining } from "./plan.ts";

/** What there is to train on. */
export interface TrainingSize {
  /** n */
  readonly cells: number;
  /** d, columns of the network's input. */
  readonly inputs: number;
  /** Most neighbours of a cell. */
  readonly neighbors: number;
  /** Full variant: q, side of the gene map. */
  readonly side?: number;
}

/** Bytes, beside the data that `train` is given. */
export interface TrainingMemory {
  /** At most during training, and while the cells are embedded, results included. */
  readonly training: number;
  readonly embedding: number;
  /** The results of one model. */
  readonly result: number;
}

// Measured with the native engine and one thread, see bench/memory.ts: how many arrays of each kind a step holds at most.
const program = 42e6;
const perLayer = 14;
const perPlace = 30;
const perInput = 6;
const perSimilarity = 3;
const perActivation = 28;
/** Places that halos add to a chunk, as a share: patches of 8,192 cells and two layers. */
const halo = 0.2;
/** A pass without gradients holds this share of what a step holds. */
const forward = 0.75;
const float = 4;

/** Memory that training will take, for a plan that is made beforehand: within a quarter of what was measured. */
export function trainingMemory(size: TrainingSize, settings: CellScapeOptions): TrainingMemory {
  const { cells: n, inputs: d, neighbors } = size;
  const { heads, spatialSize, jointSize, intrinsicSize, anchors } = settings;
  const full = settings.variant === "full";
  const plan = planTraining(n, settings);
  const b = plan.cells;
  const layers = spatialShapes(settings, d).reduce((total, { width }) => total + heads * width, 0);
  const perCell = float * (perLayer * layers + perPlace * heads * (neighbors + 1) + perInput * d);
  const compared = b > 2 * anchors ? anchors : b;
  const result = float * n * (spatialSize + jointSize + (full ? intrinsicSize : 0));
  // The tissue is cut along the graph by four lists of cells.
  const lists = plan.batches > 1 ? 4 * float * n : 0;
  const joint = program + perCell * b + float * perSimilarity * compared * b;
  const chunk = n > largestChunk ? largestChunk * (1 + halo) : n;
  return {
    training: joint + lists + (full ? mapMemory(size, settings) : 0),
    embedding: program + lists + forward * perCell * chunk + result,
    result,
  };
}

/** Bytes that the steps of the intrinsic branch hold, which are a program of their own unless it is trained jointly. */
function mapMemory({ cells: n, side = 1 }: TrainingSize, settings: CellScapeOptions): number {
  const plan = planTraining(n, settings);
  const shape = mapShape(side);
  const widest = Math.max(...settings.channels) * shape.side ** 2;
  const visible = plan.cells - maskedCount(plan.cells, settings.maskRate);
  const sizes = { genes: side * side, activation: widest, plan };
  const joint = settings.intrinsic === "joint";
  const size = joint ? visible : intrinsicReconstructionBatches(visible, sizes).size;
  return (joint ? 0 : program) + float * perActivation * size * widest;
}
