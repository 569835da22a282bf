import { loess } from "../../math/statistics/loess.ts";
import { fitSampleModel, type SampleDesign } from "../../math/statistics/sampleModel.ts";

/** Fewer genes than this show no trend: all weights are 1. */
const LEAST_GENES = 30;
/** Share of the genes in each local fit of the trend. */
const SPAN = 0.5;

/**
 * Weight of each log count by how much it varies between samples at that expected count. The root of the residual
 * deviation of each gene is smoothed over its mean log2 count; an observation's weight is the inverse fourth power of the
 * trend at the count that the model and its library size let expect.
 *
 * @param logs [genes, samples] log2 counts per million; NaN where a sample takes no part.
 * @param libraries [samples] effective library sizes.
 * @returns [genes, samples]
 * @see Law et al. 2014 (voom), which smooths by lowess.
 */
export function precisionWeights(logs: Float64Array, libraries: Float64Array, design: SampleDesign): Float64Array {
  const samples = libraries.length;
  const genes = logs.length / samples;
  const weights = new Float64Array(logs.length).fill(1);
  const fit = fitSampleModel(logs, design);
  const used = [...libraries.keys()].filter((s) => design.groupOfSample[s] >= 0);
  /** log2 counts per million to log2 counts in a sample. */
  const toCounts = (s: number) => Math.log2(libraries[s] + 1) - Math.log2(1e6);
  const meanToCounts = used.reduce((sum, s) => sum + toCounts(s), 0) / used.length;
  const varying = Uint32Array.from({ length: genes }, (_, u) => u).filter((u) => fit.variances[u] > 0);
  if (varying.length < LEAST_GENES) return weights;

  const expected = Float64Array.from(varying, (u) => {
    const sum = used.reduce((total, s) => total + logs[u * samples + s], 0);
    return sum / used.length + meanToCounts;
  });
  const roots = Float64Array.from(varying, (u) => fit.variances[u] ** 0.25);
  const trend = interpolator(expected, loess(expected, roots, { span: SPAN }));
  for (let u = 0; u < genes; u++) {
    for (const s of used) {
      weights[u * samples + s] = trend(fit.fitted[u * samples + s] + toCounts(s)) ** -4;
    }
  }
  return weights;
}

/** Linear between the points, level beyond them; never so low that a weight could run away. */
function interpolator(x: Float64Array, y: Float64Array): (at: number) => number {
  const order = Uint32Array.from(x.keys()).sort((i, j) => x[i] - x[j] || i - j);
  const xs = Float64Array.from(order, (i) => x[i]);
  const least = 0.1 * (y.reduce((sum, value) => sum + value, 0) / y.length);
  const ys = Float64Array.from(order, (i) => Math.max(y[i], least));
  return (at) => {
    let low = 0;
    let high = xs.length - 1;
    if (at <= xs[low]) return ys[low];
    if (at >= xs[high]) return ys[high];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (xs[middle] <= at) low = middle;
      else high = middle;
    }
    return ys[low] + ((at - xs[low]) / (xs[high] - xs[low])) * (ys[high] - ys[low]);
  };
}
