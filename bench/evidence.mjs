// Label-free evidence for a partition of a tissue into domains, e + 3 c: how well domains explain expression, and the share c of
// the six nearest that lie in the same domain. On single cells e is the mean log likelihood of 20 unsupervised cell types given
// the domain; on lattices, where a spot holds several cells, half the log determinant of the covariance that domains remove.
import { leadingColumns } from "../dist/src/cluster/columns.js";
import { kMeans } from "../dist/src/cluster/kMeans.js";
import { gaussianMixture } from "../dist/src/cluster/mixture/gaussianMixture.js";
import { cholesky, logDeterminant } from "../dist/src/math/linearAlgebra/cholesky.js";
import { nearestNeighbors } from "../dist/src/math/neighbors/nearest.js";
import { detectLayout } from "../dist/src/spatial/lattice/layout.js";
import { smooth } from "../dist/src/spatial/smooth.js";

const components = 20;
const types = 20;

/** A function from labels to evidence; differences between partitions of one tissue count, not its height. */
export async function prepareEvidence({ positions, expression, graph }, rng) {
  const { kind } = await detectLayout(positions);
  const { indices, k } = await nearestNeighbors(positions, 6);
  const leading = leadingColumns(expression, Math.min(components, expression.columns));
  const explained = kind === "lattice" ? removed(await smooth(leading, graph, 1)) : likelihoodOfTypes(leading, rng);
  return (labels, count) => explained(labels, count) + 3 * coherence(labels, indices, k);
}

function likelihoodOfTypes(points, rng) {
  const start = kMeans(points, types, { restarts: 3 }, rng).labels;
  const { posterior, weights } = gaussianMixture(points, start, { clusters: types });
  const n = points.rows;
  // Densities of the types but for a factor of the cell.
  const density = Float64Array.from(posterior.values, (value, e) => value / weights[e % types]);
  return (labels, count) => {
    let shares = new Float64Array(count * types).fill(1 / types);
    const cellsIn = new Float64Array(count);
    for (const label of labels) cellsIn[label]++;
    let logLikelihood = 0;
    for (let round = 0; round < 4; round++) {
      const sums = new Float64Array(count * types);
      logLikelihood = 0;
      for (let i = 0; i < n; i++) {
        const own = labels[i] * types;
        let total = 0;
        for (let c = 0; c < types; c++) total += shares[own + c] * density[i * types + c];
        logLikelihood += Math.log(Math.max(total, 1e-300));
        for (let c = 0; c < types; c++)
          sums[own + c] += (shares[own + c] * density[i * types + c]) / Math.max(total, 1e-300);
      }
      shares = sums.map((sum, e) => (sum + 1e-6) / (cellsIn[Math.floor(e / types)] + types * 1e-6));
    }
    return logLikelihood / n;
  };
}

function removed(points) {
  const { rows: n, columns: d, values } = points;
  const logDetWithin = (labels, count) => {
    const sizes = new Float64Array(count);
    const means = new Float64Array(count * d);
    for (let i = 0; i < n; i++) {
      sizes[labels[i]]++;
      for (let u = 0; u < d; u++) means[labels[i] * d + u] += values[i * d + u];
    }
    for (let e = 0; e < means.length; e++) means[e] /= Math.max(1, sizes[Math.floor(e / d)]);
    const within = new Float64Array(d * d);
    for (let i = 0; i < n; i++) {
      for (let u = 0; u < d; u++) {
        const a = values[i * d + u] - means[labels[i] * d + u];
        for (let v = 0; v < d; v++) within[u * d + v] += (a * (values[i * d + v] - means[labels[i] * d + v])) / n;
      }
    }
    for (let u = 0; u < d; u++) within[u * d + u] += 1e-9;
    return logDeterminant(cholesky(within, d), d);
  };
  const total = logDetWithin(new Int32Array(n), 1);
  return (labels, count) => (total - logDetWithin(labels, count)) / 2;
}

function coherence(labels, near, k) {
  let shared = 0;
  for (let e = 0; e < near.length; e++) if (labels[near[e]] === labels[Math.floor(e / k)]) shared++;
  return shared / near.length;
}
