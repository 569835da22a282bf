import { batchNormalize, type Normalized, normalizeBy, updateRunning } from "../../nn/batchNorm.ts";
import { dense, denseParameters } from "../../nn/layers.ts";
import { type Parameter, type Weights, weightOf } from "../../nn/parameters.ts";
import { divergenceFromStandard, zeroInflatedLikelihood } from "../../nn/zeroInflated.ts";
import { add, concat, exp, log, multiply, relu, slice, softmax, sqrt, subtract } from "../../tensor/ops.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { hidden, latent } from "./sizes.ts";

/** Added to variances of batch normalisation, and the share of a new batch in running statistics. */
const epsilon = 1e-3;
const momentum = 0.01;
/** Least variance of the latent representation. */
const leastVariance = 1e-4;

/**
 * @param genes p
 * @param samples of the cells; 1 for cells of one sample.
 */
export function scviParameters(genes: number, samples: number): Parameter[] {
  const normalized = (name: string): Parameter[] => [
    { name: `${name}.scale`, shape: [hidden], start: { value: 1 } },
    { name: `${name}.offset`, shape: [hidden], start: { value: 0 } },
  ];
  return [
    ...[...denseParameters("encoder", genes, hidden), ...normalized("encoder")],
    ...[...denseParameters("mean", hidden, latent), ...denseParameters("variance", hidden, latent)],
    ...[...denseParameters("decoder", latent + (samples > 1 ? samples : 0), hidden), ...normalized("decoder")],
    ...[...denseParameters("share", hidden, genes), ...denseParameters("zero", hidden, genes)],
    { name: "dispersion", shape: [genes], start: { deviation: 1 } },
  ];
}

/** Numbers of running statistics: mean and variance of the units of both layers. */
export const runningSize = 4 * hidden;

/** Running statistics before the first step: means 0, variances 1. */
export function initialRunning(): Float32Array {
  return Float32Array.from({ length: runningSize }, (_, e) => Math.floor(e / hidden) % 2);
}

/** b cells as a program reads them. */
export interface Cells {
  /** [b, p] counts. */
  readonly x: Tensor;
  /** [b, 1] their sums. */
  readonly totals: Tensor;
  /** [b] sums of log Gamma(x + 1). */
  readonly factorials: Tensor;
  /** [b, samples] 1 for the sample of the cell; undefined for cells of one sample. */
  readonly sample: Tensor | undefined;
  /** [b, 10] standard normal. */
  readonly noise: Tensor;
}

/** What the network makes of cells. */
export interface Passed {
  /** [b] log-likelihood of the counts, and divergence of the latent distribution from the prior. */
  readonly likelihood: Tensor;
  readonly divergence: Tensor;
}

interface Latent {
  /** [b, 10] */
  readonly mean: Tensor;
  readonly variance: Tensor;
}

type Normalize = (rows: Tensor, scale: Tensor, offset: Tensor) => Tensor;

/**
 * Forward pass of training: statistics of the batch, and dropout.
 *
 * @param dropped [b, 128] mask, 0 or 1 / (1 - rate).
 */
export function trainingPass(
  cells: Cells,
  weights: Weights,
  { dropped, running }: { readonly dropped: Tensor; readonly running: Tensor },
): Passed & { readonly running: Tensor } {
  const batches: Normalized[] = [];
  const normalize: Normalize = (rows, scale, offset) => {
    const normalized = batchNormalize(rows, scale, offset, { epsilon });
    batches.push(normalized);
    return normalized.y;
  };
  const passed = decode(
    cells,
    encode(cells.x, weights, normalize, (rows) => multiply(rows, dropped)),
    weights,
    normalize,
  );
  return { ...passed, running: updateRunning(running, batches, momentum) };
}

/** Forward pass of evaluation: running statistics, no dropout. */
export function evaluationPass(cells: Cells, weights: Weights, running: Tensor): Passed {
  return decode(cells, latentOf(cells.x, weights, running), weights, normalizeByRunning(running, 2));
}

/** Distribution of the latent representation in evaluation. */
export function latentOf(x: Tensor, weights: Weights, running: Tensor): Latent {
  return encode(x, weights, normalizeByRunning(running, 0), (rows) => rows);
}

/** @param place of the mean in running statistics; the variance follows. */
function normalizeByRunning(running: Tensor, place: number): Normalize {
  const at = (p: number) => slice(running, 0, { start: p * hidden, end: (p + 1) * hidden });
  return (rows, scale, offset) =>
    normalizeBy(rows, scale, offset, { mean: at(place), variance: at(place + 1), epsilon });
}

function layer(rows: Tensor, weights: Weights, name: string, normalize: Normalize): Tensor {
  const [scale, offset] = [weightOf(weights, `${name}.scale`), weightOf(weights, `${name}.offset`)];
  return relu(normalize(dense(rows, weights, name), scale, offset));
}

function encode(x: Tensor, weights: Weights, normalize: Normalize, drop: (rows: Tensor) => Tensor): Latent {
  const h = drop(layer(log(add(x, 1)), weights, "encoder", normalize));
  return { mean: dense(h, weights, "mean"), variance: add(exp(dense(h, weights, "variance")), leastVariance) };
}

function decode(
  { x, totals, factorials, sample, noise }: Cells,
  { mean, variance }: Latent,
  weights: Weights,
  normalize: Normalize,
): Passed {
  const z = add(mean, multiply(sqrt(variance), noise));
  const h = layer(sample ? concat([z, sample], 1) : z, weights, "decoder", normalize);
  const likelihood = zeroInflatedLikelihood(x, {
    mean: multiply(softmax(dense(h, weights, "share")), totals),
    logDispersion: weightOf(weights, "dispersion"),
    zero: dense(h, weights, "zero"),
  });
  return { likelihood: subtract(likelihood, factorials), divergence: divergenceFromStandard(mean, variance) };
}
