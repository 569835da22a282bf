import type { GeneMap } from "../data/geneMap.ts";
import type { Graph } from "../data/graph.ts";
import type { Matrix } from "../data/matrix.ts";
import { type ScaledExpression, scaledRows } from "../data/scaledExpression.ts";
import type { Engine } from "../engine/engine.ts";
import { CellScapeError, expectShape } from "../errors.ts";
import { ownParameters } from "../model/dual.ts";
import { initialValues } from "../model/initial.ts";
import { initialRunning } from "../model/intrinsicEncoder.ts";
import { checkSettings, type ModelSettings } from "../model/settings.ts";
import { variants } from "../model/variants.ts";
import type { Random } from "../random.ts";
import { adamRates, learningRateAt } from "./adam.ts";
import { restoreRows, sortByNeighbors } from "./arrange.ts";
import { chosen, compare, comparisonSizes, drawMask, maskedCount } from "./batches.ts";
import { intrinsicValues, spatialValues } from "./evaluate.ts";
import { createMaps, type MapSource, mapComponents } from "./maps.ts";
import { padNeighbors } from "./neighbors.ts";
import { createOwnTrainer } from "./own.ts";
import { trainingStep } from "./step.ts";
import { createStepper } from "./stepper.ts";

/** What the model learns from. */
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

/** Losses of one epoch, before its last step. */
export interface EpochLosses {
  readonly reconstruction: number;
  readonly contrast: number;
  /** The decoupled intrinsic branch's own loss. */
  readonly own?: number;
}

export interface Trained {
  /** z_spatial [n, spatialSize]. */
  readonly spatial: Matrix;
  /** z_intrinsic [n, intrinsicSize], in the full variant. */
  readonly intrinsic?: Matrix;
  /** z = [z_spatial, z_intrinsic] W, [n, jointSize]. */
  readonly fused: Matrix;
  readonly losses: readonly EpochLosses[];
  /** True if the signal ended training before the last epoch. */
  readonly stoppedEarly: boolean;
}

export interface TrainOptions {
  readonly rng: Random;
  /** Called after every epoch, counted from 1. */
  readonly onEpoch?: (epoch: number, losses: EpochLosses) => void;
  /** When it aborts, the epoch under way is finished and the model as it is then is returned. */
  readonly signal?: AbortSignal;
}

/**
 * Train a model on one tissue (or several, as one block-diagonal graph), and embed every cell.
 *
 * Each epoch masks floor(mask * n) random cells and takes one full-batch step; the decoupled intrinsic branch takes one or
 * more steps on batches of the visible cells. Same data, settings, seed and engine: same bytes.
 *
 * @param data not modified.
 * @throws bad-option for a setting out of range; bad-shape when arrays do not fit together, or there are fewer than two
 * cells; bad-data for a graph that is not symmetric, or input that is not finite.
 * @see Methods, "Model training". Time per epoch grows with n x (d + neighbours) and with anchors x n.
 */
