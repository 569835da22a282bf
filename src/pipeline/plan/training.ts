import type { ModelSettings } from "../../model/settings.ts";
import { ownBatches } from "../../train/own.ts";
import { planTraining } from "../../train/plan.ts";
import { megabyte } from "./size.ts";

/** What the network sees of a tissue. */
export interface NetworkSize {
  readonly cells: number;
  /** d */
  readonly inputs: number;
  /** p */
  readonly genes: number;
}

/** An engine's own memory for one program. */
const session = 40 * megabyte;
/** The engine takes memory in powers of two, and keeps what it once had. */
const slack = 1.25;
/** Largest activations that a step of the intrinsic branch holds at once, forward and backward. */
const heldActivations = 7;

/**
 * Memory that training takes beside its data, in bytes: so many numbers a cell of a batch for each width of the network,
 * counted on tissues of 1,000 to 20,000 cells and 33 to 3,000 genes, plus the convolutions of the intrinsic branch.
 */
export function trainingBytes({ cells, inputs, genes }: NetworkSize, settings: ModelSettings): number {
  const plan = planTraining(cells, settings);
  const { layers, hidden, spatialSize, channels, mask } = settings;
  const width = 6 * inputs + 29 * layers * hidden + 30 * spatialSize;
  const spatial = 4 * plan.cells * width * (settings.gradients === "pcgrad" ? 1.3 : 1);
  if (settings.variant === "spatial-only") return session + slack * spatial;
  const activation = Math.max(...channels) * Math.ceil(Math.sqrt(genes)) ** 2;
  const visible = plan.cells - Math.floor(mask * plan.cells);
  const size = settings.intrinsic === "joint" ? visible : ownBatches(visible, { genes, activation, plan }).size;
  return 2 * session + slack * (spatial + 4 * heldActivations * size * activation);
}