export async function train(
  data: TrainingData,
  settings: ModelSettings,
  engine: Engine,
  { rng, onEpoch, signal }: TrainOptions,
): Promise<Trained> {
  checkSettings(settings);
  const model = variants[settings.variant];
  checkData(data, model.intrinsic);
  const [n, d] = [data.input.rows, data.input.columns];
  const { graph, order, spans } = sortByNeighbors(data.graph);
  const { values: input, scale } = scaleInput(data.input, { power: settings.inputPower, order });
  const lengths = rowLengths(input, n);
  const { expression, geneMap, loadings } = data;
  const all = model.intrinsic && expression && geneMap ? createMaps(expression, geneMap) : undefined;
  const maps = all && inOrder(all, order);
  const components = all && expression && loadings ? mapComponents(all, expression, { loadings, scale }) : undefined;
  const neighbors = padNeighbors(graph);
  const comparison = comparisonSizes(graph, settings.anchors);
  const sizes = {
    cells: n,
    inputs: d,
    places: neighbors.places,
    spans,
    comparison,
    ...(maps ? { map: maps.shape } : {}),
  };
  const visibleCount = n - maskedCount(n, settings.mask);
  const joint = maps !== undefined && settings.intrinsic === "joint";

  const start = rng.split("start");
  const parameters = model.parameters(settings, sizes);
  const values = initialValues(parameters, settings, { components, rng: start });
  const program = trainingStep(model, settings, sizes);
  const stepper = await createStepper(engine, program, { parameters: values, running: initialRunning(settings) });
  const own =
    maps && !joint
      ? await createOwnTrainer(
          engine,
          { input, lengths, maps, components },
          { settings, sizes, visible: visibleCount, rng: start },
        )
      : undefined;

  const fixed = { input, index: neighbors.index, reverse: neighbors.reverse, bias: neighbors.bias };
  const mapFeed = joint ? new Float32Array(visibleCount * maps.length) : undefined;
  const keep = new Float32Array(n);
  const everyone = chosen(
    Uint32Array.from({ length: n }, (_, i) => i),
    n,
  );
  const everyoneCompared = comparison.anchors === n ? compare(graph, everyone, comparison) : undefined;

  const losses: EpochLosses[] = [];
  for (let epoch = 0; epoch < settings.epochs && !signal?.aborted; epoch++) {
    const chance = rng.split("epoch").split(epoch);
    const { masked, visible } = drawMask(n, settings.mask, chance.split("mask"));
    keep.fill(0);
    for (const cell of visible.rows) keep[cell] = 1;
    if (mapFeed) maps?.fillInto(mapFeed, visible.rows);
    const anchors = chance.split("anchors").permutation(n).subarray(0, comparison.anchors);
    const rate = learningRateAt(epoch, settings);
    const feeds = {
      ...fixed,
      ...(everyoneCompared ?? compare(graph, chosen(anchors, n), comparison)),
      ...(mapFeed ? { maps: mapFeed } : {}),
      lengths,
      keep,
      visible: visible.rows,
      visiblePlaces: visible.places,
      masked: masked.rows,
      maskedPlaces: masked.places,
    };
    const [reconstruction, contrast] = await stepper.step(feeds, adamRates(epoch + 1, rate));
    const more = own ? { own: await own.epoch(visible.rows, rate, chance.split("own")) } : {};
    const found: EpochLosses = { reconstruction, contrast, ...more };
    losses.push(found);
    onEpoch?.(epoch + 1, found);
  }
  await stepper.release();
  await own?.stepper.release();

  const branch = own
    ? { parameters: ownParameters(settings, sizes), values: own.stepper.parameters, running: own.stepper.running }
    : { parameters, values: stepper.parameters, running: stepper.running };
  const intrinsic = maps
    ? await intrinsicValues(engine, branch, { cells: n, maps, running: branch.running, settings })
    : undefined;
  const trained = { parameters, values: stepper.parameters };
  const { spatial, fused } = await spatialValues(engine, trained, { feeds: fixed, intrinsic, settings, sizes });
  return {
    spatial: { rows: n, columns: settings.spatialSize, values: restoreRows(spatial, order) },
    ...(intrinsic
      ? { intrinsic: { rows: n, columns: settings.intrinsicSize, values: restoreRows(intrinsic, order) } }
      : {}),
    fused: { rows: n, columns: settings.jointSize, values: restoreRows(fused, order) },
    losses,
    stoppedEarly: losses.length < settings.epochs,
  };
}

/** Maps of cells by their place in `order`. */
function inOrder(maps: MapSource, order: Uint32Array): MapSource {
  return {
    ...maps,
    fillInto: (into, places) =>
      maps.fillInto(
        into,
        Uint32Array.from(places, (at) => order[at]),
      ),
  };
}

/**
 * The input in float32 with its rows in `order`, scaled so that their mean squared length is `power` (0: as it is).
 */
function scaleInput(
  { rows, columns, values }: Matrix,
  { power, order }: { power: number; order: Uint32Array },
): { values: Float32Array; scale: number } {
  let squares = 0;
  for (const value of values) squares += value * value;
  if (!Number.isFinite(squares)) {
    throw new CellScapeError("bad-data", "train: expected finite input values, got NaN or infinity");
  }
  const scale = power === 0 || squares === 0 ? 1 : Math.sqrt((power * rows) / squares);
  const result = new Float32Array(values.length);
  order.forEach((cell, at) => {
    for (let u = 0; u < columns; u++) result[at * columns + u] = scale * values[cell * columns + u];
  });
  return { values: result, scale };
}

/** Euclidean length of each row; 1 for a row of zeros, which stays a row of zeros when divided. */
function rowLengths(values: Float32Array, rows: number): Float32Array {
  const columns = values.length / rows;
  return Float32Array.from({ length: rows }, (_, i) => {
    let squares = 0;
    for (let e = i * columns; e < (i + 1) * columns; e++) squares += values[e] * values[e];
    return Math.sqrt(squares) || 1;
  });
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
